import type { HighlightSettings } from '@contract/look-settings'
import { restAround } from './dim-rest'
import type { Extent, PageAxis } from './page-axis'
import type { PageDom } from './page-dom'
import type { PageScroller } from './page-scroller'
import { isSameRange } from './same-range'
import type { VoiceHighlight } from './voice-highlight'

/** What lies beyond the window on either side is dimmed too, in screens: scrolling shows nothing undimmed. */
const dimmedScreens = 1
/** Scrolling less than this, in screens, leaves enough dimmed on either side. */
const stillScreens = 0.5

/** What of a sentence is heard, as ranges of the page. */
export interface HeardRanges {
  readonly sentence: Range
  readonly word: Range | null
}

/** Shows what is heard the way it was chosen: what is marked, what stands back, where the ruler lies. */
export class PageLooks {
  #ruler = $state.raw<Extent | null>(null)
  #heard: HeardRanges | null = null
  /** Where the page was when the rest was last dimmed, in px; null: nothing is. */
  #dimmedAt: number | null = null

  constructor(
    private readonly dom: PageDom,
    private readonly axis: PageAxis,
    private readonly scroll: PageScroller,
    private readonly highlight: VoiceHighlight,
    private readonly chosen: () => { readonly highlight: HighlightSettings; readonly linePixels: number },
  ) {}

  /** Where the reading ruler lies, in px from the text's beginning; null: it is off, or nothing is heard. */
  get ruler(): Extent | null {
    return this.#ruler
  }

  /** null shows nothing. */
  show(heard: HeardRanges | null): void {
    const isSameSentence = isSameRange(heard?.sentence ?? null, this.#heard?.sentence ?? null)
    this.#heard = heard
    const { units, dimRest } = this.chosen().highlight
    this.highlight.show(
      units === 'both' || units === 'sentence' ? (heard?.sentence ?? null) : null,
      units === 'both' || units === 'word' ? (heard?.word ?? null) : null,
    )
    // A word is heard several times a second; what stands back changes with the sentence.
    if (!isSameSentence || dimRest !== (this.#dimmedAt !== null)) this.#dim(dimRest)
    this.#placeRuler()
  }

  /** Again after the page was laid out anew. */
  refresh(): void {
    this.#dim(this.chosen().highlight.dimRest)
    this.#placeRuler()
  }

  /** Again after the page moved. */
  scrolled(): void {
    const { position, length } = this.axis
    const isNear = this.#dimmedAt === null || Math.abs(position - this.#dimmedAt) < length * stillScreens
    if (!isNear) this.#dim(this.chosen().highlight.dimRest)
  }

  #placeRuler(): void {
    const { highlight, linePixels } = this.chosen()
    this.#ruler = highlight.ruler ? this.#rulerPlace(highlight.rulerLines * linePixels) : null
  }

  #dim(isWanted: boolean): void {
    const { position } = this.axis
    const near = isWanted && this.#heard ? this.dom.textBetween(this.axis.around(dimmedScreens)) : null
    this.#dimmedAt = near ? position : null
    this.highlight.dim(near ? restAround(near, this.#heard?.sentence ?? null) : [])
  }

  #rulerPlace(thickness: number): Extent | null {
    const spoken = this.#heard && (this.#heard.word ?? this.#heard.sentence)
    if (!spoken) return null
    const line = this.scroll.lineOf(spoken)
    const start = Math.round(this.axis.position + (line.start + line.end - thickness) / 2)
    return { start, end: start + Math.round(thickness) }
  }
}
