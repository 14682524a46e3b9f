import type { MarkupElement } from '../../documents/markup/tree'

/** Elements that stand within a line, and may stand in a `span`. */
const inlineNames: ReadonlySet<string> = new Set(
  'a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark q rb rbc rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)
/** Parts of ruby: a `span` stands around all of it or within one base. */
export const rubyNames: ReadonlySet<string> = new Set(['ruby', 'rb', 'rbc', 'rtc'])
/** Elements that hold no text of their own but other elements. */
const structureNames: ReadonlySet<string> = new Set(
  'html head table thead tbody tfoot tr colgroup ul ol dl menu dir hgroup picture'.split(' '),
)
/** What is not HTML, or holds no elements: named as a whole, never marked inside. */
const closedNames: ReadonlySet<string> = new Set(
  'math svg title option select optgroup textarea script style iframe object audio video canvas'.split(' '),
)

export function isInline(name: string): boolean {
  return inlineNames.has(name)
}

/** Whether words right in an element can be marked. */
export function holdsWords(name: string): boolean {
  return !structureNames.has(name)
}

/** Whether nothing can be marked inside an element. A time that is read out of its text holds text alone. */
export function isClosed({ name, attributes }: Pick<MarkupElement, 'name' | 'attributes'>): boolean {
  return closedNames.has(name) || (name === 'time' && !attributes.has('datetime'))
}

const tagNames = /<\/?(?:[\w.-]+:)?([\w.-]+)/g

/** Whether a stretch of a file holds no markup but such as may stand in a `span`. */
export function isInlineMarkup(markup: string): boolean {
  for (const [, name] of markup.matchAll(tagNames)) if (!isInline(name.toLowerCase())) return false
  return true
}

const beside = /<(rt|rp|rtc)\b[^>]*>[\s\S]*?<\/\1>/gi
const comments = /<!--[\s\S]*?-->/g
const tags = /<[^>]*>/g

/** Whether nothing is read of a stretch of a file: it is markup, white space, and what stands above its text. */
export function isUnread(markup: string): boolean {
  return markup.replace(beside, '').replace(comments, '').replace(tags, '').trim() === ''
}
