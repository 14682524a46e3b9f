import { loadTimeStretch } from './time-stretch'
import type { AudioStage } from './audio-stage'
import { createGain } from './gain'
import { createLimiter } from './limiter'
import { loadResampler } from './resample'
import { createStageChain, type ChainLink, type StageChain } from './stage-chain'

/** What is to be done with an utterance's samples. */
export interface PostPlan {
  /** The voice's own rate. */
  readonly sampleRateHz: number
  /** 1 is none, 2 is twice as fast. */
  readonly stretch: number
  readonly output: {
    readonly sampleRateHz: number
    readonly gainDecibels: number
    /** Holds true peaks under the limiter's ceiling whatever the gain is; absent: only where the voice is made louder. */
    readonly limitsPeaks?: true
  }
}

/** Makes the chain for one utterance: stretch, rate, gain, limiter; nothing of it that is not asked for. */
export type PostProcess = (plan: PostPlan) => StageChain

/** Makes the two stages that are others' libraries. */
export interface StageMakers {
  createTimeStretch(sampleRateHz: number, ratio: number): AudioStage
  createResampler(fromHz: number, toHz: number): AudioStage
}

/** Loads the libraries, once a thread. */
export async function loadPostProcess(): Promise<PostProcess> {
  const [createTimeStretch, createResampler] = await Promise.all([loadTimeStretch(), loadResampler()])
  const postProcess = createPostProcess({ createTimeStretch, createResampler })
  exercise(postProcess)
  return postProcess
}

/** The first run of a stage compiles it: milliseconds that would fall into the first sentence read. */
function exercise(postProcess: PostProcess): void {
  const chain = postProcess({
    sampleRateHz: 24_000,
    stretch: 1.5,
    output: { sampleRateHz: 48_000, gainDecibels: 1 },
  })
  chain.write(new Float32Array(4_800))
  chain.finish(new Float32Array(0))
  chain.dispose()
}

export function createPostProcess(makers: StageMakers): PostProcess {
  return ({ sampleRateHz, stretch, output }) => {
    const stretched = (samples: number): number => samples / stretch
    const resampled = (samples: number): number => stretched(samples) * (output.sampleRateHz / sampleRateHz)
    const links: ChainLink[] = []
    if (stretch !== 1)
      links.push({ stage: makers.createTimeStretch(sampleRateHz, stretch), scale: stretched })
    if (output.sampleRateHz !== sampleRateHz)
      links.push({ stage: makers.createResampler(sampleRateHz, output.sampleRateHz), scale: resampled })
    // What is made softer has no new peaks.
    if (output.gainDecibels > 0 || output.limitsPeaks)
      links.push({ stage: createLimiter(output.sampleRateHz, output.gainDecibels), scale: resampled })
    else if (output.gainDecibels < 0) links.push({ stage: createGain(output.gainDecibels), scale: resampled })
    return createStageChain(links)
  }
}
