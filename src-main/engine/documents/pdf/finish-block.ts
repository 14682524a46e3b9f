import type { Block, CharacterCount, TableCell } from '@contract/document'
import { encodeBlockPlaces } from './block-places'
import type { Draft } from './draft'
import { joinLines } from './join-lines'
import type { Line } from './line'
import { withNoteReferences } from './note-marks'
import { countInk } from './page-text'
import { blockMarks, concatenated, sliced, trimmed, type StyledText } from './styled-text'
import type { Vocabulary } from './vocabulary'

/** A block and what of its lines is not in it. */
export interface Finished {
  readonly block: Block
  readonly outside: readonly CharacterCount[]
  /** Where its letters stand on the pages, encoded (contract/page-places). */
  readonly places: Uint8Array
}

/** Joins a draft's lines to a block; null when nothing is left to read. */
export function finishBlock(draft: Draft, vocabulary: Vocabulary): Finished | null {
  const outside: CharacterCount[] = [...(draft.outside ?? [])]
  const { styled, hyphens, cells } =
    draft.cells === undefined ? joinText(draft, vocabulary) : joinRow(draft.cells, vocabulary)
  if (hyphens > 0) outside.push({ rule: 'line-end hyphen', chars: hyphens })
  const marker =
    draft.markerChars === undefined ? 0 : countInk(draft.lines[0].styled.text.slice(0, draft.markerChars))
  if (marker > 0) outside.push({ rule: 'mark', chars: marker })
  if (styled.text === '') return null
  const noted = draft.kind === 'formula' ? styled : withNoteReferences(styled)
  return {
    block: {
      kind: draft.kind,
      ...(draft.matter === undefined ? {} : { matter: draft.matter }),
      ...(draft.level === undefined ? {} : { level: draft.level }),
      ...(draft.marker === undefined ? {} : { marker: draft.marker }),
      text: noted.text,
      marks: blockMarks(noted),
      ...(draft.language === undefined ? {} : { language: draft.language }),
      ...(draft.row === undefined ? {} : { row: { ...draft.row, cells } }),
      source: sourceOf(draft, noted.text),
    },
    outside,
    places: encodeBlockPlaces(noted.places),
  }
}

interface JoinedText {
  readonly styled: StyledText
  readonly hyphens: number
  readonly cells: TableCell[]
}

const lineEnd: StyledText = { text: '\n', marks: [] }

function joinText({ kind, lines, words, markerChars = 0 }: Draft, vocabulary: Vocabulary): JoinedText {
  if (words !== undefined) return { styled: { text: words.trim(), marks: [] }, hyphens: 0, cells: [] }
  if (kind === 'code')
    return {
      styled: concatenated(lines.flatMap(({ styled }, at) => (at === 0 ? [styled] : [lineEnd, styled]))),
      hyphens: 0,
      cells: [],
    }
  const own = lines.map(({ styled }, at) => ({ styled: at === 0 ? sliced(styled, markerChars) : styled }))
  return { ...joinLines(own, vocabulary), cells: [] }
}

/** Cells with "\t" between them. */
function joinRow(cells: readonly (readonly Line[])[], vocabulary: Vocabulary): JoinedText {
  const parts: StyledText[] = []
  const ranges: TableCell[] = []
  let hyphens = 0
  let length = 0
  for (const lines of cells) {
    const joined = joinLines(lines, vocabulary)
    const styled = trimmed(joined.styled)
    hyphens += joined.hyphens
    if (parts.length > 0) parts.push({ text: '\t', marks: [] })
    if (parts.length > 0) length++
    parts.push(styled)
    ranges.push({ startChar: length, endChar: length + styled.text.length })
    length += styled.text.length
  }
  const styled = concatenated(parts)
  return styled.text.trim() === ''
    ? { styled: { text: '', marks: [] }, hyphens, cells: [] }
    : { styled, hyphens, cells: ranges }
}

/** Where lines came from: what of them stands on the page of the first one. */
function sourceOf({ lines, page }: Draft, text: string): Block['source'] {
  const part = lines[0]?.page ?? page ?? 0
  const own = lines.filter(({ page }) => page === part)
  const startChar = own.reduce((least, line) => Math.min(least, line.startChar), Infinity)
  const endChar = own.reduce((most, line) => Math.max(most, line.endChar), 0)
  const isWhole = own.length === 1 && lines.length === 1 && endChar - startChar === text.length
  return {
    part,
    startChar: Number.isFinite(startChar) ? startChar : 0,
    endChar,
    exact: isWhole && lines[0].styled.text === text && lines[0].cells.length === 1 && !lines[0].isRightToLeft,
  }
}
