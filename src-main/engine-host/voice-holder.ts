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

/** The one loaded voice of the host: loaded at start, warmed, replaced after a repair. */
export interface VoiceHolder {
  readonly state: VoiceState
  /** Resolves with the voice, at once when it is loaded. @throws AppError of the loading */
  voice(): Promise<Voice>
  /** Loads the voice named, in place of the one held. */
  load(id: string): Promise<void>
  dispose(): Promise<void>
}

/** @param onState told of every change of `state` */
export function createVoiceHolder(options: {
  load: LoadVoice
  warmUp: (voice: Voice, signal: AbortSignal) => Promise<void>
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
  const loadNow = async (id: string): Promise<Voice> => {
    const voice = await options.load(id, controller.signal, setState)
    await options.warmUp(voice, controller.signal)
    return voice
  }
  const release = async (): Promise<void> => {
    const voice = await held.catch(() => null)
    await voice?.dispose()
  }

  return {
    get state() {
      return state
    },
    voice: () => held,
    async load(id) {
      await release()
      setState({ kind: 'preparing', what: 'loading' })
      held = loadNow(id)
      try {
        const voice = await held
        setState({
          kind: 'ready',
          voice: { id: voice.id, name: voice.name, language: voice.language },
          sampleRateHz: voice.sampleRateHz,
          device: voice.device,
          systemAudioUnavailable: options.systemAudioUnavailable,
        })
      } catch (error) {
        setState({ kind: 'unready', error: toErrorData(error) })
      }
    },
    async dispose() {
      controller.abort(new Error('The engine host is shutting down'))
      await release()
    },
  }
}
