import type { StreamPlayout } from '../../../src-renderer/audio/worklet/stream-playout'

export const sampleRateHz = 24_000
/** Of every fade: 5 ms. */
export const fadeSamples = 120
/** What Chromium renders at once. */
export const blockFrames = 128

/** No sample is like the next one. */
export const ramp = (length: number, first = 0): Float32Array =>
  Float32Array.from({ length }, (_, index) => ((first + index) % 997) / 997)
export const constant = (length: number): Float32Array => new Float32Array(length).fill(0.5)

/** Renders blocks and says what came out and how much was taken. */
export function render(
  playout: StreamPlayout,
  blocks: number,
  frame = 0,
): { heard: Float32Array; taken: number } {
  const heard = new Float32Array(blocks * blockFrames)
  let taken = 0
  for (let block = 0; block < blocks; block += 1)
    taken += playout.render(
      heard.subarray(block * blockFrames, (block + 1) * blockFrames),
      frame + block * blockFrames,
    )
  return { heard, taken }
}

export function feed(playout: StreamPlayout, samples: Float32Array, streamId = 1): void {
  playout.receive({ kind: 'pcm', streamId, startSample: playout.receivedSamples, samples })
}

export const largestStep = (samples: Float32Array): number =>
  samples.reduce(
    (most, sample, index) => Math.max(most, Math.abs(sample - (samples[index - 1] ?? sample))),
    0,
  )
