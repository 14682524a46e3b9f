import { readingSizes, type ReadingFace } from '@contract/look-settings'
import type { ViewSettings } from '@contract/settings'

/** Below this the tints of two lines overlap (look: Grid and type). */
const leastLineRatio = 1.5
/** Mean width of a letter of each face, in em, measured on English prose: 620 px hold 66 of Literata at 19 px. */
const letterWidthEm: Record<ReadingFace, number> = {
  serif: 0.494,
  system: 0.53,
  sans: 0.51,
  atkinson: 0.49,
  opendyslexic: 0.69,
}
/** Letters on a line that heights are reckoned with; `page-dom.ts` counts lines by it. */
export const reckonedCharsPerLine = 66

/** Measures of the text on the page, in px. */
export interface ReadingMeasures {
  readonly size: number
  readonly line: number
  readonly column: number
  /** Lines a text takes, over those it takes at `reckonedCharsPerLine`. */
  readonly lineFactor: number
}

/** What the chosen size, spacings and width come to. */
export function readingMeasures({ readingSize, text }: ViewSettings): ReadingMeasures {
  const [size, usualLine] = readingSizes[readingSize] ?? readingSizes[2]
  const line = Math.max(Math.ceil(size * leastLineRatio), Math.round(usualLine * text.lineSpacing))
  // One letter in six is a space.
  const charWidth = size * (letterWidthEm[text.face] + text.letterSpacing + text.wordSpacing / 6)
  const charsPerLine = text.columnWidth / charWidth
  return { size, line, column: text.columnWidth, lineFactor: reckonedCharsPerLine / charsPerLine }
}

/** The families of a face, the last ones for letters it lacks; null: those of tokens.css. */
export const faceFamilies: Record<ReadingFace, string | null> = {
  serif: null,
  system: 'system-ui, sans-serif',
  sans: "'Inter Variable', 'Inter', system-ui, sans-serif",
  atkinson: "'Atkinson Hyperlegible Next Variable', 'Inter Variable', system-ui, sans-serif",
  opendyslexic: "'OpenDyslexic', 'Inter Variable', system-ui, sans-serif",
}

/** Faces that are loaded when they are chosen; the others are always there. */
const faceFiles: Partial<Record<ReadingFace, () => Promise<unknown>>> = {
  atkinson: () =>
    Promise.all([
      import('@fontsource-variable/atkinson-hyperlegible-next/wght.css'),
      import('@fontsource-variable/atkinson-hyperlegible-next/wght-italic.css'),
    ]),
  opendyslexic: () => import('./opendyslexic.css'),
}

/**
 * Makes a face's files known to the page; the letters themselves come when they are first drawn. A face that cannot
 * be loaded leaves the text in the next of its families.
 */
export async function loadFace(face: ReadingFace): Promise<void> {
  await faceFiles[face]?.()
}

/** Puts face, size, spacings and width of the text on the root element. */
export function applyReadingText(root: HTMLElement, view: ViewSettings): void {
  const { size, line, column, lineFactor } = readingMeasures(view)
  const { face, letterSpacing, wordSpacing } = view.text
  const properties: Record<string, string | null> = {
    '--face-read': faceFamilies[face],
    '--read-size': `${size}px`,
    '--read-line': `${line}px`,
    '--read-measure': `${column}px`,
    '--read-line-factor': lineFactor.toFixed(3),
    '--read-letters': letterSpacing === 0 ? null : `${letterSpacing}em`,
    '--read-words': wordSpacing === 0 ? null : `${wordSpacing}em`,
  }
  for (const [name, value] of Object.entries(properties)) {
    if (value === null) root.style.removeProperty(name)
    else root.style.setProperty(name, value)
  }
}
