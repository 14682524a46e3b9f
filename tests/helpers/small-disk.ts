import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** For the names of tests that are skipped without. */
export const smallDiskNeeds = '(needs to mount a file system: Linux, as root)'

/** A file system of its own, small enough to be filled, until the tests of a file have ended; null where none can be mounted. */
export function mountSmallDisk(megabytes: number): string | null {
  if (process.platform !== 'linux') return null
  const path = mkdtempSync(join(tmpdir(), 'lector-disk-'))
  const isMounted =
    spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]).status === 0
  afterAll(() => {
    if (isMounted) spawnSync('umount', [path])
    rmdirSync(path)
  })
  return isMounted ? path : null
}
