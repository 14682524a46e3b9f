import { easeOut, followScroll, type SpokenLine } from './follow'

/** How long the page takes to follow the voice (look: Motion). */
const followMilliseconds = 240
/** Further than this the page jumps: an animation would only show text flying past, in screens. */
const jumpBeyondScreens = 1.5
/** Sections met by a jump get their true heights only then; so many looks settle the place. */
const settlingFrames = 4

/** Moves the page: with the voice, or to a place. One movement at a time; the person's hand cancels it. */
export class PageScroller {
  #frame = 0

  constructor(private readonly scroller: HTMLElement) {}

  /** A range's first line, in px from the top of the visible page. */
  lineOf(range: Range): SpokenLine {
    const box = range.getClientRects()[0] ?? range.getBoundingClientRect()
    const top = this.scroller.getBoundingClientRect().top
    return { top: box.top - top, bottom: box.bottom - top }
  }

  /** Of the visible page, in px. */
  get height(): number {
    return this.scroller.clientHeight
  }

  /** Brings the spoken line back into its band if it left it. */
  follow(range: Range): void {
    showInTable(range)
    const target = this.#followTarget(range)
    if (target === null) return
    const distance = Math.abs(target - this.scroller.scrollTop)
    if (isMotionReduced() || distance > this.scroller.clientHeight * jumpBeyondScreens)
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
    const { top } = element.getBoundingClientRect()
    return () =>
      this.#settle(() => {
        const moved = element.getBoundingClientRect().top - top
        return Math.abs(moved) < 1 ? null : this.scroller.scrollTop + moved
      })
  }

  /** Puts a range's line at the top of the page, below its faded edge. */
  showAtTop(range: Range): void {
    showInTable(range)
    this.#settle(() => {
      const wanted = this.scroller.scrollTop + this.lineOf(range).top - this.scroller.clientHeight * 0.08
      return Math.abs(wanted - this.scroller.scrollTop) < 1 ? null : wanted
    })
  }

  toStart(): void {
    this.cancel()
    this.scroller.scrollTop = 0
  }

  cancel(): void {
    cancelAnimationFrame(this.#frame)
  }

  #followTarget(range: Range): number | null {
    return followScroll(this.lineOf(range), {
      scrollTop: this.scroller.scrollTop,
      viewportHeight: this.scroller.clientHeight,
      contentHeight: this.scroller.scrollHeight,
    })
  }

  #settle(target: () => number | null, framesLeft = settlingFrames): void {
    this.cancel()
    const top = target()
    if (top === null) return
    this.scroller.scrollTop = top
    if (framesLeft > 0) this.#frame = requestAnimationFrame(() => this.#settle(target, framesLeft - 1))
  }

  #glide(target: number): void {
    this.cancel()
    const from = this.scroller.scrollTop
    const startedAt = performance.now()
    const step = () => {
      const progress = (performance.now() - startedAt) / followMilliseconds
      this.scroller.scrollTop = from + (target - from) * easeOut(progress)
      if (progress < 1) this.#frame = requestAnimationFrame(step)
    }
    this.#frame = requestAnimationFrame(step)
  }
}

/** Brings a range that lies in a table wider than the page into the part of it that is shown. */
function showInTable(range: Range): void {
  const box = range.startContainer.parentElement?.closest('.table-box')
  if (!box || box.scrollWidth <= box.clientWidth) return
  const part = range.getBoundingClientRect()
  const frame = box.getBoundingClientRect()
  if (part.left < frame.left) box.scrollLeft -= frame.left - part.left
  else if (part.right > frame.right)
    box.scrollLeft += Math.min(part.right - frame.right, part.left - frame.left)
}

function isMotionReduced(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
