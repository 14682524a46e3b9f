import type { Turn } from './geometry'
import type { GlyphPlaces } from './glyph-places'

/** What is told of a font by its name. */
export interface FontLook {
  /** Without the tag of a subset. */
  readonly name: string
  readonly isBold: boolean
  readonly isItalic: boolean
  readonly isMonospace: boolean
}

/** Text that one font shows in one go, where the page shows it. */
export interface TextRun {
  readonly text: string
  /** Of `text` in the page's decoded text. */
  readonly startChar: number
  /** In points, as the text's own turn sees the page. */
  readonly x0: number
  readonly x1: number
  readonly baseline: number
  /** Height of the font in points. */
  readonly size: number
  readonly look: FontLook
  /** Null: laid across the page. */
  readonly turn: Turn | null
  /** The marked content it stands in, as the structure tree names it. */
  readonly contentId: string | null
  /** Whether the page calls it no part of its text. */
  readonly isArtifact: boolean
  /** Whether white space was shown before it. */
  readonly afterSpace: boolean
  /** Where its letters stand; absent of text laid across the page. */
  readonly glyphs?: GlyphPlaces
}

/** Above its baseline, letters reach this far; below it, less. In parts of the font's size. */
const ascentEm = 0.72
const descentEm = 0.2

/** The height of letters without room around them: what tells lines apart. */
export function letterHeight({ baseline, size }: Pick<TextRun, 'baseline' | 'size'>): {
  top: number
  bottom: number
} {
  return { top: baseline - ascentEm * size, bottom: baseline + descentEm * size }
}

const boldName = /bold|black|heavy|demi|semibold|(?:^|[-,])(?:bd|blk)|cmbx|medi(?!um)/i
const italicName = /ital|obli|slanted|cmti|(?:^|[-,])it(?:$|[^a-z])/i
const monospaceName = /mono|courier|consol|typewriter|cmtt|code/i

/** What a font's name and family tell. */
export function fontLook(fontName: string, family: string): FontLook {
  const name = fontName.replace(/^[A-Z]{6}\+/, '')
  return {
    name,
    isBold: boldName.test(name),
    isItalic: italicName.test(name),
    isMonospace: family === 'monospace' || monospaceName.test(name),
  }
}
