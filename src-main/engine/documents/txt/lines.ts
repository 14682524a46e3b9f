/** A line that holds something: the range of its text without outer white space, and what stood before it. */
export interface TextLine {
  readonly startChar: number
  readonly endChar: number
  /** White space at its beginning, in columns of a Latin letter; a tab or an ideographic space counts as two. */
  readonly indentColumns: number
}

/** Lines with nothing but white space between this run of lines and the next: a run has none. */
export type LineRun = readonly TextLine[]

/**
 * Gathers the lines of a text into runs separated by blank lines, or by the ends of pages.
 * @param text with "\n" as its only line end
 * @param source the same before its controls were masked: there the form feeds are
 */
export function collectRuns(text: string, source = text): LineRun[] {
  const hasPages = source.includes('\f')
  const runs: LineRun[] = []
  let run: TextLine[] = []
  for (let lineStart = 0; lineStart <= text.length;) {
    const found = text.indexOf('\n', lineStart)
    const lineEnd = found === -1 ? text.length : found
    const raw = text.slice(lineStart, lineEnd)
    const indentChars = raw.length - raw.trimStart().length
    if (indentChars < raw.length) {
      const beginsPage = hasPages && source.slice(lineStart, lineStart + indentChars).includes('\f')
      if (beginsPage && run.length > 0) {
        runs.push(run)
        run = []
      }
      run.push({
        startChar: lineStart + indentChars,
        endChar: lineStart + raw.trimEnd().length,
        indentColumns: columnsOf(raw.slice(0, indentChars)),
      })
    } else if (run.length > 0) {
      runs.push(run)
      run = []
    }
    lineStart = lineEnd + 1
  }
  if (run.length > 0) runs.push(run)
  return runs
}

function columnsOf(space: string): number {
  return space.length + (space.match(/[\t\u3000]/g)?.length ?? 0)
}
