import type { DocumentHead } from '@contract/document'
import { AppError } from '@contract/errors'
import { detectArchiveKind, openArchive } from '../archive'
import type { DocumentFormat } from '../document-format'
import { documentId, titleFromFileName } from '../name-document'
import { bookFiles } from './book-files'
import { readBookWriting } from './book-writing'
import { readCover } from './cover'
import { readLexicons } from './lexicons'
import { readMetadata } from './metadata'
import { openBook } from './open-book'
import { readBookPicture } from './pictures'
import { readBook } from './read-book'
import { StyleSheets } from './style-sheets'

/** EPUB 2 and 3: the head comes from the package alone, then the book file by file in its order of reading. */
export const epubFormat: DocumentFormat = {
  id: 'epub',
  detect: async (source) => (await detectArchiveKind(source)) === 'epub',
  async open(source, _options, signal) {
    const { files, book } = await openBook(source, signal)
    const { title, authors, narrators, language } = readMetadata(book.metadata)
    const lexicons = await readLexicons(book, files, language)
    const sheets = new StyleSheets(files)
    const writing = await readBookWriting(book, files, sheets, language)
    const cover = await readCover(book, files)
    const head: DocumentHead = {
      id: await documentId(source),
      title: title === '' ? titleFromFileName(source.fileName) : title,
      authors,
      format: 'epub',
      ...(language === undefined ? {} : { language }),
      ...(writing === undefined ? {} : { writing }),
      ...(cover === undefined ? {} : { cover }),
      ...(narrators.length === 0 ? {} : { narrators }),
      ...(lexicons.entries.length === 0 ? {} : { lexicons: lexicons.entries }),
    }
    return { head, pieces: readBook({ book, files, sheets, language, damaged: lexicons.damaged }, signal) }
  },
  async readPicture(source, name, signal) {
    return readBookPicture(bookFiles(await openArchive(source, signal)), name)
  },
  async readSound(source, { name, startByte, byteLength }, signal) {
    const files = bookFiles(await openArchive(source, signal))
    const found = files.find({ path: name })
    if (found === null)
      throw new AppError('document/missing', `The book has no recording ${JSON.stringify(name)}`)
    return {
      bytes: await files.readRange(found, startByte, byteLength),
      totalBytes: files.byteLength(found),
    }
  },
}
