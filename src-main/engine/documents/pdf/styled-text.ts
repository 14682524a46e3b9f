import type { InlineMark } from '@contract/document'
import { slicedPlaces, type PlacedRange } from './glyph-places'

/** The marks that are found on a page. */
export type PageMarkKind =
  | 'emphasis'
  | 'strong'
  | 'code'
  | 'superscript'
  | 'subscript'
  | 'note-reference'
  | 'page-number'
  | 'line-number'

/** One of them on a range of a text, in UTF-16 units. */
export interface PageMark {
  readonly kind: PageMarkKind
  readonly startChar: number
  readonly endChar: number
}

/** A text with marks on it. */
export interface StyledText {
  readonly text: string
  readonly marks: readonly PageMark[]
  /** Where on a page its letters stand, in order; absent where no page shows them. */
  readonly places?: readonly PlacedRange[]
}

/** A text with nothing in it. */
export const noText: StyledText = { text: '', marks: [] }

/** A text all of which bears the same marks. */
export function marked(text: string, kinds: readonly PageMarkKind[]): StyledText {
  return { text, marks: kinds.map((kind) => ({ kind, startChar: 0, endChar: text.length })) }
}

/** Texts one behind the other. Marks of a kind that meet, or are parted by white space alone, become one. */
export function concatenated(texts: readonly StyledText[]): StyledText {
  let text = ''
  const marks: PageMark[] = []
  const places: PlacedRange[] = []
  const last = new Map<PageMarkKind, number>()
  for (const part of texts) {
    const begin = text.length
    text += part.text
    for (const range of part.places ?? [])
      places.push(
        begin === 0
          ? range
          : { ...range, startChar: range.startChar + begin, endChar: range.endChar + begin },
      )
    for (const { kind, startChar, endChar } of part.marks) {
      const moved = { kind, startChar: startChar + begin, endChar: endChar + begin }
      const known = last.get(kind)
      const previous = known === undefined ? undefined : marks[known]
      const between = previous === undefined ? 'x' : text.slice(previous.endChar, moved.startChar)
      if (known !== undefined && previous !== undefined && between.trim() === '')
        marks[known] = { ...previous, endChar: moved.endChar }
      else {
        last.set(kind, marks.length)
        marks.push(moved)
      }
    }
  }
  return { text, marks, ...(places.length === 0 ? {} : { places }) }
}

/** A stretch of a text with what marks are on it. */
export function sliced(
  { text, marks, places }: StyledText,
  startChar: number,
  endChar = text.length,
): StyledText {
  return {
    ...(places === undefined ? {} : { places: slicedPlaces(places, startChar, endChar) }),
    text: text.slice(startChar, endChar),
    marks: marks.flatMap((mark) => {
      const start = Math.max(mark.startChar, startChar)
      const end = Math.min(mark.endChar, endChar)
      return start < end ? [{ kind: mark.kind, startChar: start - startChar, endChar: end - startChar }] : []
    }),
  }
}

/** A text without white space around it. */
export function trimmed(styled: StyledText): StyledText {
  const begin = styled.text.search(/\S/)
  if (begin === -1) return noText
  const end = styled.text.trimEnd().length
  return begin === 0 && end === styled.text.length ? styled : sliced(styled, begin, end)
}

/** The same text with a mark more. */
export function withMark(styled: StyledText, mark: PageMark): StyledText {
  return { ...styled, marks: [...styled.marks, mark] }
}

/** The marks of a block, in order; those of one kind that span all of it say nothing and are left out. */
export function blockMarks({ text, marks }: StyledText): InlineMark[] {
  return marks
    .filter(
      ({ kind, startChar, endChar }) =>
        !(startChar === 0 && endChar === text.length && (kind === 'strong' || kind === 'emphasis')),
    )
    .map(({ kind, startChar, endChar }) => ({ kind, startChar, endChar }))
    .sort((a, b) => a.startChar - b.startChar || b.endChar - a.endChar)
}
