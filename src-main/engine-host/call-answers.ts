import type { z } from 'zod'
import { assert } from '@contract/assert'
import type { EngineCallChannel } from '@contract/channels'
import { acceptInput, type Call, type Reply } from '@contract/define-call'
import { toErrorData } from '@contract/errors'
import type { EngineHostCommand, EngineHostEvent } from '@contract/host-messages'

type Asked = Extract<EngineHostCommand, { kind: 'call' }>
type Answered = Extract<EngineHostEvent, { kind: 'answered' }>

/** Joins what main may ask to what answers it. */
export class CallAnswers {
  readonly #answers = new Map<EngineCallChannel, (input: unknown) => Promise<unknown>>()

  /** @param emit is told each answer, failures as well */
  constructor(private readonly emit: (answered: Answered) => void) {}

  /** Answers a call; a second handler for it is a bug. */
  handle<Input extends z.ZodType, Output extends z.ZodType>(
    call: Call<Input, Output, EngineCallChannel>,
    handler: (input: z.output<Input>) => z.input<Output> | Promise<z.input<Output>>,
  ): void {
    assert(!this.#answers.has(call.channel), `One handler answers ${call.channel}`)
    this.#answers.set(call.channel, async (input) => handler(acceptInput(call, input)))
  }

  /** Never rejects. */
  async answer({ requestId, channel, input }: Asked): Promise<void> {
    const reply = await this.#replyTo(channel, input)
    this.emit({ kind: 'answered', requestId, reply })
  }

  async #replyTo(channel: EngineCallChannel, input: unknown): Promise<Reply> {
    try {
      const answer = this.#answers.get(channel)
      assert(answer, `Somebody answers ${channel}`)
      return { ok: true, value: await answer(input) }
    } catch (error) {
      return { ok: false, error: toErrorData(error) }
    }
  }
}
