import type { ContentsLine } from '../library/contents'

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
