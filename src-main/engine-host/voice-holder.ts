import { assert } from '@contract/assert'
import { AppError, toErrorData } from '@contract/errors'
import type { Reason } from '@contract/reasons'
import { isSameVoiceChoice, type VoiceChoice } from '@contract/settings'
import type { SpeechEvent } from '@contract/speech'
import { following, unlessAborted, type Voice } from '../engine'

type Preparation = Extract<SpeechEvent, { kind: 'preparing' }>

/** What the page is told about the voice: the last word of it is repeated to every page that connects later. */
export type VoiceState = Preparation | Extract<SpeechEvent, { kind: 'ready' | 'unready' }>

/** What the page is told of a voice that is to take over from one that can speak. */
export type VoiceChange = Extract<SpeechEvent, { kind: 'changing-voice' | 'voice-refused' }>

/** Loads a voice, telling how it goes. */
export type LoadVoice = (
  choice: VoiceChoice,
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
  load(choice: VoiceChoice): Promise<void>
  /**
   * Loads the voice named beside the one held, which goes on speaking for those who borrowed it and is let go with the
   * last of them. When it cannot be had, nothing changes. Of two choices the later one counts. Never rejects.
   */
  choose(choice: VoiceChoice): Promise<void>
  /**
   * Loads the voice held once more beside itself, as `choose` does: what it runs on is decided anew. When it is aborted,
   * or another voice is on its way, nothing changes. Never rejects.
   */
  renew(signal: AbortSignal): Promise<void>
  /** Loads the voice held once more, as `load` does; nothing when none was ever asked for. */
  reload(): Promise<void>
  dispose(): Promise<void>
}

/** A voice and how many use it. */
interface Holding {
  /** null: none was asked for. */
  readonly choice: VoiceChoice | null
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
  systemAudioUnavailable: Reason | null
  onState: (state: VoiceState) => void
  onChange: (change: VoiceChange) => void
}): VoiceHolder {
  const disposal = new AbortController()
  let state: VoiceState = { kind: 'preparing', what: 'loading' }
  let held = holding(null, Promise.reject(new AppError('voice/missing', 'No voice was asked for')))
  /** The voice on its way beside the one held. */
  let coming: { readonly choice: VoiceChoice; readonly controller: AbortController } | null = null
  /** Voices being let go. */
  const leaving = new Set<Promise<void>>()

  const setState = (next: VoiceState): void => {
    state = next
    options.onState(next)
  }

  const loadWarm: LoadVoice = async (choice, signal, onProgress) => {
    const voice = await options.load(choice, signal, onProgress)
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
    coming?.controller.abort(new Error(why))
    coming = null
  }

  const outdate = (former: Holding): void => {
    former.isOutdated = true
    if (former.leases === 0) void letGo(former)
  }

  const enterService = (holding: Holding, choice: VoiceChoice, voice: Voice): void => {
    const tell = (): void =>
      setState({
        kind: 'ready',
        choice,
        voice: { id: voice.id, name: voice.name, language: voice.language },
        sampleRateHz: voice.sampleRateHz,
        device: voice.device,
        ...(voice.providers ? { providers: [...voice.providers] } : {}),
        seams: voice.can.seams,
        systemAudioUnavailable: options.systemAudioUnavailable,
      })
    tell()
    voice.onDeviceChange?.(() => {
      if (!isOutdated(holding)) tell()
    })
    void voice.lost?.then(() => (isOutdated(holding) ? undefined : reload()))
  }
  const isOutdated = (holding: Holding): boolean => held !== holding || disposal.signal.aborted

  const load = async (choice: VoiceChoice): Promise<void> => {
    endChoice('Another voice is loaded')
    const former = held
    const replace = async (): Promise<Voice> => {
      // At once: whoever asks for a voice from here on waits for the new one and must not be stopped.
      await options.stopUse()
      former.isOutdated = true
      await letGo(former)
      return loadWarm(choice, disposal.signal, setState)
    }
    setState({ kind: 'preparing', what: 'loading' })
    const loading = holding(choice, replace())
    held = loading
    try {
      const voice = await loading.voice
      if (!isOutdated(loading)) enterService(loading, choice, voice)
    } catch (error) {
      if (!isOutdated(loading)) setState({ kind: 'unready', choice, error: toErrorData(error) })
    }
  }

  const reload = async (): Promise<void> => (held.choice ? load(held.choice) : undefined)

  /** @param renewal given: the voice held is loaded again, until this is aborted */
  const choose = async (choice: VoiceChoice, renewal?: AbortSignal): Promise<void> => {
    const isHeld = held.choice !== null && isSameVoiceChoice(choice, held.choice)
    // Nothing is lost where nothing can speak, or where it is on its way already.
    if (state.kind !== 'ready') return isHeld && state.kind === 'preparing' ? undefined : load(choice)
    // What was chosen meanwhile is decided anew anyway.
    if (coming && (renewal || isSameVoiceChoice(choice, coming.choice))) return
    endChoice('Another voice was chosen')
    if (isHeld && !renewal) return options.onState(state)
    const mine = following(disposal.signal, ...(renewal ? [renewal] : []))
    const takeBack = (): void => {
      // What was chosen in its place, or loaded, is told of by itself.
      if (coming?.controller !== mine) return
      coming = null
      if (!disposal.signal.aborted) options.onState(state)
    }
    coming = { choice, controller: mine }
    try {
      options.onChange({ kind: 'changing-voice', choice, what: 'loading' })
      const voice = await loadWarm(choice, mine.signal, ({ what, fraction }) =>
        options.onChange({ kind: 'changing-voice', choice, what, fraction }),
      )
      const chosen = holding(choice, Promise.resolve(voice))
      if (mine.signal.aborted) {
        takeBack()
        return await letGo(chosen)
      }
      const former = held
      held = chosen
      coming = null
      outdate(former)
      enterService(chosen, choice, voice)
    } catch (error) {
      if (mine.signal.aborted) return takeBack()
      coming = null
      options.onChange({ kind: 'voice-refused', choice, error: toErrorData(error) })
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
    choose: (choice) => choose(choice),
    renew: async (signal) => (held.choice ? choose(held.choice, signal) : undefined),
    reload,
    async dispose() {
      disposal.abort(new Error('The engine host is shutting down'))
      await letGo(held)
      await Promise.all(leaving)
    },
  }
}

function holding(choice: VoiceChoice | null, voice: Promise<Voice>): Holding {
  // Whoever borrows it hears of the failure; without one it must not count as unhandled.
  voice.catch(() => undefined)
  return { choice, voice, leases: 0, isOutdated: false }
}
