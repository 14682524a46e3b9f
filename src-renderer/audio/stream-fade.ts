import type { Stream } from './reading-stream'
import type { StreamProgress } from './stream-clock'
import type { SoundLine } from './sound-line'
import type { StreamVolume } from './stream-volume'
import { fadeFloor, fallenLevel } from './worklet/falling-level'

/** 'falling' until the voice stands still, which is 'fallen'; 'none' before, and after it was ended. */
export type FadeState = 'none' | 'falling' | 'fallen'

/** Lets the voice fall silent over a stretch of sound and stand still there, whichever streams it is cut into. */
export interface VoiceFade {
  readonly state: FadeState
  /** @param inSeconds of sound from now on, after which it begins @param lastsSeconds how long it falls */
  begin(inSeconds: number, lastsSeconds: number): void
  /** The voice is as loud as before, at once; where it stands still it is not heard before it is resumed. */
  end(): void
}

/** A stretch of one stream; levels are factors. */
interface Fall {
  readonly streamId: number
  readonly fromSample: number
  readonly untilSample: number
  readonly fromLevel: number
}

/**
 * The worklet counts the samples of the window's streams itself. To the system's output, which only knows a volume,
 * the level is told at every look: at 2 dB a second the steps are of 0.04 dB, which nobody hears.
 */
export class StreamFade implements VoiceFade {
  state: FadeState = 'none'
  /** Null while no stream is told of it. */
  #fall: Fall | null = null
  /** What a stream that begins later has still to do. */
  #rest = { inSeconds: 0, lastsSeconds: 0, level: 1 }

  /** @param stream the one being read @param changed told when the voice has fallen and when its fall was ended */
  constructor(
    private readonly line: Pick<SoundLine, 'output' | 'send'>,
    private readonly volume: StreamVolume,
    private readonly stream: () => Stream | null,
    private readonly changed: () => void,
  ) {}

  begin(inSeconds: number, lastsSeconds: number): void {
    this.state = 'falling'
    this.#rest = { inSeconds, lastsSeconds, level: 1 }
    this.#fall = null
    const stream = this.stream()
    if (stream?.clock) this.carryOn(stream, stream.clock.read()?.sample ?? 0)
  }

  end(): void {
    if (this.state === 'none') return
    this.state = 'none'
    const stream = this.stream()
    if (stream && this.#isOfWindow(stream)) this.line.output?.setFade(stream.id, null)
    this.volume.set({ fade: 1 }, stream)
    this.#fall = null
    this.changed()
  }

  /** A stream has begun: it is as loud as the one before it, and falls as that did. @param sample the first that may */
  carryOn(stream: Stream, sample = 0): void {
    this.volume.tell(stream)
    if (this.state !== 'falling' || !stream.sampleRateHz) return
    const { inSeconds, lastsSeconds, level } = this.#rest
    const fromSample = Math.round(sample + inSeconds * stream.sampleRateHz)
    const untilSample = fromSample + Math.round(lastsSeconds * stream.sampleRateHz)
    this.#fall = { streamId: stream.id, fromSample, untilSample, fromLevel: level }
    if (this.#isOfWindow(stream)) this.line.output?.setFade(stream.id, this.#fall)
  }

  /** Looks how far it is. @returns the voice is to be stopped, because whoever plays it does not know where */
  update(stream: Stream, progress: StreamProgress): boolean {
    const fall = this.#fall
    if (this.state !== 'falling' || fall?.streamId !== stream.id || !stream.sampleRateHz) return false
    const { fromSample, untilSample } = fall
    const level = fallenLevel(fall, progress.sample)
    this.#rest = {
      inSeconds: Math.max(0, fromSample - progress.sample) / stream.sampleRateHz,
      lastsSeconds: Math.max(0, untilSample - Math.max(fromSample, progress.sample)) / stream.sampleRateHz,
      level,
    }
    const isOver = progress.sample + 1 >= untilSample
    if (this.#isOfWindow(stream)) {
      if (isOver && progress.isHalted) this.state = 'fallen'
      return false
    }
    if (level < 1) this.volume.set({ fade: isOver ? fadeFloor : level }, stream)
    if (isOver) this.state = 'fallen'
    return isOver
  }

  #isOfWindow(stream: Stream): boolean {
    return stream.settings.audio.output === 'window'
  }
}
