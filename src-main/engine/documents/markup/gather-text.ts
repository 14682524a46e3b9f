import type { InlineMark } from '@contract/document'
import { maskControls } from '../mask-controls'
import type { TextOrigin } from './text-origins'
import type { MarkupText } from './tree'

/** How white space is shown: run together, kept, or kept at line ends only. */
export type WhiteSpace = 'normal' | 'pre' | 'pre-line'

/** A mark without its range. */
export type MarkKind = InlineMark extends infer Mark
  ? Mark extends InlineMark
    ? Omit<Mark, 'startChar' | 'endChar'>
    : never
  : never

/** A stretch of text that became a block's. */
export interface GatheredText {
  readonly text: string
  readonly marks: InlineMark[]
  /** Where it was written, in order; absent unless it was asked for. */
  readonly origins?: readonly TextOrigin[]
  /** Range of the source from its first visible character to behind its last one. */
  readonly startChar: number
  readonly endChar: number
}

/** A mark whose element is open; it begins with the first character that is seen in it. */
export interface OpenMark {
  readonly kind: MarkKind
  startChar: number | null
}

const spaces = /[ \t\n\f\r]+/g
const outerSpace = /^[ \t\n\f\r]|[ \t\n\f\r]$/
/** Not after more of the same: a run is looked at once. */
const spaceBeforeLineEnd = /(?<![ \t])[ \t]+\n/g
/** Scripts without spaces between words: a line end between two of their letters is none either. */
const unspaced = /[\u2e80-\u30ff\u31f0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]/

/**
 * Gathers the text of a block out of the texts in it as a browser shows it: white space runs together across elements,
 * and is there only between two things that are seen. Marks stay open from block to block until they are closed.
 */
export class TextGatherer {
  private parts: string[] = []
  private marks: InlineMark[] = []
  private readonly openMarks: OpenMark[] = []
  private readonly unstarted: OpenMark[] = []
  private pending: '' | ' ' | '\n' | 'line end' = ''
  private lastChar = ''
  private startChar = -1
  private endChar = -1
  private origins: TextOrigin[] | null
  /** UTF-16 units gathered for the block so far, without white space that may still follow. */
  chars = 0
  /** Whether anything is there that is seen. */
  hasText = false
  /** Characters of texts that were handed in and are in no block: white space. */
  droppedChars = 0

  constructor(
    private readonly source: string,
    /** Called before the first character that is seen after something was asked to be told. */
    private readonly onVisible: (char: number) => void,
    isTraced = false,
  ) {
    this.origins = isTraced ? [] : null
  }

  append(node: MarkupText, whiteSpace: WhiteSpace): void {
    const masked = maskControls(node.text)
    const { chars } = this
    const added = whiteSpace === 'pre' ? this.appendKept(masked) : this.appendCollapsed(masked, whiteSpace)
    if (this.chars > chars) this.origins?.push({ startChar: chars, endChar: this.chars, written: node })
    this.droppedChars += masked.length - added
    if (added > 0 && /[^ \t\n\f\r]/.test(masked)) this.extendRange(node)
  }

  /** Text that the source holds in another place or form: an alternative text, a sign that stands for an element. */
  appendForeign(text: string, startChar: number, endChar: number): void {
    if (text === '') return
    this.settle(text[0])
    this.origins?.push({
      startChar: this.chars,
      endChar: this.chars + text.length,
      written: { startChar, endChar },
    })
    this.push(text)
    if (this.startChar === -1) this.startChar = startChar
    this.endChar = Math.max(this.endChar, endChar)
  }

  /** A line end, if something follows it; true when there was one already. */
  breakLine(): boolean {
    const isSecond = this.pending === '\n'
    if (this.hasText) this.pending = '\n'
    return isSecond
  }

  /** A line end that is there whatever follows. */
  endLine(): void {
    if (!this.hasText) return
    this.settle('x')
    this.push('\n')
  }

  /** Ends a cell of a row. */
  breakCell(): void {
    this.pending = ''
    this.parts.push('\t')
    this.chars += 1
    this.lastChar = '\t'
  }

  open(kind: MarkKind): OpenMark {
    const mark: OpenMark = { kind, startChar: null }
    this.openMarks.push(mark)
    this.unstarted.push(mark)
    return mark
  }

  /** Closes the mark that was opened last. */
  close(): void {
    const mark = this.openMarks.pop()
    if (mark === undefined) return
    if (mark.startChar === null) this.unstarted.splice(this.unstarted.lastIndexOf(mark), 1)
    else this.record(mark)
  }

  /** Whether the text that comes stands under a mark of a kind. */
  isUnder(kind: MarkKind['kind']): boolean {
    return this.openMarks.some((mark) => mark.kind.kind === kind)
  }

  /** Adds a mark over what has been gathered, from a place on. */
  markFrom(kind: MarkKind, startChar: number, endChar = this.chars): void {
    if (startChar < endChar) this.marks.push({ ...kind, startChar, endChar })
  }

  /** Where the next visible character will stand. */
  nextChar(): number {
    return this.chars + (this.pending === '' || !this.hasText || this.lastChar === '\t' ? 0 : 1)
  }

  /** The end of the block's text so far: as many characters, if there are. */
  tail(chars: number): string {
    let text = ''
    for (let index = this.parts.length - 1; index >= 0 && text.length < chars; index -= 1)
      text = this.parts[index].slice(-chars) + text
    return text
  }

  /** @returns null when there is nothing to be seen */
  finish(): GatheredText | null {
    for (const mark of this.openMarks) {
      if (mark.startChar === null) continue
      this.record(mark)
      mark.startChar = null
      this.unstarted.push(mark)
    }
    const text = this.parts.join('')
    const { marks, hasText, origins } = this
    const startChar = Math.max(0, this.startChar)
    const endChar = Math.max(startChar, this.endChar)
    this.parts = []
    this.marks = []
    this.pending = ''
    this.lastChar = ''
    this.startChar = -1
    this.endChar = -1
    this.chars = 0
    this.hasText = false
    if (origins !== null) this.origins = []
    if (!hasText) return null
    // Outer marks before inner ones, as they are nested.
    marks.sort((a, b) => a.startChar - b.startChar || b.endChar - a.endChar)
    return { text, marks, startChar, endChar, ...(origins === null ? {} : { origins }) }
  }

  private record(mark: OpenMark): void {
    const startChar = mark.startChar ?? this.chars
    if (startChar < this.chars) this.marks.push({ ...mark.kind, startChar, endChar: this.chars })
  }

  /** @returns how many of the text's characters were kept */
  private appendKept(text: string): number {
    const kept = text.replace(spaceBeforeLineEnd, '\n')
    if (kept === '') return 0
    if (!this.hasText) {
      const begin = kept.search(/\S/)
      if (begin === -1) return 0
      // The first line's indentation is a part of it.
      const shown = kept.slice(kept.lastIndexOf('\n', begin) + 1)
      this.settle('x')
      this.push(shown)
      return shown.length
    }
    this.settle('x')
    this.push(kept)
    return kept.length
  }

  private appendCollapsed(text: string, whiteSpace: WhiteSpace): number {
    const shown = text.replace(spaces, (run, offset: number) => {
      if (!run.includes('\n')) return ' '
      if (whiteSpace === 'pre-line') return '\n'
      const isInside = offset > 0 && offset + run.length < text.length
      return isInside && unspaced.test(text[offset - 1]) && unspaced.test(text[offset + run.length])
        ? ''
        : ' '
    })
    if (shown === '') return 0
    const isBlank = shown === ' ' || shown === '\n'
    const head = outerSpace.test(shown[0]) ? shown[0] : ''
    if (head !== '' && this.pending !== '\n')
      this.pending = head === '\n' ? '\n' : text.includes('\n') && this.pending === '' ? 'line end' : ' '
    if (isBlank) return 0
    const tail = outerSpace.test(shown[shown.length - 1]) ? 1 : 0
    const body = shown.slice(head.length, shown.length - tail)
    const settled = this.settle(body[0])
    this.push(body)
    if (tail > 0) this.pending = shown.endsWith('\n') ? '\n' : text.endsWith('\n') ? 'line end' : ' '
    return body.length + settled
  }

  /** Writes the white space that was waiting for something to stand before. @returns its length */
  private settle(next: string): number {
    const { pending } = this
    this.pending = ''
    let added = 0
    if (pending !== '' && this.hasText && this.lastChar !== '\t' && this.lastChar !== '\n') {
      const isNone = pending === 'line end' && unspaced.test(next) && unspaced.test(this.lastChar)
      if (!isNone) {
        this.parts.push(pending === 'line end' ? ' ' : pending)
        this.chars += 1
        // A line end stands for an element.
        added = pending === '\n' ? 0 : 1
      }
    }
    this.hasText = true
    this.onVisible(this.chars)
    for (const mark of this.unstarted) mark.startChar = this.chars
    this.unstarted.length = 0
    return added
  }

  private push(text: string): void {
    this.parts.push(text)
    this.chars += text.length
    this.lastChar = text[text.length - 1]
  }

  private extendRange({ startChar, endChar }: MarkupText): void {
    let start = startChar
    let end = endChar
    while (start < end && isSpace(this.source.charCodeAt(start))) start += 1
    while (end > start && isSpace(this.source.charCodeAt(end - 1))) end -= 1
    if (this.startChar === -1) this.startChar = start
    // What was moved out of a table stands before what was written before it.
    this.startChar = Math.min(this.startChar, start)
    this.endChar = Math.max(this.endChar, end)
  }
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}
