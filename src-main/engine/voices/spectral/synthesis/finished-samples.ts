import { carriedHops, hopsBeforeCentre, hopSamples } from './geometry'
import { fullWindowEnergy } from './tables'

/**
 * Copies out the blocks that no frame to come will reach. Block b is reached by frames b - 3 to b; the first two lie
 * before the sentence. Where fewer than four frames reach, at both ends, the window's energy is less than the kernel
 * has assumed, and the block is scaled up.
 * @param overlap begins with block `nextFrame`
 * @param window  the Hann window of one frame
 * @returns samples owned by the caller
 */
export function finishedSamples(
  overlap: Float32Array,
  nextFrame: number,
  endFrame: number,
  frameCount: number,
  window: Float64Array,
): Float32Array<ArrayBuffer> {
  const firstBlock = Math.max(nextFrame, hopsBeforeCentre)
  const endBlock = Math.max(firstBlock, endFrame === frameCount ? frameCount + hopsBeforeCentre : endFrame)
  const samples = overlap.slice((firstBlock - nextFrame) * hopSamples, (endBlock - nextFrame) * hopSamples)
  for (let block = firstBlock; block < endBlock; block++) {
    if (block >= carriedHops && block < frameCount) continue
    const at = (block - firstBlock) * hopSamples
    scaleEdge(samples.subarray(at, at + hopSamples), block, frameCount, window)
  }
  return samples
}

function scaleEdge(samples: Float32Array, block: number, frameCount: number, window: Float64Array): void {
  for (let t = 0; t < hopSamples; t++) {
    let energy = 0
    for (let frame = Math.max(0, block - carriedHops); frame <= Math.min(block, frameCount - 1); frame++) {
      energy += (window[(block - frame) * hopSamples + t] ?? 0) ** 2
    }
    samples[t] = ((samples[t] ?? 0) * fullWindowEnergy) / energy
  }
}
