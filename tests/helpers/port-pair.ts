import type { SpeechPorts } from '../../src-renderer/bridge/bridge'
import type { EnginePort } from './sine-engine'

/** Both ends of one connection between a page and an engine. */
export interface Connection {
  readonly page: SpeechPorts
  readonly engine: { readonly control: EnginePort; readonly pcm: EnginePort }
  /** Ends both lines, as the death of the engine does. */
  cut(): void
}

/** Two real message channels in this process. */
export function createConnection(): Connection {
  const control = new MessageChannel()
  const pcm = new MessageChannel()
  return {
    page: { control: control.port1, pcm: pcm.port1 },
    engine: { control: enginePort(control.port2), pcm: enginePort(pcm.port2) },
    cut() {
      control.port2.close()
      pcm.port2.close()
    },
  }
}

/** Lets messages that are under way arrive. */
export async function settle(turns = 30): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0))
}

function enginePort(port: MessagePort): EnginePort {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage(listener) {
      port.onmessage = (event: MessageEvent<unknown>) => listener(event.data)
    },
  }
}
