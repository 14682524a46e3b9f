import { z } from 'zod'

/** Every failure a person can meet, as `area/what`. The renderer chooses the sentence by this code alone. */
export const errorCodes = [
  'document/missing',
  'document/empty',
  'document/not-text',
  'document/unsupported',
  'document/corrupt',
  'document/encrypted',
  'document/too-large',
  'document/timeout',
  'document/no-text',
  'document/cancelled',
  'text/nothing-to-say',
  'text/sentence-too-long',
  'pronunciation/unreadable',
  'engine/busy',
  'voice/missing',
  'voice/checksum',
  'voice/incompatible',
  'voice/fetch-failed',
  /** It is not whole on this computer, and nothing may be fetched; with `reason` unreachable: nothing can be. */
  'voice/offline',
  'voice/disk-full',
  /** It came with Lector, or is the one that speaks unless another is chosen. */
  'voice/not-removable',
  'voice/not-importable',
  'voice/no-sample',
  'voice/not-sound',
  'speech/unreachable',
  'engine/crashed',
  'engine/not-responding',
  'engine/out-of-memory',
  'audio/unavailable',
  'narration/unplayable',
  'narration/damaged',
  'export/disk-full',
  'export/not-writable',
  /** Files are there already that bear the names of those that are to be written. */
  'export/already-there',
  'export/not-played',
  'export/unknown-field',
  'export/source-changed',
  'export/nothing-kept',
  /** It is being written already. */
  'export/in-use',
  'report/recording-changed',
  'report/missing',
  'report/refuted',
  'settings/unreadable',
  'library/set-aside',
  'library/not-saved',
  'pronunciation/set-aside',
  'pronunciation/not-saved',
  'pronunciation/too-many',
  'contract/invalid',
  'usage/invalid',
  'internal/unexpected',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** Whether trying the same thing again can help, and after what. */
export const retryAdvice = ['never', 'now', 'after-user-action'] as const
export type RetryAdvice = (typeof retryAdvice)[number]

export type ErrorDetails = Record<string, string | number | boolean>

/** An error as plain data: what crosses a process border. */
export const errorDataSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  retry: z.enum(retryAdvice),
  stack: z.string().optional(),
  cause: z.string().optional(),
})
export type ErrorData = z.infer<typeof errorDataSchema>

/**
 * A failure that reaches the user. Bugs are plain errors and cancellation is `signal.reason`; neither is an AppError.
 * `message` is English for whoever debugs and holds the offending value, so that no log has it; people read the sentence
 * chosen by `code`.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails
  readonly retry: RetryAdvice

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: ErrorDetails; retry?: RetryAdvice; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.details = options.details ?? {}
    this.retry = options.retry ?? 'never'
  }
}

/** The same failure, of which more is known. */
export function withDetails(error: AppError, details: ErrorDetails): AppError {
  const { code, message, retry, cause } = error
  return new AppError(code, message, {
    details: { ...error.details, ...details },
    retry,
    cause: cause ?? error,
  })
}

/** Turns anything thrown into data that survives a process border. Never throws, whatever was thrown. */
export function toErrorData(error: unknown): ErrorData {
  try {
    return dataOf(error)
  } catch {
    // A property that throws, a proxy that was revoked, an object without a way to become text.
    const message = 'Something that cannot be looked at was thrown'
    return { code: 'internal/unexpected', message, details: {}, retry: 'never' }
  }
}

function dataOf(error: unknown): ErrorData {
  if (error instanceof AppError) {
    return {
      code: error.code,
      message: error.message,
      details: error.details,
      retry: error.retry,
      stack: error.stack,
      cause: error.cause === undefined ? undefined : describe(error.cause),
    }
  }
  return {
    code: 'internal/unexpected',
    message: describe(error),
    details: {},
    retry: 'never',
    stack: error instanceof Error ? error.stack : undefined,
  }
}

/** The other way: an AppError again, on the receiving side. */
export function fromErrorData(data: ErrorData): AppError {
  const error = new AppError(data.code, data.message, {
    details: data.details,
    retry: data.retry,
    cause: data.cause,
  })
  if (data.stack !== undefined) error.stack = data.stack
  return error
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
