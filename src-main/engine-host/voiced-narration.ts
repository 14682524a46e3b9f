import { AppError } from '@contract/errors'
import type { NarrationPiece, Voice } from '../engine'
import type { AudioSink } from './audio-sink'
import { createBoundaries, type Boundary } from './boundaries'
import { following } from './following'
import type { VoiceLease } from './voice-holder'

/** What a narration whose voice may change is made of. */
export type VoicedPiece =
  | NarrationPiece
  /** All of the text was said; another voice may still take it back. */
  | { readonly kind: 'end' }
  /** The sink has taken back what it had from this sample on; the next pieces stand in its place. */
  | { readonly kind: 'cut'; readonly startSample: number; readonly sentence: number }

/** A narration that goes on with another voice at a sentence, without a gap. */
export interface VoicedNarration {
  /** Ends when all that was said is heard, as far as the sink knows. */
  pieces(): AsyncGenerator<VoicedPiece, void, void>
  /** Another voice can be borrowed. Takes effect at the first sentence for which there is time. */
  changeVoice(): void
}

/** A voice's part of a narration. */
interface Leg {
  readonly lease: VoiceLease
  /** What was taken from `pieces` before its turn came. */
  readonly opening: readonly NarrationPiece[]
  readonly pieces: AsyncGenerator<NarrationPiece, void, void>
  /** Ends the leg wherever it waits. */
  readonly controller: AbortController
  /** Where it begins; absent: at the beginning. */
  readonly boundary?: Boundary
}

/** A sentence that ends sooner than this is past before the next can be prepared. */
const leastLeadSeconds = 0.3

/**
 * The voice that is to take over makes its first sound for a sentence to come while the one before it is heard; only
 * then is taken back what that one had said from there on.
 * @param options.lease given back at the end, or when another voice takes over
 * @param options.narrate begins at the beginning, or at a boundary
 */
export function createVoicedNarration(options: {
  lease: VoiceLease
  borrowVoice: (signal: AbortSignal) => Promise<VoiceLease>
  narrate: (
    voice: Voice,
    signal: AbortSignal,
    boundary?: Boundary,
  ) => AsyncGenerator<NarrationPiece, void, void>
  sink: AudioSink
  sampleRateHz: number
  signal: AbortSignal
}): VoicedNarration {
  const { sink, sampleRateHz, signal } = options
  const boundaries = createBoundaries(() => sink.heardSample)
  let leg = begin(options.lease)
  let successor: Leg | null = null
  let change: AbortController | null = null
  let failure: unknown = null

  function begin(lease: VoiceLease, boundary?: Boundary): Leg {
    const controller = following(signal)
    const pieces = options.narrate(lease.voice, controller.signal, boundary)
    return { lease, boundary, controller, pieces, opening: [] }
  }

  /** The run under way is waited for elsewhere: what comes next must not be. */
  const leave = ({ lease, pieces, controller }: Leg): void => {
    controller.abort(new Error('Another voice has taken over'))
    void pieces
      .return()
      .catch(() => undefined)
      .then(() => lease.release())
  }

  /** @returns null when nothing is left for the voice to say */
  const prepare = async (lease: VoiceLease, stop: AbortSignal): Promise<Leg | null> => {
    let leadSeconds = leastLeadSeconds
    for (;;) {
      const lead = leadSeconds * sampleRateHz
      const boundary = await boundaries.firstFrom(() => sink.heardSample + lead, stop)
      const startedAt = performance.now()
      const next = begin(lease, boundary)
      const opening = await openingOf(next.pieces)
      if (!opening) {
        next.controller.abort(new Error('Nothing is left to say'))
        return null
      }
      if (!stop.aborted && sink.cut(boundary.start.startSample)) {
        boundaries.cutAt(boundary.start.startSample)
        return { ...next, opening }
      }
      next.controller.abort(new Error('Another sentence is chosen'))
      await next.pieces.return().catch(() => undefined)
      stop.throwIfAborted()
      // Too late for this one: the next is chosen with the time in mind that this one took.
      leadSeconds = Math.max(leadSeconds, (performance.now() - startedAt) / 1_000) + leastLeadSeconds
    }
  }

  const takeOver = async (stop: AbortSignal): Promise<void> => {
    const lease = await options.borrowVoice(stop)
    const next =
      lease.voice === leg.lease.voice
        ? null
        : await prepare(lease, stop).catch((error: unknown) => {
            lease.release()
            throw error
          })
    if (!next) return lease.release()
    successor = next
    leg.controller.abort(new Error('Another voice takes over'))
  }

  async function* legPieces(): AsyncGenerator<VoicedPiece, void, void> {
    const { boundary, opening, pieces, controller } = leg
    const followBoundaries = boundaryFollower(boundary)
    try {
      if (boundary) {
        const { startSample, index } = boundary.start
        yield { kind: 'cut', startSample, sentence: index }
      }
      for await (const piece of inOrder(opening, pieces)) {
        if (successor) return
        // The reader has heard his first sound already.
        if (boundary && piece.kind === 'first-audio') continue
        yield piece
        if (successor) return
        // Now, not before: what comes before the sentence has been handed on.
        const next = followBoundaries(piece)
        if (next) boundaries.note(next)
      }
      yield { kind: 'end' }
      await sink.heardOut(controller.signal)
    } catch (error) {
      if (!successor && !failure) throw error
    }
  }

  return {
    changeVoice() {
      change?.abort(new Error('Another voice was chosen'))
      const mine = (change = following(signal))
      takeOver(mine.signal)
        .catch((error: unknown) => {
          if (mine.signal.aborted) return
          failure = error
          leg.controller.abort(error)
        })
        .finally(() => mine.abort(new Error('The voice was changed')))
    },
    async *pieces() {
      try {
        for (;;) {
          yield* legPieces()
          if (failure) throw failure
          if (!successor) return
          leave(leg)
          leg = successor
          successor = null
        }
      } finally {
        change?.abort(new Error('The narration has ended'))
        if (successor) leave(successor)
        leave(leg)
      }
    },
  }
}

/** Watches a leg's pieces go by. @returns of each piece, the boundary before the sentence that it announces */
function boundaryFollower(begun: Boundary | undefined): (piece: NarrationPiece) => Boundary | null {
  let last = begun?.start ?? null
  return (piece) => {
    if (last && piece.kind === 'audio')
      last = { ...last, startSample: piece.startSample + piece.samples.length }
    if (piece.kind !== 'sentence') return null
    const { block, startChar, endChar, part, index, startSample, restSample, endSample } = piece
    const before = last
    last = { previous: { block, startChar, endChar }, startSample, restSample, endSample, index }
    if (part > 0 || !before) return null
    return { from: { block, char: startChar }, start: { ...before, index } }
  }
}

/** What comes up to the first sound; null when there is nothing left to say. */
async function openingOf(
  pieces: AsyncGenerator<NarrationPiece, void, void>,
): Promise<NarrationPiece[] | null> {
  const opening: NarrationPiece[] = []
  try {
    for (;;) {
      const { done, value } = await pieces.next()
      if (done) return null
      opening.push(value)
      if (value.kind === 'audio') return opening
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'text/nothing-to-say') return null
    throw error
  }
}

/** Leaving it early leaves `rest` alone: whoever began that ends it. */
async function* inOrder<T>(
  first: readonly T[],
  rest: AsyncGenerator<T, void, void>,
): AsyncGenerator<T, void, void> {
  yield* first
  for (;;) {
    const { done, value } = await rest.next()
    if (done) return
    yield value
  }
}
