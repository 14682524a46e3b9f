import type { NarrationPiece } from '../engine'

/** How fast a stream is rendered: time spent in the stages over the audio they made. */
export interface RenderMeter {
  add(piece: NarrationPiece): void
  read(): { realTimeFactor: number; renderedSamples: number }
}

/** Both stages count in full, although they overlap: the figure is the work, not the wait. */
export function createRenderMeter(sampleRateHz: number): RenderMeter {
  let milliseconds = 0
  let renderedSamples = 0
  return {
    add(piece) {
      if (piece.kind === 'sentence') milliseconds += piece.frontEndMilliseconds + piece.acousticMilliseconds
      if (piece.kind === 'audio' && !piece.isKept) {
        milliseconds += piece.milliseconds
        renderedSamples += piece.samples.length
      }
    },
    read: () => ({
      realTimeFactor: renderedSamples === 0 ? 0 : milliseconds / 1_000 / (renderedSamples / sampleRateHz),
      renderedSamples,
    }),
  }
}
