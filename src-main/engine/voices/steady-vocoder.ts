import type { AcousticFeatures, Vocoder } from './voice'

/** A vocoder that runs sentences. */
interface Seat {
  readonly vocoder: Vocoder
  /** What goes on when it fails; absent: nothing can, its failures are the voice's. */
  readonly openFallback: (() => Promise<Vocoder>) | undefined
  /** One for each sentence that may still be pushed. */
  readonly sentences: Set<object>
  successor?: Promise<Seat>
}

/** What crosses a push, and what another device needs to arrive at the same place. */
export interface SteadyState {
  readonly seat: Seat
  /** The sentence, by identity. */
  readonly sentence: object
  /** The state of the seat's vocoder. */
  readonly inner: unknown
  readonly seed: number
  /** Where the pushes so far ended, in frames. */
  readonly pushedUntil: readonly number[]
  /** Samples given away, and the last of them. */
  readonly samples: number
  readonly lastSample: number
}

/** A vocoder whose device may be taken away from under it, or changed for another. */
export interface SteadyVocoder extends Vocoder<SteadyState> {
  /**
   * Later sentences run on this one; the one before is freed when its last sentence has ended.
   * @param openFallback as for `createSteadyVocoder`
   */
  replace(vocoder: Vocoder, openFallback?: () => Promise<Vocoder>): void
}

type Step = Awaited<ReturnType<SteadyVocoder['step']>>

/**
 * How long two devices' sounds are joined when one takes over inside a sentence. They agree to far below what can be
 * heard, but the last push of a device that fails need not.
 */
const joinSeconds = 0.005

/**
 * Keeps a sentence whole when the device under it fails: another is brought to the same place by rendering the sentence
 * again from its start in the same pushes, and goes on with the next sample. Later sentences begin there.
 * @param options.vocoder owned from here on, as is whatever replaces it
 * @param options.openFallback opens what goes on when `vocoder` fails; absent: its failures are the voice's own
 * @param options.onFallBack told once for each device that failed, why
 */
export function createSteadyVocoder(options: {
  vocoder: Vocoder
  sampleRateHz: number
  openFallback?: (() => Promise<Vocoder>) | undefined
  onFallBack?: (cause: unknown) => void
}): SteadyVocoder {
  const joinSamples = Math.round(joinSeconds * options.sampleRateHz)
  const seats = new Set<Seat>()
  const take = (vocoder: Vocoder, openFallback: Seat['openFallback']): Seat => {
    const seat = { vocoder, openFallback, sentences: new Set<object>() }
    seats.add(seat)
    return seat
  }
  let newest = take(options.vocoder, options.openFallback)

  const freeIdle = (seat: Seat): void => {
    if (seat === newest || seat.sentences.size > 0 || !seats.delete(seat)) return
    // What has gone may refuse even this: nothing can be done about it, and nothing needs to be.
    void seat.vocoder.dispose().catch(() => undefined)
  }
  const enter = (vocoder: Vocoder, openFallback: Seat['openFallback']): Seat => {
    const before = newest
    newest = take(vocoder, openFallback)
    freeIdle(before)
    return newest
  }
  const release = ({ seat, sentence, inner }: SteadyState): void => {
    if (seats.has(seat)) seat.vocoder.release?.(inner)
    seat.sentences.delete(sentence)
    freeIdle(seat)
  }

  /** Who goes on after a failure. @throws the failure when nobody can */
  const successorOf = (seat: Seat, cause: unknown): Promise<Seat> => {
    const { openFallback } = seat
    if (!openFallback) throw cause
    if (seat !== newest) return Promise.resolve(newest)
    seat.successor ??= (async () => {
      const vocoder = await openFallback()
      options.onFallBack?.(cause)
      return enter(vocoder, undefined)
    })()
    return seat.successor
  }

  const begin = (features: AcousticFeatures, seed: number, seat: Seat): SteadyState => {
    const sentence = {}
    seat.sentences.add(sentence)
    const inner = seat.vocoder.init(features, seed)
    return { seat, sentence, inner, seed, pushedUntil: [], samples: 0, lastSample: 0 }
  }

  const stepOn = async (
    features: AcousticFeatures,
    state: SteadyState,
    untilFrame: number,
  ): Promise<Step> => {
    const { seat } = state
    const { samples, state: inner } = await seat.vocoder.step(features, state.inner, untilFrame)
    const next: SteadyState = {
      ...state,
      inner,
      pushedUntil: [...state.pushedUntil, untilFrame],
      samples: state.samples + samples.length,
      lastSample: samples.at(-1) ?? state.lastSample,
    }
    // A device that is going may answer with anything instead of failing.
    if (seat.openFallback && !samples.every(Number.isFinite)) {
      release(next)
      throw new Error('It made samples that are no numbers')
    }
    return { samples, state: next }
  }

  /** The last push of `state` again, and all before it, on another vocoder. */
  const catchUp = async (
    features: AcousticFeatures,
    state: SteadyState,
    untilFrame: number,
    seat: Seat,
  ): Promise<Step> => {
    let moved = begin(features, state.seed, seat)
    let beforeJoin = 0
    for (const until of [...state.pushedUntil, untilFrame]) {
      let step: Step
      try {
        step = await stepOn(features, moved, until)
      } catch (cause) {
        const successor = await successorOf(seat, cause)
        release(moved)
        return catchUp(features, state, untilFrame, successor)
      }
      const known = state.samples - moved.samples
      moved = step.state
      if (known > 0) beforeJoin = step.samples.at(Math.min(known, step.samples.length) - 1) ?? beforeJoin
      if (until !== untilFrame) continue
      const samples = step.samples.slice(Math.max(0, known))
      if (state.samples > 0) join(samples, state.lastSample - beforeJoin, joinSamples)
      return { samples, state: { ...moved, lastSample: samples.at(-1) ?? state.lastSample } }
    }
    return { samples: new Float32Array(0), state: moved }
  }

  return {
    ...options.vocoder,
    init: (features, seed) => begin(features, seed, newest),
    async step(features, state, untilFrame) {
      try {
        return await stepOn(features, state, untilFrame)
      } catch (cause) {
        const successor = await successorOf(state.seat, cause)
        release(state)
        return catchUp(features, state, untilFrame, successor)
      }
    },
    release,
    async decodeWindow(features, startFrame, endFrame, seed) {
      const decode = async (seat: Seat): Promise<Float32Array<ArrayBuffer>> => {
        try {
          return await seat.vocoder.decodeWindow(features, startFrame, endFrame, seed)
        } catch (cause) {
          return decode(await successorOf(seat, cause))
        }
      }
      return decode(newest)
    },
    replace: (vocoder, openFallback) => void enter(vocoder, openFallback),
    async dispose() {
      const all = [...seats]
      seats.clear()
      await Promise.all(all.map(({ vocoder }) => vocoder.dispose()))
    },
  }
}

/** Lets a step between two sounds fade away, so that it is not heard as a click. */
function join(samples: Float32Array, step: number, length: number): void {
  if (!Number.isFinite(step)) return
  const count = Math.min(length, samples.length)
  for (let i = 0; i < count; i++)
    samples[i] += step * (0.5 + 0.5 * Math.cos((Math.PI * (i + 1)) / (count + 1)))
}
