import { realpath } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { openRegularFile, readFileRange } from './read-file'

/** The files in a document's own folder and the folders in it: what a web page or a text refers to. */
export interface Neighbours {
  /**
   * The first bytes of a file, and how many it has.
   * @param reference as the document writes it
   * @returns null for what is not there, is no regular file, or is none of the folder's: a place on the web, a whole
   *   path, a path or a symbolic link that leads out of the folder
   */
  readHead(reference: string, byteLength: number): Promise<{ head: Uint8Array; byteLength: number } | null>
}

/** Longer ones name no files. */
const maxReferenceChars = 1_000

/** @param path of the document */
export function neighboursOf(path: string, signal: AbortSignal): Neighbours {
  let folder: Promise<string> | null = null
  return {
    async readHead(reference, byteLength) {
      const segments = segmentsOf(reference)
      if (segments === null) return null
      try {
        folder ??= realpath(dirname(path))
        const inside = await folder
        // Where a link leads is judged, and what was judged is opened.
        const target = await realpath(join(inside, ...segments))
        if (!target.startsWith(inside.endsWith(sep) ? inside : inside + sep)) return null
        const { file, byteLength: all } = await openRegularFile(target, signal)
        try {
          return {
            head: await readFileRange(file, target, 0, Math.min(all, byteLength), signal),
            byteLength: all,
          }
        } finally {
          await file.close()
        }
      } catch (error) {
        signal.throwIfAborted()
        // A picture that cannot be had is its words, whatever the reason.
        if (error instanceof Error) return null
        throw error
      }
    },
  }
}

/** The parts of a relative path that stays below where it begins; null for anything else. */
function segmentsOf(reference: string): string[] | null {
  if (reference.length > maxReferenceChars || /^[a-z][a-z\d+.-]*:/i.test(reference)) return null
  const path = decoded(reference.trim().replace(/[?#].*$/s, ''))
  // A whole path, one of another machine, and what no file is called anywhere.
  if (path === null || /^[/\\]|[\0-\x1f:*"<>|]/.test(path)) return null
  const segments = path.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.')
  const isBelow = segments.length > 0 && segments.every((segment) => segment !== '..')
  return isBelow && segments.every((segment) => basename(segment) === segment) ? segments : null
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}
