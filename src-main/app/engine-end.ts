import { AppError } from '@contract/errors'

/** Why an engine host ended. */
export type EngineEndReason = 'crashed' | 'killed' | 'out-of-memory' | 'exited' | 'launch-failed'

/** How an engine host ended. */
export interface EngineEnd {
  readonly reason: EngineEndReason
  readonly exitCode: number
}

/** What the system says of a process that did not end by itself: `details` of Electron's 'child-process-gone'. */
export interface GoneNews {
  readonly reason: string
  readonly exitCode: number
}

const outOfMemoryWords = /heap out of memory|allocation failed|std::bad_alloc/i

/**
 * What is to be made of all that is known of an end. The exit code alone says 0 of a host that was told to end by a signal,
 * and of one that ran out of memory (Electron 25).
 * @param known.gone null: nothing was told of a crash, so it ended by itself
 * @param known.lastWords end of what it wrote to its error output
 * @param known.hasAnswered whether it has ever said anything
 */
export function engineEnd(known: {
  readonly exitCode: number
  readonly gone: GoneNews | null
  readonly lastWords: string
  readonly hasAnswered: boolean
}): EngineEnd {
  const { gone, lastWords, hasAnswered } = known
  const exitCode = gone?.exitCode ?? known.exitCode
  if (gone?.reason === 'oom' || (gone && outOfMemoryWords.test(lastWords)))
    return { reason: 'out-of-memory', exitCode }
  if (gone?.reason === 'killed') return { reason: 'killed', exitCode }
  if (gone?.reason === 'crashed') return { reason: 'crashed', exitCode }
  if (gone?.reason === 'launch-failed' || !hasAnswered) return { reason: 'launch-failed', exitCode }
  return { reason: 'exited', exitCode }
}

/** The failure that an end is. @param wasSilent it was killed here, because it did not answer */
export function engineDeath({ reason, exitCode }: EngineEnd, wasSilent: boolean): AppError {
  const details = { reason: wasSilent ? 'silent' : reason, exitCode }
  const options = { details, retry: 'now' } as const
  if (wasSilent) return new AppError('engine/not-responding', 'The engine host stopped answering', options)
  const code = reason === 'out-of-memory' ? 'engine/out-of-memory' : 'engine/crashed'
  return new AppError(code, `The engine host ended with status ${exitCode}: ${reason}`, options)
}
