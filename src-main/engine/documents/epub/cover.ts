import { AppError } from '@contract/errors'
import type { DocumentHead } from '@contract/document'
import { attributeOf, descendantsOf } from '../xml'
import type { BookFiles } from './book-files'
import { isMarkup, type PackageDocument } from './package-document'
import { resolveReference } from './resource-path'

/** A larger picture is no cover but a poster, and would be sent from process to process. */
const maxCoverBytes = 4 * 2 ** 20

/** Pictures by the bytes they begin with: what the package calls them is often wrong. */
const pictureTypes: readonly { mediaType: string; begin: RegExp }[] = [
  { mediaType: 'image/jpeg', begin: /^\xff\xd8\xff/ },
  { mediaType: 'image/png', begin: /^\x89PNG\r\n/ },
  { mediaType: 'image/gif', begin: /^GIF8/ },
  { mediaType: 'image/webp', begin: /^RIFF[^]{4}WEBP/ },
  { mediaType: 'image/svg+xml', begin: /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg)/i },
]
const beginBytes = 64

/**
 * A book's cover as a picture, undecoded: the one the package names (in the ways of EPUB 3 and 2), else the first
 * picture on the page its guide calls the cover. A cover that is missing, damaged or too large is none.
 */
export async function readCover(book: PackageDocument, files: BookFiles): Promise<DocumentHead['cover']> {
  try {
    const name = namedCover(book) ?? (await pictureOfCoverPage(book, files))
    if (name === null || files.byteLength(name) > maxCoverBytes) return undefined
    const bytes = await files.read(name, maxCoverBytes)
    const begin = Buffer.from(bytes.subarray(0, beginBytes)).toString('latin1')
    const type = pictureTypes.find((candidate) => candidate.begin.test(begin))
    return type && { mediaType: type.mediaType, bytes: Uint8Array.from(bytes) }
  } catch (error) {
    if (error instanceof AppError && error.code !== 'document/missing') return undefined
    throw error
  }
}

function namedCover({ manifest, metadata }: PackageDocument): string | null {
  const items = [...manifest.values()]
  const isPicture = (item: (typeof items)[number] | undefined): boolean =>
    item !== undefined && item.name !== null && !isMarkup(item)
  const marked = items.find((item) => item.properties.includes('cover-image') && isPicture(item))
  if (marked) return marked.name
  const metas = metadata === null ? [] : descendantsOf(metadata, 'meta')
  for (const meta of metas) {
    if (attributeOf(meta, 'name')?.trim().toLowerCase() !== 'cover') continue
    const content = (attributeOf(meta, 'content') ?? '').trim()
    const item = manifest.get(content) ?? items.find(({ name }) => name?.endsWith(`/${content}`))
    if (item && isPicture(item)) return item.name
  }
  return null
}

async function pictureOfCoverPage(book: PackageDocument, files: BookFiles): Promise<string | null> {
  const page = book.guide.find(({ type }) => type === 'cover')?.name
  if (page === undefined) return null
  if (!/\.(?:xhtml|html?|xml|svg)$/i.test(page)) return page
  const root = await files.readOptionalXml(page)
  if (root === null) return null
  const picture = [...descendantsOf(root, 'img'), ...descendantsOf(root, 'image')].at(0)
  const source = picture && (attributeOf(picture, 'src') ?? attributeOf(picture, 'href'))
  return source === undefined ? null : files.find(resolveReference(page, source))
}
