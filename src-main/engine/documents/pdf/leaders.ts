import { matchesOf } from '../../text/matches'
import type { Line, LineCell } from './line'
import { countInk } from './page-text'
import { concatenated, sliced, trimmed, type StyledText } from './styled-text'

/** Dots that lead the eye from one cell to the next. Bounded, so that a page of dots takes no longer than another. */
const dots = /(?:[.…·_][ \u00a0]?){5,400}/g

/**
 * Takes the dots out of a line: what they parted are cells.
 * @returns the line and how many characters are no longer in it; null for a line without dots, or of dots alone
 */
export function withoutLeaders(line: Line): { readonly line: Line; readonly chars: number } | null {
  const { text } = line.styled
  const found = matchesOf(dots, text)
  if (found.length === 0) return null
  const parts: StyledText[] = []
  const cells: LineCell[] = []
  let length = 0
  for (const cell of line.cells) {
    let from = cell.startChar
    const ends = found.filter(({ index }) => index >= cell.startChar && index < cell.endChar)
    const widthOfChar = (cell.x1 - cell.x0) / Math.max(1, cell.endChar - cell.startChar)
    for (const [at, end] of [
      ...ends.map(({ index, 0: match }) => [index, index + match.length]),
      [cell.endChar, 0],
    ]) {
      const own = trimmed(sliced(line.styled, from, at))
      if (own.text !== '') {
        if (parts.length > 0) parts.push({ text: ' ', marks: [] })
        if (parts.length > 0) length++
        const x0 = cell.x0 + (from - cell.startChar) * widthOfChar
        cells.push({
          x0,
          x1: x0 + own.text.length * widthOfChar,
          startChar: length,
          endChar: length + own.text.length,
        })
        parts.push(own)
        length += own.text.length
      }
      from = end
    }
  }
  const styled = concatenated(parts)
  if (styled.text === '') return null
  return { line: { ...line, styled, cells }, chars: countInk(text) - countInk(styled.text) }
}
