import type { DocumentPiece } from '@contract/document'
import { BookReader, type BookToRead } from './book-reader'

/**
 * Reads a book's files in their order of reading. Damaged and missing ones are left out and counted.
 * @throws AppError 'document/no-text' for a book of pictures, 'document/corrupt' when nothing of it can be read,
 *   'document/too-large', 'document/encrypted'; the signal's reason when cancelled
 */
export async function* readBook(toRead: BookToRead, signal: AbortSignal): AsyncGenerator<DocumentPiece> {
  const reader = await BookReader.begin(toRead)
  for (const spineItem of toRead.book.spine) {
    signal.throwIfAborted()
    await reader.read(spineItem)
    if (reader.isPieceReady) yield reader.takePiece()
  }
  const last = reader.finish()
  if (last.parts.length + last.warnings.length > 0) yield last
}
