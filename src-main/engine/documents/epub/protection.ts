import { AppError } from '@contract/errors'
import { looksBinary } from '../encoding/looks-binary'
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
  const encryption = await readEncryption(files)
  const locked = encryption === null ? new Set<string>() : lockedFiles(encryption, files)
  const texts = [...book.manifest.values()].filter((item) => item.name !== null && isMarkup(item))
  const isLocked = locked.has(book.name) || texts.some(({ name }) => name !== null && locked.has(name))
  if (isLocked || (await isNoise(files, book))) throw protectedBook(await schemeOf(files, encryption))
}

/**
 * Refuses a book of which anything is locked: the key may hang on what a change of the book changes. Fonts alone, whose key
 * is the book's identifier, are free.
 * @throws as `refuseProtected`
 */
export async function refuseLocked({ files }: { readonly files: BookFiles }): Promise<void> {
  const encryption = await readEncryption(files)
  if (encryption !== null && lockedFiles(encryption, files).size > 0)
    throw protectedBook(await schemeOf(files, encryption))
}

async function readEncryption(files: BookFiles): Promise<XmlElement | null> {
  const listed = files.find({ path: 'META-INF/encryption.xml' })
  return listed === null ? null : files.readOptionalXml(listed)
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

/** Whose protection a book shows signs of. */
async function schemeOf(files: BookFiles, encryption: XmlElement | null): Promise<string> {
  if (files.find({ path: 'META-INF/sinf.xml' }) !== null) return 'fairplay'
  if (files.find({ path: 'META-INF/license.lcpl' }) !== null) return 'lcp'
  const rightsName = files.find({ path: 'META-INF/rights.xml' })
  const rights = rightsName === null ? null : await files.readOptionalXml(rightsName)
  const signs = [rights, encryption].map((root) => (root === null ? '' : signatureOf(root))).join(' ')
  if (/barnesandnoble|\bbn\.com/i.test(signs)) return 'barnes-noble'
  if (/ns\.adobe\.com\/adept/i.test(signs)) return 'adept'
  if (/itunes\.apple\.com/i.test(signs)) return 'fairplay'
  if (/readium\.org|license\.lcpl/i.test(signs)) return 'lcp'
  return 'unknown'
}

/** Namespaces, addresses and short texts of a file: who made it. */
function signatureOf(root: XmlElement): string {
  const parts = [root.uri, textOf(root).slice(0, 10_000)]
  for (const name of ['EncryptionMethod', 'RetrievalMethod', 'resource', 'licenseToken'])
    for (const element of descendantsOf(root, name).slice(0, 20))
      parts.push(element.uri, ...element.attributes.map(({ value }) => value))
  return parts.join(' ')
}

/** Looked at to tell a text from noise. */
const beginBytes = 4_096

/** Whether the first text is noise: some shops lock their books and say so nowhere in them. */
async function isNoise(files: BookFiles, { spine }: PackageDocument): Promise<boolean> {
  const first = spine.find(({ item }) => item.name !== null && isMarkup(item))?.item.name ?? null
  if (first === null) return false
  try {
    return looksBinary((await files.read(first, files.byteLength(first))).subarray(0, beginBytes))
  } catch (error) {
    if (error instanceof AppError && error.code === 'document/corrupt') return false
    throw error
  }
}
