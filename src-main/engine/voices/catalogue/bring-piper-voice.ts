import { mkdir, readFile, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@contract/errors'
import { replaceFile } from '../../onnx/file-hash'
import {
  downloadFile,
  holdsFile,
  lockName,
  parseVoiceManifest,
  takeFetchLock,
  type DownloadPacing,
} from '../store'
import { describePiperVoice } from '../vits/piper-voice'
import { readVoiceConfig } from '../vits/voice-config'
import { addedFolders, type VoiceShelf } from '../voice-folders'
import { licenceOfCard } from './model-card'
import type { PiperCatalogue } from './piper-catalogue'
import type { PiperFile, PiperVoice } from './piper-entries'

/** What stands in a manifest where nobody says under which terms a voice may be used. */
export const unknownLicence = 'NOASSERTION'

/**
 * Brings a voice that Piper publishes to the shelf, from where an earlier try has stopped. The small file comes first: a
 * voice that Lector cannot speak with is told by it, before the network is fetched. The manifest comes last: until then
 * the voice is not there.
 * @throws AppError as `downloadFile` does, 'voice/incompatible'; `signal.reason`
 */
export async function bringPiperVoice(
  voice: PiperVoice,
  {
    shelf,
    catalogue,
    pacing,
    signal,
    onBytes,
  }: {
    shelf: VoiceShelf
    catalogue: PiperCatalogue
    pacing?: DownloadPacing | undefined
    signal: AbortSignal
    onBytes: (bytes: number) => void
  },
): Promise<void> {
  const { own, files, prepared } = addedFolders(shelf, voice.id)
  await mkdir(files, { recursive: true })
  const release = await takeFetchLock(join(files, lockName), signal)
  let doneBytes = 0
  const bring = async (file: PiperFile, path: string): Promise<void> => {
    const digest = { algorithm: 'md5', value: file.md5 } as const
    const before = doneBytes
    if (!(await holdsFile(path, file.bytes, digest, signal))) {
      const wanted = { url: catalogue.addressOf(file), path, bytes: file.bytes, digest }
      await downloadFile(wanted, { signal, pacing, onBytes: (bytes) => onBytes(before + bytes) })
    }
    doneBytes += file.bytes
    onBytes(doneBytes)
  }
  try {
    // Whoever held the lock before us may have done it all.
    if (
      await readFile(join(own, 'manifest.json')).then(
        () => true,
        () => false,
      )
    )
      return
    const configPath = join(files, voice.config.name)
    await bring(voice.config, configPath)
    await readVoiceConfig(configPath)
    const card = voice.card && join(own, voice.card.name)
    if (voice.card && card) await bring(voice.card, card)
    const modelPath = join(files, voice.model.name)
    await bring(voice.model, modelPath)
    const described = await describePiperVoice({ modelPath, cacheDirectory: prepared, signal })
    const manifest = {
      ...described,
      id: voice.id,
      name: `${voice.name} (${voice.quality})`,
      language: voice.language,
      licence: {
        spdx: (card && licenceOfCard(await readFile(card, 'utf8'))) ?? unknownLicence,
        file: voice.card?.name ?? voice.config.name,
      },
      sources: [
        {
          kind: 'web',
          files: [voice.config, voice.model].map((file) => ({
            name: file.name,
            url: catalogue.addressOf(file),
          })),
        },
      ],
    }
    parseVoiceManifest(manifest, voice.id)
    await replaceFile(join(own, 'manifest.json'), Buffer.from(JSON.stringify(manifest, null, 2)))
  } catch (error) {
    // Fetched again it would be the same.
    if (error instanceof AppError && error.code === 'voice/incompatible')
      await rm(own, { recursive: true, force: true })
    throw error
  } finally {
    await release()
    for (const folder of [files, own]) await rmdir(folder).catch(() => undefined)
  }
}
