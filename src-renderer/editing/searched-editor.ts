import type { Block, TextPosition } from '@contract/document'
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

  constructor(private readonly parts: EditorParts) {}

  reveal({ block, startChar, endChar }: TextMatch): void {
    this.parts.moving.keep(this.rangeOf(block, startChar, endChar))
  }

  select(match: TextMatch | null): void {
    const { dom, article } = this.parts
    const held = match
      ? {
          from: { block: match.block, char: match.startChar },
          until: { block: match.block, char: match.endChar },
        }
      : this.#held
    const start = held && dom.caretAt(held.from)
    const end = held && dom.caretAt(held.until)
    article.focus({ preventScroll: true })
    if (start && end) getSelection()?.setBaseAndExtent(start.node, start.offset, end.node, end.offset)
  }

  selectedWords(): string {
    this.#held = this.parts.input.held()
    const { from, until } = this.#held ?? {}
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
