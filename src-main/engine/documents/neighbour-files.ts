import { realpath } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { openRegularFile, readFileRange } from './read-file'

/**
 * Which file is meant: by a reference as the document writes it, or by a name made of the document's own, every
 * character of which is meant as it stands.
 */
export type NeighbourName = { readonly reference: string } | { readonly fileName: string }

/** The first bytes of a file, and how many it has. */
export interface NeighbourHead {
  readonly head: Uint8Array
  readonly byteLength: number
}

/** The files in a document's own folder and the folders in it: what a page refers to, and what belongs to a recording. */
export interface Neighbours {
  /**
   * @returns null for what is not there, cannot be read, is no regular file, or is none of the folder's: a place on the
   *   web, a whole path, a path or a symbolic link that leads out of the folder
   */
  readHead(file: NeighbourName, byteLength: number): Promise<NeighbourHead | null>
}

/** Longer ones name no files. */
const maxReferenceChars = 1_000

/** @param path of the document */
export function neighboursOf(path: string, signal: AbortSignal): Neighbours {
  let folder: Promise<string> | null = null
  return {
    async readHead(named, byteLength) {
      const segments = 'reference' in named ? segmentsOf(named.reference) : segmentOf(named.fileName)
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
        // What cannot be had is done without, whatever the reason: a picture is its words.
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

function segmentOf(fileName: string): string[] | null {
  const isName = basename(fileName) === fileName && !['', '.', '..'].includes(fileName)
  return isName && !fileName.includes('\0') ? [fileName] : null
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}
