import type { AudioStage } from './audio-stage'

export interface ChainLink {
  readonly stage: AudioStage
  /** Samples that come out of this link for as many written to the chain's start; not rounded. */
  readonly scale: (samples: number) => number
}

/** Stages one after the other, as one thing: what a stage gives the next one takes. */
export interface StageChain {
  /** @returns what is ready, possibly nothing; owned by the caller, `samples` itself where there is no stage */
  write(samples: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer>
  /** Takes the last samples. Together the results have as many as the last link's `scale` says, rounded. @returns as `write` */
  finish(samples: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer>
  dispose(): void
}

export function createStageChain(links: readonly ChainLink[]): StageChain {
  let written = 0
  return {
    write(samples) {
      written += samples.length
      return links.reduce((passed, { stage }) => stage.write(passed), samples)
    },
    finish(samples) {
      written += samples.length
      return links.reduce((last, { stage, scale }) => stage.finish(last, Math.round(scale(written))), samples)
    },
    dispose() {
      for (const { stage } of links) stage.dispose()
    },
  }
}
