import type { OpenedBook } from '../../documents/epub/open-book'
import { resolveReference } from '../../documents/epub/resource-path'
import { attributeOf, descendantsOf, decodeXml } from '../../documents/xml'
import { maxChapterBytes } from '../../documents/epub/book-files'

const overlayType = 'application/smil+xml'
/** Files in which another may be named. */
const naming = /\.(?:x?html?|xht|css|svg|ncx|xml|jsx?|mjs|json)$/i

/**
 * The files that a book's own narration is made of, which another takes the place of: its overlays, and their sound unless
 * another file names that as well.
 * @returns names in the archive, among them those of sound that is named and not there
 */
export async function oldOverlays({ files, book }: OpenedBook): Promise<ReadonlySet<string>> {
  const overlays = new Set<string>()
  for (const { mediaType, name } of book.manifest.values())
    if (mediaType === overlayType && name !== null) overlays.add(name)
  const sound = new Set<string>()
  for (const overlay of overlays) {
    const root = await files.readOptionalXml(overlay)
    for (const audio of root === null ? [] : descendantsOf(root, 'audio')) {
      const reference = resolveReference(overlay, attributeOf(audio, 'src') ?? '')
      const name = files.find(reference) ?? reference?.path
      if (name !== undefined) sound.add(name)
    }
  }
  if (sound.size === 0) return overlays
  for (const name of files.names) {
    if (!naming.test(name) || overlays.has(name) || files.byteLength(name) > maxChapterBytes) continue
    const text = decodeXml(await files.read(name, maxChapterBytes))
    for (const one of sound) if (isNamedIn(text, one)) sound.delete(one)
  }
  return new Set([...overlays, ...sound])
}

/** By the last part of its name: where a file is looked for does not matter for what is rather kept. */
function isNamedIn(text: string, name: string): boolean {
  const file = name.slice(name.lastIndexOf('/') + 1)
  return text.includes(file) || text.includes(encodeURI(file))
}
