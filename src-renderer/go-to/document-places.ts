import type { ReadableDocument, TextPosition } from '@contract/document'
import { foldText } from '../find/fold-cursor'
import type { ContentsLine } from '../library/contents'
import type { TextScale } from '../player/seek-arithmetic'

/** A page by the number that is printed on it. */
export interface NamedPage {
  readonly label: string
  readonly position: TextPosition
}

/** What a document's places are called. */
export interface DocumentPlaces {
  readonly pages: readonly NamedPage[]
  readonly chapters: readonly ContentsLine[]
  readonly scale: TextScale
}

/** A place that what was typed stands for. */
export type Place =
  | { readonly kind: 'percent'; readonly percent: number; readonly position: TextPosition }
  | { readonly kind: 'page'; readonly label: string; readonly position: TextPosition }
  | {
      readonly kind: 'chapter'
      readonly title: string
      /** Counted among the outermost; null when it was found by its name. */
      readonly number: number | null
      readonly position: TextPosition
    }

const percentage = /^(\d{1,3}(?:[.,]\d{1,4})?) ?%$/
const wholeNumber = /^\d{1,6}$/

/** The pages of a document: those it was made of, else those whose numbers stand in its text. */
export function namedPages(document: ReadableDocument): NamedPage[] {
  const ofParts: NamedPage[] = []
  const inText: NamedPage[] = []
  let part = -1
  for (const [block, { kind, text, marks, source }] of document.blocks.entries()) {
    if (source.part !== part && document.parts[source.part]?.kind === 'page') {
      part = source.part
      const label = document.parts[part]?.label.trim() ?? ''
      ofParts.push({ label: label === '' ? String(part + 1) : label, position: { block, char: 0 } })
    }
    if (kind === 'page-number') addPage(inText, text, block, 0)
    for (const mark of marks)
      if (mark.kind === 'page-number')
        addPage(inText, text.slice(mark.startChar, mark.endChar), block, mark.startChar)
  }
  return ofParts.length > 0 ? ofParts : inText
}

function addPage(pages: NamedPage[], text: string, block: number, char: number): void {
  // "[Pg 12]" and "– 12 –" are page 12.
  const label = text.match(/[\p{L}\p{N}]+(?=[^\p{L}\p{N}]*$)/u)?.[0]
  if (label !== undefined) pages.push({ label, position: { block, char } })
}

/**
 * The places that what was typed may stand for, the likeliest first: a percentage, a page, a chapter's number or a part
 * of its name.
 * @param pageName how a page is called in the language of the interface
 */
export function placesFor(
  typed: string,
  { pages, chapters, scale }: DocumentPlaces,
  pageName: (label: string) => string,
  most: number,
): Place[] {
  const wanted = foldText(typed, false).trim()
  if (wanted === '') return []
  const percent = percentage.exec(wanted)?.[1]
  if (percent !== undefined) return placeAtPercent(Number(percent.replace(',', '.')), scale)
  const places: Place[] = pages
    .filter(({ label }) => [label, pageName(label)].some((name) => foldText(name, false) === wanted))
    .map((page) => ({ kind: 'page', ...page }))
  const isNumber = wholeNumber.test(wanted)
  if (isNumber) {
    const outermost = chapters.filter(({ depth }) => depth === 1)
    const chapter = outermost[Number(wanted) - 1]
    if (chapter) places.push(placeOf(chapter, Number(wanted)))
  }
  for (const chapter of named(chapters, wanted)) {
    if (places.length >= most) break
    const isThere = places.some(
      ({ kind, position }) => kind === 'chapter' && position.block === chapter.block,
    )
    if (!isThere) places.push(placeOf(chapter, null))
  }
  if (isNumber) places.splice(most - 1, Infinity, ...placeAtPercent(Number(wanted), scale))
  return places.slice(0, most)
}

/** Chapters whose names have it: those that begin with it first. */
function named(chapters: readonly ContentsLine[], wanted: string): ContentsLine[] {
  const found = chapters
    .map((chapter) => ({ chapter, at: foldText(chapter.title, false).indexOf(wanted) }))
    .filter(({ at }) => at >= 0)
  return [...found.filter(({ at }) => at === 0), ...found.filter(({ at }) => at > 0)].map(
    ({ chapter }) => chapter,
  )
}

function placeOf({ title, block }: ContentsLine, number: number | null): Place {
  return { kind: 'chapter', title, number, position: { block, char: 0 } }
}

function placeAtPercent(percent: number, scale: TextScale): Place[] {
  if (percent > 100 || scale.totalChars === 0) return []
  return [{ kind: 'percent', percent, position: scale.positionAt(percent / 100) }]
}
