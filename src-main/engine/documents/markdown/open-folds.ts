import { matchesOf } from '../../text/matches'
import { isClosedFold, isTheText, type IsFold } from '../markup/folds'

/** Comments, which hold no tags, and the tags. */
const tags = /<!--[\s\S]*?(?:-->|$)|<details(?=[\s>])([^<>]{0,500})>|<\/details\s{0,9}>/gi
const summary = /<summary[\s>][\s\S]*?<\/summary>/gi
const anyTag = /<[^<>]{0,500}>/g
/** Deeper ones are not told apart. */
const maxDepth = 100

interface Tag {
  readonly char: number
  /** Of an opening one: whether what follows is closed to the eye. */
  readonly opens: boolean | null
}

/** Follows `<details>` whose tags stand in raw HTML and whose content is Markdown. */
export class OpenFolds {
  /** From outside in: whether each that is open in the file is closed to the eye. */
  private readonly closed: boolean[] = []
  /** Where what is folded away is most of the file, it is its text. */
  private readonly areText: boolean

  /** @param text the whole file */
  constructor(text: string) {
    this.areText = isTheText(foldedChars(text), textChars(text))
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
    for (const { char, opens } of tagsIn(html)) {
      if (opens !== null) {
        if (this.closed.length < maxDepth) this.closed.push(opens)
        continue
      }
      this.closed.pop()
      if (this.closed.length >= outer) continue
      outer = this.closed.length
      changes.push({ char, isFolded: this.isFolded })
    }
    return (char) => changes.findLast((change) => change.char <= char)?.isFolded ?? false
  }
}

function tagsIn(html: string): Tag[] {
  return matchesOf(tags, html)
    .filter(([tag]) => !tag.startsWith('<!'))
    .map(({ 0: tag, 1: attributes, index }) => ({
      char: index,
      opens: tag.startsWith('</') ? null : !/\sopen(?:[\s=/]|$)/i.test(attributes),
    }))
}

function foldedChars(text: string): number {
  const open: boolean[] = []
  let folded = 0
  let last = 0
  for (const { char, opens } of tagsIn(text)) {
    if (open.includes(true)) folded += textChars(text.slice(last, char).replace(summary, ''))
    last = char
    if (opens === null) open.pop()
    else if (open.length < maxDepth) open.push(opens)
  }
  return folded
}

/** Without tags and what parts lines. */
function textChars(text: string): number {
  return text.replace(anyTag, '').replace(/\s+/g, ' ').length
}
