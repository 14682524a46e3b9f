import { AppError, toErrorData } from '@contract/errors'
import type { SpeechEvent } from '@contract/speech'
import type { Voice } from '../engine'

type Preparation = Extract<SpeechEvent, { kind: 'preparing' }>

/** What the page is told about the voice: the last word of it is repeated to every page that connects later. */
export type VoiceState = Preparation | Extract<SpeechEvent, { kind: 'ready' | 'unready' }>

/** Loads a voice, telling how it goes. */
export type LoadVoice = (
  id: string,
  signal: AbortSignal,
  onProgress: (preparation: Preparation) => void,
) => Promise<Voice>

/** The one loaded voice of the host: loaded at start, warmed, replaced after a repair or when its workers died. */
export interface VoiceHolder {
  readonly state: VoiceState
  /** Resolves with the voice, at once when it is loaded. @throws AppError of the loading; `signal.reason` */
  voice(signal: AbortSignal): Promise<Voice>
  /** Loads the voice named, in place of the one held; never rejects. */
  load(id: string): Promise<void>
  dispose(): Promise<void>
}

/**
 * @param options.stopUse stops everything that speaks: called before a voice is taken from under it
 * @param options.onState told of every change of `state`
 */
export function createVoiceHolder(options: {
  load: LoadVoice
  warmUp: (voice: Voice, signal: AbortSignal) => Promise<void>
  stopUse: () => Promise<void>
  systemAudioUnavailable: string | null
  onState: (state: VoiceState) => void
}): VoiceHolder {
  const controller = new AbortController()
  let state: VoiceState = { kind: 'preparing', what: 'loading' }
  let held: Promise<Voice> = Promise.reject(new AppError('voice/missing', 'No voice was asked for'))
  held.catch(() => undefined)

  const setState = (next: VoiceState): void => {
    state = next
    options.onState(next)
  }
  const replace = async (former: Promise<Voice>, id: string): Promise<Voice> => {
    // At once: whoever asks for a voice from here on waits for the new one and must not be stopped.
    const stopped = options.stopUse()
    const voice = await former.catch(() => null)
    await stopped
    await voice?.dispose()
    return loadWarm(id)
  }
  const loadWarm = async (id: string): Promise<Voice> => {
    const voice = await options.load(id, controller.signal, setState)
    try {
      await options.warmUp(voice, controller.signal)
    } catch (error) {
      await voice.dispose()
      throw error
    }
    return voice
  }
  const load = async (id: string): Promise<void> => {
    setState({ kind: 'preparing', what: 'loading' })
    const loading = replace(held, id)
    held = loading
    const isOutdated = (): boolean => held !== loading || controller.signal.aborted
    try {
      const voice = await loading
      if (isOutdated()) return
      setState({
        kind: 'ready',
        voice: { id: voice.id, name: voice.name, language: voice.language },
        sampleRateHz: voice.sampleRateHz,
        device: voice.device,
        systemAudioUnavailable: options.systemAudioUnavailable,
      })
      void voice.lost?.then(() => (isOutdated() ? undefined : load(id)))
    } catch (error) {
      if (!isOutdated()) setState({ kind: 'unready', error: toErrorData(error) })
    }
  }

  return {
    get state() {
      return state
    },
    voice: (signal) => unlessAborted(held, signal),
    load,
    async dispose() {
      controller.abort(new Error('The engine host is shutting down'))
      const voice = await held.catch(() => null)
      await voice?.dispose()
    },
  }
}

/** @throws `signal.reason` as soon as it is aborted, whatever becomes of the work */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error)
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
