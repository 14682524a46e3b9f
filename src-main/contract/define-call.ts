import type { z } from 'zod'
import { AppError, errorDataSchema, fromErrorData, type ErrorData } from './errors'
import type { CallChannel, EngineCallChannel, EventChannel } from './channels'

/** A request that another process answers: main answers the page, the engine host main. */
export interface Call<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Channel extends string = CallChannel,
> {
  readonly channel: Channel
  readonly input: Input
  readonly output: Output
}

/** What is sent back: a failure is data, because `ipcMain.handle` would strip a thrown error to its message. */
export type Reply = { ok: true; value: unknown } | { ok: false; error: ErrorData }

/** Something main tells the page unasked. */
export interface Notice<Payload extends z.ZodType = z.ZodType> {
  readonly channel: EventChannel
  readonly payload: Payload
}

/** Declares a call; the types of its two sides follow from the schemas. */
export function defineCall<
  Input extends z.ZodType,
  Output extends z.ZodType,
  Channel extends CallChannel | EngineCallChannel,
>(channel: Channel, shape: { input: Input; output: Output }): Call<Input, Output, Channel> {
  return { channel, ...shape }
}

/** Declares a notice. */
export function defineNotice<Payload extends z.ZodType>(
  channel: EventChannel,
  payload: Payload,
): Notice<Payload> {
  return { channel, payload }
}

/** Accepts what another process asks with. @throws AppError 'contract/invalid' */
export function acceptInput<Input extends z.ZodType>(
  { channel, input }: Call<Input, z.ZodType, string>,
  value: unknown,
): z.output<Input> {
  const parsed = input.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('contract/invalid', `Unexpected input on ${channel}`, { cause: parsed.error })
}

/** Accepts what another process answered. @throws AppError what it answered, or 'contract/invalid' when that is no answer to the call */
export function acceptReply<Output extends z.ZodType>(
  { channel, output }: Call<z.ZodType, Output, string>,
  value: unknown,
): z.output<Output> {
  const reply = parseReply(value)
  if (!reply.ok) throw fromErrorData(reply.error)
  const parsed = output.safeParse(reply.value)
  if (parsed.success) return parsed.data
  throw new AppError('contract/invalid', `Unexpected answer on ${channel}`, { cause: parsed.error })
}

/** @throws when it is no reply */
function parseReply(value: unknown): Reply {
  if (typeof value === 'object' && value !== null && 'ok' in value) {
    if (value.ok === true && 'value' in value) return { ok: true, value: value.value }
    if (value.ok === false && 'error' in value)
      return { ok: false, error: errorDataSchema.parse(value.error) }
  }
  throw new Error('A reply has neither a value nor an error')
}
