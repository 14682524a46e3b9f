import { highlightSettingsSchema, type HighlightSettings } from '@contract/look-settings'
import { colourText, type Colour } from '../ui/colour'
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
  const named = [...properties('sentence', sentence, 1), ...properties('word', word, 2)]
  return [`:root { ${named.join(' ')} }`, rule('sentence', sentence, 1), rule('word', word, 2)].join('\n')
}

/**
 * The rule that says what a painted page is lit with, as properties ("--sheet-heard-word", "-ink", "-line" and the same
 * of the sentence); none where the tokens say it already.
 */
export function sheetHighlightRule(chosen: HighlightSettings, theme: ThemeColours): string {
  if (isUsual(chosen)) return ''
  const { sentence, word } = highlightPaints(chosen, theme)
  const border = (line: Colour | null, pixels: number): string =>
    line ? `${pixels}px solid ${colourText(line)}` : 'none'
  return `:root {
  --sheet-heard-sentence: ${sentence.background ? colourText(sentence.background) : 'transparent'};
  --sheet-heard-sentence-ink: ${colourText(sentence.ink)};
  --sheet-heard-sentence-line: ${border(sentence.line, 1)};
  --sheet-heard-word: ${word.background ? colourText(word.background) : 'transparent'};
  --sheet-heard-word-ink: ${colourText(word.ink)};
  --sheet-heard-word-line: ${border(word.line, 2)};
}`
}

function isUsual({ style, sentenceHue, wordHue }: HighlightSettings): boolean {
  return style === usual.style && sentenceHue === usual.sentenceHue && wordHue === usual.wordHue
}

/** The same for what cannot be painted as a highlight; without them the theme's own tokens hold. */
function properties(name: string, { background, ink, line }: Paint, linePixels: number): string[] {
  return [
    `--heard-${name}: ${background ? colourText(background) : 'transparent'};`,
    `--heard-${name}-ink: ${colourText(ink)};`,
    `--heard-${name}-line: ${line ? `underline ${linePixels}px ${colourText(line)}` : 'none'};`,
  ]
}

/** Two attributes outweigh the rules of highlights.css. */
function rule(name: string, { background, ink, line }: Paint, linePixels: number): string {
  const decoration = line ? `underline ${linePixels}px ${colourText(line)}` : 'none'
  return `:root[data-theme] ::highlight(${name}) {
  background-color: ${background ? colourText(background) : 'transparent'};
  color: ${colourText(ink)};
  text-decoration: ${decoration};
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
