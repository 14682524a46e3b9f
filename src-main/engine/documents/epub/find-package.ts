import { attributeOf, descendantsOf } from '../xml'
import type { BookFiles } from './book-files'
import { brokenBook } from './epub-failure'

const containerName = 'META-INF/container.xml'
const packageType = 'application/oebps-package+xml'

/**
 * Finds a book's package file: the first that its container names and has, else the only thing that can be one.
 * @returns its name in the archive
 * @throws AppError 'document/corrupt'
 * @see https://www.w3.org/TR/epub-33/#sec-container-metainf-container.xml
 */
export async function findPackage(files: BookFiles): Promise<string> {
  const container = files.find({ path: containerName })
  for (const path of container === null ? [] : await namedPackages(files, container)) {
    const name = files.find({ path })
    if (name !== null) return name
  }
  const [guess] = files.names.filter((name) => /\.opf$/i.test(name)).sort((a, b) => a.length - b.length)
  if (guess !== undefined) return guess
  throw brokenBook('package', container === null ? 'it has no container' : 'it has no package file')
}

/** Those that are named as packages come first; a book may be in the archive in other forms as well. */
async function namedPackages(files: BookFiles, container: string): Promise<string[]> {
  const root = await files.readOptionalXml(container)
  const rootfiles = root === null ? [] : descendantsOf(root, 'rootfile')
  const isPackage = (rootfile: (typeof rootfiles)[number]): boolean =>
    attributeOf(rootfile, 'media-type')?.trim() === packageType
  return [...rootfiles.filter(isPackage), ...rootfiles.filter((rootfile) => !isPackage(rootfile))].map(
    (rootfile) => (attributeOf(rootfile, 'full-path') ?? '').trim().replace(/^\/+/, ''),
  )
}
