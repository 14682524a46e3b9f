import { readdir, rm, rmdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** What kept speech may take: twelve hours of the default voice. */
export const usualSpeechBytes = 4 * 2 ** 30
/** What a file takes at the least. */
const blockBytes = 4_096
/** How many entries are looked at at once: each is a call to a disk that may be slow. */
const atOnce = 16
/** A file beside an entry is of a process that writes it, or that ended over it. */
const usualLeftoverAge = 60 * 60 * 1_000
const entryName = /^[0-9a-f]+\.(?:json|f32)$/
/** What of another name begins like an entry is what was left of writing one. */
const unfinishedName = /^[0-9a-f]+\.(?:json|f32)\.[0-9a-f]{12}$/

interface Entry {
  readonly path: string
  readonly bytes: number
  readonly usedAt: number
}

/**
 * Removes from the speech that is kept what was used longest ago, until it takes no more than so much.
 * @param leftoverAge in milliseconds: what was left of writing and is older goes as well
 * @returns what is left
 */
export async function makeRoom(
  directory: string,
  maxBytes: number,
  leftoverAge = usualLeftoverAge,
): Promise<{ readonly bytes: number; readonly entries: number }> {
  const { entries, leftovers } = await entriesOf(directory, leftoverAge)
  for (const path of leftovers) await rm(path, { force: true })
  entries.sort((a, b) => a.usedAt - b.usedAt)
  let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  let left = entries.length
  for (const entry of entries) {
    if (bytes <= maxBytes) break
    await rm(entry.path, { force: true })
    bytes -= entry.bytes
    left--
  }
  return { bytes, entries: left }
}

/**
 * Forgets all speech that is kept, also what was left of writing some. Other files in the folder are somebody else's, and
 * stay.
 */
export async function clearSpeech(directory: string): Promise<void> {
  await makeRoom(directory, 0, 0)
  for (const folder of await foldersOf(directory)) await rmdir(folder).catch(() => undefined)
}

/** Names of what is kept, as `SpeechCacheListener` is told them. @throws the file system's error where it cannot be read */
export async function keptNames(directory: string): Promise<string[]> {
  const names: string[] = []
  for (const folder of await foldersOf(directory))
    for (const name of await namesIn(folder)) if (entryName.test(name)) names.push(basename(folder) + name)
  return names
}

/** Keeps the speech that is kept within its bounds while more of it is made. */
export class SpeechRoom {
  #grown = 0
  #waiting: Promise<void> | null = null
  #making: Promise<unknown> = Promise.resolve()

  /**
   * @param maxBytes what it may take; may be changed, and holds from the next look on
   * @param report   told when room could not be made; reading and exporting go on
   * @param options.ready  resolves when there is time to look
   * @param options.onMade told after each look
   */
  constructor(
    private readonly directory: string,
    public maxBytes: number,
    private readonly report: (error: unknown) => void,
    private readonly options: { ready?: () => Promise<void>; onMade?: () => void } = {},
  ) {}

  /** So much more is kept. */
  grown(bytes: number): void {
    this.#grown += bytes
    // Looking through it costs a call for every entry: it may grow by a sixteenth meanwhile.
    if (this.#grown >= this.maxBytes / 16) void this.keep()
  }

  /** As `keep`, where more is kept than when it was looked last. */
  async keepGrown(): Promise<void> {
    if (this.#grown > 0) await this.keep()
  }

  /** Looks as soon as there is time; a look that has not begun is for all who asked. Never rejects. */
  keep(): Promise<void> {
    return (this.#waiting ??= this.#look())
  }

  async #look(): Promise<void> {
    try {
      await this.#making.catch(() => undefined)
      await this.options.ready?.()
      this.#waiting = null
      this.#grown = 0
      this.#making = makeRoom(this.directory, this.maxBytes)
      await this.#making
      this.options.onMade?.()
    } catch (error) {
      this.report(error)
    }
  }
}

/** Names in a folder; none in one that is not there, or not any more. */
async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

async function foldersOf(directory: string): Promise<string[]> {
  const names = await namesIn(directory)
  return names.filter((name) => /^[0-9a-f]{2}$/.test(name)).map((name) => join(directory, name))
}

async function entriesOf(
  directory: string,
  leftoverAge: number,
): Promise<{ entries: Entry[]; leftovers: string[] }> {
  const paths: string[] = []
  for (const folder of await foldersOf(directory))
    for (const name of await namesIn(folder)) paths.push(join(folder, name))
  const entries: Entry[] = []
  const leftovers: string[] = []
  const now = Date.now()
  const look = async (path: string): Promise<void> => {
    // What another process has removed meanwhile is gone.
    const found = await stat(path).catch(() => null)
    if (!found?.isFile()) return
    if (entryName.test(basename(path)))
      entries.push({
        path,
        bytes: Math.ceil(found.size / blockBytes) * blockBytes,
        usedAt: found.mtimeMs,
      })
    else if (unfinishedName.test(basename(path)) && now - found.mtimeMs >= leftoverAge) leftovers.push(path)
  }
  for (let at = 0; at < paths.length; at += atOnce) await Promise.all(paths.slice(at, at + atOnce).map(look))
  return { entries, leftovers }
}
