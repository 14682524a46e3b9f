import { joinedSamples } from '@contract/joined-samples'

/** Cuts a stream of samples into frames of one length, for codecs that take nothing else. */
export interface Framer {
  /** @returns what fills frames together with what was left over; views, to be used at once */
  frames(samples: Float32Array): Float32Array[]
  /** @returns what is left over with silence behind it, a whole frame; null where nothing is */
  rest(): Float32Array | null
}

/** @param frameSamples length of a frame */
export function createFramer(frameSamples: number): Framer {
  let left = new Float32Array(0)
  return {
    frames(samples) {
      const all = joinedSamples(left, samples)
      const whole = all.length - (all.length % frameSamples)
      left = all.slice(whole)
      const frames: Float32Array[] = []
      for (let at = 0; at < whole; at += frameSamples) frames.push(all.subarray(at, at + frameSamples))
      return frames
    },
    rest() {
      if (left.length === 0) return null
      const frame = new Float32Array(frameSamples)
      frame.set(left)
      left = new Float32Array(0)
      return frame
    },
  }
}
