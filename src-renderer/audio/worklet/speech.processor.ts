import { isPcmMessage, type CreditMessage } from '@contract/pcm-messages'
import { ClockWriter } from '../shared-clock'
import { speechProcessorName, type OutputCommand, type SpeechProcessorOptions } from './output-commands'
import { StreamPlayout } from './stream-playout'

/* What an AudioWorkletGlobalScope has and the page has not; TypeScript ships no library for it. */
declare const sampleRate: number
declare const currentFrame: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(
  name: string,
  processor: new (options: { processorOptions: SpeechProcessorOptions }) => AudioWorkletProcessor,
): void

/** Credit goes back in lumps of this size: a message per block would be 190 a second. */
const creditSeconds = 0.08

/** The audio thread's end of a stream: samples in on the pcm port, sound out, credit back, clock in shared memory. */
class SpeechProcessor extends AudioWorkletProcessor {
  readonly #playout = new StreamPlayout(sampleRate)
  readonly #clock: ClockWriter
  readonly #creditSamples = Math.round(creditSeconds * sampleRate)
  #pcm: MessagePort | null = null
  #uncredited = 0
  #creditedStreamId = 0

  constructor(options: { processorOptions: SpeechProcessorOptions }) {
    super()
    this.#clock = new ClockWriter(options.processorOptions.clock)
    this.port.onmessage = (event: MessageEvent<OutputCommand>) => this.#obey(event.data)
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0]
    if (!output) return true
    const taken = this.#playout.render(output, currentFrame)
    this.#clock.write(this.#playout)
    if (taken > 0) this.#giveCredit(taken)
    return true
  }

  #obey(command: OutputCommand): void {
    switch (command.kind) {
      case 'port':
        this.#pcm?.close()
        this.#pcm = command.port
        this.#pcm.onmessage = (event: MessageEvent<unknown>) => {
          if (isPcmMessage(event.data)) this.#playout.receive(event.data)
        }
        return
      case 'feed':
        return this.#playout.receive(command.message)
      case 'begin':
        return this.#playout.begin(command.streamId, command.leadInSeconds)
      case 'pause':
        return this.#playout.pause()
      case 'resume':
        return this.#playout.resume()
      case 'stop':
        return this.#playout.stop()
      case 'volume':
        return this.#playout.setVolume(command.volume)
      case 'halt':
        return this.#playout.setHalt(command.streamId, command.sample)
      case 'word-end':
        return this.#playout.setWordEnd(command.streamId, command.sample)
      case 'fade':
        return this.#playout.setFade(command.streamId, command.fall)
    }
  }

  #giveCredit(taken: number): void {
    if (this.#creditedStreamId !== this.#playout.streamId) {
      this.#creditedStreamId = this.#playout.streamId
      this.#uncredited = 0
    }
    this.#uncredited += taken
    if (this.#uncredited < this.#creditSamples) return
    const credit: CreditMessage = {
      kind: 'credit',
      streamId: this.#playout.streamId,
      samples: this.#uncredited,
    }
    this.#uncredited = 0
    this.#pcm?.postMessage(credit)
  }
}

registerProcessor(speechProcessorName, SpeechProcessor)
