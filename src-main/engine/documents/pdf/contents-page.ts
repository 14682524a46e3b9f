import { draftOf, type Draft } from './draft'
import type { Line } from './line'
import { romanNumber } from './page-numbers'
import { countInk } from './page-text'
import { concatenated, sliced, trimmed, withMark, type StyledText } from './styled-text'

/** The dots between a title and its page's number. Bounded, so that a page of dots takes no longer than another. */
const leader = /(?:[.…·_]\s?){4,400}\s{0,20}(\d{1,5}|[ivxlcdm]{1,9})?\s{0,20}$/i
/** A line of dots without a title. */
const leaderOnly = /^(?:[.…·_\s]){4,}$/

/** Fewer lines with dots and a number at their end are a list of prices. */
const minEntries = 2
/** So many of their numbers are no smaller than the one before. */
const minRisingShare = 0.8

/** The lines of a table of contents among a column's; none where what they end with are no pages' numbers. */
export function contentsLines(lines: readonly Line[]): ReadonlyMap<Line, Draft> {
  const entries = new Map<Line, Draft>()
  const numbers: number[] = []
  for (const line of lines) {
    const entry = contentsLine(line)
    if (entry === null) continue
    entries.set(line, entry)
    const text =
      line.styled.text
        .trim()
        .split(/[.…·_\s]+/)
        .at(-1) ?? ''
    const number = /\d$/.test(line.styled.text.trim()) ? Number(text) : romanNumber(text)
    if (number !== null && text !== '' && Number.isFinite(number)) numbers.push(number)
  }
  const rising = numbers.filter((number, at) => at === 0 || number >= numbers[at - 1]).length
  const isContents =
    numbers.length >= minEntries &&
    rising >= minRisingShare * numbers.length &&
    2 * numbers.length >= entries.size
  return isContents ? entries : new Map<Line, Draft>()
}

/** Dots that a page shows by themselves, as nothing to be read. */
export function leadersIn(line: Line): Draft | null {
  return leaderOnly.test(line.styled.text) ? contentsLine(line) : null
}

/** A line of a table of contents: its title with the page's number, without what leads from one to the other. */
export function contentsLine(line: Line): Draft | null {
  const { styled } = line
  const found = leader.exec(styled.text.slice(-600))
  if (found === null && !leaderOnly.test(styled.text)) return null
  const number = found?.[1] ?? ''
  const begin = Math.max(0, styled.text.length - 600) + (found?.index ?? 0)
  const title = sliced(styled, 0, begin)
  const numberEnd = styled.text.trimEnd().length
  const parts = [trimmed(title), { ...sliced(styled, numberEnd - number.length, numberEnd), marks: [] }]
  const entry = joined(parts.filter((part) => part.text !== ''))
  const { text } = entry
  const withNumber =
    number === ''
      ? entry
      : withMark(entry, { kind: 'page-number', startChar: text.length - number.length, endChar: text.length })
  const leaders = countInk(styled.text) - countInk(text)
  return {
    ...draftOf('paragraph', [{ ...line, styled: withNumber }]),
    matter: 'contents',
    outside: [{ rule: 'leader', chars: leaders }],
  }
}

function joined(parts: readonly StyledText[]): StyledText {
  return concatenated(parts.flatMap((part, at) => (at === 0 ? [part] : [{ text: ' ', marks: [] }, part])))
}
