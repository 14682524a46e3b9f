import type { z } from 'zod'
import { AppError } from '@contract/errors'

/** Messages that came and were not taken yet, in their order. */
export class Inbox {
  readonly #messages: unknown[] = []
  #tell: () => void = () => undefined

  put(message: unknown): void {
    this.#messages.push(message)
    this.#tell()
  }

  /** The next one, when it is there. @throws AppError 'contract/invalid' where it is something else */
  async take<Message>(schema: z.ZodType<Message>): Promise<Message> {
    while (this.#messages.length === 0) await new Promise<void>((resolve) => (this.#tell = resolve))
    const message = schema.safeParse(this.#messages.shift())
    if (message.success) return message.data
    throw new AppError('contract/invalid', 'The document host was sent what it did not ask for', {
      cause: message.error,
    })
  }
}
