import type { Block } from '@contract/document'
import type { ExportChapter } from '@contract/export-job'

export const previewSeconds = 30
/** More characters than any voice says in that time at its own pace. */
const mostChars = previewSeconds * 30

/** The blocks that are heard first of a chapter, as it is saved. @param speed they are said at */
export function chapterOpening(
  blocks: readonly Block[],
  { fromBlock, untilBlock, title }: ExportChapter,
  { speed, speaksTitles }: { readonly speed: number; readonly speaksTitles: boolean },
): Block[] {
  const opening: Block[] = []
  if (speaksTitles && blocks[fromBlock]?.text.trim() !== title) {
    const source = { part: 0, startChar: 0, endChar: title.length, exact: true }
    opening.push({ kind: 'heading', level: 1, text: title, marks: [], source })
  }
  let chars = 0
  for (let index = fromBlock; index < untilBlock && chars < mostChars * speed; index++) {
    const block = blocks[index]
    if (!block) break
    opening.push(block)
    chars += block.text.length
  }
  return opening
}
