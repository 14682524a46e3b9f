import type { IpcMain, WebContents, WebFrameMain } from 'electron'
import type { z } from 'zod'
import { assert } from '@contract/assert'
import { acceptInput, type Call, type Reply } from '@contract/define-call'
import { AppError, toErrorData } from '@contract/errors'

/** Who asked. */
export interface Caller {
  readonly contents: WebContents
}

/** What a call's handler returns: a value its output schema accepts. */
export type CallHandler<Input extends z.ZodType, Output extends z.ZodType> = (
  input: z.output<Input>,
  caller: Caller,
) => z.input<Output> | Promise<z.input<Output>>

/** Joins declared calls to their handlers. Only the page itself is answered, and only to well-formed input. */
export class IpcRouter {
  readonly #channels = new Set<string>()

  constructor(
    private readonly ipc: Pick<IpcMain, 'handle' | 'on'>,
    private readonly isTrustedAddress: (address: string) => boolean,
    private readonly reportFailure: (channel: string, error: unknown) => void,
  ) {}

  /** The channels that have a handler. */
  get channels(): ReadonlySet<string> {
    return this.#channels
  }

  /** Answers a call; a second handler for it is a bug. */
  handle<Input extends z.ZodType, Output extends z.ZodType>(
    call: Call<Input, Output>,
    handler: CallHandler<Input, Output>,
  ): void {
    assert(!this.#channels.has(call.channel), `One handler answers ${call.channel}`)
    this.#channels.add(call.channel)
    this.ipc.handle(call.channel, async (event, input: unknown): Promise<Reply> => {
      try {
        if (!this.#isPage(event.senderFrame))
          throw new AppError('contract/invalid', `A stranger called ${call.channel}`)
        return { ok: true, value: await handler(acceptInput(call, input), { contents: event.sender }) }
      } catch (error) {
        this.reportFailure(call.channel, error)
        return { ok: false, error: toErrorData(error) }
      }
    })
  }

  /** Listens to what the preload tells unasked; from anybody else, and malformed, it is dropped and reported. */
  listen<Message extends z.ZodType>(
    channel: string,
    message: Message,
    listener: (message: z.output<Message>) => void,
  ): void {
    this.ipc.on(channel, (event, told: unknown) => {
      const parsed = message.safeParse(told)
      if (parsed.success && this.#isPage(event.senderFrame)) listener(parsed.data)
      else this.reportFailure(channel, new AppError('contract/invalid', `Unexpected word on ${channel}`))
    })
  }

  /** Null when the frame is gone already. */
  #isPage(frame: WebFrameMain | null): boolean {
    return frame !== null && frame.parent === null && this.isTrustedAddress(frame.url)
  }
}
