import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

const pollMilliseconds = 100
/** Two readings of one process's start differ by less than this; a process number is not used again so soon. */
const startToleranceMilliseconds = 2_000
/** Between creating a lock and writing its owner there is a moment; a lock without an owner after this is left over. */
const ownerlessAttempts = 50

const ownerSchema = z.object({ processId: z.number().int(), startedAtMilliseconds: z.number() })

/**
 * Lets one fetch of a voice run at a time, across processes; a lock whose owner has died is taken over.
 * @param path of the lock file; its folder is made when missing
 * @returns gives the lock back
 * @throws `signal.reason` while waiting
 */
export async function takeFetchLock(path: string, signal: AbortSignal): Promise<() => Promise<void>> {
  const self = { processId: process.pid, startedAtMilliseconds: Date.now() - process.uptime() * 1000 }
  for (let ownerless = 0; ;) {
    signal.throwIfAborted()
    if (await tryCreate(path, JSON.stringify(self))) return () => rm(path, { force: true })
    const owner = await readOwner(path)
    ownerless = owner === null ? ownerless + 1 : 0
    if (ownerless > ownerlessAttempts || (owner !== null && !isAlive(owner, self))) {
      await rm(path, { force: true })
      continue
    }
    await wait(pollMilliseconds, undefined, { signal }).catch((error: unknown) => {
      signal.throwIfAborted()
      throw error
    })
  }
}

type Owner = z.infer<typeof ownerSchema>

async function tryCreate(path: string, content: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(path, 'wx')
    await file.writeFile(content).finally(() => file.close())
    return true
  } catch (error) {
    // ENOENT: whoever held the lock removed the empty folder between our two calls.
    if (error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOENT'))
      return false
    throw error
  }
}

async function readOwner(path: string): Promise<Owner | null> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    // Gone, still empty or cut short: the caller asks again and gives up on it after a while.
    return null
  }
}

/** A number alone does not tell: containers hand out the same small ones at every start. */
function isAlive(owner: Owner, self: Owner): boolean {
  if (owner.processId === self.processId)
    return Math.abs(owner.startedAtMilliseconds - self.startedAtMilliseconds) < startToleranceMilliseconds
  try {
    process.kill(owner.processId, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
