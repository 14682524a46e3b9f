import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { CatalogueVoice, VoiceOrigin } from '@contract/catalogue'
import { partEnding, type VoiceManifest } from '../store'
import { leastMissingBytes } from '../voice-offers'
import { addedFolders, type ShelvedVoice, type VoiceShelf } from '../voice-folders'
import { unknownLicence } from './bring-piper-voice'
import { bytesBelow } from './disk-use'
import type { PiperVoice } from './piper-entries'

/**
 * A voice of the shelf as the catalogue has it.
 * @param published what Piper says of it, if it is one of its own
 * @param isDefault whether it is the one that speaks unless another is chosen
 */
export async function describeShelved(
  voice: ShelvedVoice,
  published: PiperVoice | undefined,
  isDefault: boolean,
): Promise<CatalogueVoice> {
  const { manifest, folders } = voice
  const totalBytes = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0)
  const [missing, parts, carriedMissing] = await Promise.all([
    leastMissingBytes(voice),
    partBytes(folders.files),
    folders.carried ? leastMissingBytes({ manifest, folders: { ...folders.carried } }) : totalBytes,
  ])
  // All of an added voice's folder is its own, its manifest and licence too.
  const places = voice.isAdded ? [dirname(folders.files)] : [folders.files, folders.prepared]
  const carried = folders.carried ? [folders.carried.files, folders.carried.prepared] : []
  const sizes = await Promise.all([...places, ...carried].map(bytesBelow))
  const stays = missing === 0 && (isDefault || carriedMissing === 0)
  const isBegun = missing < totalBytes || parts > 0
  const { quality } = published ?? {}
  return {
    id: manifest.id,
    name: published?.name ?? manifest.name,
    ...(manifest.description === undefined ? {} : { description: manifest.description }),
    language: manifest.language,
    family: manifest.family,
    ...(quality === undefined ? {} : { quality }),
    speakers: speakersOf(manifest),
    sampleRateHz: manifest.sampleRateHz,
    licence: { spdx: manifest.licence.spdx === unknownLicence ? null : manifest.licence.spdx },
    totalBytes,
    hereBytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
    missingBytes: Math.max(0, missing - parts),
    place: stays ? 'carried' : missing === 0 ? 'here' : isBegun ? 'partly' : 'elsewhere',
    origin: originOf(voice),
    hasSample: published !== undefined,
  }
}

/**
 * A voice of Piper's that is not on the shelf, as the catalogue has it.
 * @param spdx what its model card says; null: it was not read, or says nothing certain
 */
export async function describePublished(
  voice: PiperVoice,
  shelf: VoiceShelf,
  spdx: string | null,
): Promise<CatalogueVoice> {
  const { own, files } = addedFolders(shelf, voice.id)
  const wanted = [voice.config, voice.model]
  const totalBytes = wanted.reduce((sum, { bytes }) => sum + bytes, 0)
  const here = await Promise.all(
    wanted.map(({ name, bytes }) => sizeOf(join(files, name)).then((size) => (size === bytes ? bytes : 0))),
  )
  const come = here.reduce((sum, bytes) => sum + bytes, 0) + (await partBytes(files))
  return {
    id: voice.id,
    name: voice.name,
    language: voice.language,
    family: 'vits',
    quality: voice.quality,
    speakers: voice.speakers,
    licence: { spdx },
    totalBytes,
    hereBytes: await bytesBelow(own),
    missingBytes: Math.max(0, totalBytes - come),
    place: come > 0 ? 'partly' : 'elsewhere',
    origin: 'piper',
    hasSample: true,
  }
}

function originOf({ manifest, isAdded }: ShelvedVoice): VoiceOrigin {
  if (!isAdded) return 'lector'
  return manifest.sources.length > 0 ? 'piper' : 'own'
}

function speakersOf(manifest: VoiceManifest): number {
  switch (manifest.family) {
    case 'kokoro':
      return Object.keys(manifest.styles).length
    case 'vits':
      return manifest.speakers ?? 1
    case 'spectral':
      return 1
  }
}

/** Of beginnings in a folder. */
async function partBytes(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  const sizes = await Promise.all(
    names.filter((name) => name.endsWith(partEnding)).map((name) => sizeOf(join(folder, name))),
  )
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}
