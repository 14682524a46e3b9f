import { matchesOf } from '../../text/matches'
import { maskControls } from '../mask-controls'
import { isDoubleSpaced } from './double-spacing'
import { isAllCapitals } from './headings'
import { collectRuns, type LineRun, type TextLine } from './lines'
import { hasLongLines } from './wrapping'

/** How a text is laid out, learnt from its beginning: what tells a verse from a paragraph and a page number from a chapter's. */
export interface TextHabits {
  /** Paragraphs are lines, however long. */
  readonly isLinePerParagraph: boolean
  /** Capitals alone make a heading: the text is not written in capitals throughout. */
  readonly acceptCapitals: boolean
  /** Every line of a paragraph is followed by a blank one. */
  readonly isDoubleSpaced: boolean
  /** The column lines are wrapped at; null where they are not. */
  readonly wrapColumns: number | null
  /** White space that most lines of running text begin with. */
  readonly bodyIndentColumns: number
  /** What numbers that stand alone on a line are. */
  readonly loneNumbers: 'pages' | 'chapters' | 'text'
  /** Labels of lines that begin like notes: "[3]", "[Footnote 3:". */
  readonly noteLabels: ReadonlySet<string>
}

/** Habits are plain after this much; a licence at the beginning is shorter. */
const sampleChars = 300_000
/** Text sampled to see whether it is written in capitals throughout. */
const capitalsSampleChars = 20_000
/** Lines of running text there must be to speak of a margin, and the widths people wrap at. */
const minWrappedLines = 6
const minWrapColumns = 36
const maxWrapColumns = 120
/** Lines of running text are at least this full; a tenth may be shorter (ends of paragraphs among them) … */
const fullLineFill = 0.72
const minFullShare = 0.6
/** … and as many may stick out. */
const wrapQuantile = 0.9
/** Numbers on lines of their own that follow each other this closely, in characters, are those of pages. */
const maxPageChars = 3_600
/** Labels of notes kept: a book of notes has a few thousand. */
const maxNoteLabels = 20_000

const loneNumber = /^[^\S\n]*[-–—[(]?[^\S\n]?(\d{1,4})[^\S\n]?[-–—\])]?[^\S\n]*$/gm
const noteAtStart = /^[^\S\n]*[[{](?:(?:footnote|note) )?(\d{1,4}|[a-z]|[*†‡]{1,3})[\]}:]/gim

/**
 * Learns the habits of a text from its first characters, and the labels of its notes from all of it.
 * @param startChar where the text itself begins
 */
export function learnHabits(source: string, startChar = 0): TextHabits {
  const sample = source.slice(startChar, startChar + sampleChars)
  const text = maskControls(sample)
  const runs = collectRuns(text, sample)
  const lines = runs.flat()
  const wrap = wrapOf(runs)
  return {
    isLinePerParagraph: hasLongLines(lines),
    acceptCapitals: !isAllCapitalsText(text),
    isDoubleSpaced: isDoubleSpaced(text, runs),
    ...wrap,
    loneNumbers: meaningOfLoneNumbers(text, sample),
    noteLabels: labelsOfNotes(source),
  }
}

function wrapOf(runs: readonly LineRun[]): Pick<TextHabits, 'wrapColumns' | 'bodyIndentColumns'> {
  // The last line of a paragraph has any width.
  const lines = runs.filter((run) => run.length > 2).flatMap((run) => run.slice(0, -1))
  const none = { wrapColumns: null, bodyIndentColumns: 0 }
  if (lines.length < minWrappedLines) return none
  const widths = lines.map(widthOf).sort((a, b) => a - b)
  const wrapColumns = widths[Math.floor((widths.length - 1) * wrapQuantile)]
  const full = lines.filter((line) => widthOf(line) >= wrapColumns * fullLineFill)
  if (wrapColumns < minWrapColumns || wrapColumns > maxWrapColumns) return none
  if (full.length < lines.length * minFullShare) return none
  return { wrapColumns, bodyIndentColumns: commonest(full.map(({ indentColumns }) => indentColumns)) }
}

/** The column a line ends at. */
function widthOf({ indentColumns, startChar, endChar }: TextLine): number {
  return indentColumns + endChar - startChar
}

function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best = 0
  for (const [value, count] of counts) if (count > (counts.get(best) ?? 0)) best = value
  return best
}

function isAllCapitalsText(text: string): boolean {
  const letters = text.slice(0, capitalsSampleChars).match(/\p{L}/gu) ?? []
  const capitals = letters.filter((letter) => isAllCapitals(letter)).length
  return capitals * 2 > letters.length
}

/** Numbers that count up by one: close together or beside form feeds they are those of pages, else those of chapters. */
function meaningOfLoneNumbers(text: string, source: string): 'pages' | 'chapters' | 'text' {
  const found = matchesOf(loneNumber, text).map((match) => ({ at: match.index, value: Number(match[1]) }))
  const steps = found.slice(1).filter(({ value }, index) => value === found[index].value + 1)
  if (steps.length === 0 || steps.length * 2 < found.length - 1) return 'text'
  if (source.includes('\f')) return 'pages'
  const span = found[found.length - 1].at - found[0].at
  if (span / (found.length - 1) <= maxPageChars && found.length > 3) return 'pages'
  return found[0].value === 1 ? 'chapters' : 'pages'
}

function labelsOfNotes(source: string): ReadonlySet<string> {
  const labels = new Set<string>()
  noteAtStart.lastIndex = 0
  for (let match = noteAtStart.exec(source); match !== null; match = noteAtStart.exec(source)) {
    labels.add(match[1])
    if (labels.size >= maxNoteLabels) break
  }
  return labels
}
