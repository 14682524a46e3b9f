import { attributeOf, descendantsOf, textOf, type XmlElement } from '../xml'
import type { BookFiles } from './book-files'
import { protectedBook } from './epub-failure'
import { isMarkup, type PackageDocument } from './package-document'
import { resolveReference } from './resource-path'

/**
 * Ways of making a font useless outside its book. They hide no text, and fonts are never read here.
 * @see https://www.w3.org/TR/epub-33/#sec-font-obfuscation
 */
const fontObfuscations: ReadonlySet<string> = new Set([
  'http://www.idpf.org/2008/embedding',
  'http://ns.adobe.com/pdf/enc#RC',
])

/**
 * Refuses a book whose text is locked. Locked fonts, pictures or sound leave the text readable and are none of our
 * business; nor is a licence left behind in a book that was unlocked.
 * @throws AppError 'document/encrypted' with the reason 'drm' and the scheme
 */
export async function refuseProtected(files: BookFiles, book: PackageDocument): Promise<void> {
  const listed = files.find({ path: 'META-INF/encryption.xml' })
  const encryption = listed === null ? null : await files.readOptionalXml(listed)
  const locked = encryption === null ? new Set<string>() : lockedFiles(encryption, files)
  const texts = [...book.manifest.values()].filter((item) => item.name !== null && isMarkup(item))
  const isLocked = locked.has(book.name) || texts.some(({ name }) => name !== null && locked.has(name))
  if (isLocked) throw protectedBook((await schemeOf(files, encryption)) ?? 'unknown')
  const scheme = await schemeOf(files, encryption)
  const first = book.spine.at(0)?.item.name ?? null
  if (scheme !== null && first !== null && !(await looksLikeMarkup(files, first))) throw protectedBook(scheme)
}

function lockedFiles(encryption: XmlElement, files: BookFiles): Set<string> {
  const locked = new Set<string>()
  for (const data of descendantsOf(encryption, 'EncryptedData')) {
    const method = descendantsOf(data, 'EncryptionMethod').at(0)
    if (fontObfuscations.has((method && attributeOf(method, 'Algorithm')?.trim()) ?? '')) continue
    for (const reference of descendantsOf(data, 'CipherReference')) {
      // These count from the archive's root.
      const name = files.find(resolveReference('', attributeOf(reference, 'URI') ?? ''))
      if (name !== null) locked.add(name)
    }
  }
  return locked
}

/** Whose protection a book shows signs of; null for none. */
async function schemeOf(files: BookFiles, encryption: XmlElement | null): Promise<string | null> {
  if (files.find({ path: 'META-INF/sinf.xml' }) !== null) return 'fairplay'
  if (files.find({ path: 'META-INF/license.lcpl' }) !== null) return 'lcp'
  const rightsName = files.find({ path: 'META-INF/rights.xml' })
  const rights = rightsName === null ? null : await files.readOptionalXml(rightsName)
  const signs = [rights, encryption].map((root) => (root === null ? '' : signatureOf(root))).join(' ')
  if (/barnesandnoble|\bbn\.com/i.test(signs)) return 'barnes-noble'
  if (/ns\.adobe\.com\/adept/i.test(signs)) return 'adept'
  if (/itunes\.apple\.com/i.test(signs)) return 'fairplay'
  if (/readium\.org|license\.lcpl/i.test(signs)) return 'lcp'
  return rightsName === null ? null : 'unknown'
}

/** Namespaces, addresses and short texts of a file: who made it. */
function signatureOf(root: XmlElement): string {
  const parts = [root.uri, textOf(root).slice(0, 10_000)]
  for (const name of ['EncryptionMethod', 'RetrievalMethod', 'resource', 'licenseToken'])
    for (const element of descendantsOf(root, name).slice(0, 20))
      parts.push(element.uri, ...element.attributes.map(({ value }) => value))
  return parts.join(' ')
}

const markupBegin = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*</
/** Looked at for the beginning of markup. */
const beginChars = 200

async function looksLikeMarkup(files: BookFiles, name: string): Promise<boolean> {
  const bytes = await files.read(name, files.byteLength(name))
  return markupBegin.test(Buffer.from(bytes.subarray(0, beginChars)).toString('latin1'))
}
