import { isPcmMessage, type CreditMessage, type PcmMessage } from '@contract/pcm-messages'
import type { AudioOutput } from '../../src-renderer/audio/audio-output'
import { ClockWriter, createClockBuffer, readClock } from '../../src-renderer/audio/shared-clock'
import type { FallingStretch } from '../../src-renderer/audio/worklet/falling-level'
import { StreamPlayout } from '../../src-renderer/audio/worklet/stream-playout'

const blockFrames = 128

/** An audio output without a device: the worklet's own playout, driven by a clock that the test turns. */
export class FakeOutput implements AudioOutput {
  readonly heard: number[] = []
  readonly playout: StreamPlayout
  isDisposed = false
  hasDied = false
  readonly #clock = createClockBuffer()
  readonly #writer = new ClockWriter(this.#clock)
  #frame = 0
  #pcm: MessagePort | null = null

  /** @param latencyFrames from the context's clock to the ear */
  constructor(
    readonly sampleRateHz: number,
    private readonly latencyFrames = 0,
  ) {
    this.playout = new StreamPlayout(sampleRateHz)
  }

  /** Seconds the clock has run. */
  get seconds(): number {
    return this.#frame / this.sampleRateHz
  }

  /** Lets the audio thread run for at least so long. */
  run(seconds: number): void {
    const until = this.#frame + seconds * this.sampleRateHz
    const block = new Float32Array(blockFrames)
    while (this.#frame < until) {
      const taken = this.playout.render(block, this.#frame)
      this.heard.push(...block)
      this.#frame += blockFrames
      this.#writer.write(this.playout)
      const credit: CreditMessage = { kind: 'credit', streamId: this.playout.streamId, samples: taken }
      if (taken > 0) this.#pcm?.postMessage(credit)
    }
  }

  attach(pcm: MessagePort): void {
    this.#pcm?.close()
    this.#pcm = pcm
    pcm.onmessage = (event: MessageEvent<unknown>) => {
      if (isPcmMessage(event.data)) this.playout.receive(event.data)
    }
  }

  feed(message: PcmMessage): void {
    this.playout.receive(message)
  }

  begin(streamId: number, leadInSeconds: number): void {
    this.playout.begin(streamId, leadInSeconds)
  }

  pause(): void {
    this.playout.pause()
  }

  resume(): void {
    this.playout.resume()
  }

  stop(): void {
    this.playout.stop()
  }

  setVolume(volume: number): void {
    this.playout.setVolume(volume)
  }

  setHalt(streamId: number, sample: number | null): void {
    this.playout.setHalt(streamId, sample)
  }

  setWordEnd(streamId: number, sample: number): void {
    this.playout.setWordEnd(streamId, sample)
  }

  setFade(streamId: number, fall: FallingStretch | null): void {
    this.playout.setFade(streamId, fall)
  }

  readClock(): ReturnType<typeof readClock> {
    return readClock(this.#clock)
  }

  audibleFrame(): number {
    return Math.max(0, this.#frame - this.latencyFrames)
  }

  wake(): void {}

  async dispose(): Promise<void> {
    this.isDisposed = true
    this.#pcm?.close()
  }
}
