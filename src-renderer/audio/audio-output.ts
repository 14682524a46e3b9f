import type { PcmMessage } from '@contract/pcm-messages'
import type { ClockReading } from './shared-clock'
import type { FallingStretch } from './worklet/falling-level'

/** Where a window's stream is heard: the worklet and its audio context, or a fake of them. */
export interface AudioOutput {
  readonly sampleRateHz: number
  /** It will never sound again, as far as the browser says: another one is to be opened. */
  readonly hasDied: boolean
  /** Hands the pcm port of a connection on to the audio thread; it is gone from this side then. */
  attach(pcm: MessagePort): void
  /** Takes what a connection would bring from this side; samples are gone from it then. */
  feed(message: PcmMessage): void
  /** @param leadInSeconds silence before its sound wherever the output was silent for long */
  begin(streamId: number, leadInSeconds: number): void
  pause(): void
  resume(): void
  stop(): void
  /** @param volume 0..1 */
  setVolume(volume: number): void
  /** @param sample of the stream, before which it stands still until it is resumed; null: nowhere */
  setHalt(streamId: number, sample: number | null): void
  /** @param sample of the stream, at which a word ends: where more is awaited soon after it, it is awaited there */
  setWordEnd(streamId: number, sample: number): void
  /** @param fall of the stream, at whose end it stands still; null: as loud as before */
  setFade(streamId: number, fall: FallingStretch | null): void
  readClock(): ClockReading
  /** The frame of the audio context's clock that leaves the loudspeaker now; fractional. */
  audibleFrame(): number
  /** Lets the clock run if the browser holds it back until a gesture. */
  wake(): void
  dispose(): Promise<void>
}

/** @throws AppError 'audio/unavailable' */
export type OpenAudioOutput = (sampleRateHz: number) => Promise<AudioOutput>

/** The sample of the stream that leaves the loudspeaker when the context's frame `audibleFrame` does. */
export function audibleSample(clock: ClockReading, audibleFrame: number): number {
  const onTheWay = Math.max(0, clock.heardFrame - audibleFrame)
  return Math.max(0, clock.heardSamples - onTheWay)
}
