import type { BlockKind, Matter } from '@contract/document'
import type { Style } from './styles'

/** What a paragraph is, from how it is set. */
export interface ParagraphRole {
  readonly kind: Extract<BlockKind, 'heading' | 'paragraph' | 'caption' | 'quote' | 'code'>
  readonly matter?: Matter
  readonly level?: number
}

/** A heading that runs on is a paragraph that somebody wants to find. */
const maxHeadingChars = 500
const maxHeadingLevel = 6
const textOutlineLevel = 9

/**
 * Built-in styles keep their English names in a file, whatever the program shows; some other programs write the words
 * of their own language.
 */
const headingNames =
  /^(?:heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|címsor|encabezado|intestazione|заголовок|标题|標題|見出し|제목)[ _]?([1-9])$/u
const titleNames: ReadonlySet<string> = new Set(['title', 'document title', 'book title', 'titel', 'titre'])
const listingNames = /^(?:toc \d|table of figures|table of authorities|contents \d)$/
const listingTitles = /^(?:toc heading|contents heading|toa heading)$/
const indexNames = /^index (?:\d|heading)$/
const captionNames = /(?:^|\b)(?:caption|beschriftung|légende|legende|bildunterschrift)(?:\b|$)/
const quoteNames = /\b(?:quote|quotations?|block text|blockquote|zitat|citation)\b/
const codeNames = /\b(?:source code|html preformatted|preformatted text|code block|code|macro text|listing)\b/

/** A label and nothing else before the number of a sequence: "Figure ". */
const sequenceLabel = /^\s*\p{L}[\p{L}\p{M} .]{0,30}[\s\u00a0]*$/u

/** What a paragraph is by its style, its own outline level and the number of a figure in it. */
export function roleOf(
  style: Style,
  outlineLevel: number | undefined,
  { text, label }: { readonly text: string; readonly label: string | undefined },
): ParagraphRole {
  for (const name of style.names) {
    if (listingNames.test(name)) return { kind: 'paragraph', matter: 'contents' }
    if (listingTitles.test(name)) return { kind: 'heading', level: 1, matter: 'contents' }
    if (indexNames.test(name)) return { kind: 'paragraph', matter: 'aside' }
    if (captionNames.test(name)) return { kind: 'caption' }
    const heading = headingNames.exec(name)
    if (heading !== null && outlineLevel === undefined && style.outlineLevel === undefined)
      return headingOf(Number(heading[1]), text)
    if (titleNames.has(name) && (outlineLevel ?? style.outlineLevel ?? textOutlineLevel) === textOutlineLevel)
      return headingOf(1, text)
  }
  const level = outlineLevel ?? style.outlineLevel ?? textOutlineLevel
  if (level < textOutlineLevel) return headingOf(level + 1, text)
  if (label !== undefined && sequenceLabel.test(label)) return { kind: 'caption' }
  if (style.names.some((name) => quoteNames.test(name))) return { kind: 'quote' }
  return { kind: style.names.some((name) => codeNames.test(name)) ? 'code' : 'paragraph' }
}

function headingOf(level: number, text: string): ParagraphRole {
  if (text.length > maxHeadingChars) return { kind: 'paragraph' }
  return { kind: 'heading', level: Math.min(level, maxHeadingLevel) }
}
