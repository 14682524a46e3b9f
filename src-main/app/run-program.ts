import { writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Program, ProgramThreadData } from '@contract/programs'

/** A thread that runs out of memory ends without a word: so often is looked whether it has. */
const lookMilliseconds = 250
/** The longest that is waited for a thread that has ended to be gone: on a busy machine that takes its time. */
const goneMilliseconds = 30_000
/** How long where nobody can tell whether it is. */
const blindMilliseconds = 500
/** What shells have of a process that aborted. */
const abortedExitCode = 134

/**
 * Runs a program in a thread, and waits: Chromium, which begins as soon as this returns to it, needs a display, where a
 * program needs none, and the binary of an installed application is no Node.
 * @param threadPath the built `program-thread` script
 * @returns the program's exit code
 */
export function runProgram(program: Program, threadPath: string, environment: NodeJS.ProcessEnv): number {
  const end = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT))
  const data: ProgramThreadData = { program, end }
  const { heapMebibytes } = program
  const thread = new Worker(threadPath, {
    name: program.script,
    workerData: data,
    argv: [...program.words],
    env: environment,
    resourceLimits: heapMebibytes === undefined ? {} : { maxOldGenerationSizeMb: heapMebibytes },
  })
  // Before it begins it is no more than afterwards.
  const isGone = (): boolean => Atomics.load(end, 2) === 1 && (idleMillisecondsOf(thread) ?? 0) < 0
  while (Atomics.wait(end, 0, 0, lookMilliseconds) === 'timed-out') {
    if (!isGone() || Atomics.load(end, 0) !== 0) continue
    writeSync(2, 'JavaScript heap out of memory\n')
    return abortedExitCode
  }
  // A process that ends while one of its threads is taken down may crash.
  const longest = idleMillisecondsOf(thread) === null ? blindMilliseconds : goneMilliseconds
  const patience = performance.now() + longest
  while (!isGone() && performance.now() < patience) Atomics.wait(end, 0, 1, 1)
  return Atomics.load(end, 1)
}

/** Of Node's own: what a thread's public figures are made of. */
interface ThreadHandle {
  /** Less than nothing when the thread is no more. */
  loopIdleTime(): number
}

/**
 * How long a thread has had nothing to do. The public figures are only there once this thread has heard that the other
 * runs, which it does not while it waits. @returns null where it cannot be told
 */
function idleMillisecondsOf(thread: Worker): number | null {
  const symbol = Object.getOwnPropertySymbols(thread).find(({ description }) => description === 'kHandle')
  const handle = symbol && (Reflect.get(thread, symbol) as ThreadHandle | null)
  return handle?.loopIdleTime() ?? null
}
