import type { z } from 'zod'
import { connectSpeech } from '@contract/calls/app'
import { speechPortsMessage } from '@contract/channels'
import { acceptReply, type Call, type Notice } from '@contract/define-call'
import { AppError } from '@contract/errors'
import type { PageApi } from '@contract/page-api'

/** Ports of one connection to the engine host; whoever receives them closes them. */
export interface SpeechPorts {
  /** Commands out, events in. */
  readonly control: MessagePort
  /** Samples in, credit out: belongs in the worklet. */
  readonly pcm: MessagePort
}

/** The page's typed way to main. */
export interface Bridge {
  /** @throws AppError what main answered, or 'contract/invalid' when its answer does not fit the call */
  call<Input extends z.ZodType, Output extends z.ZodType>(
    call: Call<Input, Output>,
    input: z.input<Input>,
  ): Promise<z.output<Output>>
  /** Runs `handler` for every notice until the returned function is called. Payloads that do not fit are dropped by throwing. */
  on<Payload extends z.ZodType>(
    notice: Notice<Payload>,
    handler: (payload: z.output<Payload>) => void,
  ): () => void
  /** Opens a fresh pair of speech ports. @throws AppError 'engine/not-responding' when none arrive */
  connectSpeech(): Promise<SpeechPorts>
  /** The path of a dropped or chosen file; empty when the file is not on disk. */
  pathOfFile(file: File): string
}

/** Main has the ports ready at once; a longer wait means that the engine is not running. */
const portsTimeoutMilliseconds = 10_000

/** Makes the page's bridge out of what the preload offers. @param page where the speech ports arrive */
export function createBridge(api: PageApi<File>, page: Window): Bridge {
  async function call<Input extends z.ZodType, Output extends z.ZodType>(
    declared: Call<Input, Output>,
    input: z.input<Input>,
  ): Promise<z.output<Output>> {
    return acceptReply(declared, await api.call(declared.channel, input))
  }

  return {
    call,
    on: (notice, handler) => api.on(notice.channel, (payload) => handler(notice.payload.parse(payload))),
    async connectSpeech() {
      const nonce = crypto.randomUUID()
      const arrival = awaitPorts(page, nonce)
      try {
        await call(connectSpeech, { nonce })
        return await arrival.ports
      } finally {
        arrival.dispose()
      }
    },
    pathOfFile: (file) => api.pathOfFile(file),
  }
}

/** Listens before the request goes out, because the ports may overtake its answer. */
function awaitPorts(page: Window, nonce: string): { ports: Promise<SpeechPorts>; dispose(): void } {
  let dispose = (): void => {}
  const ports = new Promise<SpeechPorts>((resolve, reject) => {
    const onMessage = (event: MessageEvent): void => {
      // Only the preload posts from this very window; frames and other windows have another source.
      if (event.source !== page || !isPortsMessage(event.data, nonce)) return
      const [control, pcm] = event.ports
      if (control && pcm) resolve({ control, pcm })
    }
    const timer = setTimeout(
      () => reject(new AppError('engine/not-responding', 'No speech ports arrived', { retry: 'now' })),
      portsTimeoutMilliseconds,
    )
    page.addEventListener('message', onMessage)
    dispose = () => {
      clearTimeout(timer)
      page.removeEventListener('message', onMessage)
    }
  })
  return { ports, dispose: () => dispose() }
}

function isPortsMessage(data: unknown, nonce: string): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    'kind' in data &&
    data.kind === speechPortsMessage &&
    'nonce' in data &&
    data.nonce === nonce
  )
}
