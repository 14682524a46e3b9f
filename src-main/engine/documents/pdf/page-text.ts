import type { MarkItem, PdfPage, StructNode, TextChunk, TextItem, TextStyle } from 'virtual:pdf-library'
import { maskControls } from '../mask-controls'
import { multiply, turned, turnOf, type Extent, type Turn } from './geometry'
import { evenSpans, foldedSpans } from './glyph-places'
import { fontLook, type FontLook, type TextRun } from './runs'

/** Pages of real documents have up to some 20,000 characters; maps and plans with five times that exist. */
const maxPageChars = 200_000
/** Pieces of text, each with its place: fewer, as long as not every letter is placed by itself. */
const maxPageItems = 100_000
/** A page that draws drawings in drawings may never end. */
const maxPageMilliseconds = 4_000
/** Deeper nesting of marked content is taken to be flat. */
const maxMarkDepth = 64

/** A page's text, piece by piece as it is shown. */
export interface PageText {
  /** From 0. */
  readonly index: number
  readonly extent: Extent
  readonly runs: readonly TextRun[]
  readonly tree: StructNode | null
  /** The crop box: left, bottom, right, top in points, y upwards. */
  readonly view: readonly number[]
  /** Characters decoded, in UTF-16 units. */
  readonly chars: number
  /** Of them, white space. */
  readonly spaces: number
  /** Characters that the page itself says other ones stand for. */
  readonly replaced: number
  /** Whether it had more text than is read of a page. */
  readonly isCut: boolean
}

interface OpenMark {
  readonly contentId: string | null
  readonly isArtifact: boolean
  /** What is read in place of all that is shown in it; used up by the first piece. */
  replacement: string | null
  readonly isReplaced: boolean
}

/**
 * Reads what a page shows, without drawing anything.
 * @throws what pdf.js throws for a page that it cannot read; the signal's reason
 */
export async function readPageText(page: PdfPage, index: number, signal: AbortSignal): Promise<PageText> {
  const { width, height, transform } = page.getViewport({ scale: 1 })
  const reading = new PageReading({ width, height }, transform)
  const reader = page
    .streamTextContent({ includeMarkedContent: true, disableNormalization: true })
    .getReader()
  const deadline = performance.now() + maxPageMilliseconds
  let isCut = false
  for (;;) {
    // A page whose text never comes is cut like one whose text never ends.
    const next = await Promise.race([reader.read(), rest(deadline - performance.now())])
    signal.throwIfAborted()
    if (next?.done) break
    if (next?.value !== undefined) reading.take(next.value)
    if (next === null || reading.isFull() || performance.now() > deadline) {
      isCut = true
      void reader.cancel(new Error('a page is read no further')).catch(() => undefined)
      break
    }
  }
  // A tree that cannot be read is one that the page does without.
  const tree = isCut ? null : await page.getStructTree().catch(() => null)
  page.cleanup()
  return { index, extent: { width, height }, tree, view: page.view, isCut, ...reading.result() }
}

function rest(milliseconds: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds), null).unref())
}

/** Gathers one page's pieces of text. */
class PageReading {
  private readonly runs: TextRun[] = []
  private readonly styles = new Map<string, TextStyle>()
  private readonly looks = new Map<string, FontLook>()
  private readonly marks: OpenMark[] = []
  private chars = 0
  private spaces = 0
  private replaced = 0
  private items = 0
  private isAfterSpace = false

  constructor(
    private readonly extent: Extent,
    private readonly toPage: readonly number[],
  ) {}

  isFull(): boolean {
    return this.chars > maxPageChars || this.items > maxPageItems
  }

  result(): Pick<PageText, 'runs' | 'chars' | 'spaces' | 'replaced'> {
    return { runs: this.runs, chars: this.chars, spaces: this.spaces, replaced: this.replaced }
  }

  take({ items, styles }: TextChunk): void {
    for (const [name, style] of Object.entries(styles)) this.styles.set(name, style)
    for (const item of items) {
      this.items++
      if ('type' in item) this.mark(item)
      else this.show(item)
      if (this.isFull()) return
    }
  }

  private mark({ type, id, tag, replacement }: MarkItem): void {
    if (type === 'endMarkedContent') {
      this.marks.pop()
      return
    }
    const outer = this.marks.at(-1)
    const own = replacement ?? null
    // At the limit the innermost one is left out, and its end ends the one around it.
    if (this.marks.length >= maxMarkDepth) return
    this.marks.push({
      contentId: id ?? outer?.contentId ?? null,
      isArtifact: outer?.isArtifact === true || tag === 'Artifact',
      replacement: outer?.isReplaced === true ? null : own,
      isReplaced: outer?.isReplaced === true || own !== null,
    })
  }

  private show(item: TextItem): void {
    const mark = this.marks.at(-1)
    let text = foldPresentation(maskControls(item.str)).replace(/\n/g, ' ')
    const place = this.place(item)
    let spans = item.spans && foldedSpans(item.str, text, item.spans, place.x1 - place.x0)
    if (mark?.isReplaced === true) {
      const own = this.marks.find(({ replacement }) => replacement !== null)
      this.replaced += countInk(text)
      text = maskControls(own?.replacement ?? '').replace(/\n/g, ' ')
      if (own !== undefined) own.replacement = null
      spans = evenSpans(text.length, place.x1 - place.x0)
    }
    const startChar = this.chars
    this.chars += text.length
    const ink = countInk(text)
    this.spaces += text.length - ink
    if (ink === 0) {
      this.isAfterSpace ||= text !== ''
      return
    }
    const run = { ...place, text, startChar, afterSpace: this.isAfterSpace, ...whereIn(mark) }
    this.runs.push(spans === undefined ? run : { ...run, ...this.glyphsOf(place, spans) })
    this.isAfterSpace = false
  }

  private place({
    transform,
    width,
    height,
    fontName,
  }: TextItem): Pick<TextRun, 'x0' | 'x1' | 'baseline' | 'size' | 'look' | 'turn'> {
    const shown = multiply(this.toPage, transform).map((value) => (Number.isFinite(value) ? value : 0))
    const style = fontName === null ? undefined : this.styles.get(fontName)
    const isVertical = style?.vertical === true
    const direction = isVertical ? turnOf(shown[2] * -1, shown[3] * -1) : turnOf(shown[0], shown[1])
    const length = finite(isVertical ? height : width)
    // What cannot be seen for its size has a place all the same.
    const size = Math.max(0.1, Math.hypot(shown[2], shown[3]))
    const { x, y } = turned({ x: shown[4], y: shown[5] }, direction ?? 0, this.extent)
    // Vertical lines are set around their middle.
    const baseline = isVertical ? y + size * 0.26 : y
    return { x0: x, x1: x + length, baseline, size, look: this.lookOf(fontName, style), turn: direction }
  }

  private glyphsOf(
    { x0, baseline, size, turn }: Pick<TextRun, 'x0' | 'baseline' | 'size' | 'turn'>,
    spans: Float32Array,
  ): Pick<TextRun, 'glyphs'> {
    return turn === null ? {} : { glyphs: { turn, extent: this.extent, x0, baseline, size, spans } }
  }

  private lookOf(fontName: string | null, style: TextStyle | undefined): FontLook {
    const key = fontName ?? ''
    const known = this.looks.get(key)
    if (known !== undefined) return known
    const look = fontLook(style?.fontName ?? '', style?.fontFamily ?? '')
    this.looks.set(key, look)
    return look
  }
}

function whereIn(mark: OpenMark | undefined): Pick<TextRun, 'contentId' | 'isArtifact'> {
  return { contentId: mark?.contentId ?? null, isArtifact: mark?.isArtifact ?? false }
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0
}

/** Characters of a text that are no white space, in UTF-16 units. */
export function countInk(text: string): number {
  return text.replace(/\s+/g, '').length
}

/**
 * Hebrew and Arabic letters as they look at a place in a word, and the ligatures of Arabic: a reader of the text wants
 * the letters. Latin ligatures stay, they are folded where text is compared or spoken.
 */
function foldPresentation(text: string): string {
  return text.replace(/[\ufb1d-\ufdff\ufe70-\ufefc]+/g, (found) => found.normalize('NFKC'))
}

/** The turn that most of some text has. */
export function mainTurn(runs: readonly TextRun[]): Turn {
  const chars = new Map<Turn, number>()
  for (const { turn, text } of runs) if (turn !== null) chars.set(turn, (chars.get(turn) ?? 0) + text.length)
  let main: Turn = 0
  for (const [turn, count] of chars) if (count > (chars.get(main) ?? 0)) main = turn
  return main
}
