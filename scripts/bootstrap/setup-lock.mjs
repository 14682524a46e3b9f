import { mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { say } from './terminal.mjs'

const pollMilliseconds = 250
/** Longer than any set-up takes: a number left by a process of an earlier boot may belong to a stranger today. */
const oldestLockMilliseconds = 30 * 60_000
/** Between creating the file and writing its number there is a moment in which it is empty. */
const oldestEmptyLockMilliseconds = 5_000

/**
 * Keeps two starts from setting up the same checkout at once; a lock whose owner is gone is taken over.
 * @returns a function that gives the lock back; also given back when the process exits
 * @throws the reason of `signal` while waiting
 */
export async function takeSetupLock(root, signal) {
  const path = join(root, '.cache', 'setup.lock')
  mkdirSync(dirname(path), { recursive: true })
  for (let hasTold = false; ;) {
    signal.throwIfAborted()
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isAbandoned(path)) {
      removeIfPresent(path)
      continue
    }
    if (!hasTold) say('Another start is setting Lector up: waiting for it.')
    hasTold = true
    await wait(pollMilliseconds, undefined, { signal }).catch(() => signal.throwIfAborted())
  }
  let isHeld = true
  const release = () => {
    if (isHeld) removeIfPresent(path)
    isHeld = false
  }
  process.once('exit', release)
  return release
}

function isAbandoned(path) {
  const entry = statSync(path, { throwIfNoEntry: false })
  if (!entry) return true
  const ageMilliseconds = Date.now() - entry.mtimeMs
  if (entry.size === 0) return ageMilliseconds > oldestEmptyLockMilliseconds
  if (ageMilliseconds > oldestLockMilliseconds) return true
  try {
    const owner = Number(readFileSync(path, 'utf8'))
    process.kill(owner, 0)
    return owner === process.pid
  } catch (error) {
    return error.code === 'ESRCH' || error.code === 'ENOENT'
  }
}

function removeIfPresent(path) {
  try {
    unlinkSync(path)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}
