import { AppError } from '@contract/errors'
import { attributeOf, isElement, nodesOf, type MarkupElement } from '../markup/tree'
import { decodeXml } from '../xml'
import type { BookFiles } from './book-files'
import { resolveReference } from './resource-path'

/** Style sheets of converters have 100 KB; what is hidden or set apart is said in the first of it. */
const maxSheetBytes = 2 ** 20
/** Sheets of one chapter. */
const maxSheets = 16

/** The style sheets that a book's chapters refer to, each read once: what they hide is not to be read. */
export class StyleSheets {
  readonly #files: BookFiles
  readonly #texts = new Map<string, string>()

  constructor(files: BookFiles) {
    this.#files = files
  }

  /**
   * @param root of a chapter
   * @param base the chapter's name
   * @returns their texts in order; those that are missing, damaged or too large are left out
   */
  async of(root: MarkupElement, base: string): Promise<string[]> {
    const sheets: string[] = []
    for (const node of nodesOf(root)) {
      if (!isElement(node) || node.name !== 'link' || !isSheet(node)) continue
      const name = this.#files.find(resolveReference(base, attributeOf(node, 'href')))
      if (name !== null && sheets.length < maxSheets) sheets.push(await this.#read(name))
    }
    return sheets
  }

  async #read(name: string): Promise<string> {
    const known = this.#texts.get(name)
    if (known !== undefined) return known
    const text = await this.#readNew(name)
    this.#texts.set(name, text)
    return text
  }

  async #readNew(name: string): Promise<string> {
    if (this.#files.byteLength(name) > maxSheetBytes) return ''
    try {
      return decodeXml(await this.#files.read(name, maxSheetBytes))
    } catch (error) {
      if (error instanceof AppError && error.code === 'document/corrupt') return ''
      throw error
    }
  }
}

function isSheet(link: MarkupElement): boolean {
  const relations = attributeOf(link, 'rel').toLowerCase().split(/\s+/)
  return (
    relations.includes('stylesheet') &&
    !relations.includes('alternate') &&
    attributeOf(link, 'media') !== 'print'
  )
}
