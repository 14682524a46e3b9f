import { z } from 'zod'

/** Faces the text of the page can be set in; the first is the one the page was drawn with. */
export const readingFaces = ['serif', 'system', 'sans', 'atkinson', 'opendyslexic'] as const
export type ReadingFace = (typeof readingFaces)[number]

/** Steps of the reading size, as [font px, line px] (look: Grid and type). */
export const readingSizes = [
  [15, 24],
  [17, 28],
  [19, 32],
  [21, 36],
  [24, 40],
  [28, 44],
] as const

/** Of the line that belongs to the size; what is drawn is never under 1.5 of the size. */
export const lineSpacingRange = { min: 0.9, max: 1.5, step: 0.05 } as const
/** Added between letters, in em. WCAG 2.2 (1.4.12) asks for 0.12 to be possible. */
export const letterSpacingRange = { min: 0, max: 0.15, step: 0.01 } as const
/** Added between words, in em. WCAG 2.2 (1.4.12) asks for 0.16 to be possible. */
export const wordSpacingRange = { min: 0, max: 0.4, step: 0.02 } as const
/** Of the column, in px. */
export const columnWidthRange = { min: 400, max: 1_000, step: 20 } as const

/** A number of a range; one beyond it, from a file written by hand, is refused. */
function within({ min, max }: { readonly min: number; readonly max: number }, usual: number) {
  return z.number().min(min).max(max).default(usual)
}

/** How the text of the page is set. */
export const textSettingsSchema = z.object({
  face: z.enum(readingFaces).default('serif'),
  lineSpacing: within(lineSpacingRange, 1),
  letterSpacing: within(letterSpacingRange, 0),
  wordSpacing: within(wordSpacingRange, 0),
  columnWidth: within(columnWidthRange, 620),
})
export type TextSettings = z.infer<typeof textSettingsSchema>

/** What of the text that is heard is marked. */
export const highlightUnits = ['both', 'word', 'sentence', 'off'] as const
export type HighlightUnits = (typeof highlightUnits)[number]
export const highlightStyles = ['background', 'underline', 'text'] as const
export type HighlightStyle = (typeof highlightStyles)[number]
/** 'theme' is the colour the theme was drawn with. */
export const highlightHues = ['theme', 'yellow', 'green', 'aqua', 'pink', 'violet'] as const
export type HighlightHue = (typeof highlightHues)[number]
export const clickChoices = ['session', 'double', 'off'] as const
/** What a click on the text does: reads from there while a session exists; only a double click does; nothing. */
export type ClickChoice = (typeof clickChoices)[number]
/** Height of the reading ruler, in lines. */
export const rulerLinesRange = { min: 1, max: 7, step: 1 } as const

/** How what is heard is shown on the page. */
export const highlightSettingsSchema = z.object({
  units: z.enum(highlightUnits).default('both'),
  style: z.enum(highlightStyles).default('background'),
  sentenceHue: z.enum(highlightHues).default('theme'),
  wordHue: z.enum(highlightHues).default('theme'),
  /** Whether the page moves with the voice. */
  follow: z.boolean().default(true),
  clickToRead: z.enum(clickChoices).default('session'),
  /** Whether all but the sentence heard is shown in the colour of what is skipped. */
  dimRest: z.boolean().default(false),
  ruler: z.boolean().default(false),
  rulerLines: z.number().int().min(rulerLinesRange.min).max(rulerLinesRange.max).default(1),
})
export type HighlightSettings = z.infer<typeof highlightSettingsSchema>
