import { AppError } from '@contract/errors'

/** The first pause; each is twice the one before. */
const firstPauseMilliseconds = 1_000
const longestPauseMilliseconds = 30_000
/** Whoever wants us to wait longer than this is given up on: a person sees to it. */
const longestAskedSeconds = 120

/** Reasons of failures that may be over at the next try. */
const passingReasons = ['unreachable', 'broken', 'stalled', 'busy', 'unfit']

/** Whether trying again at once may help. */
export function isPassing(error: unknown): error is AppError {
  return (
    error instanceof AppError &&
    passingReasons.includes(String(error.details.reason)) &&
    Number(error.details.retryAfterSeconds ?? 0) <= longestAskedSeconds
  )
}

/**
 * How long to wait before the next try: longer each time, and never the same for all who were cut off in one moment.
 * @param failures tries that have failed, from 1
 * @param random   0..1
 */
export function pauseMilliseconds(failures: number, error: AppError, random: () => number): number {
  const asked = Number(error.details.retryAfterSeconds ?? 0) * 1000
  const own = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (failures - 1))
  return Math.max(asked, own * (0.5 + random() / 2))
}

/** What a server asks for in `Retry-After`, as seconds or as a date; null: nothing that can be understood. */
export function retryAfterSeconds(header: string | undefined, nowMilliseconds: number): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header)
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - nowMilliseconds) / 1000))
}
