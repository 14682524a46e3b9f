import type { TextRun } from './runs'

/** A bold face or a shadow made by printing twice shifts the text by less than this, in parts of the font's size. */
const maxShiftEm = 0.28

/**
 * Leaves out text that is printed once more over itself.
 * @returns what is left, in the same order
 */
export function withoutOverprint(runs: readonly TextRun[]): TextRun[] {
  const seen = new Map<string, TextRun[]>()
  return runs.filter((run) => {
    const text = run.text.trim()
    const known = seen.get(text)
    if (known === undefined) {
      seen.set(text, [run])
      return true
    }
    // The latest few: a page that prints one word ten thousand times is not compared with itself throughout.
    if (known.slice(-maxCompared).some((other) => isOver(run, other))) return false
    known.push(run)
    return true
  })
}

const maxCompared = 40

function isOver(run: TextRun, other: TextRun): boolean {
  const shift = maxShiftEm * Math.min(run.size, other.size)
  return (
    run.turn === other.turn &&
    Math.abs(run.x0 - other.x0) < shift &&
    Math.abs(run.baseline - other.baseline) < shift &&
    Math.abs(run.size - other.size) < shift
  )
}
