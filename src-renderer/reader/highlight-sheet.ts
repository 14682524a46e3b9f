import { highlightSettingsSchema, type HighlightSettings } from '@contract/look-settings'
import { colourText } from '../ui/colour'
import { highlightPaints, themeColours, type Paint, type ThemeColours } from './highlight-colours'

const usual = highlightSettingsSchema.parse({})

/**
 * The rules that paint what was chosen, over those of highlights.css; none for what that draws already. Colours are
 * written out: Chrome 114 resolves no custom property inside ::highlight(). Beside them they stand as properties
 * ("--heard-word", "--heard-word-ink", "--heard-word-line" and the same of the sentence).
 */
export function highlightRules(chosen: HighlightSettings, theme: ThemeColours): string {
  if (isUsual(chosen)) return ''
  const { sentence, word } = highlightPaints(chosen, theme)
  const sentenceText = paintText(sentence, 1, underline)
  const wordText = paintText(word, 2, underline)
  const named = [...properties('heard-sentence', sentenceText), ...properties('heard-word', wordText)]
  return [`:root { ${named.join(' ')} }`, rule('sentence', sentenceText), rule('word', wordText)].join('\n')
}

/**
 * The rule that says what a painted page is lit with, as properties ("--sheet-heard-word", "-ink", "-line" and the same
 * of the sentence); none where the tokens say it already.
 */
export function sheetHighlightRule(chosen: HighlightSettings, theme: ThemeColours): string {
  if (isUsual(chosen)) return ''
  const { sentence, word } = highlightPaints(chosen, theme)
  const border = (line: string, pixels: number): string => `${pixels}px solid ${line}`
  const named = [
    ...properties('sheet-heard-sentence', paintText(sentence, 1, border)),
    ...properties('sheet-heard-word', paintText(word, 2, border)),
  ]
  return `:root { ${named.join(' ')} }`
}

function isUsual({ style, sentenceHue, wordHue }: HighlightSettings): boolean {
  return style === usual.style && sentenceHue === usual.sentenceHue && wordHue === usual.wordHue
}

/** A paint as values of CSS. */
interface PaintText {
  readonly background: string
  readonly ink: string
  readonly line: string
}

/** @param lineText how a line of a colour and of so many px is written */
function paintText(
  { background, ink, line }: Paint,
  linePixels: number,
  lineText: (colour: string, pixels: number) => string,
): PaintText {
  return {
    background: background ? colourText(background) : 'transparent',
    ink: colourText(ink),
    line: line ? lineText(colourText(line), linePixels) : 'none',
  }
}

function underline(colour: string, pixels: number): string {
  return `underline ${pixels}px ${colour}`
}

/** For what cannot be painted as a highlight; without them the theme's own tokens hold. */
function properties(name: string, { background, ink, line }: PaintText): string[] {
  return [`--${name}: ${background};`, `--${name}-ink: ${ink};`, `--${name}-line: ${line};`]
}

/** Two attributes outweigh the rules of highlights.css. */
function rule(name: string, { background, ink, line }: PaintText): string {
  return `:root[data-theme] ::highlight(${name}) {
  background-color: ${background};
  color: ${ink};
  text-decoration: ${line};
  text-decoration-skip-ink: none;
}`
}

/** The style sheet of a page that holds what was chosen for its highlights. */
export class HighlightSheet {
  readonly #sheet = new CSSStyleSheet()

  constructor(private readonly page: Document) {
    page.adoptedStyleSheets = [...page.adoptedStyleSheets, this.#sheet]
  }

  /** Call again after every change of theme: the colours are made out of its tokens. */
  paint(chosen: HighlightSettings): void {
    const style = getComputedStyle(this.page.documentElement)
    const theme = themeColours(style)
    const paper = themeColours(style, 'sheet')
    const rules = [theme && highlightRules(chosen, theme), paper && sheetHighlightRule(chosen, paper)]
    this.#sheet.replaceSync(rules.filter(Boolean).join('\n'))
  }
}
