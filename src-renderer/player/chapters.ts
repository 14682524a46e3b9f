import type { ContentsLine } from '../library/contents'

/** A stretch of blocks; `untilBlock` is not in it. */
export interface BlockSpan {
  readonly fromBlock: number
  readonly untilBlock: number
}

/**
 * The chapter a block belongs to: from the line of the contents before it to the next one, of whatever level. A document
 * without contents is one chapter, and so is what stands before its first line.
 */
export function chapterOf(block: number, lines: readonly ContentsLine[], blockCount: number): BlockSpan {
  let fromBlock = 0
  let untilBlock = blockCount
  for (const line of lines) {
    if (line.block <= block) fromBlock = Math.max(fromBlock, line.block)
    else untilBlock = Math.min(untilBlock, line.block)
  }
  return { fromBlock, untilBlock: Math.max(untilBlock, fromBlock) }
}

/** What each line of the contents covers: up to the next line that is not inside of it. */
export function entrySpans(lines: readonly ContentsLine[], blockCount: number): BlockSpan[] {
  const spans = lines.map(({ block }) => ({ fromBlock: block, untilBlock: blockCount }))
  /** Lines that are still open, the innermost last. */
  const open: number[] = []
  lines.forEach(({ block, depth }, index) => {
    for (
      let last = open.at(-1);
      last !== undefined && (lines[last]?.depth ?? 0) >= depth;
      last = open.at(-1)
    ) {
      const span = spans[last]
      if (span) span.untilBlock = Math.max(span.fromBlock, block)
      open.pop()
    }
    open.push(index)
  })
  return spans
}

/**
 * Where the chapter begins that is one before or after a place, or several after it. Inside a chapter, the one before
 * is its own beginning.
 * @returns a block; null when there is no such chapter
 */
export function chapterStart(contents: readonly ContentsLine[], block: number, step: number): number | null {
  const starts = [...new Set(contents.map((line) => line.block))].sort((a, b) => a - b)
  const found =
    step < 0
      ? starts.filter((start) => start < block).at(step)
      : starts.filter((start) => start > block)[step - 1]
  return found ?? null
}
