import type { TracedFile } from '../../documents/epub/traced-file'
import type { MarkupElement } from '../../documents/markup/tree'
import { ElementIndex } from './element-index'
import { freePrefix } from './free-prefix'
import { holdsWords, isClosed, isInlineMarkup, isUnread, rubyNames } from './inline-markup'
import type { TextEdits } from './text-edits'
import type { FileRange, TextPlaces } from './text-places'
import { writtenTag, XmlEdits } from './xml-source'

/** Between a word and the edge of the element that it begins or ends there is markup; more of it is a text. */
const maxEdgeChars = 2_000
const sections = /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>/g
const cdataStart = '<![CDATA['
const cdataEnd = ']]>'

/**
 * Gives stretches of a file's text ids, by which an overlay can name them. A stretch becomes one `span` also where it goes
 * over elements, as in "<b>O</b>nce", if it is all that they hold: then all of it lights up. One that is only a part of an
 * element and goes on behind it becomes several, of which the first bears the id: a `par` names one element, and the next
 * one that holds all of the stretch would light up a whole paragraph.
 */
export class PlaceMarker {
  readonly #source: string
  readonly #places: TextPlaces
  readonly #elements: ElementIndex
  readonly #edits: TextEdits
  readonly #xml: XmlEdits
  readonly #idPrefix: string
  readonly #spanName: string
  readonly #cdata: readonly FileRange[]
  readonly #named = new Map<MarkupElement, string>()
  #ids = 0

  constructor({ source, root }: TracedFile, places: TextPlaces, edits: TextEdits) {
    this.#source = source
    this.#places = places
    this.#elements = new ElementIndex(root, source)
    this.#edits = edits
    this.#xml = new XmlEdits(source, edits)
    this.#idPrefix = freePrefix(root, 'w')
    this.#spanName = `${this.#xml.prefixOf(root)}span`
    this.#cdata = cdataIn(source)
  }

  /** @returns the id that names a stretch of a block; null where nothing in the file does */
  mark(block: number, startChar: number, endChar: number): string | null {
    const place = this.#places.find(block, startChar, endChar)
    if (place === null) return null
    const runs = place.runs.filter((run) => this.#canBeMarked(run))
    if (runs.length === 0) return this.#nameElement(place.runs.at(0) ?? place.whole)
    const id = this.#newId()
    const all = runs.length === 1 ? runs[0] : this.#around(runs)
    if (all !== null) this.#wrap(all, id)
    else runs.forEach((run, index) => this.#wrap(run, index === 0 ? id : `${id}-${index + 1}`))
    return id
  }

  /** @returns the id of the nearest element that holds all of a stretch of a block, but what no element does */
  nameAround(block: number, startChar: number, endChar: number): string | null {
    const place = this.#places.find(block, startChar, endChar)
    if (place === null) return null
    const { runs, whole } = place
    const [first, last] = [runs.at(0) ?? whole, runs.at(-1) ?? whole]
    return this.#nameElement({
      startChar: Math.min(first.startChar, last.startChar),
      endChar: Math.max(first.endChar, last.endChar),
    })
  }

  #newId(): string {
    this.#ids += 1
    return `${this.#idPrefix}${this.#ids}`
  }

  #canBeMarked({ startChar, endChar }: FileRange): boolean {
    let isInnermost = true
    for (const element of this.#elements.around(startChar, endChar)) {
      if (isClosed(element) || (isInnermost && !holdsWords(element.name))) return false
      isInnermost = false
    }
    return !isInnermost
  }

  #nameElement({ startChar, endChar }: FileRange): string | null {
    let nearest: MarkupElement | null = null
    for (const element of this.#elements.around(startChar, endChar))
      if ((nearest === null && writtenTag(this.#source, element)) || isClosed(element)) nearest = element
    if (nearest === null || nearest.name === 'html') return null
    const known = this.#named.get(nearest)
    if (known !== undefined) return known
    const own = nearest.attributes.get('id') ?? nearest.attributes.get('xml:id')
    const id = own !== undefined && /^\S+$/.test(own) ? own : this.#newId()
    if (id !== own) this.#xml.setAttribute(nearest, 'id', id)
    this.#named.set(nearest, id)
    return id
  }

  /** The range to be wrapped of a stretch in several runs; null where no element can hold it and nothing else. */
  #around(runs: readonly FileRange[]): FileRange | null {
    const { startChar } = runs[0]
    const { endChar } = runs[runs.length - 1]
    if (startChar >= endChar || this.#cdataAt(startChar) || this.#cdataAt(endChar - 1)) return null
    const holders = [...this.#elements.around(startChar, endChar)]
    const common = holders.at(0)
    if (common === undefined) return null
    let left = this.#childAt(common, startChar)?.startChar ?? startChar
    let right = this.#childAt(common, endChar - 1)?.endChar ?? endChar
    let holder: MarkupElement | undefined = common
    while (holder !== undefined && rubyNames.has(holder.name)) {
      left = holder.startChar
      right = holder.endChar
      holder = holders[holders.indexOf(holder) + 1]
    }
    if (holder === undefined || !holdsWords(holder.name)) return null
    if (startChar - left > maxEdgeChars || right - endChar > maxEdgeChars) return null
    const isAlone =
      isUnread(this.#source.slice(left, startChar)) && isUnread(this.#source.slice(endChar, right))
    if (!isAlone || !isInlineMarkup(this.#source.slice(left, right))) return null
    return { startChar: left, endChar: right }
  }

  /** The child of an element in which a character stands; undefined: it stands right in the element. */
  #childAt(parent: MarkupElement, char: number): MarkupElement | undefined {
    let child: MarkupElement | undefined
    for (const element of this.#elements.around(char, char + 1)) {
      if (element === parent) return child
      child = element
    }
    return undefined
  }

  #wrap({ startChar, endChar }: FileRange, id: string): void {
    const section = this.#cdataAt(startChar)
    const [before, after] = section ? [cdataEnd, cdataStart] : ['', '']
    this.#edits.insert(startChar, `${before}<${this.#spanName} id="${id}">${after}`)
    this.#edits.insert(endChar, `${before}</${this.#spanName}>${after}`, { isClosing: true })
  }

  #cdataAt(char: number): boolean {
    return this.#cdata.some(({ startChar, endChar }) => startChar <= char && char < endChar)
  }
}

function cdataIn(source: string): FileRange[] {
  if (!source.includes(cdataStart)) return []
  return [...source.matchAll(sections)].flatMap(({ index, 0: section, 1: content }) =>
    content === undefined
      ? []
      : [{ startChar: index + cdataStart.length, endChar: index + section.length - cdataEnd.length }],
  )
}
