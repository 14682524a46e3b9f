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
  const isUsual =
    chosen.style === usual.style &&
    chosen.sentenceHue === usual.sentenceHue &&
    chosen.wordHue === usual.wordHue
  if (isUsual) return ''
  const { sentence, word } = highlightPaints(chosen, theme)
  const named = [...properties('sentence', sentence, 1), ...properties('word', word, 2)]
  return [`:root { ${named.join(' ')} }`, rule('sentence', sentence, 1), rule('word', word, 2)].join('\n')
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
    const theme = themeColours(getComputedStyle(this.page.documentElement))
    this.#sheet.replaceSync(theme ? highlightRules(chosen, theme) : '')
  }
}
