import type { LineRun, TextLine } from './lines'

/** Fewer lines followed by one blank line are no habit. */
const minDoubledLines = 20
/** Widths between which people and programs wrap lines. */
const minMarginChars = 50
const maxMarginChars = 160
/** A wrapped line nearly reaches the margin; paragraphs that are lines by themselves have every length. */
const fullLineFill = 0.75
const minFullShare = 0.8
/** The margin is taken as the width that this share of the lines stays within: a few stick out. */
const marginQuantile = 0.9

/** Whether a habit of a file is one blank line after every hard-wrapped line: a line end converted twice. */
export function isDoubleSpaced(text: string, runs: readonly LineRun[]): boolean {
  const doubled = runs.filter((run, index) => isDoubledPair(text, run, runs[index + 1]))
  return isHabit(doubled.map(([line]) => line.endChar - line.startChar))
}

/**
 * Undoes double spacing, which would otherwise make a paragraph of every line.
 * @returns the same lines, those of one paragraph in one run
 */
export function joinDoubleSpacing(text: string, runs: readonly LineRun[]): readonly LineRun[] {
  const joined: LineRun[] = []
  let paragraph: TextLine[] = []
  runs.forEach((run, index) => {
    for (const line of run) paragraph.push(line)
    if (isDoubledPair(text, run, runs[index + 1])) return
    joined.push(paragraph)
    paragraph = []
  })
  return joined
}

/** Two single lines with exactly one blank line between them. */
function isDoubledPair(text: string, run: LineRun, next: LineRun | undefined): boolean {
  if (next === undefined || run.length > 1 || next.length > 1) return false
  return text.slice(run[0].endChar, next[0].startChar).split('\n').length === 3
}

function isHabit(widths: readonly number[]): boolean {
  if (widths.length < minDoubledLines) return false
  const sorted = [...widths].sort((a, b) => a - b)
  const margin = sorted[Math.floor((sorted.length - 1) * marginQuantile)]
  const full = widths.filter((width) => width >= margin * fullLineFill).length
  return margin >= minMarginChars && margin <= maxMarginChars && full >= widths.length * minFullShare
}
