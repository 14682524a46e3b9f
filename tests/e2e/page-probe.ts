import type { SpeechEvent } from '@contract/speech'

export interface ProbeOptions {
  /** Record the samples on their way into the worklet; costs a hop through the page's thread. */
  recordAudio?: boolean
}

/** What the page really got, for tests to look at. */
export interface PageProbe {
  readonly events: SpeechEvent[]
  /** Samples by stream, in order, when `recordAudio` was asked for. */
  readonly audio: Map<number, number[]>
  /** The clock the worklet writes. */
  clock: SharedArrayBuffer | null
  context: AudioContext | null
}

/** Runs in the page before its own code: listens in on ports, worklet and audio context. Self-contained by need. */
export function installPageProbe({ recordAudio = false }: ProbeOptions): void {
  const probe: PageProbe = { events: [], audio: new Map(), clock: null, context: null }
  window.lectorProbe = probe

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

  window.AudioWorkletNode = class extends AudioWorkletNode {
    constructor(context: BaseAudioContext, name: string, options?: AudioWorkletNodeOptions) {
      super(context, name, options)
      probe.clock = (options?.processorOptions as { clock: SharedArrayBuffer }).clock
      if (!recordAudio) return
      const post = this.port.postMessage.bind(this.port) as (
        message: unknown,
        transfer: Transferable[],
      ) => void
      this.port.postMessage = (message: { kind: string; port?: MessagePort }, transfer: unknown = []) => {
        if (message.kind !== 'port' || !message.port) return post(message, transfer as Transferable[])
        const outer = message.port
        const { port1, port2 } = new MessageChannel()
        outer.onmessage = ({
          data,
        }: MessageEvent<{ kind: string; streamId: number; samples: Float32Array }>) => {
          if (data.kind === 'pcm') {
            const heard = probe.audio.get(data.streamId) ?? []
            for (const sample of data.samples) heard.push(sample)
            probe.audio.set(data.streamId, heard)
          }
          port1.postMessage(data)
        }
        port1.onmessage = ({ data }) => outer.postMessage(data)
        post({ ...message, port: port2 }, [port2])
      }
    }
  }
}
