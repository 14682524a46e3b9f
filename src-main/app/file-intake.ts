import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { filesReceived } from '@contract/calls/document'
import { fileKinds } from './file-kinds'
import type { LibraryStore } from './library-store'
import type { PageNotices } from './page-notices'

/** What several files are taken in with. */
export interface FileIntakeSurroundings {
  readonly library: Pick<LibraryStore, 'addUnread'>
  readonly notices: Pick<PageNotices, 'send'>
}

const readable = new Set(
  fileKinds.flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`)),
)

/**
 * Takes in the files that were dropped, chosen, or named by a start: the first is to be opened, the others stand among the
 * recent ones at once, unread. The page is told where that is not all that a person sees.
 */
export class FileIntake {
  constructor(private readonly surroundings: FileIntakeSurroundings) {}

  /** Puts files into the list of documents, unread, where they are not in it. */
  keep(paths: readonly string[]): void {
    this.surroundings.library.addUnread(paths)
  }

  /** @returns which file is to be opened; null: none of them can be */
  async receive(paths: readonly string[]): Promise<string | null> {
    const isFolder = await Promise.all(paths.map(isDirectory))
    const folders = isFolder.filter(Boolean).length
    const files = paths.filter((_, index) => isFolder[index] !== true)
    // Of one file alone its content says what it is; several are told by their names.
    const known =
      files.length === 1 ? files : files.filter((path) => readable.has(extname(path).toLowerCase()))
    const [first = null, ...rest] = known
    const unsupported = files.length - known.length
    const added = this.surroundings.library.addUnread(rest)
    if (rest.length > 0 || folders > 0 || unsupported > 0)
      this.surroundings.notices.send(filesReceived, {
        added,
        unkept: rest.length - added,
        folders,
        unsupported,
        isNoneOpened: first === null,
      })
    return first
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    // That it is not there is said when it is opened.
    () => false,
  )
}
