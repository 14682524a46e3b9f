import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { mkdir, readdir, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '@contract/errors'
import { asWritingFailure } from '../recording/writing-failure'

/** Where its process is, that one's number, what tells it from others of that number, and what tells its locks apart. */
const lockName = /^lock-([0-9a-f]{16})-(\d{1,10})-([0-9a-f]{16})-[0-9a-f]{8}$/
/** Whether a process of another machine lives is told by its lock alone, which it touches so often. */
const touchMilliseconds = 20_000
const forgottenMilliseconds = 90_000
/** Of two that come in the same moment both step back, for no more than this. */
const stepBackMilliseconds = 100
const maxTries = 50

/** A job's folder, held by one at a time. */
export interface JobLock {
  /** Gives the folder free, and takes it away where nothing is left in it; may be called twice. */
  release(): Promise<void>
}

/** Whether a file in a job's folder is of who holds it, not of the job. */
export function isLock(name: string): boolean {
  return lockName.test(name)
}

/**
 * Holds the folder of a job, which is made where there is none. The lock dies with its process, however that ends: Node can
 * lock no file, so each puts down one of its own, named after its process, and looks whether that of another one lives.
 * @throws AppError 'export/in-use', 'export/not-writable', 'export/disk-full'
 */
export async function lockJobFolder(path: string): Promise<JobLock> {
  for (let tries = 0; tries < maxTries; tries++) {
    if (await isHeldByOther(path, null)) break
    const name = newLock()
    if (!(await putDown(path, name))) continue
    if (!(await isHeldByOther(path, name))) return lockOf(path, name)
    await rm(join(path, name), { force: true })
    await sleep(Math.random() * stepBackMilliseconds)
  }
  throw new AppError('export/in-use', `Another process works on ${path}`, {
    details: { path },
    retry: 'after-user-action',
  })
}

/** @returns false where who ended has just taken the folder away */
function putDown(path: string, name: string): Promise<boolean> {
  return asWritingFailure(path, async () => {
    // Not what it stands in: a drive that is not there is not made up for.
    await mkdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    return writeFile(join(path, name), '').then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
        return false
      },
    )
  })
}

function lockOf(path: string, name: string): JobLock {
  let isHeld = true
  const touching = setInterval(() => {
    const now = new Date()
    // Where that fails, those on this machine see the process all the same.
    void utimes(join(path, name), now, now).catch(() => undefined)
  }, touchMilliseconds)
  touching.unref()
  return {
    async release() {
      if (!isHeld) return
      isHeld = false
      clearInterval(touching)
      for (const other of await locksIn(path))
        if (other === name || !(await isLiving(path, other))) await rm(join(path, other), { force: true })
      // It stays where it is the job's still, or another one's already.
      await rmdir(path).catch(() => undefined)
    },
  }
}

async function isHeldByOther(path: string, own: string | null): Promise<boolean> {
  for (const name of await locksIn(path)) if (name !== own && (await isLiving(path, name))) return true
  return false
}

async function locksIn(path: string): Promise<string[]> {
  // Where there is no folder there are none.
  return (await readdir(path).catch(() => [])).filter(isLock)
}

function newLock(): string {
  const mark = digest(markOf(process.pid) ?? '')
  return `lock-${digest(placeOfNumbers())}-${process.pid}-${mark}-${randomBytes(4).toString('hex')}`
}

/** Whether the process of a lock does. */
async function isLiving(path: string, name: string): Promise<boolean> {
  const [, place, pid, mark] = lockName.exec(name) ?? []
  if (place === digest(placeOfNumbers())) {
    const markNow = markOf(Number(pid))
    return markNow !== null && mark === digest(markNow)
  }
  const touched = await stat(join(path, name)).then(
    ({ mtimeMs }) => mtimeMs,
    () => -Infinity,
  )
  return Math.abs(Date.now() - touched) < forgottenMilliseconds
}

/** Behind the state of a process: its start, which proc(5) counts as the 22nd field. */
const startField = 18

/**
 * What tells a process from all that ever had its number: when it began, where the system says so, else nothing.
 * @returns null where there is no such process
 */
function markOf(pid: number): string | null {
  if (process.platform !== 'linux') return isProcess(pid) ? '' : null
  try {
    const stats = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // Its name stands in brackets, and may hold some.
    const [state, ...fields] = stats.slice(stats.lastIndexOf(')') + 2).split(' ')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1')
    // One that has ended is there until its parent has noticed.
    return /[ZX]/.test(state) ? null : `${boot} ${fields[startField]}`
  } catch {
    return null
  }
}

function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Where numbers of processes mean the same: a machine, or a container on it. */
function placeOfNumbers(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
