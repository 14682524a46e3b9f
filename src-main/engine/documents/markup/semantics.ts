import { attributeOf, isElement, nodesOf, type MarkupElement } from './tree'

/** One name for what EPUB and DPUB-ARIA call differently. */
const synonyms: Readonly<Record<string, string>> = {
  rearnote: 'footnote',
  endnote: 'footnote',
  rearnotes: 'footnotes',
  endnotes: 'footnotes',
  referrer: 'backlink',
}

/**
 * What an element says that it is: its `epub:type` and `role` in one vocabulary, without prefixes. Notes at the foot and
 * at the end are both "footnote"; a link back from one is a "backlink".
 */
export function semanticsOf(element: MarkupElement): ReadonlySet<string> {
  const written = `${attributeOf(element, 'epub:type')} ${attributeOf(element, 'role')}`.toLowerCase()
  if (written === ' ') return nothing
  const found = new Set<string>()
  for (const token of written.split(/\s+/)) {
    if (token === '') continue
    const name = token.replace(/^doc-/, '').replace(/^[\w-]{1,20}:/, '')
    found.add(synonyms[name] ?? name)
  }
  return found
}

const nothing: ReadonlySet<string> = new Set()

/** The classes of an element. */
export function classesOf(element: MarkupElement): readonly string[] {
  const written = element.attributes.get('class')
  return written === undefined ? [] : written.split(/\s+/).filter((name) => name !== '')
}

export function hasClass(element: MarkupElement, pattern: RegExp): boolean {
  return element.attributes.has('class') && classesOf(element).some((name) => pattern.test(name))
}

/** A text is not short if it has so many characters, white space among them. */
const maxTextChars = 2_000

/** An element's text with white space run together, if it is no longer than so many characters; else null. */
export function shortTextOf(element: MarkupElement, maxChars: number): string | null {
  let text = ''
  for (const node of nodesOf(element)) {
    if (isElement(node)) continue
    if (node.text.length > maxTextChars) return null
    text += node.text.replace(/\s+/g, ' ')
    if (text.length > maxChars * 2) return null
  }
  text = text.replace(/ +/g, ' ').trim()
  return text.length <= maxChars ? text : null
}
