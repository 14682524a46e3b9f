import { blockElements } from './elements'
import { wordListMarker, type FlowContext } from './flow-context'
import type { FlowReader } from './flow-reader'
import { fragmentOf, isBackLink, noteMarkerOf } from './notes'
import { lineNumberOf, pageNumberOf } from './printed-numbers'
import { shortTextOf } from './semantics'
import { countText, type MarkupElement } from './tree'

/** What is seen only by who moves from link to link with the keyboard. */
const skipLink = /^(?:skip|jump) (?:to|over|past) [\w\s]{1,30}$/i
/** What stands beside a heading, to be copied as an address. */
const linkSign = /^(?:[¶#§🔗⚓]|link|permalink|anchor)?\ufe0f?$/iu
/** Links of so many characters are looked at. */
const maxSkipChars = 40
const maxSignChars = 10

/**
 * Reads what stands in a text for the eye alone: numbers of notes, pages and lines, signs that are links.
 * @returns whether the element was that; it has then been dealt with
 */
export function readSign(
  reader: FlowReader,
  element: MarkupElement,
  context: FlowContext,
  says: ReadonlySet<string>,
): boolean {
  const rule = readMarker(reader, element, context, says)
    ? 'marker'
    : linkRuleOf(reader, element, context, says)
  if (rule !== null) {
    reader.count(rule, countText(element))
    return true
  }
  const kind = pageNumberOf(element, says) ? 'page-number' : lineNumberOf(element) ? 'line-number' : null
  if (kind === null) return false
  const isOwnBlock = kind === 'page-number' && blockElements.has(element.name)
  if (isOwnBlock) reader.border(context)
  reader.text.open({ kind })
  reader.readChildren(element, context)
  reader.text.close()
  if (isOwnBlock) reader.border(context)
  return true
}

/** The number of an item or a note in front of its text. @returns whether the element is one; the reader then has it */
function readMarker(
  reader: FlowReader,
  element: MarkupElement,
  context: FlowContext,
  says: ReadonlySet<string>,
): boolean {
  if (context.kind === 'list-item') {
    const marker = wordListMarker(element)
    if (marker !== null) reader.marker = marker === '' ? null : marker
    return marker !== null
  }
  if (context.kind !== 'footnote' || !reader.isNoteStart || reader.text.hasText) return false
  if ((says.has('noteref') && !says.has('backlink')) || isBackLink(element, says)) return false
  const marker = noteMarkerOf(element)
  if (marker !== null) reader.marker = marker.replace(/^[[(]\s?|\s?[\])]?[.:]?$/g, '')
  return marker !== null
}

/** The rule that a link is left out by, which is for moving about and not for reading; null: it is read. */
function linkRuleOf(
  reader: FlowReader,
  element: MarkupElement,
  context: FlowContext,
  says: ReadonlySet<string>,
): string | null {
  const isInNote = context.kind === 'footnote' || context.isInNotes || says.has('backlink')
  if (isInNote && isBackLink(element, says)) return 'back link'
  if (element.name !== 'a') return null
  const isWithin = fragmentOf(element) !== ''
  const skip = reader.options.isPage && isWithin ? shortTextOf(element, maxSkipChars) : null
  if (skip !== null && skipLink.test(skip)) return 'skip link'
  const sign = context.kind === 'heading' && isWithin ? shortTextOf(element, maxSignChars) : null
  return sign !== null && linkSign.test(sign) ? 'back link' : null
}
