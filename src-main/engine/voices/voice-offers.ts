import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { VoiceOffer } from '@contract/speech'
import { shelvedVoices, type VoiceFolders, type VoiceShelf } from './voice-folders'
import type { VoiceManifest } from './store'

/**
 * Every voice of a shelf, and what of it would have to be fetched. By sizes alone: checksums are looked at when a voice
 * is loaded.
 * @throws AppError 'voice/missing' when there is no such folder, 'voice/incompatible' naming a manifest that is none
 */
export async function offerVoices(shelf: VoiceShelf): Promise<VoiceOffer[]> {
  const voices = await shelvedVoices(shelf)
  return Promise.all(
    voices.map(async ({ manifest, folders }) => ({
      id: manifest.id,
      name: manifest.name,
      ...(manifest.description === undefined ? {} : { description: manifest.description }),
      language: manifest.language,
      missingBytes: await leastMissingBytes({ manifest, folders }),
    })),
  )
}

/** What is missing where the most of it is. */
export async function leastMissingBytes({
  manifest,
  folders: { files, carried },
}: {
  manifest: VoiceManifest
  folders: Pick<VoiceFolders, 'files' | 'carried'>
}): Promise<number> {
  const places = carried ? [files, carried.files] : [files]
  return Math.min(...(await Promise.all(places.map((place) => missingBytes(place, manifest)))))
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
