import { AppError } from '@contract/errors'
import { installVoice, listVoices } from '../../engine'
import type { CommandContext } from '../context'
import { showVoiceProgress } from '../terminal'

/** `voices`: what there is; `voices --fetch [VOICE]`: makes one ready to speak, offline from then on. */
export async function voices(context: CommandContext): Promise<void> {
  const { line, terminal, signal, voicesDirectory } = context
  if (line.fetch) {
    const id = line.operands[0] ?? line.settings.voice
    const { manifest } = await installVoice({
      voicesDirectory,
      id,
      cacheDirectory: context.cacheDirectory,
      signal,
      onProgress: (progress) => showVoiceProgress(terminal, progress),
    })
    terminal.progressDone()
    terminal.json({ voice: manifest.id, bytes: sizeOf(manifest) })
    terminal.line(`The voice ${manifest.name} is ready.`)
    return
  }
  if (line.operands.length > 0)
    throw new AppError('usage/invalid', 'voices takes no words: did you mean voices --fetch?')
  const manifests = await listVoices(voicesDirectory)
  terminal.json({
    voices: manifests.map(({ id, name, family, language, licence, sampleRateHz }) => ({
      id,
      name,
      family,
      language,
      licence: licence.spdx,
      sampleRateHz,
    })),
  })
  for (const { id, name, language, licence } of manifests)
    terminal.line(`${id}  ${name}, ${language}, ${licence.spdx}`)
}

function sizeOf({ files }: { files: readonly { bytes: number }[] }): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}
