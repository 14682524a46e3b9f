import type { StreamSettings } from '@contract/settings'
import { createChunkPlanner } from './chunk-planner'
import type { NarrationPiece } from './narration'

/** A message's worth of audio. */
export interface AudioChunk {
  readonly sentence: number
  readonly startSample: number
  readonly samples: Float32Array<ArrayBuffer>
  /** The vocoder's frames in it, a fraction where a push was cut; 0 for a pause. */
  readonly frames: number
  readonly renderMilliseconds: number
}

/**
 * Cuts finished audio into chunks of the planned length. A chunk never crosses a sentence's end. In cached mode this
 * is all that the chunk size does; in the other modes the pushes have that size already and pass through whole.
 */
export interface ChunkCutter {
  /** @param bufferedSeconds audio the player holds: what an adaptive plan goes by */
  add(piece: NarrationPiece, bufferedSeconds: number): AudioChunk[]
  /** What is left at the end. */
  flush(): AudioChunk[]
}

/** @param stream asked for every chunk, so that a new chunk size takes effect at the next one */
export function createChunkCutter(options: {
  sampleRateHz: number
  stream: () => StreamSettings
}): ChunkCutter {
  const planner = createChunkPlanner()
  const pending: Float32Array<ArrayBuffer>[] = []
  let pendingSamples = 0
  let pendingFrames = 0
  let pendingMilliseconds = 0
  let wantedSamples: number | null = null
  let sentence = 0
  let clock = 0

  const take = (count: number): AudioChunk => {
    const samples = new Float32Array(count)
    const share = count / pendingSamples
    const chunk: AudioChunk = {
      sentence,
      startSample: clock,
      samples,
      frames: pendingFrames * share,
      renderMilliseconds: pendingMilliseconds * share,
    }
    for (let filled = 0; filled < count;) {
      const head = pending[0].subarray(0, count - filled)
      samples.set(head, filled)
      filled += head.length
      if (head.length === pending[0].length) pending.shift()
      else pending[0] = pending[0].subarray(head.length)
    }
    pendingSamples -= count
    pendingFrames -= chunk.frames
    pendingMilliseconds -= chunk.renderMilliseconds
    clock += count
    wantedSamples = null
    return chunk
  }

  const flush = (): AudioChunk[] => (pendingSamples > 0 ? [take(pendingSamples)] : [])

  return {
    flush,
    add(piece, bufferedSeconds) {
      if (piece.kind === 'silence') {
        const chunks = flush()
        clock = piece.startSample + piece.samples
        return [
          ...chunks,
          {
            sentence,
            startSample: piece.startSample,
            samples: new Float32Array(piece.samples),
            frames: 0,
            renderMilliseconds: 0,
          },
        ]
      }
      if (piece.kind !== 'audio') return []
      const chunks = piece.sentence === sentence ? [] : flush()
      if (pendingSamples === 0) clock = piece.startSample
      sentence = piece.sentence
      pending.push(piece.samples)
      pendingSamples += piece.samples.length
      pendingFrames += piece.frames
      pendingMilliseconds += piece.milliseconds
      const stream = options.stream()
      if (stream.seam !== 'cached') return [...chunks, ...flush()]
      for (;;) {
        wantedSamples ??= Math.max(
          1,
          Math.round((planner.nextMilliseconds(stream, bufferedSeconds) / 1_000) * options.sampleRateHz),
        )
        if (pendingSamples < wantedSamples) return chunks
        chunks.push(take(wantedSamples))
      }
    },
  }
}
