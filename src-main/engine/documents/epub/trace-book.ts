import type { ByteSource } from '../document-format'
import type { BookToRead } from './book-reader'
import { readMetadata } from './metadata'
import { openBook } from './open-book'
import { readBook } from './read-book'
import { StyleSheets } from './style-sheets'
import type { TracedFile } from './traced-file'

/**
 * Reads a book once more, as it is read when it is opened, for where the text of its blocks was written: file by file in
 * the order of reading. The maps are large, so that each should be used up before the next is asked for.
 * @param source borrowed: it must stay open meanwhile
 * @throws AppError as opening it; the signal's reason when cancelled
 */
export async function* traceBook(source: ByteSource, signal: AbortSignal): AsyncGenerator<TracedFile> {
  const { files, book } = await openBook(source, signal)
  const { language } = readMetadata(book.metadata)
  const traced: TracedFile[] = []
  const toRead: BookToRead = {
    ...{ book, files, language },
    // Told when it is opened.
    damaged: 0,
    sheets: new StyleSheets(files),
    onTraced: (file) => traced.push(file),
  }
  const pieces = readBook(toRead, signal)
  for (let isDone: boolean | undefined = false; isDone !== true;) {
    isDone = (await pieces.next()).done
    yield* traced.splice(0)
  }
}
