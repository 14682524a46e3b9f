import type { Block, BlockKind } from '@contract/document'
import { maskControls } from '../mask-controls'
import { joinDoubleSpacing } from './double-spacing'
import { canBeTitle, headingLevel, isAllCapitals, isDivisionAlone } from './headings'
import { collectRuns, type LineRun, type TextLine } from './lines'

/** Hard-wrapped lines are shorter than this; a longer one is a paragraph in itself. */
const longLineChars = 160
/** A hard-wrapped paragraph, among lines that are paragraphs each: this many lines, of about this width … */
const minWrappedLines = 3
const minMarginChars = 50
/** … that this share of them fills to this share. */
const wrappedFill = 0.7
/** Text sampled to see whether it is written in capitals throughout. */
const capitalsSampleChars = 20_000
/** "CHAPTER IV" and at most this many lines with its title. */
const maxTitleLines = 2
/** Where a run begins at the margin, more indented lines than this are hanging ones. */
const maxIndentedShare = 0.6

const rule = /^[=\-~_*#•·.+\s]+$/
const bullet = /^([-*•]) +\S/

/** Ranges of the text that become one block each, in order. */
interface Piece {
  readonly kind: BlockKind
  readonly level?: number
  readonly startChar: number
  readonly endChar: number
}

/**
 * Splits plain text into headings and paragraphs. Every visible character is in exactly one block. A block's text has
 * the length of its source range and differs from it only where a control character or a line end was replaced
 * (`exact` is then false); its ranges are ranges of the source all the same, moved by `source.startChar`.
 */
export function splitTextIntoBlocks(source: string): Block[] {
  const text = maskControls(source)
  const runs = joinDoubleSpacing(text, collectRuns(text))
  const isLinePerParagraph = hasLongLines(runs.flat())
  const acceptCapitals = !isAllCapitalsText(text)
  return runs
    .flatMap((run) =>
      hasLongLines(run) || (isLinePerParagraph && !looksWrapped(run))
        ? piecesOfLines(text, run, acceptCapitals)
        : piecesOf(text, run, acceptCapitals),
    )
    .map((piece) => toBlock(source, text, piece))
}

function toBlock(source: string, text: string, { kind, level, startChar, endChar }: Piece): Block {
  const shown = text.slice(startChar, endChar)
  return {
    kind,
    ...(level === undefined ? {} : { level }),
    text: shown,
    marks: [],
    source: { part: 0, startChar, endChar, exact: shown === source.slice(startChar, endChar) },
  }
}

function hasLongLines(lines: LineRun): boolean {
  let longChars = 0
  let allChars = 0
  for (const line of lines) {
    const chars = line.endChar - line.startChar
    allChars += chars
    if (chars > longLineChars) longChars += chars
  }
  return longChars * 2 >= allChars && longChars > 0
}

/** Whether most lines of a run reach for the same margin, as those of a hard-wrapped paragraph do. */
function looksWrapped(run: LineRun): boolean {
  if (run.length < minWrappedLines) return false
  const widths = run.map((line) => line.indentColumns + line.endChar - line.startChar)
  const margin = widths.reduce((most, width) => Math.max(most, width), 0)
  const full = widths.slice(0, -1).filter((width) => width >= margin * wrappedFill).length
  return margin >= minMarginChars && full >= (run.length - 1) * wrappedFill
}

/** Every line for itself. Capitals make a heading only between lines that are not in capitals as well. */
function piecesOfLines(text: string, run: LineRun, acceptCapitals: boolean): Piece[] {
  const isCapital = run.map((line) => isAllCapitals(text.slice(line.startChar, line.endChar)))
  return run.flatMap((line, index) =>
    piecesOf(text, [line], acceptCapitals && !isCapital[index - 1] && !isCapital[index + 1]),
  )
}

function isAllCapitalsText(text: string): boolean {
  const letters = text.slice(0, capitalsSampleChars).match(/\p{L}/gu) ?? []
  const capitals = letters.filter((letter) => isAllCapitals(letter)).length
  return capitals * 2 > letters.length
}

/** One run of lines: a heading and what follows it, a list, indented paragraphs, or one paragraph. */
function piecesOf(text: string, run: LineRun, acceptCapitals: boolean): Piece[] {
  const lineText = (line: TextLine): string => text.slice(line.startChar, line.endChar)
  const first = lineText(run[0])
  if (run.length === 1) {
    if (first.length >= 3 && rule.test(first)) return [piece('furniture', run)]
    const level = headingLevel(first, acceptCapitals)
    return [level === null ? piece('paragraph', run) : piece('heading', run, level)]
  }
  if (run.length === 2 && rule.test(lineText(run[1])) && canBeTitle(first) && !rule.test(first)) {
    return [
      piece('heading', run.slice(0, 1), headingLevel(first, true) ?? 2),
      piece('furniture', run.slice(1)),
    ]
  }
  // A list of chapters is no chapter.
  if (isDivisionAlone(first) && !isDivisionAlone(lineText(run[1]))) {
    const level = headingLevel(first, acceptCapitals) ?? 2
    const isWholeHeading =
      run.length <= 1 + maxTitleLines && run.slice(1).every((line) => canBeTitle(lineText(line)))
    if (isWholeHeading) return [piece('heading', run, level)]
    return [piece('heading', run.slice(0, 1), level), ...piecesOf(text, run.slice(1), acceptCapitals)]
  }
  const mark = bullet.exec(first)?.[1]
  if (mark !== undefined) return splitBefore(run, (line) => bullet.exec(lineText(line))?.[1] === mark)
  const marginColumns = run.reduce((least, line) => Math.min(least, line.indentColumns), Infinity)
  const isIndented = (line: TextLine): boolean => line.indentColumns >= marginColumns + 2
  const indentedLines = run.filter(isIndented).length
  const isFew = indentedLines > 0 && indentedLines <= run.length * maxIndentedShare
  if (isIndented(run[0]) || isFew) return splitBefore(run, isIndented)
  return [piece('paragraph', run)]
}

function splitBefore(run: LineRun, isFirst: (line: TextLine) => boolean): Piece[] {
  const pieces: Piece[] = []
  let start = 0
  for (let index = 1; index <= run.length; index += 1) {
    if (index < run.length && !isFirst(run[index])) continue
    pieces.push(piece('paragraph', run.slice(start, index)))
    start = index
  }
  return pieces
}

function piece(kind: BlockKind, run: LineRun, level?: number): Piece {
  return { kind, level, startChar: run[0].startChar, endChar: run[run.length - 1].endChar }
}
