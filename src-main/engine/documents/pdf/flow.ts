import type { Draft } from './draft'
import { goesOn, type LineGroup } from './paragraphs'

/** Kinds whose text may go on in the next column or on the next page. */
const flowing = new Set(['paragraph', 'list-item', 'quote', 'footnote'])
/** What stands beside the text and does not end a paragraph that goes on behind it. */
const besides = new Set(['furniture', 'page-number', 'footnote'])
/** Figures and tables are put where there is room, in the middle of a sentence too. */
const floating = new Set(['caption', 'image-alternative', 'table'])
/** A paragraph is not kept open longer than over so many blocks. */
const maxHeld = 400

/** Joins what goes on in another column or on another page, and puts behind it what stood between. */
export class Flow {
  private readonly ready: Draft[] = []
  private tail: Draft | null = null
  private held: Draft[] = []
  private openNote: Draft | null = null

  /** @param isContinuation whether the block is the first of a column: what came before may go on in it */
  push(draft: Draft, isContinuation: boolean): void {
    const { tail } = this
    if (draft.kind === 'footnote') {
      if (this.joinNote(draft)) return
      this.openNote = draft
    }
    if (tail === null) {
      if (besides.has(draft.kind) || draft.matter !== undefined) this.ready.push(draft)
      else this.open(draft)
      return
    }
    if (besides.has(draft.kind) || (floating.has(draft.kind) && isUnfinished(tail))) {
      this.held.push(draft)
      if (this.held.length > maxHeld) this.close()
      return
    }
    const mayGoOn = isContinuation || this.held.some(({ kind }) => floating.has(kind))
    if (
      mayGoOn &&
      draft.kind === 'paragraph' &&
      flowing.has(tail.kind) &&
      draft.matter === tail.matter &&
      canGoOn(tail, draft)
    ) {
      this.tail = {
        ...tail,
        lines: [...tail.lines, ...draft.lines],
        x0: draft.x0,
        x1: draft.x1,
        outside: [...(tail.outside ?? []), ...(draft.outside ?? [])],
      }
      return
    }
    this.close()
    this.open(draft)
  }

  /** Blocks that nothing can be added to. */
  take(): Draft[] {
    if (this.openNote !== null && !this.held.includes(this.openNote)) this.openNote = null
    return this.ready.splice(0)
  }

  /** The page of the first line that is still waiting; null when nothing is. */
  get waitingPage(): number | null {
    return this.tail?.lines[0]?.page ?? null
  }

  /** Ends what is open: no more follows. */
  close(): void {
    if (this.tail !== null) this.ready.push(this.tail)
    for (const draft of this.held) this.ready.push(draft)
    this.tail = null
    this.held = []
  }

  private open(draft: Draft): void {
    if (flowing.has(draft.kind)) this.tail = draft
    else this.ready.push(draft)
  }

  /** A note without a mark at the foot of a page goes on from the page before. */
  private joinNote(draft: Draft): boolean {
    const { openNote } = this
    const list =
      openNote === null ? undefined : [this.held, this.ready].find((drafts) => drafts.includes(openNote))
    if (openNote === null || list === undefined || draft.marker !== undefined) return false
    const joined = { ...openNote, lines: [...openNote.lines, ...draft.lines] }
    list[list.lastIndexOf(openNote)] = joined
    this.openNote = joined
    return true
  }
}

function canGoOn(tail: Draft, draft: Draft): boolean {
  if (tail.lines.length === 0 || draft.lines.length === 0) return false
  if (tail.cells !== undefined || tail.words !== undefined) return false
  return goesOn(groupOf(tail), groupOf(draft))
}

function groupOf({ lines, x0, x1, leading }: Draft): LineGroup {
  return { lines, x0, x1, leading, spaceAbove: 0 }
}

function isUnfinished({ lines }: Draft): boolean {
  const text = lines.at(-1)?.styled.text.trim() ?? ''
  return text !== '' && !/[.?!:;。！？؟]["”’»)\]]*\d{0,3}$/.test(text)
}
