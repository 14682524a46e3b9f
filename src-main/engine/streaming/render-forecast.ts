import type { NarrationPiece } from './narration'

/** How much the latest push counts against those before it: a stall is not the new speed, yet no accident either. */
const latestWeight = 0.5

/** What the pushes so far say about the next one. */
export interface RenderForecast {
  add(piece: NarrationPiece): void
  /** How long the next push will take; 0 when the sentence has none left or nothing is known yet. */
  readonly nextPushSeconds: number
  /** Rendering time over the audio it gives; 0 before the first push. */
  readonly realTimeFactor: number
}

/**
 * Counts by the frame: a first push is fed the look-ahead as well, so its time over its audio would tell too much.
 * @param sampleRateHz of the pieces
 */
export function createRenderForecast(sampleRateHz: number): RenderForecast {
  let secondsAFrame: number | null = null
  let nextFrames = 0
  let frameSeconds = 0
  return {
    add(piece) {
      if (piece.kind !== 'audio' || piece.frames <= 0) return
      if (piece.isKept) {
        nextFrames = 0
        return
      }
      const latest = piece.milliseconds / 1_000 / piece.frames
      secondsAFrame =
        secondsAFrame === null ? latest : secondsAFrame * (1 - latestWeight) + latest * latestWeight
      nextFrames = piece.nextFrames
      frameSeconds = piece.frameSamples / sampleRateHz
    },
    get nextPushSeconds() {
      return (secondsAFrame ?? 0) * nextFrames
    },
    get realTimeFactor() {
      return frameSeconds > 0 ? (secondsAFrame ?? 0) / frameSeconds : 0
    },
  }
}
