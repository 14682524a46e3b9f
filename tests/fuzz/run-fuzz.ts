import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readWatched } from '../helpers/watched-reading'
import { FuzzProcess } from './fuzz-process'
import { makeMutant, type Mutant } from './mutant'
import type { Seed } from './seeds'

/** No mutant may take longer, however it is read: of a processor, because the machine may be shared. */
export const mostSeconds = 15
/** What has given no answer by then is given to a real document host, whose guard must end it. */
const patienceMilliseconds = 10_000
const slowestKept = 10

export interface FuzzOptions {
  readonly seeds: readonly Seed[]
  /** Of the random numbers. */
  readonly seed: number
  /** First mutant: a run can be taken up again, or one mutant looked at. */
  readonly firstIndex?: number
  readonly count: number
  /** Ends the run before the count is reached. */
  readonly budgetSeconds: number
  readonly processes: number
  readonly fuzzScript: string
  readonly hostScript: string
  onProgress?(done: number): void
}

export interface FuzzReport {
  readonly mutants: number
  /** By format and outcome. */
  readonly outcomes: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Ended by the guard of a document host, or slow: what became of them. */
  readonly guarded: readonly string[]
  readonly slowest: readonly { seconds: number; what: string }[]
  /** Must be empty. */
  readonly failures: readonly string[]
}

/** Opens mutants of some files and reports what became of them. A failing one is kept in the system's temporary folder. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { seeds, seed, firstIndex = 0, count, budgetSeconds, processes } = options
  const scratch = mkdtempSync(join(tmpdir(), 'lector-fuzz-'))
  const until = performance.now() + budgetSeconds * 1_000
  const outcomes: Record<string, Record<string, number>> = {}
  const guarded: string[] = []
  const failures: string[] = []
  let slowest: { seconds: number; what: string }[] = []
  let next = firstIndex
  let done = 0

  const note = (mutant: Mutant, index: number, outcome: string, seconds: number): void => {
    const ofFormat = (outcomes[mutant.ending] ??= {})
    ofFormat[outcome] = (ofFormat[outcome] ?? 0) + 1
    slowest.push({ seconds, what: `${index} ${mutant.how}: ${outcome}` })
    if (slowest.length > 4 * slowestKept) slowest = fromSlowest(slowest)
    done += 1
    options.onProgress?.(done)
  }
  const fail = (mutant: Mutant, index: number, why: string): void => {
    const path = join(tmpdir(), `lector-mutant-${seed}-${index}${mutant.ending}`)
    writeFileSync(path, mutant.bytes)
    failures.push(`mutant ${index} of seed ${seed} (${mutant.how}), kept as ${path}: ${why}`)
  }
  const work = async (worker: number): Promise<void> => {
    const reader = new FuzzProcess(options.fuzzScript)
    while (next < firstIndex + count && performance.now() < until) {
      const index = next++
      const mutant = await makeMutant(seeds, seed, index)
      const path = join(scratch, `${worker}${mutant.ending}`)
      writeFileSync(path, mutant.bytes)
      const answer = await reader.ask({ index, path }, patienceMilliseconds)
      if (answer) {
        note(mutant, index, answer.outcome, answer.cpuSeconds)
        if (answer.problem !== null) fail(mutant, index, answer.problem)
        continue
      }
      const reading = await readWatched(options.hostScript, path)
      const { error } = reading
      // Where the system does not tell, the clock has to do.
      const seconds = reading.cpuSeconds || reading.seconds
      const outcome = error?.code ?? 'opened'
      note(mutant, index, outcome, seconds)
      guarded.push(`${index} ${mutant.how}: ${outcome} ${JSON.stringify(error?.details ?? {})}`)
      if (error && (!outcome.startsWith('document/') || error.details.reason === 'crashed'))
        fail(mutant, index, error.stack ?? outcome)
      if (seconds > mostSeconds) fail(mutant, index, `took ${seconds.toFixed(1)} s`)
    }
    reader.dispose()
  }
  try {
    await Promise.all(Array.from({ length: processes }, (_, worker) => work(worker)))
  } finally {
    rmSync(scratch, { recursive: true })
  }
  return { mutants: done, outcomes, guarded, slowest: fromSlowest(slowest), failures }
}

function fromSlowest<T extends { seconds: number }>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => b.seconds - a.seconds).slice(0, slowestKept)
}
