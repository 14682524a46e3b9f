import type { PcmMessage } from '@contract/pcm-messages'
import type { SpeechEvent } from '@contract/speech'

export interface ProbeOptions {
  /** Record the samples on their way into the worklet; costs a hop through the page's thread. */
  recordAudio?: boolean
  /** Record what comes out of the worklet, from the first sound on; the page's policy for scripts must be put aside. */
  recordOutput?: boolean
  /** Let samples be held back on their way into the worklet; costs the same hop. */
  hasValve?: boolean
}

/** A word that was lit, and the sentence that was lit with it. */
export interface LitText {
  readonly word: string
  readonly sentence: string
}

/** What the page really got, for tests to look at. */
export interface PageProbe {
  readonly events: SpeechEvent[]
  /** What was lit, frame by frame, '' where nothing was; of one after the other the words differ. */
  readonly lit: LitText[]
  /** Samples by stream, in order, when `recordAudio` was asked for. */
  readonly audio: Map<number, number[]>
  /** What came out of the worklet, block by block, when `recordOutput` was asked for. */
  readonly output: Float32Array[]
  /** The clock the worklet writes. */
  clock: SharedArrayBuffer | null
  context: AudioContext | null
  /** Every output there was, with its own clock. */
  readonly outputs: { readonly clock: SharedArrayBuffer; readonly context: AudioContext }[]
  /** Holds back what lies behind so many samples of a stream, until more are let through; with `hasValve`. */
  letThrough(samples: number): void
}

/** Runs in the page before its own code: listens in on ports, worklet and audio context. Self-contained by need. */
export function installPageProbe({
  recordAudio = false,
  recordOutput = false,
  hasValve = false,
}: ProbeOptions): void {
  let mostSamples = Infinity
  const held: { pass: () => void; startSample: number }[] = []
  const probe: PageProbe = {
    events: [],
    lit: [],
    audio: new Map(),
    output: [],
    clock: null,
    context: null,
    outputs: [],
    letThrough(samples) {
      mostSamples = samples
      const first = held.findIndex(({ startSample }) => startSample >= samples)
      for (const { pass } of held.splice(0, first === -1 ? held.length : first)) pass()
    },
  }
  window.lectorProbe = probe

  const litAs = (name: string): string => [...(CSS.highlights.get(name)?.values() ?? [])].map(String).join('')
  const noteLit = (): void => {
    const word = litAs('word')
    if (word !== (probe.lit.at(-1)?.word ?? '')) probe.lit.push({ word, sentence: litAs('sentence') })
    requestAnimationFrame(noteLit)
  }
  requestAnimationFrame(noteLit)

  window.addEventListener('message', (event: MessageEvent<{ kind?: string }>) => {
    if (event.data?.kind !== 'lector:speech-ports') return
    event.ports[0].addEventListener('message', ({ data }: MessageEvent<SpeechEvent>) =>
      probe.events.push(data),
    )
  })

  window.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options)
      probe.context = this
    }
  }

  /** What a recording's samples are: they come from this side. */
  const noteFed = (message: PcmMessage): void => {
    if (message.kind === 'end') return
    const fed = probe.audio.get(message.streamId) ?? []
    fed.length = Math.min(fed.length, message.startSample)
    if (message.kind === 'pcm') for (const sample of message.samples) fed.push(sample)
    probe.audio.set(message.streamId, fed)
  }

  const PlainNode = AudioWorkletNode
  window.AudioWorkletNode = class extends AudioWorkletNode {
    constructor(context: BaseAudioContext, name: string, options?: AudioWorkletNodeOptions) {
      super(context, name, options)
      probe.clock = (options?.processorOptions as { clock: SharedArrayBuffer }).clock
      if (recordOutput) {
        // On the audio thread, where nothing is dropped when the page is busy; it goes on existing through the URL.
        const code = `registerProcessor('recorder', class extends AudioWorkletProcessor {
          #block = new Float32Array(12_800); #filled = 0
          process([[samples]]) {
            if (samples) this.#block.set(samples, this.#filled)
            else this.#block.fill(0, this.#filled, this.#filled + 128)
            this.#filled += 128
            if (this.#filled === this.#block.length) { this.port.postMessage(this.#block.slice()); this.#filled = 0 }
            return true
          }
        })`
        const module = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
        const record = (): void => {
          const recorder = new PlainNode(context, 'recorder', { numberOfOutputs: 0 })
          recorder.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
            if (probe.output.length > 0 || data.some((sample) => sample !== 0)) probe.output.push(data)
          }
          this.connect(recorder)
        }
        void context.audioWorklet.addModule(module).then(record, (error: DOMException) => {
          // A page that is loaded anew meanwhile lets it go.
          if (error.name !== 'AbortError') throw error
        })
      }
      if (context instanceof AudioContext) probe.outputs.push({ clock: probe.clock, context })
      if (!recordAudio && !hasValve) return
      const post = this.port.postMessage.bind(this.port) as (
        message: unknown,
        transfer: Transferable[],
      ) => void
      this.port.postMessage = (
        message: { kind: string; port?: MessagePort; message?: PcmMessage },
        transfer: unknown = [],
      ) => {
        if (message.kind === 'feed' && message.message) noteFed(message.message)
        if (message.kind !== 'port' || !message.port) return post(message, transfer as Transferable[])
        const outer = message.port
        const { port1, port2 } = new MessageChannel()
        outer.onmessage = ({
          data,
        }: MessageEvent<{
          kind: string
          streamId: number
          startSample?: number
          samples: Float32Array
        }>) => {
          if (recordAudio && data.kind === 'pcm') {
            const heard = probe.audio.get(data.streamId) ?? []
            for (const sample of data.samples) heard.push(sample)
            probe.audio.set(data.streamId, heard)
          }
          // Another engine says again from there on.
          if (recordAudio && data.kind === 'cut') {
            const heard = probe.audio.get(data.streamId) ?? []
            heard.length = Math.min(heard.length, data.startSample ?? 0)
          }
          const startSample = data.startSample ?? Infinity
          const pass = () => port1.postMessage(data)
          if (held.length > 0 || (data.kind === 'pcm' && startSample >= mostSamples))
            held.push({ pass, startSample })
          else pass()
        }
        port1.onmessage = ({ data }) => outer.postMessage(data)
        post({ ...message, port: port2 }, [port2])
      }
    }
  }
}
