import type { Block, TextPosition } from '@contract/document'
import type { MovePosition } from '@contract/text-change'
import type { TextMatch } from '../find/document-search'
import type { SearchedPage } from '../find/searched-page'
import type { Extent, PageAxis } from '../reader/page-axis'
import type { PageScroller } from '../reader/page-scroller'
import type { EditorDom } from './editor-dom'
import type { TextStretch } from './text-edit'
import type { TextInput } from './text-input'

/** The parts of an editor that a search needs. */
export interface EditorParts {
  readonly dom: EditorDom
  readonly input: TextInput
  readonly axis: PageAxis
  readonly moving: PageScroller
  readonly scroller: HTMLElement
  /** What is written in. */
  readonly article: HTMLElement
  blocks(): readonly Block[]
  /** The first character in sight. */
  placeInSight(): TextPosition
}

/** A text that can be searched while it is written on. */
export class SearchedEditor implements SearchedPage {
  /** What was selected when the search was asked for: the caret goes back there from one that found nothing. */
  #held: TextStretch | null = null
  /** What was selected when a match was brought into sight last; null while the caret was elsewhere. */
  #heldAtReveal: TextStretch | null = null

  constructor(private readonly parts: EditorParts) {}

  reveal({ block, startChar, endChar }: TextMatch): void {
    this.#heldAtReveal = this.parts.input.held()
    this.parts.moving.keep(this.rangeOf(block, startChar, endChar))
  }

  /** The text was written on: what was selected in it is elsewhere. */
  revise(move: MovePosition): void {
    if (!this.#held) return
    const { from, until } = this.#held
    this.#held = { from: move(from, 'after'), until: move(until, 'after') }
  }

  select(match: TextMatch | null): void {
    const { dom, input, article } = this.parts
    const before = this.#held
    // The next search may be asked for from elsewhere.
    this.#held = null
    const now = input.held()
    const inSight = this.parts.placeInSight()
    article.focus({ preventScroll: true })
    // Who has set the caret since then has it where it is wanted: the next key goes there.
    if (now && !(match && isSameStretch(now, this.#heldAtReveal))) return
    const held = match
      ? {
          from: { block: match.block, char: match.startChar },
          until: { block: match.block, char: match.endChar },
        }
      : // The focus alone would set the caret to the beginning of the text.
        (before ?? { from: inSight, until: inSight })
    const start = dom.caretAt(held.from)
    const end = dom.caretAt(held.until)
    if (start && end) getSelection()?.setBaseAndExtent(start.node, start.offset, end.node, end.offset)
  }

  selectedWords(): string {
    const now = this.parts.input.held()
    // Asked for again while the focus is in the bar, it goes back to where it went before.
    if (now) this.#held = now
    const { from, until } = now ?? {}
    if (!from || from.block !== until?.block) return ''
    return this.parts.blocks()[from.block]?.text.slice(from.char, until.char) ?? ''
  }

  placeInSight(): TextPosition {
    return this.#held?.from ?? this.parts.placeInSight()
  }

  rangeOf(block: number, startChar: number, endChar: number): Range | null {
    return this.parts.dom.rangeOf(block, startChar, endChar)
  }

  /** The text that lies in a stretch of the page, in whole paragraphs. */
  positionsBetween({ start, end }: Extent): { from: TextPosition; until: TextPosition } | null {
    const { dom, axis, scroller, blocks } = this.parts
    const begin = scroller.getBoundingClientRect().top - axis.position
    const first = dom.firstBelow(begin + start)?.block
    const last = dom.firstBelow(begin + end)?.block
    if (first === undefined || last === undefined) return null
    return {
      from: { block: first, char: 0 },
      until: { block: last, char: blocks()[last]?.text.length ?? 0 },
    }
  }
}

function isSameStretch(a: TextStretch, b: TextStretch | null): boolean {
  const isSame = (one: TextPosition, other: TextPosition | undefined): boolean =>
    one.block === other?.block && one.char === other.char
  return isSame(a.from, b?.from) && isSame(a.until, b?.until)
}
