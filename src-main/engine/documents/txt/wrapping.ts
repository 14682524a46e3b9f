import type { LineRun, TextLine } from './lines'

/** Hard-wrapped lines are shorter than this; a longer one is a paragraph in itself. */
const longLineChars = 160
/** A hard-wrapped paragraph, among lines that are paragraphs each: this many lines, of about this width … */
const minWrappedLines = 3
const minMarginChars = 50
/** … that this share of them fills to this share. */
const wrappedFill = 0.7

/** Whether most of some lines' text is in lines too long to be hard-wrapped. */
export function hasLongLines(lines: LineRun): boolean {
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
export function looksWrapped(run: LineRun): boolean {
  return run.length >= minWrappedLines && endColumn(run) >= minMarginChars && isFilled(run)
}

/** Whether the lines of a run but the last are about equally long. */
export function isFilled(run: LineRun): boolean {
  const margin = endColumn(run)
  const full = run
    .slice(0, -1)
    .filter((line) => line.indentColumns + line.endChar - line.startChar >= margin * wrappedFill).length
  return full >= (run.length - 1) * wrappedFill
}

/** The column that the longest line of a run ends at. */
export function endColumn(run: readonly TextLine[]): number {
  return run.reduce((most, line) => Math.max(most, line.indentColumns + line.endChar - line.startChar), 0)
}

/** The column that the lines of a run begin at, the leftmost of them. */
export function startColumn(run: readonly TextLine[]): number {
  return run.reduce((least, line) => Math.min(least, line.indentColumns), Infinity)
}
