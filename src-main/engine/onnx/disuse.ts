import { readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** What nobody used for so long is made again if it is wanted after all. */
const disusedAfterMs = 30 * 24 * 3_600_000

/** Remembers that a file or folder is used, in its time of change; where that cannot be set, nothing happens. */
export async function noteUse(path: string): Promise<void> {
  const now = new Date()
  await utimes(path, now, now).catch(ignoreUnwritable)
}

/**
 * Removes what nobody used for a month from a folder, as far as that can be done.
 * @param groupOf what of the folder belongs together, by a name for it: it is used as its newest part is; null: it stays
 */
export async function removeDisused(folder: string, groupOf: (name: string) => string | null): Promise<void> {
  const groups = new Map<string, { paths: string[]; usedAtMs: number }>()
  for (const name of await readdir(folder).catch(() => [])) {
    const key = groupOf(name)
    if (key === null) continue
    const path = join(folder, name)
    const group = groups.get(key) ?? { paths: [], usedAtMs: 0 }
    groups.set(key, group)
    group.paths.push(path)
    // What cannot be looked at is taken for used.
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }))
    group.usedAtMs = Math.max(group.usedAtMs, mtimeMs)
  }
  for (const { paths, usedAtMs } of groups.values()) {
    if (Date.now() - usedAtMs < disusedAfterMs) continue
    for (const path of paths) await rm(path, { recursive: true, force: true }).catch(ignoreUnwritable)
  }
}

/** Old files take room, nothing else. */
function ignoreUnwritable(): void {}
