import type { NarrationPiece } from '../../../engine'
import { rounded } from './statistics'

/** A part of a sentence on its way through the acoustic stage; milliseconds from the start of the reading. */
export interface LoggedAnalysis {
  readonly sentence: number
  readonly part: number
  readonly beganMs: number
  readonly endedMs: number
  /** When the vocoder's turn came. */
  readonly handedOverMs: number
}

/** A push on its way through the vocoder's stage; milliseconds from the start of the reading. */
export interface LoggedPush {
  readonly sentence: number
  readonly frames: number
  readonly beganMs: number
  readonly endedMs: number
  /** When the consumer had its samples. */
  readonly handedOverMs: number
  /** Parts analysed and not handed over at that moment. */
  readonly analysedWaiting: number
  /** Pushes rendered and not handed over at that moment, this one excluded. */
  readonly pushesWaiting: number
}

export interface PipelineLog {
  readonly analyses: readonly LoggedAnalysis[]
  readonly pushes: readonly LoggedPush[]
}

/** Notes when each piece of a narration came: costs its reader nothing that the pieces do not carry anyhow. */
export interface PipelineRecorder {
  note(piece: NarrationPiece, handedOverAtMilliseconds: number): void
  /** Queue depths are worked out here, from when each piece was ready and when it was taken. */
  finish(): PipelineLog
}

/** @param startedAtMilliseconds of the wall clock */
export function createPipelineRecorder(startedAtMilliseconds: number): PipelineRecorder {
  const analyses: LoggedAnalysis[] = []
  const pushes: Omit<LoggedPush, 'analysedWaiting' | 'pushesWaiting'>[] = []
  const since = (milliseconds: number): number => rounded(milliseconds - startedAtMilliseconds, 3)
  return {
    note(piece, handedOverAtMilliseconds) {
      const handedOverMs = since(handedOverAtMilliseconds)
      if (piece.kind === 'sentence') {
        const { index, part, startedAtMilliseconds: began } = piece
        const ended = began + piece.frontEndMilliseconds + piece.acousticMilliseconds
        analyses.push({ sentence: index, part, beganMs: since(began), endedMs: since(ended), handedOverMs })
      }
      if (piece.kind === 'audio') {
        const { sentence, frames, startedAtMilliseconds: began, milliseconds } = piece
        const endedMs = since(began + milliseconds)
        pushes.push({ sentence, frames, beganMs: since(began), endedMs, handedOverMs })
      }
    },
    finish: () => ({
      analyses,
      pushes: pushes.map((push) => ({
        ...push,
        analysedWaiting: waitingAt(analyses, push.handedOverMs),
        pushesWaiting: waitingAt(pushes, push.handedOverMs),
      })),
    }),
  }
}

function waitingAt(
  pieces: readonly { readonly endedMs: number; readonly handedOverMs: number }[],
  atMs: number,
): number {
  return pieces.filter(({ endedMs, handedOverMs }) => endedMs <= atMs && handedOverMs > atMs).length
}
