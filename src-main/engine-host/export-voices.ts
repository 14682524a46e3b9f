import type { SpeechSettings } from '@contract/settings'
import {
  createVoiceEnsemble,
  loadVoice,
  offerVoices,
  poolSize,
  type SpeechKeeping,
  type Voice,
  type VoiceEnsemble,
  type VoiceShelf,
} from '../engine'

/** The voices of one export: its own, so that whoever reads meanwhile waits for none of them. */
export interface ExportVoices {
  readonly voice: Voice
  /** Those that read other languages; absent: the voice reads everything. */
  readonly ensemble?: VoiceEnsemble
  /** How many sentences they render side by side. */
  readonly atOnce: number
  dispose(): Promise<void>
}

/** Loads them. @throws AppError of the loading; `signal.reason` */
export type OpenExportVoices = (speech: SpeechSettings, signal: AbortSignal) => Promise<ExportVoices>

/** Those of this machine. @param places where voices, what is made of them, and the worker's script lie */
export function exportVoicesFrom(
  places: VoiceShelf & {
    workerPath: string
    cacheDirectory: string | undefined
    keeping: SpeechKeeping
    /** Aborted while nothing may be fetched. */
    network: () => AbortSignal
  },
): OpenExportVoices {
  return async ({ voice: id, speaker, device }, signal) => {
    const atOnce = poolSize()
    const load = (loaded: { id: string; speaker?: string | undefined }, until: AbortSignal): Promise<Voice> =>
      loadVoice({
        ...{ ...places, ...loaded, device, atOnce },
        network: places.network(),
        signal: until,
        onProgress: () => undefined,
      })
    const voice = await load({ id, speaker }, signal)
    const ensemble = createVoiceEnsemble({
      offers: () => offerVoices(places),
      load: (other, until) => load({ id: other }, until),
    })
    return {
      voice,
      ensemble,
      atOnce,
      async dispose() {
        await Promise.all([voice.dispose(), ensemble.dispose()])
      },
    }
  }
}
