import { draftOf, type Draft } from './draft'
import type { Line } from './line'
import { countInk } from './page-text'
import { sliced, withMark } from './styled-text'

/** The dots between a title and its page's number. Bounded, so that a page of dots takes no longer than another. */
const leader = /(?:[.…·_]\s?){4,400}\s{0,20}(\d{1,5}|[ivxlcdm]{1,9})?\s{0,20}$/i
/** A line of dots without a title. */
const leaderOnly = /^(?:[.…·_\s]){4,}$/

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
  const text = `${title.text.trimEnd()} ${number}`.trim()
  const entry = { text, marks: sliced(title, 0, title.text.trimEnd().length).marks }
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
