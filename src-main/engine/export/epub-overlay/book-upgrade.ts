import type { OpenedBook } from '../../documents/epub/open-book'
import { readBookNavigation } from '../../documents/epub/read-navigation'
import { parseXhtml } from '../../documents/markup/parse-xhtml'
import type { MarkupElement } from '../../documents/markup/tree'
import { maskControls } from '../../documents/mask-controls'
import { decodeXml } from '../../documents/xml'
import { contentProperties } from './content-properties'
import { contentsText } from './contents-text'
import { relativeReference } from './relative-reference'
import { TextEdits } from './text-edits'
import { upgradePackage } from './upgrade-package'
import { doctype, upgradeText } from './upgrade-text'
import { encodeXml } from './xml-bytes'
import { XmlEdits } from './xml-source'

const textType = 'application/xhtml+xml'
/** Of the contents of EPUB 2; EPUB 3 wants no document type in it. */
const contentsType = 'application/x-dtbncx+xml'

/** Makes a book of EPUB 2 one of EPUB 3: overlays are a part of that alone. */
export class BookUpgrade {
  readonly #opened: OpenedBook
  readonly #properties = new Map<string, readonly string[]>()

  constructor(opened: OpenedBook) {
    this.#opened = opened
  }

  /** Changes a text that is being changed already. */
  changeText(name: string, xml: XmlEdits, edits: TextEdits, root: MarkupElement): void {
    upgradeText(xml, edits, root)
    this.#properties.set(name, contentProperties(root))
  }

  /** A file of the book that nothing else changes, as it is now. */
  changed(name: string, bytes: Uint8Array): Uint8Array {
    if (this.#typeOf(name) === contentsType) return encodeXml(decodeXml(bytes).replace(doctype, ''), bytes)
    if (this.#typeOf(name) !== textType) return bytes
    const source = decodeXml(bytes)
    const root = parseXhtml(maskControls(source))
    const edits = new TextEdits()
    this.changeText(name, new XmlEdits(source, edits), edits, root)
    return encodeXml(edits.apply(source), bytes)
  }

  /** Once all texts were changed. */
  changePackage(xml: XmlEdits, root: MarkupElement, idPrefix: string): void {
    upgradePackage(xml, root, this.#opened.book, this.#properties, idPrefix)
  }

  /**
   * The contents of EPUB 2 in the form of EPUB 3; a book without any begins with its first text.
   * @param name that it gets in the archive
   */
  async contents(name: string, title: string, language: string): Promise<Uint8Array> {
    const { files, book } = this.#opened
    const { entries } = await readBookNavigation(book, files)
    const lines = entries.map(({ title: label, level, target }) => {
      const found = files.find(target)
      const fragment = target === null || target.fragment === '' ? '' : `#${encodeURI(target.fragment)}`
      return {
        ...{ title: label, level },
        reference: found === null ? null : relativeReference(name, found) + fragment,
      }
    })
    const first = book.spine.find(({ item }) => item.name !== null)?.item.name ?? name
    const begin = { title, level: 1, reference: relativeReference(name, first) }
    return Buffer.from(contentsText(title, language, lines.length > 0 ? lines : [begin]))
  }

  #typeOf(name: string): string | undefined {
    for (const item of this.#opened.book.manifest.values()) if (item.name === name) return item.mediaType
    return undefined
  }
}
