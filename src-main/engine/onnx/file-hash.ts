import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/** A file changed more recently than its file system can tell apart two writes is always read again. */
const settledAfterMs = 200

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * The sha256 of a file, read again only when its identity, size or times changed since it was last read: hashing the
 * 35 MB of a voice takes 0.13 s, which would double the time to open it.
 * @param notesDirectory where the hashes are remembered; when it cannot be written, nothing is remembered
 * @throws the file system's error when the file cannot be read
 */
export async function fileSha256(path: string, notesDirectory: string): Promise<string> {
  const info = await stat(path, { bigint: true })
  const identity = [info.dev, info.ino, info.size, info.mtimeNs, info.ctimeNs].join(' ')
  const note = join(notesDirectory, `${sha256Of(resolve(path)).slice(0, 32)}.txt`)
  const [notedIdentity, noted] = ((await readIfThere(note))?.toString('utf8') ?? '').split('\n')
  if (notedIdentity === identity && noted && /^[0-9a-f]{64}$/.test(noted)) return noted
  const hash = sha256Of(await readFile(path))
  if (Date.now() - Number(info.ctimeNs / 1_000_000n) > settledAfterMs) {
    await replaceFile(note, Buffer.from(`${identity}\n${hash}\n`)).catch(ignoreUnwritable)
  }
  return hash
}

/** The file's bytes, or undefined when it cannot be read. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch {
    return undefined
  }
}

/** Writes a file so that its name always stands for either the old or the new content, whole and on the disk. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const beside = `${path}.${randomUUID()}`
  try {
    const file = await open(beside, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } finally {
    await rm(beside, { force: true })
  }
}

/** Not being able to remember a hash costs time at the next start, nothing else. */
function ignoreUnwritable(): void {}
