import { opendir, rm, rmdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** What kept speech may take: twelve hours of the default voice. */
export const usualSpeechBytes = 4 * 2 ** 30
/** What a file takes at the least. */
const blockBytes = 4_096
/** How many entries are looked at at once: each is a call to a disk that may be slow. */
const atOnce = 16
/** A file beside an entry is of a process that writes it, or that ended over it. */
const leftoverMilliseconds = 60 * 60 * 1_000
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
 * @returns what is left
 */
export async function makeRoom(
  directory: string,
  maxBytes: number,
): Promise<{ readonly bytes: number; readonly entries: number }> {
  const { entries, leftovers } = await entriesOf(directory)
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

/** Forgets all speech that is kept. Other files in the folder are somebody else's, and stay. */
export async function clearSpeech(directory: string): Promise<void> {
  await makeRoom(directory, 0)
  for await (const folder of foldersOf(directory)) await rmdir(folder).catch(() => undefined)
}

/** Keeps the speech that is kept within its bounds while more of it is made. */
export class SpeechRoom {
  #grown = 0
  #making: Promise<unknown> = Promise.resolve()
  #isMaking = false

  /**
   * @param maxBytes what it may take
   * @param report   told when room could not be made; reading and exporting go on
   */
  constructor(
    private readonly directory: string,
    private readonly maxBytes: number,
    private readonly report: (error: unknown) => void,
  ) {}

  /** So much sound was made, and perhaps kept. */
  grown(samples: number): void {
    this.#grown += samples * Float32Array.BYTES_PER_ELEMENT
    // Looking through it costs a call for every entry: it may grow by a sixteenth meanwhile.
    if (this.#grown < this.maxBytes / 16 || this.#isMaking) return
    this.#grown = 0
    void this.keep()
  }

  /** Looks now. Never rejects. */
  keep(): Promise<unknown> {
    this.#isMaking = true
    this.#making = this.#making
      .then(() => makeRoom(this.directory, this.maxBytes))
      .catch(this.report)
      .finally(() => (this.#isMaking = false))
    return this.#making
  }
}

async function* foldersOf(directory: string): AsyncGenerator<string, void, void> {
  const folders = await opendir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!folders) return
  for await (const { name } of folders) if (/^[0-9a-f]{2}$/.test(name)) yield join(directory, name)
}

async function entriesOf(directory: string): Promise<{ entries: Entry[]; leftovers: string[] }> {
  const paths: string[] = []
  for await (const folder of foldersOf(directory))
    for await (const { name } of await opendir(folder)) paths.push(join(folder, name))
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
    else if (unfinishedName.test(basename(path)) && now - found.mtimeMs > leftoverMilliseconds)
      leftovers.push(path)
  }
  for (let at = 0; at < paths.length; at += atOnce) await Promise.all(paths.slice(at, at + atOnce).map(look))
  return { entries, leftovers }
}
