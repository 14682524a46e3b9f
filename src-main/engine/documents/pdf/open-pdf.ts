import type { PdfDocument } from 'virtual:pdf-library'
import type { DocumentHead, DocumentPiece, DocumentWarning } from '@contract/document'
import { AppError } from '@contract/errors'
import type { OpenOptions } from '@contract/host-messages'
import type { ByteSource, OpenedDocument } from '../document-format'
import { documentId, titleFromFileName } from '../name-document'
import { fileHealth, type FileHealth } from './file-health'
import { loadWithLibrary } from './library'
import { metadataOf, type PdfMetadata } from './metadata'
import { bookmarksOf } from './outline'
import { readPages } from './read-pages'

/** A larger file is pictures mostly, and is held in memory as a whole. */
export const maxPdfBytes = 256 * 2 ** 20

/**
 * Opens a PDF up to its first pages with text; the others are read as they are asked for.
 * @throws AppError 'document/corrupt', 'document/encrypted' (its reason 'password' or 'wrong-password'),
 *   'document/no-text', 'document/too-large'; the signal's reason when cancelled
 */
export async function openPdf(
  source: ByteSource,
  options: OpenOptions,
  signal: AbortSignal,
): Promise<OpenedDocument> {
  signal.throwIfAborted()
  const bytes = await source.readAll(maxPdfBytes)
  const health = fileHealth(bytes)
  const id = await documentId(source)
  // pdf.js takes its bytes away from whoever had them, and with a Buffer's all that share its memory.
  const task = await loadWithLibrary(new Uint8Array(bytes), options.password)
  try {
    const document = await task.promise.catch((error: unknown) => {
      throw asFailure(error, source.fileName, options.password !== undefined, health)
    })
    signal.throwIfAborted()
    const labels = await document.getPageLabels().catch(() => null)
    const metadata = await metadataOf(document)
    const bookmarks = await bookmarksOf(document, signal)
    const pages = readPages({ document, labels, bookmarks }, signal)
    const first = await firstWithText(pages, document)
    if (health !== 'whole') addWarning(first, { code: health })
    const head = headOf(metadata, first, source.fileName, id)
    return { head, pieces: allPieces(first, pages, () => task.destroy()) }
  } catch (error) {
    await task.destroy()
    signal.throwIfAborted()
    throw error
  }
}

/** Pieces without a block are put together with what follows them. */
async function firstWithText(
  pages: AsyncGenerator<DocumentPiece>,
  document: PdfDocument,
): Promise<DocumentPiece> {
  const empty: DocumentPiece[] = []
  for (;;) {
    const next = await pages.next()
    if (next.done === true) break
    empty.push(next.value)
    if (next.value.blocks.length > 0) return empty.reduce(joined)
  }
  throw new AppError('document/no-text', `none of ${document.numPages} pages holds text`, {
    details: { format: 'pdf', pages: document.numPages },
  })
}

function joined(before: DocumentPiece, piece: DocumentPiece): DocumentPiece {
  for (const warning of before.warnings) addWarning(piece, warning)
  return {
    ...piece,
    parts: [...before.parts, ...piece.parts],
    outside: [...before.outside, ...piece.outside],
  }
}

function addWarning({ warnings }: DocumentPiece, { code, count }: DocumentWarning): void {
  const known = warnings.find((warning) => warning.code === code)
  if (known === undefined) warnings.push({ code, ...(count === undefined ? {} : { count }) })
  else if (count !== undefined) known.count = (known.count ?? 0) + count
}

async function* allPieces(
  first: DocumentPiece,
  pages: AsyncGenerator<DocumentPiece>,
  dispose: () => Promise<void>,
): AsyncGenerator<DocumentPiece> {
  try {
    yield first
    yield* pages
  } finally {
    await dispose()
  }
}

function headOf(metadata: PdfMetadata, first: DocumentPiece, fileName: string, id: string): DocumentHead {
  const heading = first.blocks
    .slice(0, headingWithinBlocks)
    .find(({ kind, level, matter }) => kind === 'heading' && level === 1 && matter === undefined)
  const printed = heading?.text.replace(/\s+/g, ' ').trim().slice(0, maxTitleChars)
  return {
    id,
    title: metadata.title ?? printed ?? titleFromFileName(fileName),
    authors: [...metadata.authors],
    format: 'pdf',
    ...(metadata.language === undefined ? {} : { language: metadata.language }),
  }
}

/** A heading further down is a chapter's. */
const headingWithinBlocks = 12
const maxTitleChars = 200

/** pdf.js tells by an error's name what is wrong; by a number whether a password is missing or wrong. */
function asFailure(error: unknown, fileName: string, hadPassword: boolean, health: FileHealth): AppError {
  const name = error instanceof Error ? error.name : ''
  const message = error instanceof Error ? error.message : String(error)
  if (name === 'PasswordException') {
    const reason = hadPassword ? 'wrong-password' : 'password'
    return new AppError('document/encrypted', `${JSON.stringify(fileName)}: ${message}`, {
      details: { format: 'pdf', reason },
      retry: 'after-user-action',
    })
  }
  return new AppError('document/corrupt', `${JSON.stringify(fileName)}: ${message}`, {
    details: { format: 'pdf', reason: health === 'incomplete' ? 'incomplete' : message.slice(0, 200) },
    cause: error,
  })
}
