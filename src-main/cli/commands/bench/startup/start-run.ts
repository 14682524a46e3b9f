import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { treeMemory, type TreeMemory } from './tree-memory'

/** How long a start was waited for, in milliseconds from the start of its process. */
export interface StartTimes {
  readonly windowMs: number
  readonly voiceMs: number
}

/** An Electron and how it is started here. */
export interface ElectronStart {
  readonly binary: string
  readonly args: readonly string[]
  readonly environment: NodeJS.ProcessEnv
}

const lookMilliseconds = 20
/** A start that takes longer has failed. */
const patienceMilliseconds = 60_000
/** What a start still does behind its last mark is over by then. */
const restMilliseconds = 5_000
const windowLine = / start: window shown after (\d+) ms/
const voiceLine = / start: voice ready after (\d+) ms/

/**
 * Starts an application with data of its own and ends it.
 * @param application its folder
 * @param isReady    looks at the folder of its data; null: not yet
 * @param measuresMemory whether it is left alone for a while and its memory counted
 * @throws Error when it does not get there; `signal.reason`
 */
export async function startApplication<Ready>(
  { binary, args, environment }: ElectronStart,
  application: string,
  isReady: (userData: string) => Promise<Ready | null>,
  { measuresMemory, signal }: { measuresMemory: boolean; signal: AbortSignal },
): Promise<{ ready: Ready; memory: TreeMemory | null }> {
  const userData = await mkdtemp(join(tmpdir(), 'lector-start-'))
  const child = spawn(binary, [...args, application, `--user-data-dir=${userData}`], {
    env: { ...environment, LECTOR_SPEECH_CACHE: join(userData, 'speech') },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  try {
    const until = performance.now() + patienceMilliseconds
    let ready = await isReady(userData)
    while (ready === null) {
      signal.throwIfAborted()
      if (child.exitCode !== null || child.signalCode !== null || performance.now() > until)
        throw new Error(`${application} did not start within ${patienceMilliseconds / 1_000} s`)
      await wait(lookMilliseconds)
      ready = await isReady(userData)
    }
    if (!measuresMemory) return { ready, memory: null }
    await wait(restMilliseconds, undefined, { signal })
    return { ready, memory: child.pid === undefined ? null : await treeMemory(child.pid) }
  } finally {
    child.kill()
    await ended
    await rm(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** What Lector notes in its log. @returns null until all is there */
export async function readStartTimes(userData: string): Promise<StartTimes | null> {
  const log = await readFile(join(userData, 'logs', 'lector.log'), 'utf8').catch(() => '')
  const [, windowMs] = windowLine.exec(log) ?? []
  const [, voiceMs] = voiceLine.exec(log) ?? []
  return windowMs === undefined || voiceMs === undefined
    ? null
    : { windowMs: Number(windowMs), voiceMs: Number(voiceMs) }
}
