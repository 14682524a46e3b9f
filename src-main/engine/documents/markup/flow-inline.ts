import { phonemesFromXSampa } from '../../text/pronunciation'
import { linkTo } from '../link-target'
import { shownMarks } from './elements'
import { sameLanguage, type FlowContext } from './flow-context'
import type { FlowReader } from './flow-reader'
import type { MarkKind } from './gather-text'
import { isNoteLink, isRaisedNote } from './notes'
import { shortTextOf } from './semantics'
import type { ShownStyle } from './style-rules'
import { attributeOf, type MarkupElement } from './tree'

/** Text in front of a raised number by which it is judged. */
const lookBackChars = 12
/** What stands around a quotation that is marked as one: the page shows the marks, the file does not hold them. */
const openQuote = '“'
const closeQuote = '”'

/** Reads an element that stands within a line, under the marks that it means. */
export function readInline(
  reader: FlowReader,
  element: MarkupElement,
  outer: FlowContext,
  inner: FlowContext,
  style: ShownStyle,
): void {
  const marks = marksOf(reader, element, outer, inner)
  if (standsUpright(element, style)) marks.push({ kind: 'upright' })
  for (const mark of marks) reader.text.open(mark)
  if (element.name === 'q') reader.text.appendForeign(openQuote, element.startChar, element.startChar)
  reader.readChildren(element, inner)
  if (element.name === 'q' && reader.text.hasText)
    reader.text.appendForeign(closeQuote, element.endChar, element.endChar)
  for (let left = marks.length; left > 0; left -= 1) reader.text.close()
}

function marksOf(
  reader: FlowReader,
  element: MarkupElement,
  outer: FlowContext,
  inner: FlowContext,
): MarkKind[] {
  const marks: MarkKind[] = []
  if (
    inner.language !== undefined &&
    !sameLanguage(inner.language, outer.language ?? reader.options.language)
  )
    marks.push({ kind: 'language', language: inner.language })
  const phonemes = phonemesOf(element, inner)
  if (phonemes !== '') marks.push({ kind: 'phonemes', phonemes })
  // The link in a raised number is a part of the reference that this is.
  if (reader.text.isUnder('note-reference')) return marks
  const isRaised = element.name === 'sup' || attributeOf(element, 'style').includes('super')
  if (isRaised ? isRaisedNote(element, reader.text.tail(lookBackChars)) : isNoteLink(element, false))
    return [...marks, { kind: 'note-reference' }]
  if (element.name === 'a' && element.attributes.has('href')) marks.push(linkTo(attributeOf(element, 'href')))
  for (const kind of looksOf(element)) marks.push({ kind })
  return marks
}

/** More characters than this cannot be read in the place of one. */
const maxUprightChars = 4

/** Whether an element's text stands upright in a column, all of it in the place of one character. */
function standsUpright(element: MarkupElement, { textCombine }: ShownStyle): boolean {
  if (textCombine !== 'all' && textCombine !== 'horizontal') return false
  return shortTextOf(element, maxUprightChars) !== null
}

type Look = 'emphasis' | 'strong' | 'code' | 'deleted' | 'superscript' | 'subscript'

/** How an element's text looks: by its name, unless its style says otherwise, as on many a clipboard. */
function looksOf(element: MarkupElement): Look[] {
  const looks = new Set<Look>()
  const own = shownMarks.get(element.name)
  if (own !== undefined) looks.add(own)
  const style = element.attributes.get('style')?.slice(0, 2_000) ?? ''
  if (style === '') return [...looks]
  const weight = /font-weight\s*:\s*(\w+)/i.exec(style)?.[1].toLowerCase()
  if (weight !== undefined) {
    if (/^(?:bold|bolder|[6-9]00)$/.test(weight)) looks.add('strong')
    else looks.delete('strong')
  }
  const slant = /font-style\s*:\s*(\w+)/i.exec(style)?.[1].toLowerCase()
  if (slant === 'italic' || slant === 'oblique') looks.add('emphasis')
  else if (slant === 'normal') looks.delete('emphasis')
  const raise = /vertical-align\s*:\s*(sub|super)\b/i.exec(style)?.[1].toLowerCase()
  if (raise !== undefined) looks.add(raise === 'sub' ? 'subscript' : 'superscript')
  return [...looks]
}

function phonemesOf(element: MarkupElement, { alphabet }: FlowContext): string {
  const written = attributeOf(element, 'ssml:ph').slice(0, maxPhonemeChars)
  return /^(?:x-)?x?-?sampa$/.test(alphabet) ? phonemesFromXSampa(written) : written
}

/** Longer ones are no words. */
const maxPhonemeChars = 1_000
