import type { TextPosition } from '@contract/document'
import { AppError } from '@contract/errors'
import { following, type NarrationPiece, type NarrationStart, type Voice } from '../engine'
import type { AudioSink } from './audio-sink'
import { createBoundaries, endBefore, movedBoundary, type Boundary, type TextMove } from './boundaries'
import type { VoiceLease } from './voice-holder'

/** A sentence, and which revision of the document its ranges count in. */
export type VoicedSentence = Extract<NarrationPiece, { kind: 'sentence' }> & {
  readonly revision: number
  /** Where it is begun; null where only what made the stream knows that. */
  readonly start: NarrationStart | null
}

/** What a narration whose voice and text may change is made of. */
export type VoicedPiece =
  | Exclude<NarrationPiece, { kind: 'sentence' }>
  | VoicedSentence
  /** All of the text was said; another voice may still take it back. */
  | { readonly kind: 'end' }
  /** The sink has taken back what it had from this sample on; the next pieces stand in its place. */
  | { readonly kind: 'cut'; readonly startSample: number; readonly sentence: number }

/** How a text has changed while it is read. */
export interface Revision extends TextMove {
  /** Of the document as it is now. */
  readonly number: number
  /** Whether reading may begin at a place without a sentence being torn. */
  isBetweenSentences(position: TextPosition): boolean
}

/** A narration that goes on with another voice, or another text, at a sentence, without a gap. */
export interface VoicedNarration {
  /** Ends when all that was said is heard, as far as the sink knows. */
  pieces(): AsyncGenerator<VoicedPiece, void, void>
  /** Another voice can be borrowed. Takes effect at the first sentence for which there is time. */
  changeVoice(): void
  /** The text has changed. Takes effect before the first difference, else at the first sentence for which there is time. */
  revise(revision: Revision): void
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
  readonly revision: number
  /** How the text has changed since it began. */
  readonly moves: TextMove[]
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
  /** Of the document at the beginning. */
  revision?: number
  /** Where it begins, when it goes on with what another one left; absent: at the beginning. */
  boundary?: Boundary | undefined
}): VoicedNarration {
  const { sink, sampleRateHz, signal } = options
  const boundaries = createBoundaries(() => sink.heardSample)
  let revision = options.revision ?? 0
  /** Set while the text that is being read is not the one that there is. */
  let outdated: Revision | null = null
  const firstLeg = begin(options.lease, options.boundary)
  let leg = firstLeg
  let successor: Leg | null = null
  let changing: AbortController | null = null
  let failure: unknown = null

  function begin(lease: VoiceLease, boundary?: Boundary): Leg {
    const controller = following(signal)
    const pieces = options.narrate(lease.voice, controller.signal, boundary)
    return { lease, boundary, controller, pieces, opening: [], revision, moves: [] }
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
      const boundary =
        lastBeforeChange(sink.heardSample + lead) ??
        (await boundaries.firstFrom(() => sink.heardSample + lead, stop))
      const startedAt = performance.now()
      const next = begin(lease, outdated ? { ...boundary, from: endBefore(boundary) } : boundary)
      const opening = await openingOf(next.pieces)
      if (!opening && !outdated) {
        next.controller.abort(new Error('Nothing is left to say'))
        return null
      }
      if (!stop.aborted && sink.cut(boundary.start.startSample)) {
        boundaries.cutAt(boundary.start.startSample)
        return opening ? { ...next, opening } : { ...next, pieces: nothing() }
      }
      next.controller.abort(new Error('Another sentence is chosen'))
      await next.pieces.return().catch(() => undefined)
      stop.throwIfAborted()
      // Too late for this one: the next is chosen with the time in mind that this one took.
      leadSeconds = Math.max(leadSeconds, (performance.now() - startedAt) / 1_000) + leastLeadSeconds
    }
  }

  /** What stands before it is as it was: it is heard as it is. */
  const lastBeforeChange = (sample: number): Boundary | null => {
    const revised = outdated
    if (!revised) return null
    const isFit = (boundary: Boundary): boolean =>
      boundary.isTouched !== true && revised.isBetweenSentences(endBefore(boundary))
    return boundaries.lastFrom(sample, isFit)
  }

  const takeOver = async (stop: AbortSignal): Promise<void> => {
    const lease = await options.borrowVoice(stop)
    const next =
      lease.voice === leg.lease.voice && !outdated
        ? null
        : await prepare(lease, stop).catch((error: unknown) => {
            lease.release()
            throw error
          })
    if (!next) return lease.release()
    if (successor) leave(successor)
    successor = next
    outdated = null
    leg.controller.abort(new Error('Another voice takes over'))
  }

  const note = (boundary: Boundary | null): void => {
    if (boundary) boundaries.note(leg.moves.reduce(movedBoundary, boundary))
  }

  const change = (): void => {
    changing?.abort(new Error('Something else was chosen'))
    const mine = (changing = following(signal))
    takeOver(mine.signal)
      .catch((error: unknown) => {
        if (mine.signal.aborted) return
        failure = error
        leg.controller.abort(error)
      })
      .finally(() => mine.abort(new Error('The change was made')))
  }

  async function* legPieces(): AsyncGenerator<VoicedPiece, void, void> {
    const { boundary, opening, pieces, controller } = leg
    const followBoundaries = boundaryFollower(boundary)
    try {
      if (boundary && leg !== firstLeg) {
        const { startSample, index } = boundary.start
        yield { kind: 'cut', startSample, sentence: index }
      }
      for await (const piece of inOrder(opening, pieces)) {
        if (successor) return
        // The reader has heard his first sound already.
        if (boundary && piece.kind === 'first-audio') continue
        const begun = followBoundaries.next(piece)
        const start = begun?.start ?? null
        yield piece.kind === 'sentence' ? { ...piece, revision: leg.revision, start } : piece
        if (successor) return
        // Now, not before: what comes before the sentence has been handed on.
        note(begun)
      }
      yield { kind: 'end' }
      if (successor) return
      note(followBoundaries.end())
      await sink.heardOut(controller.signal)
    } catch (error) {
      if (!successor && !failure) throw error
    }
  }

  return {
    changeVoice: change,
    revise(revised) {
      revision = revised.number
      outdated = revised
      boundaries.move(revised)
      leg.moves.push(revised)
      successor?.moves.push(revised)
      change()
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
        changing?.abort(new Error('The narration has ended'))
        if (successor) leave(successor)
        leave(leg)
      }
    },
  }
}

/** Watches a leg's pieces go by. */
function boundaryFollower(begun: Boundary | undefined): {
  /** The boundary before the sentence that a piece announces. */
  next(piece: NarrationPiece): Boundary | null
  /** The boundary behind all that was said. */
  end(): Boundary | null
} {
  let last = begun?.start ?? null
  return {
    next(piece) {
      if (last && piece.kind === 'audio')
        last = { ...last, startSample: piece.startSample + piece.samples.length }
      if (piece.kind !== 'sentence') return null
      const { block, startChar, endChar, part, index, startSample, restSample, endSample } = piece
      const before = last
      last = { previous: { block, startChar, endChar }, startSample, restSample, endSample, index }
      if (part > 0 || !before) return null
      return { from: { block, char: startChar }, start: { ...before, index } }
    },
    end() {
      if (!last) return null
      const { block, endChar } = last.previous
      return { from: { block, char: endChar }, start: { ...last, index: last.index + 1 } }
    },
  }
}

async function* nothing(): AsyncGenerator<NarrationPiece, void, void> {
  // There is nothing left to say.
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
