import type { Html, Nodes } from 'mdast'
import { isTheText } from '../markup/folds'
import { FoldDepth, foldTagsIn } from './fold-tags'
import { parseMarkdown } from './parse'
import { sectionRanges } from './sections'

const fold = /<details[\s>]/i
const foldTag = /<\/?(?:details|summary)[\s>]/i
/**
 * What looks like a tag may be code, which only the parser knows: it takes 2 to 10 seconds for a million characters, and
 * more for floods of quotations. Of what has folds in it, this much says what a file is: all of one that is one section.
 */
const maxParsedChars = 32_000

/** A stretch of a file's Markdown in which code, raw HTML and paragraphs are whole. */
export interface FoldStretch {
  readonly startChar: number
  readonly endChar: number
  /** Where nothing looks like a tag of a fold, all of it is folded away or none. */
  readonly hasTags: boolean
}

/**
 * Whether what is folded away is most of a file.
 * @param body its Markdown, with its controls masked
 * @throws AppError 'document/corrupt' when nested too deep
 */
export function areFoldsTheText(body: string): boolean {
  const count = new FoldCount(body)
  for (const { startChar, endChar, hasTags } of foldStretches(body)) {
    if (hasTags)
      for (const { position } of htmlIn(parseMarkdown(body.slice(startChar, endChar)).tree))
        count.takeHtml(startChar + (position?.start.offset ?? 0), startChar + (position?.end.offset ?? 0))
    count.countTo(endChar)
  }
  return isTheText(count.folded, count.all)
}

/** Stretches of a file that are to be looked at, one after the other: none where there is no fold. */
export function* foldStretches(body: string): Generator<FoldStretch> {
  if (!fold.test(body)) return
  let left = maxParsedChars
  for (const { startChar, endChar } of sectionRanges(body)) {
    const hasTags = foldTag.test(body.slice(startChar, endChar))
    const end = hasTags ? Math.min(endChar, startChar + left) : endChar
    yield { startChar, endChar: end, hasTags }
    if (hasTags) left -= end - startChar
    if (left === 0) return
  }
}

/** Characters of a file that are folded away, and of all of it, without tags of raw HTML and white space. */
class FoldCount {
  folded = 0
  all = 0
  private readonly folds = new FoldDepth()
  private isSummary = false
  private lastChar = 0

  constructor(private readonly body: string) {}

  takeHtml(startChar: number, endChar: number): void {
    for (const tag of foldTagsIn(this.body.slice(startChar, endChar))) {
      this.countTo(startChar + tag.startChar)
      this.lastChar = startChar + tag.endChar
      if (tag.name !== '') this.isSummary = tag.name === 'summary' && !tag.isClosing
      this.folds.take(tag)
    }
  }

  countTo(endChar: number): void {
    let chars = 0
    for (let at = this.lastChar; at < endChar; at += 1) if (this.body.charCodeAt(at) > 0x20) chars += 1
    this.lastChar = endChar
    this.all += chars
    if (this.folds.isFolded && !this.isSummary) this.folded += chars
  }
}

/** Raw HTML, in order; that in tables folds nothing outside of its cell. */
function* htmlIn(root: Nodes): Generator<Html> {
  const waiting = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'html') yield node
    else if ('children' in node && node.type !== 'table')
      for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index])
  }
}
