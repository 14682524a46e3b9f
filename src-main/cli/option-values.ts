import { AppError } from '@contract/errors'

/** A number as it was typed. @throws AppError 'usage/invalid' */
export function toNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number))
    throw invalid(`--${option} takes a number, not "${value}"`)
  return number
}

/** @throws AppError 'usage/invalid' */
export function oneOf<Choice extends string>(
  option: string,
  choices: readonly Choice[],
  typed: string,
): Choice {
  const known = choices.find((choice) => choice === typed)
  if (!known) throw invalid(`--${option} takes ${choices.join(', ')}, not "${typed}"`)
  return known
}

/** What was typed cannot be done; the message says why. */
export function invalid(message: string, cause?: unknown): AppError {
  return new AppError('usage/invalid', message, { cause })
}
