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

/**
 * Undoes double spacing: a file whose hard-wrapped lines all have a blank line between them (a line end converted twice)
 * would otherwise come out as one paragraph a line.
 * @returns the same lines, those of one paragraph in one run; the very runs given where the file is not double-spaced
 */
export function joinDoubleSpacing(text: string, runs: readonly LineRun[]): readonly LineRun[] {
  const isDoubled = runs.map((run, index) => isDoubledPair(text, run, runs[index + 1]))
  if (!isHabit(runs.filter((_, index) => isDoubled[index]).map(([line]) => line.endChar - line.startChar)))
    return runs
  const joined: LineRun[] = []
  let paragraph: TextLine[] = []
  runs.forEach((run, index) => {
    for (const line of run) paragraph.push(line)
    if (isDoubled[index]) return
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
