import type { z } from 'zod'
import { errorDataSchema, type ErrorData } from './errors'
import type { CallChannel, EventChannel } from './channels'

/** A request from the page that main answers. */
export interface Call<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly channel: CallChannel
  readonly input: Input
  readonly output: Output
}

/** What main sends back: a failure is data, because `ipcMain.handle` would strip a thrown error to its message. */
export type Reply = { ok: true; value: unknown } | { ok: false; error: ErrorData }

/** Something main tells the page unasked. */
export interface Notice<Payload extends z.ZodType = z.ZodType> {
  readonly channel: EventChannel
  readonly payload: Payload
}

/** Declares a call; the types of its two sides follow from the schemas. */
export function defineCall<Input extends z.ZodType, Output extends z.ZodType>(
  channel: CallChannel,
  shape: { input: Input; output: Output },
): Call<Input, Output> {
  return { channel, ...shape }
}

/** Declares a notice. */
export function defineNotice<Payload extends z.ZodType>(
  channel: EventChannel,
  payload: Payload,
): Notice<Payload> {
  return { channel, payload }
}

/** Accepts a reply that came from another process. @throws when it is not one */
export function parseReply(value: unknown): Reply {
  if (typeof value === 'object' && value !== null && 'ok' in value) {
    if (value.ok === true && 'value' in value) return { ok: true, value: value.value }
    if (value.ok === false && 'error' in value)
      return { ok: false, error: errorDataSchema.parse(value.error) }
  }
  throw new Error('A reply from main has neither a value nor an error')
}
