import type { StreamSettings } from '@contract/settings'

/** First chunk of an adaptive stream: sound starts with it. */
const firstMilliseconds = 80
/** Longer chunks save no more messages worth having, and make stopping coarser. */
const longestMilliseconds = 960
/** Below this much audio ahead the buffer is falling: chunks shrink so that the player is fed more often. */
const lowBufferSeconds = 0.5

/** Decides how long the next chunk is. */
export interface ChunkPlanner {
  /**
   * @param bufferedSeconds audio the player holds and has not played
   * @param neededSeconds audio it will play until more can be there; 0 where that is not known
   */
  nextMilliseconds(stream: StreamSettings, bufferedSeconds: number, neededSeconds?: number): number
}

/** Whether the player may run dry before it is fed again, by what it holds and what it will have played by then. */
export function isFalling(bufferedSeconds: number, neededSeconds: number): boolean {
  return bufferedSeconds < Math.max(lowBufferSeconds, neededSeconds)
}

/** Fixed: the chosen length. Adaptive: small for the first sound, doubled while the buffer is healthy, halved when it falls. */
export function createChunkPlanner(): ChunkPlanner {
  let adaptive = firstMilliseconds
  let isFirst = true
  return {
    nextMilliseconds(stream, bufferedSeconds, neededSeconds = 0) {
      if (stream.chunkPolicy === 'fixed') return stream.chunkMilliseconds
      if (isFirst) isFirst = false
      else if (isFalling(bufferedSeconds, neededSeconds) && adaptive > firstMilliseconds * 2)
        adaptive = Math.max(firstMilliseconds * 2, adaptive / 2)
      else adaptive = Math.min(longestMilliseconds, adaptive * 2)
      return adaptive
    },
  }
}
