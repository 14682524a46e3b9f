import { matchesOf } from '../../text/matches'
import { readingOrder, isRightToLeft } from './direction'
import { median } from './geometry'
import { letterHeight, type FontLook, type TextRun } from './runs'
import { concatenated, marked, sliced, type PageMarkKind, type StyledText } from './styled-text'

/** A line of text on a page. Lengths in points, in the frame of the line's turn. */
export interface Line {
  /** Of the document, from 0. */
  readonly page: number
  readonly styled: StyledText
  readonly x0: number
  readonly x1: number
  readonly top: number
  readonly bottom: number
  readonly baseline: number
  /** Of most of its text. */
  readonly size: number
  /** All sizes that a word of it is set in. */
  readonly sizes: readonly number[]
  readonly look: FontLook
  readonly isBold: boolean
  readonly isItalic: boolean
  readonly isRightToLeft: boolean
  /** Of the page's decoded text. */
  readonly startChar: number
  readonly endChar: number
  /** Stretches of the line with more room between them than between words; ranges of its text. */
  readonly cells: readonly LineCell[]
}

/** A stretch of a line. */
export interface LineCell {
  readonly x0: number
  readonly x1: number
  readonly startChar: number
  readonly endChar: number
}

/** From here on room between two pieces is a space, in parts of the font's size; kerning stays below it. */
const spaceEm = 0.17
/** The same where the page shows a space. */
const shownSpaceEm = 0.04
/** From here on it parts columns of a table. */
const cellGapEm = 1.2
/** Smaller than this part of its line's letters, raised or lowered text is an index. */
const indexSizeRatio = 0.86
const raisedEm = 0.14
const loweredEm = 0.08
const indexGapEm = 0.28
/** Letters placed one by one this far apart are a spaced word. */
const spacedLetters = /^(?:\p{L}[ \u00a0]){3,}\p{L}$/u
/** Beside such a word fewer letters and signs that stand alone are one, too: "O N E", "1 2". */
const setApart = /^\S(?:[ \u00a0]\S)+$/u
const unspacedLetters = /[^ \u00a0]+/g

/**
 * Puts the pieces of one line together.
 * @param runs at least one, of one line and page
 */
export function makeLine(page: number, runs: readonly TextRun[]): Line {
  const placed = [...runs].sort((a, b) => a.x0 - b.x0 || a.startChar - b.startChar)
  const main = mainRun(placed)
  const hasSpacedWord = placed.some(({ text }) => spacedLetters.test(text))
  const order = readingOrder(placed.map(({ text }) => text))
  const pieces: StyledText[] = []
  const cells: { x0: number; x1: number; startChar: number; endChar: number }[] = []
  let length = 0
  let previous: TextRun | null = null
  for (const at of order) {
    const run = placed[at]
    const gap = previous === null ? 0 : gapBetween(previous, run)
    const isBreak = previous === null || gap > cellGapEm * main.size
    const hasSpace = previous !== null && isParted(previous, run, gap)
    if (hasSpace) pieces.push({ text: ' ', marks: [] })
    if (hasSpace) length++
    const isSpaced = hasSpacedWord && setApart.test(run.text)
    const { text } = appendRun(pieces, page, run, marksOf(run, main), isSpaced)
    const cell = cells.at(-1)
    if (isBreak || cell === undefined)
      cells.push({ x0: run.x0, x1: run.x1, startChar: length, endChar: length + text.length })
    else {
      cell.x0 = Math.min(cell.x0, run.x0)
      cell.x1 = Math.max(cell.x1, run.x1)
      cell.endChar = length + text.length
    }
    length += text.length
    previous = run
  }
  const styled = concatenated(pieces)
  const onLine = placed.filter(({ size }) => size >= main.size * indexSizeRatio)
  const letters = letterHeight(main)
  return {
    page,
    styled,
    x0: Math.min(...ends(placed, 'x0')),
    x1: Math.max(...ends(placed, 'x1')),
    ...letters,
    baseline: median(onLine.map(({ baseline }) => baseline)),
    size: main.size,
    sizes: sizesOf(placed),
    look: main.look,
    isBold: isAll(placed, ({ look }) => look.isBold),
    isItalic: isAll(placed, ({ look }) => look.isItalic),
    isRightToLeft: isRightToLeft(styled.text),
    startChar: placed.reduce((least, { startChar }) => Math.min(least, startChar), Infinity),
    endChar: placed.reduce((most, { startChar, text }) => Math.max(most, startChar + text.length), 0),
    cells,
  }
}

/** One of the pieces in the size that most of the line's letters have. */
function mainRun(runs: readonly TextRun[]): TextRun {
  const chars = new Map<number, { run: TextRun; count: number }>()
  for (const run of runs) {
    const key = Math.round(run.size * 4)
    const known = chars.get(key)
    if (known === undefined) chars.set(key, { run, count: run.text.length })
    else known.count += run.text.length
  }
  let main: { run: TextRun; count: number } | null = null
  for (const candidate of chars.values()) if (main === null || candidate.count > main.count) main = candidate
  return main?.run ?? runs[0]
}

function sizesOf(runs: readonly TextRun[]): number[] {
  const words = runs.filter(({ text }) => /\p{L}{2}/u.test(text))
  return [...new Set((words.length > 0 ? words : runs).map(({ size }) => size))]
}

function gapBetween(previous: TextRun, run: TextRun): number {
  return Math.max(run.x0 - previous.x1, previous.x0 - run.x1)
}

function isParted(previous: TextRun, run: TextRun, gap: number): boolean {
  if (/\s$/.test(previous.text) || /^\s/.test(run.text)) return false
  const size = Math.min(previous.size, run.size)
  // pdf.js tells of white space by what the page draws; what it draws can be nothing at all.
  // The one shown later knows of it.
  // Indices are set close to what they belong to, with less room than letters of their own size would have.
  if (run.size < indexSizeRatio * previous.size && /^[\d*†‡§¶]/.test(run.text))
    return gap > indexGapEm * previous.size
  const later = run.startChar > previous.startChar ? run : previous
  return gap > spaceEm * size || (later.afterSpace && gap > shownSpaceEm * size)
}

function marksOf(run: TextRun, main: TextRun): PageMarkKind[] {
  const kinds: PageMarkKind[] = []
  if (run.look.isBold) kinds.push('strong')
  if (run.look.isItalic) kinds.push('emphasis')
  if (run.size < main.size * indexSizeRatio && /[\p{L}\p{N}*†‡§¶]/u.test(run.text)) {
    if (run.baseline < main.baseline - raisedEm * main.size) kinds.push('superscript')
    else if (run.baseline > main.baseline + loweredEm * main.size) kinds.push('subscript')
  }
  return kinds
}

/** Adds what a run says. @param isSpaced whether its letters are set apart: they are one word */
function appendRun(
  pieces: StyledText[],
  page: number,
  run: TextRun,
  kinds: readonly PageMarkKind[],
  isSpaced: boolean,
): StyledText {
  const whole = { ...marked(run.text, kinds), ...placesOf(page, run) }
  const styled = isSpaced
    ? concatenated(
        matchesOf(unspacedLetters, run.text).map(({ index, 0: { length } }) =>
          sliced(whole, index, index + length),
        ),
      )
    : whole
  pieces.push(styled)
  return styled
}

function placesOf(page: number, { text, glyphs }: TextRun): Pick<StyledText, 'places'> {
  return glyphs === undefined
    ? {}
    : { places: [{ startChar: 0, endChar: text.length, page, glyphs, firstUnit: 0 }] }
}

function ends(runs: readonly TextRun[], side: 'x0' | 'x1'): number[] {
  // A line of many thousand pieces must not become as many arguments.
  const all = runs.map((run) => run[side])
  return [all.reduce((a, b) => (side === 'x0' ? Math.min(a, b) : Math.max(a, b)), all[0])]
}

function isAll(runs: readonly TextRun[], has: (run: TextRun) => boolean): boolean {
  return runs.every((run) => has(run) || !/[\p{L}\p{N}]/u.test(run.text))
}
