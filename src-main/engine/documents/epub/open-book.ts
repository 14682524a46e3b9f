import { openArchive } from '../archive'
import type { ByteSource } from '../document-format'
import { bookFiles, type BookFiles } from './book-files'
import { brokenBook } from './epub-failure'
import { findPackage } from './find-package'
import { readPackage, type PackageDocument } from './package-document'
import { refuseProtected } from './protection'

/** A book whose package has been read, and that may be read on. */
export interface OpenedBook {
  readonly files: BookFiles
  readonly book: PackageDocument
}

/**
 * Opens a book's archive and reads its package.
 * @param source borrowed: it must stay open while the book is read
 * @throws AppError 'document/corrupt', 'document/too-large', 'document/encrypted'; the signal's reason when cancelled
 */
export async function openBook(source: ByteSource, signal: AbortSignal): Promise<OpenedBook> {
  const files = bookFiles(await openArchive(source, signal))
  const packageName = await findPackage(files)
  const book = readPackage(await files.readXml(packageName), packageName, files)
  await refuseProtected(files, book)
  if (book.manifest.size === 0) throw brokenBook('manifest', 'its package names no files')
  return { files, book }
}
