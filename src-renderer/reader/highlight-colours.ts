import type { HighlightHue, HighlightSettings } from '@contract/look-settings'
import { contrastRatio, over, parseColour, standingOut, withOpacity, type Colour } from '../ui/colour'

/** Of text on its ground, and of a line (WCAG 2.2, 1.4.3 and 1.4.11). */
export const leastTextRatio = 4.5
export const leastLineRatio = 3
/** A little more than is needed: what is written as eight bits may be rounded the wrong way. */
const margin = 1.02
const opacityStep = 0.01

/** The hues that can be chosen instead of the theme's own. */
const hues: Record<Exclude<HighlightHue, 'theme'>, Colour> = {
  yellow: [0.96, 0.85, 0.1, 1],
  green: [0.3, 0.76, 0.38, 1],
  aqua: [0.16, 0.74, 0.83, 1],
  pink: [0.95, 0.45, 0.67, 1],
  violet: [0.66, 0.56, 0.98, 1],
}

const tokenNames = {
  page: '--page',
  ink: '--ink',
  sentenceTint: '--sentence-tint',
  wordTint: '--word-tint',
  wordInk: '--word-ink',
  wordLine: '--word-line',
  voiceInk: '--voice-ink',
} as const

/** The same of a painted page, which is paper in every theme. */
const sheetTokenNames: Record<keyof typeof tokenNames, string> = {
  page: '--sheet',
  ink: '--sheet-ink',
  sentenceTint: '--sheet-sentence-tint',
  wordTint: '--sheet-word-tint',
  wordInk: '--sheet-ink',
  wordLine: '--sheet-word-line',
  voiceInk: '--sheet-word-line',
}

/** The tokens of a theme that a highlight is made of. */
export type ThemeColours = Record<keyof typeof tokenNames, Colour>

/**
 * @param ground what is lit: the text, or a painted page
 * @returns null where the colours are the system's own (forced colours), which no one may choose over
 */
export function themeColours(
  style: Pick<CSSStyleDeclaration, 'getPropertyValue'>,
  ground: 'text' | 'sheet' = 'text',
): ThemeColours | null {
  const names = ground === 'text' ? tokenNames : sheetTokenNames
  const found = Object.entries(names).map(
    ([name, token]) => [name, parseColour(style.getPropertyValue(token))] as const,
  )
  if (found.some(([, colour]) => colour === null)) return null
  return Object.fromEntries(found) as ThemeColours
}

/** What one highlight is painted with; a background is a tint over what lies below. */
export interface Paint {
  readonly background: Colour | null
  readonly ink: Colour
  /** Of the line under the text; null draws none. */
  readonly line: Colour | null
  /** Of what has to be seen: the text on its ground, or with lines alone the line on the page. */
  readonly ratio: number
}

/** What sentence and word are painted with. Chosen hues are brought to where they can be read on any theme. */
export function highlightPaints(
  { style, units, sentenceHue, wordHue }: HighlightSettings,
  theme: ThemeColours,
): { readonly sentence: Paint; readonly word: Paint } {
  if (style === 'background') {
    const sentenceTint = tint(sentenceHue, theme.sentenceTint, theme.ink, theme.page)
    const ground = units === 'word' ? theme.page : over(sentenceTint, theme.page)
    const wordTint = tint(wordHue, theme.wordTint, theme.wordInk, ground)
    const wordGround = over(wordTint, ground)
    const line = standingOut(
      wordHue === 'theme' ? theme.wordLine : hues[wordHue],
      theme.wordInk,
      wordGround,
      leastLineRatio * margin,
    )
    return {
      sentence: {
        background: sentenceTint,
        ink: theme.ink,
        line: null,
        ratio: contrastRatio(theme.ink, over(sentenceTint, theme.page)),
      },
      word: {
        background: wordTint,
        ink: theme.wordInk,
        line,
        ratio: contrastRatio(theme.wordInk, wordGround),
      },
    }
  }
  const drawn = (hue: HighlightHue, least: number): Colour =>
    standingOut(hue === 'theme' ? theme.voiceInk : hues[hue], theme.ink, theme.page, least * margin)
  if (style === 'underline') {
    const lined = (hue: HighlightHue): Paint => {
      const line = drawn(hue, leastLineRatio)
      return { background: null, ink: theme.ink, line, ratio: contrastRatio(line, theme.page) }
    }
    return { sentence: lined(sentenceHue), word: lined(wordHue) }
  }
  const coloured = (hue: HighlightHue, isLined: boolean): Paint => {
    const ink = drawn(hue, leastTextRatio)
    return { background: null, ink, line: isLined ? ink : null, ratio: contrastRatio(ink, theme.page) }
  }
  return { sentence: coloured(sentenceHue, false), word: coloured(wordHue, true) }
}

/** A tint as strong as the theme's own, or as strong as the text on it allows. */
function tint(hue: HighlightHue, own: Colour, ink: Colour, ground: Colour): Colour {
  const base = hue === 'theme' ? own : hues[hue]
  for (let opacity = own[3]; opacity > opacityStep; opacity -= opacityStep) {
    const colour = withOpacity(base, opacity)
    if (contrastRatio(ink, over(colour, ground)) >= leastTextRatio * margin) return colour
  }
  return withOpacity(base, 0)
}
