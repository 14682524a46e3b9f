import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@contract/errors'
import { loadWorkerVoice } from '../worker/worker-voice'
import type { InstalledVoice } from './family'
import { ensureVoice, readVoiceManifest, type VoiceManifest } from './store'
import type { Voice } from './voice'

/** How loading goes, as a figure and as a sentence. */
export interface VoiceProgress {
  readonly what: 'fetching' | 'loading'
  /** 0..1; absent while it cannot be known. */
  readonly fraction?: number
  readonly sentence: string
}

export interface VoicePlace {
  /** Holds one folder a voice, each with its manifest. */
  readonly voicesDirectory: string
  readonly id: string
  /** Where downloads are kept for other checkouts; absent: nowhere. */
  readonly cacheDirectory?: string
  readonly signal: AbortSignal
  readonly onProgress: (progress: VoiceProgress) => void
}

/**
 * Verifies a voice's files, fetches what is missing or damaged, and loads it into worker threads.
 * @throws AppError 'voice/missing', 'voice/fetch-failed', 'voice/checksum', 'voice/incompatible'; `signal.reason`
 */
export async function loadVoice(place: VoicePlace & { workerPath: string }): Promise<Voice> {
  const installed = await installVoice(place)
  place.onProgress({ what: 'loading', sentence: `Loading the voice ${installed.manifest.name}` })
  return loadWorkerVoice(place.workerPath, installed, place.signal)
}

/** The first half of `loadVoice`: afterwards the voice's files are whole. */
export async function installVoice(place: VoicePlace): Promise<InstalledVoice> {
  const directory = join(place.voicesDirectory, place.id)
  const manifest = await readVoiceManifest(join(directory, 'manifest.json'))
  const filesDirectory = join(directory, 'files')
  await ensureVoice({
    manifest,
    directory: filesDirectory,
    cacheDirectory: place.cacheDirectory,
    signal: place.signal,
    onNotice: (sentence) => place.onProgress({ what: 'fetching', sentence }),
    onProgress: ({ fraction }) =>
      place.onProgress({
        what: 'fetching',
        fraction,
        sentence: `Fetching the voice ${manifest.name}: ${Math.floor((fraction ?? 0) * 100)} %`,
      }),
  })
  return { manifest, filesDirectory, preparedDirectory: join(directory, 'prepared'), precision: 'int8' }
}

/** Manifests of all voices in a folder, by id. @throws AppError 'voice/missing' when there is no such folder */
export async function listVoices(voicesDirectory: string): Promise<VoiceManifest[]> {
  let names: string[]
  try {
    const entries = await readdir(voicesDirectory, { withFileTypes: true })
    names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  } catch (cause) {
    throw new AppError('voice/missing', `No voices at ${voicesDirectory}`, { cause })
  }
  return Promise.all(
    names.sort().map((name) => readVoiceManifest(join(voicesDirectory, name, 'manifest.json'))),
  )
}
