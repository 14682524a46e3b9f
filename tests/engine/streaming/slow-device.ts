import type { StreamSettings } from '@contract/settings'
import { createChunkCutter, type AudioChunk } from '../../../src-main/engine/streaming/chunk-cutter'
import type { NarrationPiece } from '../../../src-main/engine/streaming/narration'
import { pushBoundaries } from '../../../src-main/engine/streaming/push-grid'
import type { PushGrid } from '../../../src-main/engine/voices/voice'

/** A voice as a slow device would run it: its grid, and how long its frames take. */
export interface SlowVoice {
  readonly grid: PushGrid
  readonly lookAheadFrames: number
  readonly frameSeconds: number
}

/** The two voices that are there, by their manifests and look-aheads. */
export const slowVoices = {
  heart: {
    grid: { frames: [16, 48, 160], minimumTailFrames: 24 },
    lookAheadFrames: 29,
    frameSeconds: 0.0125,
  },
  joe: { grid: { frames: [10, 25], minimumTailFrames: 8 }, lookAheadFrames: 11, frameSeconds: 256 / 22_050 },
} as const satisfies Record<string, SlowVoice>

/** What a listener had of a reading. */
export interface Listening {
  /** From asking for it to the first sound. */
  readonly firstSoundSeconds: number
  /** Silences that nobody wanted, after the first sound. */
  readonly underruns: readonly number[]
  readonly chunks: readonly AudioChunk[]

  readonly audioSeconds: number
}

/** Low, because only lengths matter here. */
const sampleRateHz = 1_000
const pauseSeconds = 0.35

/**
 * Reads sentences in virtual time: the vocoder renders push by push, one after the other, as long as the player has
 * room; the real cutter decides what is handed over when; the player starts with the first chunk and never waits.
 * @param options.realTimeFactor of the frames, mean over the reading
 * @param options.slowness what each push's time is multiplied by; 1 on average
 */
export function listen(options: {
  voice: SlowVoice
  sentenceSeconds: readonly number[]
  realTimeFactor: number
  slowness: () => number
  stream: StreamSettings
}): Listening {
  const { voice, stream, realTimeFactor, slowness } = options
  const cutter = createChunkCutter({ sampleRateHz, stream: () => stream })
  const underruns: number[] = []
  const chunks: AudioChunk[] = []
  let now = 0
  let clock = 0
  let receivedSeconds = 0
  let firstSoundSeconds: number | null = null
  /** The instant at which the player will have played all it has. */
  let dryAt = 0

  const buffered = (): number => (firstSoundSeconds === null ? 0 : Math.max(0, dryAt - now))
  const handOver = (ready: readonly AudioChunk[]): void => {
    for (const chunk of ready) {
      const seconds = chunk.samples.length / sampleRateHz
      if (firstSoundSeconds === null) {
        firstSoundSeconds = now
        dryAt = now
      } else if (now > dryAt + 1e-9) {
        underruns.push(now - dryAt)
        dryAt = now
      }
      dryAt += seconds
      receivedSeconds += seconds
      chunks.push(chunk)
    }
  }
  const add = (piece: NarrationPiece): void => handOver(cutter.add(piece, buffered()))

  for (const [sentence, seconds] of options.sentenceSeconds.entries()) {
    const frames = Math.max(1, Math.round(seconds / voice.frameSeconds))
    if (sentence > 0) {
      const samples = Math.round(pauseSeconds * sampleRateHz)
      add({ kind: 'silence', startSample: clock, samples })
      clock += samples
    }
    // What has no sound tells the cutter nothing, as in a real narration.
    add({ kind: 'unspoken', passage: 0, block: 0, startChar: 0, endChar: 1 })
    const ends = pushBoundaries(frames, voice.lookAheadFrames, voice.grid)
    let fed = 0
    let emitted = 0
    for (const [push, until] of ends.entries()) {
      // The sink grants no more than it holds: a full buffer holds the vocoder up.
      now = Math.max(now, dryAt - stream.bufferAheadSeconds)
      const took = (until - fed) * voice.frameSeconds * realTimeFactor * slowness()
      now += took
      const decoded = until === frames ? frames : until - voice.lookAheadFrames
      const samples = new Float32Array(Math.round((decoded - emitted) * voice.frameSeconds * sampleRateHz))
      add({
        kind: 'audio',
        sentence,
        startSample: clock,
        samples,
        frames: until - fed,
        frameSamples: voice.frameSeconds * sampleRateHz,
        nextFrames: (ends.at(push + 1) ?? until) - until,
        startedAtMilliseconds: 0,
        milliseconds: took * 1_000,
      })
      clock += samples.length
      fed = until
      emitted = decoded
    }
  }
  handOver(cutter.flush())
  return { firstSoundSeconds: firstSoundSeconds ?? now, underruns, chunks, audioSeconds: receivedSeconds }
}
