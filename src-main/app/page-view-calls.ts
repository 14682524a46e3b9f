import { open } from 'node:fs/promises'
import * as calls from '@contract/calls/page-view'
import { AppError } from '@contract/errors'
import type { DocumentShelf, PageFile } from './document-shelf'
import { isSameStamp, stampOf } from './file-stamp'
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
    return { byteLength: await lengthOf(file), password: file.password }
  })
  router.handle(calls.pageFileBytes, async ({ documentId, startByte, endByte }) => {
    const file = shelf.pageFile(documentId)
    const byteLength = await lengthOf(file)
    return readStretch(file, startByte, Math.min(endByte, byteLength))
  })
  router.handle(calls.pagePlaces, ({ documentId, startBlock, endBlock }) =>
    shelf.places(documentId, startBlock, endBlock),
  )
  router.handle(calls.keepPagesShown, ({ documentId, areShown }) => {
    library.keepPagesShown(documentId, areShown)
    return null
  })
}

/** @throws AppError 'document/missing' when the file is gone, or is another than the one that was opened */
async function lengthOf({ path, stamp }: PageFile): Promise<number> {
  const [before, now] = await Promise.all([stamp, stampOf(path)])
  if (now !== null && isSameStamp(before, now)) return now.byteLength
  // The boxes of its words, and the text beside it, are those of the file as it was.
  throw new AppError('document/missing', `${path} is gone or was changed since it was opened`)
}

async function readStretch(
  { path }: PageFile,
  startByte: number,
  endByte: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path)
  try {
    const bytes = new Uint8Array(Math.max(0, endByte - startByte))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, startByte)
    return bytes.slice(0, bytesRead)
  } finally {
    await file.close()
  }
}
