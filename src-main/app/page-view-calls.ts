import { open, type FileHandle } from 'node:fs/promises'
import * as calls from '@contract/calls/page-view'
import { AppError } from '@contract/errors'
import type { DocumentShelf, PageFile } from './document-shelf'
import { isSameStamp, stampOfOpen } from './file-stamp'
import type { IpcRouter } from './ipc-router'
import type { LibraryStore } from './library-store'

/**
 * Gives the calls about a document's own pages their handlers. Main hands over bytes as they lie on the disk and looks
 * at none of them: what they mean is found out in the page's painter, from which nothing can be reached.
 */
export function answerPageViewCalls(
  router: IpcRouter,
  { shelf, library }: { readonly shelf: DocumentShelf; readonly library: LibraryStore },
): void {
  router.handle(calls.pageFile, async ({ documentId }) => {
    const file = shelf.pageFile(documentId)
    const byteLength = await openAsItWas(file, (_handle, length) => length)
    return { byteLength, password: file.password }
  })
  router.handle(calls.pageFileBytes, ({ documentId, startByte, endByte }) =>
    openAsItWas(shelf.pageFile(documentId), (handle, byteLength) =>
      readStretch(handle, startByte, Math.min(endByte, byteLength)),
    ),
  )
  router.handle(calls.pagePlaces, ({ documentId, startBlock, endBlock }) =>
    shelf.places(documentId, startBlock, endBlock),
  )
  router.handle(calls.keepPagesShown, ({ documentId, areShown }) => {
    library.keepPagesShown(documentId, areShown)
    return null
  })
}

/** @throws AppError 'document/missing' when the file is gone, or is another than the one that was opened */
async function openAsItWas<Result>(
  { path, stamp }: PageFile,
  use: (handle: FileHandle, byteLength: number) => Result | Promise<Result>,
): Promise<Result> {
  const before = await stamp
  const handle = await open(path).catch(() => null)
  try {
    // What is open is looked at, not what its name leads to by now: a link may have been put there meanwhile.
    const now = handle && (await stampOfOpen(path, handle))
    // The boxes of its words, and the text beside it, are those of the file as it was.
    if (handle === null || now === null || !isSameStamp(before, now))
      throw new AppError('document/missing', `${path} is gone or was changed since it was opened`)
    return await use(handle, now.byteLength)
  } finally {
    await handle?.close()
  }
}

async function readStretch(
  handle: FileHandle,
  startByte: number,
  endByte: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Math.max(0, endByte - startByte))
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, startByte)
  return bytes.slice(0, bytesRead)
}
