import { isSizedDrawing } from '../markup/drawings'
import { isElement, type MarkupElement, type MarkupNode } from '../markup/tree'

/** A page as text again, for a search in it. */
export interface NumberedPage {
  /** Every element bears its index among `elements` as "data-n". */
  readonly html: string
  readonly elements: readonly MarkupElement[]
  readonly numbered: ReadonlySet<MarkupElement>
}

/** What the search looks at; nothing else of an element is written, above all nothing that refers to something. */
const keptAttributes = [
  'id',
  'class',
  'role',
  'rel',
  'itemprop',
  'property',
  'name',
  'content',
  'summary',
  'datatable',
  'dir',
]
/** Long ones are data; the search looks for words in them. */
const maxAttributeChars = 300
const unwritten = new Set(
  'script style template noscript iframe object embed svg canvas select textarea input br wbr'.split(' '),
)
/** Elements that only say how words look: the search needs their text alone, and is twice as fast without them. */
const transparent = new Set(
  'b i em strong sup sub cite abbr small kbd samp var q s u mark time bdi bdo tt big'.split(' '),
)
const voidElements = new Set('img hr meta link area base col source track'.split(' '))

/**
 * Writes a page's visible elements with a number each.
 * @param maxSteps from all elements together up to the root
 * @returns null for a page of more or deeper elements than wanted
 */
export function numberedPage(
  root: MarkupElement,
  isHidden: (element: MarkupElement) => boolean,
  maxElements: number,
  maxSteps: number,
): NumberedPage | null {
  const parts: string[] = ['<!doctype html>']
  const elements: MarkupElement[] = []
  let depth = 0
  let steps = 0
  let lineEnds = 0
  const waiting: (MarkupNode | string)[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') {
      parts.push(node)
      depth -= 1
    } else if (!isElement(node)) parts.push(escape(node.text))
    else if (node.name === 'br') {
      parts.push('<br>')
      if (++lineEnds > maxElements) return null
    } else if ((!unwritten.has(node.name) || isSizedDrawing(node)) && !isHidden(node)) {
      if (transparent.has(node.name) || (node.name === 'span' && node.attributes.size === 0)) {
        for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index])
        continue
      }
      steps += depth
      if (elements.length >= maxElements || steps > maxSteps) return null
      const name = writtenName(node)
      parts.push(`<${name} data-n="${elements.length}"${attributesOf(node)}>`)
      elements.push(node)
      if (voidElements.has(name)) continue
      depth += 1
      waiting.push(`</${name}>`)
      for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index])
    }
  }
  return { html: parts.join(''), elements, numbered: new Set(elements) }
}

/** A drawing is a picture to the search. */
function writtenName({ name }: MarkupElement): string {
  if (name === 'svg') return 'img'
  return /^[a-z][a-z\d-]*$/.test(name) ? name : 'span'
}

function attributesOf({ name, attributes }: MarkupElement): string {
  if (attributes.size === 0) return ''
  let written = ''
  for (const key of keptAttributes) {
    const value = attributes.get(key)
    if (value !== undefined) written += ` ${key}="${escape(value.slice(0, maxAttributeChars))}"`
  }
  const href = attributes.get('href')
  // Whether a link leads into the page itself is all that counts of where it leads.
  if (name === 'a' && href !== undefined) written += href.startsWith('#') ? ' href="#a"' : ' href="a"'
  if (name === 'img' || name === 'svg') written += ' src="a.png"'
  return written
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
