import type { BookFiles } from './book-files'
import { readLandmarks, readNavigation, readNcx, type Landmark, type NavigationEntry } from './navigation'
import type { PackageDocument } from './package-document'

const ncxType = 'application/x-dtbncx+xml'

/** A book's own table of contents, and the parts it gives roles; empty where it has none that can be read. */
export interface BookNavigation {
  readonly entries: readonly NavigationEntry[]
  readonly landmarks: readonly Landmark[]
}

/** The navigation document of EPUB 3 comes first; the contents of EPUB 2 stand in where it is missing or empty. */
export async function readBookNavigation(book: PackageDocument, files: BookFiles): Promise<BookNavigation> {
  const items = [...book.manifest.values()]
  const nav = items.find(({ name, properties }) => name !== null && properties.includes('nav'))?.name ?? null
  const root = nav === null ? null : await files.readOptionalXml(nav)
  const landmarks = root === null || nav === null ? [] : readLandmarks(root, nav)
  const entries = root === null || nav === null ? [] : readNavigation(root, nav)
  if (entries.length > 0) return { entries, landmarks }
  const listed = book.ncxId === undefined ? undefined : book.manifest.get(book.ncxId)
  const ncx =
    listed?.name ?? items.find(({ name, mediaType }) => name !== null && mediaType === ncxType)?.name
  const ncxRoot = ncx === undefined || ncx === null ? null : await files.readOptionalXml(ncx)
  return { entries: ncxRoot === null || !ncx ? [] : readNcx(ncxRoot, ncx), landmarks }
}
