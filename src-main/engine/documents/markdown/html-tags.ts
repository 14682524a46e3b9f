import { decodeReferences } from './entities'

/** A tag of raw HTML. */
export interface HtmlTag {
  /** In lower case. */
  readonly name: string
  readonly isClosing: boolean
  /** Text of its `alt` attribute, where it has one. */
  readonly alternative?: string
  /** Where the text after it begins. */
  readonly endChar: number
}

const tagName = /<(\/?)([a-z][a-z\d:-]*)/iy
const attribute = /[\s/]*([^\s=>/"'][^\s=>/]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/y

/** Elements whose content is never text for a reader. */
export const hiddenElements: ReadonlySet<string> = new Set([
  'script',
  'style',
  'template',
  'iframe',
  'object',
  'noscript',
  'svg',
  'head',
  'select',
])

/**
 * Reads the tag that begins at a "<".
 * @returns null when no tag begins there; a tag that never ends reaches to the end of the text
 */
export function readTag(html: string, startChar: number): HtmlTag | null {
  tagName.lastIndex = startChar
  const start = tagName.exec(html)
  if (start === null) return null
  let alternative: string | undefined
  let at = tagName.lastIndex
  for (;;) {
    attribute.lastIndex = at
    const found = attribute.exec(html)
    if (found === null) break
    at = attribute.lastIndex
    if (found[1].toLowerCase() === 'alt')
      alternative = decodeReferences(found[2] ?? found[3] ?? found[4] ?? '')
  }
  const close = html.indexOf('>', at)
  return {
    name: start[2].toLowerCase(),
    isClosing: start[1] === '/',
    ...(alternative === undefined ? {} : { alternative }),
    endChar: close === -1 ? html.length : close + 1,
  }
}

/** Where the closing tag of an element begins, at or after a place; -1 when it has none. */
export function findClosingTag(html: string, name: string, fromChar: number): number {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  closing.lastIndex = fromChar
  return closing.exec(html)?.index ?? -1
}
