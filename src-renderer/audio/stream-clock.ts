import type { SpeechEvent } from '@contract/speech'
import { audibleSample, type AudioOutput } from './audio-output'

/** Where a stream is on its way to the ear. */
export interface StreamProgress {
  /** The sample heard now; fractional. */
  readonly sample: number
  /** The first sample has been heard. */
  readonly isAudible: boolean
  /** Milliseconds since the first sample was heard; only with `isAudible`. */
  readonly audibleForMilliseconds: number
  readonly isStarving: boolean
  /** The last sample has been heard. */
  readonly isOver: boolean
  /** It stands where it was told to halt, and all before it has been heard. */
  readonly isHalted: boolean
  /** Times it has run dry since it began. */
  readonly underruns: number
  /** The engine broke the order of samples or ignored its credit. */
  readonly isBroken: boolean
}

/** The clock of a stream, whoever plays it. */
export interface StreamClock {
  /** Null before anything is known of the stream. */
  read(): StreamProgress | null
}

/** The clock of a stream played by the worklet. */
export function windowClock(output: AudioOutput, streamId: number): StreamClock {
  // The output counts on from one stream to the next.
  const before = output.readClock()
  const [underrunsBefore, refusedBefore] = [before.underruns, before.refused]
  return {
    read() {
      const clock = output.readClock()
      if (clock.streamId !== streamId) return null
      const frame = output.audibleFrame()
      const isHalted = clock.halted && frame >= clock.heardFrame
      return {
        // Where it halts the next sentence begins: nothing of it is heard.
        sample: audibleSample(clock, frame) - (isHalted ? 1 : 0),
        isAudible: clock.firstFrame >= 0 && frame >= clock.firstFrame,
        audibleForMilliseconds: ((frame - clock.firstFrame) / output.sampleRateHz) * 1_000,
        isStarving: clock.starving && frame >= clock.heardFrame,
        isOver: clock.ended && frame >= clock.heardFrame,
        isHalted,
        underruns: clock.underruns - underrunsBefore,
        isBroken: clock.refused > refusedBefore,
      }
    },
  }
}

/** The engine says several times a second where it is; without news for this long it is not believed to go on. */
const maxSilenceMilliseconds = 1_000

/** The clock of a stream played by the engine host, fed with its 'clock' events. */
export class SystemClock implements StreamClock {
  #last: Extract<SpeechEvent, { kind: 'clock' }> | null = null
  /** Wall time at which sample 0 was heard, reckoned from the first news. */
  #beganAtMilliseconds = 0

  constructor(
    private readonly sampleRateHz: number,
    private readonly wallNow: () => number,
    private readonly totalSamples: () => number | null,
  ) {}

  note(event: Extract<SpeechEvent, { kind: 'clock' }>): void {
    if (!this.#last || this.#last.heardSample === 0)
      this.#beganAtMilliseconds = event.atMilliseconds - (event.heardSample / this.sampleRateHz) * 1_000
    this.#last = event
  }

  read(): StreamProgress | null {
    const last = this.#last
    if (!last) return null
    const total = this.totalSamples() ?? Infinity
    const sinceNews = Math.min(maxSilenceMilliseconds, Math.max(0, this.wallNow() - last.atMilliseconds))
    const sinceSamples = last.playing ? (sinceNews / 1_000) * this.sampleRateHz : 0
    const isHalted = last.halted === true
    const sample = Math.min(total, last.heardSample + sinceSamples) - (isHalted ? 1 : 0)
    return {
      sample,
      isAudible: last.heardSample > 0,
      audibleForMilliseconds: this.wallNow() - this.#beganAtMilliseconds,
      isStarving: last.heardSample > 0 && !last.playing && !isHalted && last.heardSample < total,
      isOver: last.heardSample >= total,
      isHalted,
      underruns: last.underruns,
      isBroken: false,
    }
  }
}
