import { elementsOf, attributeOf, decodeXml, textOf } from '../../documents/xml'
import { maxChapterBytes } from '../../documents/epub/book-files'
import type { OpenedBook } from '../../documents/epub/open-book'

/** What many books call it, and some readers look for. */
const usualClass = '-epub-media-overlay-active'

/** How what is read is marked, by a class that players set. */
export interface OverlayStyle {
  readonly activeClass: string
  /** Whether the book's metadata names the class. */
  readonly isNamed: boolean
  /** A style sheet for it; null: the book has a rule of its own. */
  readonly sheet: string | null
}

/** Takes the book's own class and rule, if it has them. */
export async function overlayStyle({ files, book }: OpenedBook): Promise<OverlayStyle> {
  const metas = book.metadata === null ? [] : elementsOf(book.metadata, 'meta')
  const own = metas.find((meta) => attributeOf(meta, 'property')?.trim() === 'media:active-class')
  const named = own === undefined ? '' : textOf(own).trim()
  const isNamed = /^[\w-]+$/.test(named)
  const activeClass = isNamed ? named : usualClass
  const rule = new RegExp(`\\.${activeClass}(?![\\w-])`)
  for (const { name, mediaType } of book.manifest.values()) {
    if (name === null || mediaType !== 'text/css' || files.byteLength(name) > maxChapterBytes) continue
    if (rule.test(decodeXml(await files.read(name, maxChapterBytes))))
      return { activeClass, isNamed, sheet: null }
  }
  return {
    activeClass,
    isNamed,
    sheet: `.${activeClass} {\n  color: #000;\n  background-color: #ffe08a;\n}\n`,
  }
}
