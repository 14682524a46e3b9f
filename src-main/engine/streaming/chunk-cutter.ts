import type { StreamSettings } from '@contract/settings'
import { createChunkPlanner, isFalling } from './chunk-planner'
import type { NarrationPiece } from './narration'
import { createRenderForecast } from './render-forecast'

/**
 * The audio held before the first sound, and later in the player, over what it will play until the next push is there:
 * a push may take half as long again as the ones before it, and the one after it be longer.
 */
const safety = 1.5
/** Laid by before the first sound when a voice is just fast enough. */
const longestReserveSeconds = 4.5
/**
 * The nearer to real time, the less a delay is made up for: the reserve grows with the square of the real-time factor.
 * Found by simulating voices with pushes of 0.1 to 2 s whose times vary by a quarter, with stalls.
 */
function reserveSeconds(realTimeFactor: number): number {
  return longestReserveSeconds * Math.min(1, realTimeFactor) ** 2
}

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
 *
 * An adaptive plan also decides when sound starts: as soon as what is there lasts until more is, by the measured time
 * of a push. On a fast device that is at once; on a slow one chunks are held back until then, so that the first sound
 * is not followed by silence. While the player may run dry nothing is kept back to fill a chunk.
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
  const forecast = createRenderForecast(options.sampleRateHz)
  /** Chunks cut before the player has started. */
  let held: AudioChunk[] = []
  let isStarted = false
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

  const takeRest = (): AudioChunk[] => (pendingSamples > 0 ? [take(pendingSamples)] : [])

  const secondsOf = (chunks: readonly AudioChunk[]): number =>
    chunks.reduce((sum, { samples }) => sum + samples.length, 0) / options.sampleRateHz

  /** Whether the sound may start with what is there. */
  const lasts = (chunks: readonly AudioChunk[]): boolean => {
    const { nextPushSeconds, realTimeFactor } = forecast
    const needed = Math.max(safety * nextPushSeconds, reserveSeconds(realTimeFactor))
    const there = secondsOf(chunks) + pendingSamples / options.sampleRateHz
    return there > 0 && there >= needed
  }

  const release = (chunks: AudioChunk[], bufferedSeconds: number): AudioChunk[] => {
    if (!isStarted) {
      held.push(...chunks)
      isStarted = options.stream().chunkPolicy === 'fixed' || bufferedSeconds > 0 || lasts(held)
      if (!isStarted) return []
      chunks = held
      held = []
    }
    const isDry = isFalling(bufferedSeconds + secondsOf(chunks), safety * forecast.nextPushSeconds)
    return options.stream().chunkPolicy === 'adaptive' && isDry ? [...chunks, ...takeRest()] : chunks
  }

  const cut = (piece: NarrationPiece, bufferedSeconds: number): AudioChunk[] => {
    if (piece.kind === 'silence') {
      const chunks = takeRest()
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
    const chunks = piece.sentence === sentence ? [] : takeRest()
    if (pendingSamples === 0) clock = piece.startSample
    sentence = piece.sentence
    pending.push(piece.samples)
    pendingSamples += piece.samples.length
    pendingFrames += piece.frames
    pendingMilliseconds += piece.milliseconds
    const stream = options.stream()
    if (stream.seam !== 'cached') return [...chunks, ...takeRest()]
    const neededSeconds = safety * forecast.nextPushSeconds
    for (;;) {
      wantedSamples ??= Math.max(
        1,
        Math.round(
          (planner.nextMilliseconds(stream, bufferedSeconds, neededSeconds) / 1_000) * options.sampleRateHz,
        ),
      )
      if (pendingSamples < wantedSamples) return chunks
      chunks.push(take(wantedSamples))
    }
  }

  return {
    add(piece, bufferedSeconds) {
      forecast.add(piece)
      return release(cut(piece, bufferedSeconds), bufferedSeconds)
    },
    flush() {
      isStarted = true
      const chunks = [...held, ...takeRest()]
      held = []
      return chunks
    },
  }
}
