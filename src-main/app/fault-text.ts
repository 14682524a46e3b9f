import { AppError } from '@contract/errors'

/** Of a chain of causes this many are told. */
const maxCauses = 3
const maxFrames = 12
/** A path and a name are shorter together. */
const maxFrameChars = 5_000
/** What a reason is called is a word of the program's own; a text is longer, or has other signs in it. */
const reasonPattern = /^[a-z][a-z0-9-]{0,40}$/
/** An errno, a code of Node's, or the name of a system call or of an error's class. */
const namePattern = /^[A-Za-z][A-Za-z0-9_]{0,60}$/
/** One frame of a stack: what was called, and where in which script. What stands before the script's name is not kept. */
const framePattern =
  /^\s+at (?:async |new )*(?:([\w$.<>#]{1,80}) (?:\[as [\w$.]{1,80}\] )?\()?(?:.*[\\/])?(node:[\w/]{1,60}|[\w.-]{1,60}\.[cm]?js):(\d{1,9}):(\d{1,9})\)?$/

/**
 * What the log, and whoever is asked for help, may know of an error: what kind it is, its code, its figures, and where in
 * the program it was thrown. Its message is never told, for it may hold the offending value: a path, a title, a sentence.
 * Anything may be thrown; this never throws.
 */
export function faultText(error: unknown): string {
  try {
    return accountOf(error, maxCauses)
  } catch {
    // A property that throws, a proxy that was revoked.
    return 'something that cannot be looked at'
  }
}

function accountOf(error: unknown, causesLeft: number): string {
  if (!(error instanceof Error)) return `a thrown ${error === null ? 'null' : typeof error}`
  const { code, syscall } = error as NodeJS.ErrnoException
  const facts = error instanceof AppError ? [error.code, ...figuresOf(error)] : [code, syscall].map(plainName)
  const head = [plainName(error.name) ?? 'Error', ...facts].filter((fact) => fact !== null).join(' ')
  const lines = [head, ...framesOf(error)]
  if (error.cause instanceof Error && causesLeft > 0)
    lines.push(`because of ${accountOf(error.cause, causesLeft - 1)}`)
  return lines.join('\n')
}

/** Numbers, yes and no, and reasons, which are words of the program's own. */
function figuresOf({ details }: AppError): string[] {
  return Object.entries(details).flatMap(([key, value]) => {
    const isTold = typeof value === 'string' ? key === 'reason' && reasonPattern.test(value) : true
    return isTold && namePattern.test(key) ? [`${key}=${String(value)}`] : []
  })
}

function plainName(name: unknown): string | null {
  return typeof name === 'string' && namePattern.test(name) ? name : null
}

function framesOf({ stack, message }: Error): string[] {
  if (typeof stack !== 'string') return []
  // A message may have lines that look like frames.
  const behindMessage = stack.slice(Math.max(0, stack.indexOf(message)) + message.length)
  return behindMessage
    .split('\n', 10 * maxFrames)
    .filter(({ length }) => length <= maxFrameChars)
    .flatMap(frameOf)
    .slice(0, maxFrames)
}

function frameOf(line: string): string[] {
  const [found, called = '', script, row, column] = framePattern.exec(line) ?? []
  return found === undefined ? [] : [`at ${called === '' ? '' : `${called} `}${script}:${row}:${column}`]
}
