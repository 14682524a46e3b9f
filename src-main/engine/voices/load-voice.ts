import { basename, isAbsolute, join } from 'node:path'
import type { DeviceChoice } from '@contract/settings'
import { notesIn } from '../onnx/prepared-models'
import type { SpeechKeeping } from '../speech-cache/speech-keeping'
import type { FrontEnd } from '../text/spoken-text'
import { loadVoicePool, loadWorkerVoice } from '../worker/worker-voice'
import type { InstalledVoice } from './family'
import { familyOf } from './registry'
import { ensureVoice } from './store'
import { userCacheDirectory } from './user-cache'
import { openPiperVoice } from './vits/piper-voice'
import type { Voice } from './voice'
import { findVoice, neighboursOn, placeOfFiles, type VoiceShelf } from './voice-folders'

/** How loading goes, as a figure and as a sentence. */
export interface VoiceProgress {
  readonly what: 'fetching' | 'loading'
  /** 0..1; absent while it cannot be known. */
  readonly fraction?: number
  readonly sentence: string
}

export interface VoicePlace extends VoiceShelf {
  /** Of one of them; or the absolute path of a Piper voice's model anywhere, its settings beside it. */
  readonly id: string
  /** Of a voice of several speakers: which, by name or number; absent: the first. */
  readonly speaker?: string | undefined
  /**
   * Where downloads are kept for other checkouts; absent: nowhere. What is made of a voice that lies elsewhere is kept
   * there too, or else in the user's cache folder.
   */
  readonly cacheDirectory?: string
  /** What is to run it; absent: the CPU. */
  readonly device?: DeviceChoice | undefined
  /** For 'auto': whether devices never tried are tried in the background. */
  readonly triesDevices?: boolean
  /** Threads of the CPU for each of its sessions; absent: what suits the voice. */
  readonly threads?: number | undefined
  /** Sentences that it is to render side by side; absent: one, whose sound begins while it is still rendered. */
  readonly atOnce?: number | undefined
  /** Where what it says is kept, and looked for before it is made; absent: nowhere. */
  readonly keeping?: SpeechKeeping | undefined
  /** Aborted: what is missing is not fetched; its reason is thrown. Absent: it may be. */
  readonly network?: AbortSignal | undefined
  readonly signal: AbortSignal
  readonly onProgress: (progress: VoiceProgress) => void
}

/**
 * Verifies a voice's files, fetches what is missing or damaged, and loads it into worker threads.
 * @throws AppError 'voice/missing', 'voice/fetch-failed', 'voice/checksum', 'voice/incompatible'; `signal.reason`
 */
export async function loadVoice(place: VoicePlace & { workerPath: string }): Promise<Voice> {
  const { device = 'cpu', threads } = place
  const installed: InstalledVoice = {
    ...(await installVoice(place)),
    device,
    ...(threads === undefined ? {} : { threads }),
  }
  place.onProgress({ what: 'loading', sentence: `Loading the voice ${installed.manifest.name}` })
  const { triesDevices, atOnce, keeping } = place
  return atOnce === undefined
    ? loadWorkerVoice(place.workerPath, installed, place.signal, { triesDevices, keeping })
    : loadVoicePool(place.workerPath, installed, atOnce, place.signal, { keeping })
}

/** The first half of `loadVoice`: afterwards the voice's files are whole. */
export async function installVoice(place: VoicePlace): Promise<InstalledVoice> {
  const { id, speaker, signal } = place
  if (isAbsolute(id)) {
    place.onProgress({ what: 'loading', sentence: `Preparing the voice ${basename(id)}` })
    const cacheDirectory = join(place.cacheDirectory ?? userCacheDirectory(), 'voices')
    return openPiperVoice({ modelPath: id, cacheDirectory, speaker, signal })
  }
  const { manifest, folders } = await findVoice(place, id)
  const preparedDirectory = folders.prepared
  const notesDirectory = notesIn(preparedDirectory)
  const filesDirectory = await placeOfFiles(folders, manifest, signal, notesDirectory)
  await ensureVoice({
    manifest,
    directory: filesDirectory,
    notesDirectory,
    cacheDirectory: place.cacheDirectory,
    neighbours: () => neighboursOn(place),
    network: place.network,
    signal: place.signal,
    onNotice: (sentence) => place.onProgress({ what: 'fetching', sentence }),
    onProgress: ({ fraction }) =>
      place.onProgress({
        what: 'fetching',
        fraction,
        sentence: `Fetching the voice ${manifest.name}: ${Math.floor((fraction ?? 0) * 100)} %`,
      }),
  })
  return {
    manifest,
    filesDirectory,
    preparedDirectory,
    ...(folders.carried ? { carriedDirectory: folders.carried.prepared } : {}),
    precision: 'int8',
    ...(speaker === undefined ? {} : { speaker }),
  }
}

/** What turns a voice's text into phonemes, without its networks. @throws as `loadVoice` does */
export async function loadFrontEnd(place: VoicePlace): Promise<FrontEnd> {
  const installed = await installVoice(place)
  place.onProgress({ what: 'loading', sentence: `Loading the words of the voice ${installed.manifest.name}` })
  return familyOf(installed.manifest).loadFrontEnd(installed)
}
