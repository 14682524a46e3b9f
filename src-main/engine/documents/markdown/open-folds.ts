import { matchesOf } from '../../text/matches'
import { isClosedFold, isTheText, type IsFold } from '../markup/folds'

/** Comments, which hold no tags, and tags: those of folds and of what is seen of one are named. */
const tags = /<!--[\s\S]*?(?:-->|$)|<(\/?)(?:(details|summary)(?=[\s>]))?([^<>]{0,500})>/gi
const fence = /^ {0,3}(`{3,}|~{3,})/
const codeSpan = /(`{1,9})[^`\n]{1,500}\1/g
/** Deeper ones are not told apart. */
const maxDepth = 100

interface Tag {
  readonly startChar: number
  readonly endChar: number
  /** 'details', 'summary', or '' for any other. */
  readonly name: string
  readonly isClosing: boolean
  /** Of an opening one: what it holds is seen at once. */
  readonly isOpen: boolean
}

/** Follows `<details>` whose tags stand in raw HTML and whose content is Markdown. */
export class OpenFolds {
  /** From outside in: whether each that is open in the file is closed to the eye. */
  private readonly closed: boolean[] = []
  /** Where what is folded away is most of the file, it is its text. */
  private readonly areText: boolean

  /** @param text the whole file */
  constructor(text: string) {
    const { folded, all } = countFolded(withoutCode(text))
    this.areText = isTheText(folded, all)
  }

  /** Whether what comes is folded away. */
  get isFolded(): boolean {
    return !this.areText && this.closed.includes(true)
  }

  /** Elements of raw HTML that hold what is folded away. */
  readonly isFold: IsFold = (element) => !this.areText && isClosedFold(element)

  /**
   * @param html raw HTML between paragraphs or in one
   * @returns whether a place in it lies in what was folded away before it
   */
  take(html: string): (char: number) => boolean {
    const changes = [{ char: 0, isFolded: this.isFolded }]
    let outer = this.closed.length
    for (const { startChar, name, isClosing, isOpen } of tagsIn(html)) {
      if (name !== 'details') continue
      if (!isClosing) {
        if (this.closed.length < maxDepth) this.closed.push(!isOpen)
        continue
      }
      this.closed.pop()
      if (this.closed.length >= outer) continue
      outer = this.closed.length
      changes.push({ char: startChar, isFolded: this.isFolded })
    }
    return (char) => changes.findLast((change) => change.char <= char)?.isFolded ?? false
  }
}

function tagsIn(html: string): Tag[] {
  return matchesOf(tags, html).map(({ 0: tag, 1: slash = '', 2: name = '', 3: rest = '', index }) => ({
    startChar: index,
    endChar: index + tag.length,
    name: name.toLowerCase(),
    isClosing: slash !== '',
    isOpen: /\sopen(?:[\s=/]|$)/i.test(rest),
  }))
}

/** Characters of a file that are folded away, and of all of it, without tags and what parts lines. */
function countFolded(text: string): { folded: number; all: number } {
  const closed: boolean[] = []
  const count = { folded: 0, all: 0 }
  let isSummary = false
  let last = 0
  const add = (endChar: number): void => {
    const chars = text.slice(last, endChar).replace(/\s+/g, ' ').length
    count.all += chars
    if (closed.includes(true) && !isSummary) count.folded += chars
  }
  for (const { startChar, endChar, name, isClosing, isOpen } of tagsIn(text)) {
    add(startChar)
    last = endChar
    if (name === '') continue
    isSummary = name === 'summary' && !isClosing
    if (name !== 'details') continue
    if (isClosing) closed.pop()
    else if (closed.length < maxDepth) closed.push(!isOpen)
  }
  add(text.length)
  return count
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
