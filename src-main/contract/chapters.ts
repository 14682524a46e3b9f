import type { Block, ContentsEntry } from './document'
import type { ExportChapter } from './export-job'
import { hasSomethingToSay } from './something-to-say'

/** About an hour and a half of speech: what is mostly longer than that is a part of a book rather than a chapter. */
const longestChapterChars = 80_000

/**
 * The chapters of a document by its table of contents: its outermost lines, or those inside of them where the outermost is
 * one line (the book) or mostly stands for more than is heard at once (parts). What stands before the first line is a
 * chapter of its own, and so is a document without contents; a line with no text of its own before the next one goes with
 * that.
 */
export function chaptersOf({
  title,
  blocks,
  contents,
}: {
  readonly title: string
  readonly blocks: readonly Block[]
  readonly contents: readonly ContentsEntry[]
}): ExportChapter[] {
  /** Characters before each block, and of all. */
  const charsBefore = [0]
  for (const { text } of blocks) charsBefore.push(charsBefore[charsBefore.length - 1] + text.length)
  const charsOf = ({ fromBlock, untilBlock }: ExportChapter): number =>
    charsBefore[untilBlock] - charsBefore[fromBlock]

  const lines = contents.filter(({ startBlock }) => startBlock < blocks.length)
  const levels = [...new Set(lines.map(({ level }) => level))].sort((a, b) => a - b)
  let chapters: ExportChapter[] = []
  for (const deepest of levels) {
    chapters = split(
      title,
      lines.filter(({ level }) => level <= deepest),
      blocks.length,
    )
    const named = chapters.filter(({ fromBlock }) => lines.some(({ startBlock }) => startBlock === fromBlock))
    if (named.length > 1 && median(named.map(charsOf)) <= longestChapterChars) break
  }
  if (chapters.length === 0) chapters = [{ title, fromBlock: 0, untilBlock: blocks.length }]
  return withoutMereTitles(chapters, blocks)
}

/** Nobody hears the title of a part as a chapter: it is heard before the first one of it. */
function withoutMereTitles(chapters: readonly ExportChapter[], blocks: readonly Block[]): ExportChapter[] {
  const kept: ExportChapter[] = []
  let fromBlock: number | null = null
  for (const chapter of chapters) {
    const hasText = blocks
      .slice(chapter.fromBlock, chapter.untilBlock)
      .some(({ kind, text }) => kind !== 'heading' && hasSomethingToSay(text))
    fromBlock ??= chapter.fromBlock
    if (!hasText && chapter !== chapters.at(-1)) continue
    kept.push({ ...chapter, fromBlock })
    fromBlock = null
  }
  return kept
}

function split(title: string, lines: readonly ContentsEntry[], blockCount: number): ExportChapter[] {
  const starts = new Map<number, string>()
  for (const line of lines)
    if (!starts.has(line.startBlock)) starts.set(line.startBlock, line.title.trim() || title)
  if (!starts.has(0)) starts.set(0, title)
  const ordered = [...starts].sort(([a], [b]) => a - b)
  return ordered.map(([fromBlock, name], index) => ({
    title: name,
    fromBlock,
    untilBlock: ordered.at(index + 1)?.[0] ?? blockCount,
  }))
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
