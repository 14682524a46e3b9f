import { assert } from '@contract/assert'
import { AppError, toErrorData } from '@contract/errors'
import type { SpeechEvent } from '@contract/speech'
import type { Voice } from '../engine'
import { following } from './following'
import { unlessAborted } from './unless-aborted'

type Preparation = Extract<SpeechEvent, { kind: 'preparing' }>

/** What the page is told about the voice: the last word of it is repeated to every page that connects later. */
export type VoiceState = Preparation | Extract<SpeechEvent, { kind: 'ready' | 'unready' }>

/** What the page is told of a voice that is to take over from one that can speak. */
export type VoiceChange = Extract<SpeechEvent, { kind: 'changing-voice' | 'voice-refused' }>

/** Loads a voice, telling how it goes. */
export type LoadVoice = (
  id: string,
  signal: AbortSignal,
  onProgress: (preparation: Preparation) => void,
) => Promise<Voice>

/** A voice that stays loaded until it is given back, whichever voice is held meanwhile. */
export interface VoiceLease {
  readonly voice: Voice
  /** May be called twice. */
  release(): void
}

/** The loaded voice of the host: loaded at start, warmed, replaced after a repair, a choice, or when its workers died. */
export interface VoiceHolder {
  readonly state: VoiceState
  /** Resolves with the voice held, at once when it is loaded. @throws AppError of the loading; `signal.reason` */
  borrow(signal: AbortSignal): Promise<VoiceLease>
  /** Loads the voice named, in place of the one held, which is taken from all who use it; never rejects. */
  load(id: string): Promise<void>
  /**
   * Loads the voice named beside the one held, which goes on speaking for those who borrowed it and is let go with the
   * last of them. When it cannot be had, nothing changes. Of two choices the later one counts. Never rejects.
   */
  choose(id: string): Promise<void>
  /** Loads the voice held once more, as `load` does; nothing when none was ever asked for. */
  reload(): Promise<void>
  dispose(): Promise<void>
}

/** A voice and how many use it. */
interface Holding {
  readonly id: string
  readonly voice: Promise<Voice>
  leases: number
  /** Another one has taken over: it goes when nobody uses it any more. */
  isOutdated: boolean
}

/**
 * @param options.stopUse stops everything that speaks: called before a voice is taken from under it
 * @param options.onState told of every change of `state`
 * @param options.onChange told how a voice chosen fares until it takes over
 */
export function createVoiceHolder(options: {
  load: LoadVoice
  warmUp: (voice: Voice, signal: AbortSignal) => Promise<void>
  stopUse: () => Promise<void>
  systemAudioUnavailable: string | null
  onState: (state: VoiceState) => void
  onChange: (change: VoiceChange) => void
}): VoiceHolder {
  const disposal = new AbortController()
  let state: VoiceState = { kind: 'preparing', what: 'loading' }
  let held = holding('', Promise.reject(new AppError('voice/missing', 'No voice was asked for')))
  let choice: { readonly id: string; readonly controller: AbortController } | null = null
  /** Voices being let go. */
  const leaving = new Set<Promise<void>>()

  const setState = (next: VoiceState): void => {
    state = next
    options.onState(next)
  }

  const loadWarm: LoadVoice = async (id, signal, onProgress) => {
    const voice = await options.load(id, signal, onProgress)
    try {
      await options.warmUp(voice, signal)
    } catch (error) {
      await voice.dispose()
      throw error
    }
    return voice
  }

  const letGo = ({ voice }: Holding): Promise<void> => {
    const gone = voice.then((loaded) => loaded.dispose()).catch(() => undefined)
    leaving.add(gone)
    return gone.then(() => void leaving.delete(gone))
  }

  const endChoice = (why: string): void => {
    choice?.controller.abort(new Error(why))
    choice = null
  }

  const outdate = (former: Holding): void => {
    former.isOutdated = true
    if (former.leases === 0) void letGo(former)
  }

  const enterService = (holding: Holding, voice: Voice): void => {
    setState({
      kind: 'ready',
      voice: { id: voice.id, name: voice.name, language: voice.language },
      sampleRateHz: voice.sampleRateHz,
      device: voice.device,
      seams: voice.can.seams,
      systemAudioUnavailable: options.systemAudioUnavailable,
    })
    void voice.lost?.then(() => (isOutdated(holding) ? undefined : load(holding.id)))
  }
  const isOutdated = (holding: Holding): boolean => held !== holding || disposal.signal.aborted

  const load = async (id: string): Promise<void> => {
    endChoice('Another voice is loaded')
    const former = held
    const replace = async (): Promise<Voice> => {
      // At once: whoever asks for a voice from here on waits for the new one and must not be stopped.
      await options.stopUse()
      former.isOutdated = true
      await letGo(former)
      return loadWarm(id, disposal.signal, setState)
    }
    setState({ kind: 'preparing', what: 'loading' })
    const loading = holding(id, replace())
    held = loading
    try {
      const voice = await loading.voice
      if (!isOutdated(loading)) enterService(loading, voice)
    } catch (error) {
      if (!isOutdated(loading)) setState({ kind: 'unready', error: toErrorData(error) })
    }
  }

  const choose = async (id: string): Promise<void> => {
    // Nothing is lost where nothing can speak, or where it is on its way already.
    if (state.kind !== 'ready') return id === held.id && state.kind === 'preparing' ? undefined : load(id)
    if (id === choice?.id) return
    endChoice('Another voice was chosen')
    if (id === held.id) return options.onState(state)
    const mine = following(disposal.signal)
    choice = { id, controller: mine }
    try {
      options.onChange({ kind: 'changing-voice', voice: id, what: 'loading' })
      const voice = await loadWarm(id, mine.signal, ({ what, fraction }) =>
        options.onChange({ kind: 'changing-voice', voice: id, what, fraction }),
      )
      const chosen = holding(id, Promise.resolve(voice))
      if (mine.signal.aborted) return await letGo(chosen)
      const former = held
      held = chosen
      choice = null
      outdate(former)
      enterService(chosen, voice)
    } catch (error) {
      if (mine.signal.aborted) return
      choice = null
      options.onChange({ kind: 'voice-refused', voice: id, error: toErrorData(error) })
    } finally {
      mine.abort(new Error('The choice is settled'))
    }
  }

  return {
    get state() {
      return state
    },
    async borrow(signal) {
      const mine = held
      mine.leases++
      let isReleased = false
      const release = (): void => {
        if (isReleased) return
        isReleased = true
        mine.leases--
        assert(mine.leases >= 0, 'a voice is given back once')
        if (mine.isOutdated && mine.leases === 0) void letGo(mine)
      }
      try {
        return { voice: await unlessAborted(mine.voice, signal), release }
      } catch (error) {
        release()
        throw error
      }
    },
    load,
    choose,
    reload: async () => (held.id === '' ? undefined : load(held.id)),
    async dispose() {
      disposal.abort(new Error('The engine host is shutting down'))
      await letGo(held)
      await Promise.all(leaving)
    },
  }
}

function holding(id: string, voice: Promise<Voice>): Holding {
  // Whoever borrows it hears of the failure; without one it must not count as unhandled.
  voice.catch(() => undefined)
  return { id, voice, leases: 0, isOutdated: false }
}
