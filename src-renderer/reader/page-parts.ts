import type { ReadableDocument, TextPosition } from '@contract/document'
import type { ReadingRules } from '@contract/reading-rules'
import type { ViewSettings } from '@contract/settings'
import type { TextMove } from '@contract/speech'
import type { Translate } from '@contract/strings/translator'
import { MatchHighlight } from '../find/match-highlight'
import { readingMeasures } from '../ui/reading-text'
import { HighlightBands } from './highlight-bands'
import { HeldSelection } from './held-selection.svelte'
import { MarginMarks } from './margin-marks'
import { PageAxis } from './page-axis'
import { PageDom } from './page-dom'
import { PageLooks } from './page-looks.svelte'
import { PagePictures } from './page-pictures'
import { PagePlaces } from './page-places'
import { PageScroller } from './page-scroller'
import { HeldHighlight, VoiceHighlight } from './voice-highlight'

/** What a page of text is made of, and what it asks of its surroundings. */
export interface PageMakings {
  readonly t: Translate
  /** What scrolls `article`. */
  readonly scroller: HTMLElement
  /** Its children are the page's from here on. */
  readonly article: HTMLElement
  /** Borrowed: what is added to its blocks later is shown with `dom.grow()`. */
  readonly document: ReadableDocument
  readonly rules: ReadingRules
  view(): ViewSettings
  loadPicture(block: number): Promise<Blob>
  locate(from: TextPosition, move: TextMove): Promise<TextPosition | null>
}

/** The parts of one document's page, made for each other; they end together. */
export class PageParts {
  readonly axis: PageAxis
  readonly dom: PageDom
  readonly places: PagePlaces
  readonly scroll: PageScroller
  readonly looks: PageLooks
  readonly matches: MatchHighlight
  readonly selection: HeldSelection
  readonly heldWords: HeldHighlight
  readonly marks: MarginMarks
  readonly #pictures: PagePictures
  readonly #bands: HighlightBands
  readonly #voice: VoiceHighlight

  constructor({ t, scroller, article, document, rules, view, loadPicture, locate }: PageMakings) {
    this.axis = new PageAxis(scroller)
    const { axis } = this
    this.#pictures = new PagePictures(scroller, loadPicture)
    this.dom = new PageDom(t, article, document.blocks, axis, rules, this.#pictures)
    const { dom } = this
    this.places = new PagePlaces(document, dom, scroller, axis, locate)
    this.scroll = new PageScroller(axis)
    this.#bands = new HighlightBands(CSS.highlights, scroller, axis)
    const { painted } = this.#bands
    this.#voice = new VoiceHighlight(CSS.highlights, painted)
    this.heldWords = new HeldHighlight(CSS.highlights, painted)
    this.looks = new PageLooks(dom, axis, this.scroll, this.#voice, () => ({
      highlight: view().highlight,
      linePixels: readingMeasures(view()).line,
    }))
    this.matches = new MatchHighlight(CSS.highlights, dom, axis, painted)
    this.selection = new HeldSelection({ article, scroller, axis, dom, places: this.places })
    this.marks = new MarginMarks(scroller, axis, article, dom)
  }

  /** Looks at what is lit again: the page was laid out anew. */
  refresh(): void {
    this.looks.refresh()
    this.#bands.refresh()
  }

  /** May be called twice. */
  dispose(): void {
    this.scroll.cancel()
    this.#bands.dispose()
    this.#voice.dispose()
    this.heldWords.dispose()
    this.marks.dispose()
    this.matches.dispose()
    this.dom.dispose()
    this.#pictures.dispose()
  }
}
