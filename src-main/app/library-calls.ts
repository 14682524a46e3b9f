import type { OpenedDocument } from '@contract/calls/document'
import { clearKeptSpeech } from '@contract/calls/kept-speech'
import * as calls from '@contract/calls/library'
import type { DocumentHead } from '@contract/document'
import { AppError, withDetails } from '@contract/errors'
import type { DocumentHostRequest } from '@contract/host-messages'
import { keptOptionsSchema } from '@contract/library'
import type { DocumentShelf } from './document-shelf'
import type { EngineSupervisor } from './engine-supervisor'
import type { IpcRouter } from './ipc-router'
import type { Origin } from './library-book'
import type { LibraryStore } from './library-store'
import type { PastedText, WrittenText } from './pasted-texts'

/** What the calls about the library are answered with. */
export interface LibraryServices {
  readonly library: LibraryStore
  readonly shelf: DocumentShelf
  readonly samplePath: string
  readonly engine: Pick<EngineSupervisor, 'call'>
}

/** Remembers a document that was opened, by where it came from. */
export function noteOpened(
  library: LibraryStore,
  samplePath: string,
  { id, title, authors }: DocumentHead,
  { source, options = {} }: DocumentHostRequest,
  written: WrittenText | null,
): void {
  let text: PastedText | null = null
  let origin: Origin
  if (source.kind === 'text') {
    text = written ? { written } : { text: source.text, html: source.html }
    origin = { kind: 'pasted', bytes: source.text.length + (source.html?.length ?? 0) }
  } else if (source.path !== samplePath) origin = { kind: 'file', path: source.path }
  else origin = { kind: 'sample' }
  library.opened({ id, title, authors, origin, options: keptOptionsSchema.parse(options) }, text)
}

/** Gives the calls about the library their handlers. */
export function answerLibraryCalls(router: IpcRouter, services: LibraryServices): void {
  const { library } = services
  router.handle(calls.listRecent, () => ({ documents: library.recent(), problem: library.problem }))
  router.handle(calls.openRecent, ({ documentId }) => openRecent(services, documentId))
  router.handle(calls.recallDocument, ({ documentId }) => library.recall(documentId))
  router.handle(calls.keepPlace, ({ documentId, place, share, isDue }) => {
    library.keepPlace(documentId, place, share, isDue)
    return null
  })
  router.handle(calls.keepSpeech, ({ documentId, speech }) => {
    library.keepSpeech(documentId, speech)
    return null
  })
  router.handle(calls.saveBookmark, ({ documentId, bookmark }) => library.saveBookmark(documentId, bookmark))
  router.handle(calls.removeBookmark, ({ documentId, id }) => library.removeBookmark(documentId, id))
  router.handle(calls.listDocument, ({ documentId, isListed }) => library.setListed(documentId, isListed))
  router.handle(calls.clearHistory, async () => {
    await library.clear()
    // Whoever has it could tell that a text was read here.
    await services.engine.call(clearKeptSpeech, null)
    return null
  })
}

/** @throws AppError as the shelf does; one whose document is gone says which, so that it can be taken from the list */
async function openRecent(
  { library, shelf, samplePath }: LibraryServices,
  documentId: string,
): Promise<OpenedDocument> {
  const known = library.sourceOf(documentId)
  if (!known) throw new AppError('document/missing', `The library does not know ${documentId}`)
  const { origin, options, title } = known
  try {
    if (origin.kind === 'sample') return await shelf.openFile(samplePath)
    if (origin.kind === 'file') return await shelf.openFile(origin.path, options)
    const pasted = await shelf.chosen(library.pastedText(documentId))
    if ('written' in pasted) return shelf.openWritten(pasted.written)
    return await shelf.openText(pasted.text, pasted.html, documentId)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'document/missing') throw error
    throw withDetails(error, { fileName: title, ...error.details, recentId: documentId })
  }
}
