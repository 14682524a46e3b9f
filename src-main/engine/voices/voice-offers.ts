import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { VoiceOffer } from '@contract/speech'
import { listVoices } from './load-voice'
import type { VoiceManifest } from './store'

/**
 * Every voice of a folder, and what of it would have to be fetched. By sizes alone: checksums are looked at when a voice
 * is loaded.
 * @throws AppError 'voice/missing' when there is no such folder, 'voice/incompatible' naming a manifest that is none
 */
export async function offerVoices(voicesDirectory: string): Promise<VoiceOffer[]> {
  const manifests = await listVoices(voicesDirectory)
  return Promise.all(
    manifests.map(async (manifest) => ({
      id: manifest.id,
      name: manifest.name,
      ...(manifest.description === undefined ? {} : { description: manifest.description }),
      language: manifest.language,
      missingBytes: await missingBytes(join(voicesDirectory, manifest.id, 'files'), manifest),
    })),
  )
}

async function missingBytes(directory: string, { files }: VoiceManifest): Promise<number> {
  const sizes = await Promise.all(
    files.map(async ({ name, bytes }) => {
      const entry = await stat(join(directory, name)).catch(() => null)
      return entry?.size === bytes ? 0 : bytes
    }),
  )
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}
