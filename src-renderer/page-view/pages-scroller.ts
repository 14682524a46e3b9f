import type { PageBox } from '@contract/page-places'
import { followScroll, voiceSide } from '../reader/follow'
import type { VoicePlace } from '../reader/voice-sight.svelte'
import { sidePixels, type PagesView } from './pages-view.svelte'

/** Between the well's edge and what is shown at its start, in px. */
const startPixels = 16

/** Brings places on the pages into sight. */
export class PagesScroller {
  constructor(
    private readonly view: PagesView,
    private readonly well: () => HTMLElement,
  ) {}

  /** Brings a box to where it is read in peace, and moves nothing while it is there; at once where nothing may move. */
  follow(box: PageBox, behavior: ScrollBehavior): void {
    const { down } = this.view.linesOf(box)
    const { scrollTop, clientHeight, scrollHeight } = this.well()
    const line = { start: down.start - scrollTop, end: down.end - scrollTop }
    const state = { position: scrollTop, pageLength: clientHeight, contentLength: scrollHeight }
    this.#scroll(box, followScroll(line, state), behavior)
  }

  /** Brings a box to where the well begins. */
  showAtStart(box: PageBox): void {
    this.#scroll(box, this.view.linesOf(box).down.start - startPixels, 'auto')
  }

  /** Brings a page to where the well begins. */
  showPage(page: number): void {
    this.well().scrollTop = page === 0 ? 0 : this.view.placeOf(page).top - startPixels
    this.#look()
  }

  /** By so many screens; an infinite number leads to the end on that side. */
  moveBy(screens: number): void {
    const { scrollTop, clientHeight, scrollHeight } = this.well()
    const top = scrollTop + Math.round(screens * clientHeight)
    this.well().scrollTop = Math.max(0, Math.min(top, scrollHeight - clientHeight))
    this.#look()
  }

  /** Scrolls the well to where the pages, laid out anew, show what they showed before. */
  settle(): void {
    const well = this.well()
    // A movement that is under way would end.
    if (Math.abs(well.scrollTop - this.view.top) >= 1) well.scrollTop = this.view.top
  }

  /** Whether any of a box is in sight, and on which side of the middle it is. */
  look(box: PageBox): VoicePlace {
    const { down } = this.view.linesOf(box)
    const { scrollTop, clientHeight } = this.well()
    const line = { start: down.start - scrollTop, end: down.end - scrollTop }
    return {
      isInSight: line.end > 0 && line.start < clientHeight,
      arrow: voiceSide(line, clientHeight) === 'before' ? 'up' : 'down',
    }
  }

  /** @param top null: stays */
  #scroll(box: PageBox, top: number | null, behavior: ScrollBehavior): void {
    const well = this.well()
    const { across } = this.view.linesOf(box)
    const isBeside = across.start < well.scrollLeft || across.end > well.scrollLeft + well.clientWidth
    if (top === null && !isBeside) return
    well.scrollTo({
      top: top ?? well.scrollTop,
      ...(isBeside ? { left: across.start - sidePixels } : {}),
      behavior,
    })
    this.#look()
  }

  /** The scroll event comes only with the next frame; pages that are laid out before that go by where the well is. */
  #look(): void {
    this.view.top = this.well().scrollTop
  }
}
