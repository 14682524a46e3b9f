/** Lines of the sentence that the mini player shows. */
export const shownLines = 2

/**
 * The first line to show so that a line is seen: the lines stay while it is among them; else it becomes the first, and
 * what follows it is seen as well.
 * @param line  of the word, from 0
 * @param first shown now
 * @param count lines of the sentence
 */
export function firstLineShown(line: number, first: number, count: number): number {
  const last = Math.max(0, count - shownLines)
  const wanted = line >= first && line < first + shownLines ? first : line
  return Math.min(last, Math.max(0, wanted))
}

/** The next of the speeds that a click goes round: the next faster one, after the fastest the slowest. */
export function nextSpeed(speed: number, presets: readonly number[]): number {
  return presets.find((preset) => preset > speed + 0.001) ?? presets[0] ?? speed
}
