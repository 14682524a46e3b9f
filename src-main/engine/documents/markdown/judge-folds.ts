import { isTheText } from '../markup/folds'
import { FoldDepth, foldTagsIn } from './fold-tags'
import { sectionRanges } from './sections'

const fold = /<details[\s>]/i
const foldTag = /<\/?(?:details|summary)[\s>]/i
const fence = /^ {0,3}(`{3,}|~{3,})/
const codeSpan = /(`{1,9})[^`\n]{1,500}\1/g

/** A stretch of a file's Markdown in which code, raw HTML and paragraphs are whole. */
export interface FoldStretch {
  readonly startChar: number
  readonly endChar: number
  /** Where nothing looks like a tag of a fold, all of it is folded away or none. */
  readonly hasTags: boolean
}

/** Whether what is folded away is most of a file. @param body its Markdown, with its controls masked */
export function areFoldsTheText(body: string): boolean {
  const count = new FoldCount()
  for (const { startChar, endChar, hasTags } of foldStretches(body)) {
    if (hasTags) count.takeTags(withoutCode(body.slice(startChar, endChar)))
    else count.add(body, startChar, endChar)
  }
  return isTheText(count.folded, count.all)
}

/** Stretches of a file that are to be looked at, one after the other: none where there is no fold. */
export function* foldStretches(body: string): Generator<FoldStretch> {
  if (!fold.test(body)) return
  for (const { startChar, endChar } of sectionRanges(body))
    yield { startChar, endChar, hasTags: foldTag.test(body.slice(startChar, endChar)) }
}

/** Characters of a file that are folded away, and of all of it, without tags and white space. */
class FoldCount {
  folded = 0
  all = 0
  private readonly folds = new FoldDepth()
  private isSummary = false

  add(text: string, startChar: number, endChar: number): void {
    let chars = 0
    for (let at = startChar; at < endChar; at += 1) if (text.charCodeAt(at) > 0x20) chars += 1
    this.all += chars
    if (this.folds.isFolded && !this.isSummary) this.folded += chars
  }

  takeTags(text: string): void {
    let last = 0
    for (const tag of foldTagsIn(text)) {
      this.add(text, last, tag.startChar)
      last = tag.endChar
      if (tag.name !== '') this.isSummary = tag.name === 'summary' && !tag.isClosing
      this.folds.take(tag)
    }
    this.add(text, last, text.length)
  }
}

/** Code may speak of tags: those fold nothing. */
function withoutCode(text: string): string {
  let open: string | null = null
  return text
    .split('\n')
    .map((line) => {
      const [, mark = ''] = fence.exec(line) ?? []
      if (open !== null) {
        if (mark.startsWith(open)) open = null
        return ''
      }
      if (mark === '') return line.replace(codeSpan, '')
      open = mark
      return ''
    })
    .join('\n')
}
