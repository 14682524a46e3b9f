import { isMotionReduced } from '../ui/reduced-motion'
import { easeOut, followScroll } from './follow'
import type { Extent, PageAxis } from './page-axis'

/** How long the page takes to follow the voice (look: Motion). */
const followMilliseconds = 240
/** Further than this the page jumps: an animation would only show text flying past, in screens. */
const jumpBeyondScreens = 1.5
/** Sections met by a jump get their true heights only then; so many looks settle the place. */
const settlingFrames = 4
/** What is brought to the beginning of the page lies so far from its faded edge, in screens. */
const startScreens = 0.08

/** Moves the page: with the voice, or to a place. One movement at a time; the person's hand cancels it. */
export class PageScroller {
  #frame = 0

  constructor(private readonly axis: PageAxis) {}

  /** A range's first line, from where the visible page begins. */
  lineOf(range: Range): Extent {
    return this.axis.inPage(range.getClientRects()[0] ?? range.getBoundingClientRect())
  }

  /** Brings the spoken line back into its band if it left it. */
  follow(range: Range): void {
    showInTable(range)
    const target = this.#followTarget(range)
    if (target === null) return
    const distance = Math.abs(target - this.axis.position)
    if (isMotionReduced() || distance > this.axis.length * jumpBeyondScreens)
      this.#settle(() => this.#followTarget(range))
    else this.#glide(target)
  }

  /** As `follow`, but at once: the page was laid out anew under the reader. */
  keep(range: Range | null): void {
    if (!range) return
    showInTable(range)
    this.#settle(() => this.#followTarget(range))
  }

  /** Remembers where an element stands; what is returned brings it back there after the text was set anew. */
  pin(element: Element): () => void {
    const { start } = this.axis.inPage(element.getBoundingClientRect())
    return () =>
      this.#settle(() => {
        const moved = this.axis.inPage(element.getBoundingClientRect()).start - start
        return Math.abs(moved) < 1 ? null : this.axis.position + moved
      })
  }

  /** Puts a range's line where the page begins, behind its faded edge. */
  showAtStart(range: Range): void {
    showInTable(range)
    this.#settle(() => {
      const { position, length } = this.axis
      const wanted = position + this.lineOf(range).start - length * startScreens
      return Math.abs(wanted - position) < 1 ? null : wanted
    })
  }

  /** By so many screens along the page's axis; an infinite number leads to the end on that side. */
  moveBy(screens: number): void {
    if (screens === Infinity) return this.#settle(() => this.axis.contentLength - this.axis.length)
    this.cancel()
    // In whole pixels, as pages stand: there and back is where it was.
    this.axis.position = Math.max(0, this.axis.position + Math.round(screens * this.axis.length))
  }

  toStart(): void {
    this.cancel()
    this.axis.position = 0
  }

  cancel(): void {
    cancelAnimationFrame(this.#frame)
  }

  #followTarget(range: Range): number | null {
    const { position, length, contentLength } = this.axis
    return followScroll(this.lineOf(range), { position, pageLength: length, contentLength })
  }

  #settle(target: () => number | null, framesLeft = settlingFrames): void {
    this.cancel()
    const position = target()
    if (position === null) return
    this.axis.position = position
    if (framesLeft > 0) this.#frame = requestAnimationFrame(() => this.#settle(target, framesLeft - 1))
  }

  #glide(target: number): void {
    this.cancel()
    const from = this.axis.position
    const startedAt = performance.now()
    const step = () => {
      const progress = (performance.now() - startedAt) / followMilliseconds
      this.axis.position = from + (target - from) * easeOut(progress)
      if (progress < 1) this.#frame = requestAnimationFrame(step)
    }
    this.#frame = requestAnimationFrame(step)
  }
}

/** Brings a range that lies in a table larger than the page into the part of it that is shown. */
function showInTable(range: Range): void {
  const box = range.startContainer.parentElement?.closest('.table-box')
  if (!box) return
  const part = range.getBoundingClientRect()
  const frame = box.getBoundingClientRect()
  if (box.scrollWidth > box.clientWidth)
    box.scrollLeft += beyond([part.left, part.right], [frame.left, frame.right])
  if (box.scrollHeight > box.clientHeight)
    box.scrollTop += beyond([part.top, part.bottom], [frame.top, frame.bottom])
}

/** How far a stretch lies beyond a frame, its beginning first; 0 where it lies in it. */
function beyond([start, end]: [number, number], [from, to]: [number, number]): number {
  if (start < from) return start - from
  return end > to ? Math.min(end - to, start - from) : 0
}
