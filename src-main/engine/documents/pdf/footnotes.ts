import { draftOf, type Draft } from './draft'
import type { Line } from './line'
import { noteMarkerOf } from './note-marks'
import type { Region } from './regions'

/** Notes are set smaller than the text by this factor at least. */
const maxNoteRatio = 0.93

/** A column without the notes at its foot, and those. */
export interface NotedRegion {
  readonly region: Region
  readonly notes: readonly Draft[]
}

/**
 * Takes the notes from the foot of a column: its last lines, smaller than the text, the first of them with a mark.
 * @param openNote whether a note of the page before goes on: its lines begin without a mark
 */
export function takeFootnotes(region: Region, bodySize: number, openNote: boolean): NotedRegion {
  const { lines } = region
  let small = lines.length
  while (small > 0 && lines[small - 1].size <= maxNoteRatio * bodySize) small--
  let begin = small
  // In a column all of whose text is small, nothing tells a note from it.
  if (small === 0 && !openNote && !isOnlyNotes(lines)) return { region, notes: [] }
  while (begin < lines.length && noteMarkerOf(lines[begin].styled) === null && !(openNote && begin === small))
    begin++
  if (begin === lines.length) return { region, notes: [] }
  const notes: Draft[] = []
  let note: Line[] = []
  for (const line of lines.slice(begin)) {
    if (note.length > 0 && beginsNote(line, note[0])) {
      notes.push(noteDraft(note, region))
      note = []
    }
    note.push(line)
  }
  notes.push(noteDraft(note, region))
  return { region: { ...region, lines: lines.slice(0, begin) }, notes }
}

function isOnlyNotes(lines: readonly Line[]): boolean {
  const first = lines[0]
  return (
    first !== undefined &&
    first.styled.marks.some(({ kind, startChar }) => kind === 'superscript' && startChar === 0)
  )
}

/** Whether a line begins a note of its own: with a mark of the kind of the note before it. */
function beginsNote(line: Line, first: Line): boolean {
  const own = noteMarkerOf(line.styled)
  const known = noteMarkerOf(first.styled)
  if (own === null) return false
  if (known === null) return true
  const isRaised = hasRaisedMark(line)
  if (isRaised !== hasRaisedMark(first)) return isRaised
  // A line may begin with a number by chance: the next note has the next number.
  const isNumber = /^\d/.test(own.marker)
  return !isNumber || !/^\d/.test(known.marker) || isRaised || Number(own.marker) > Number(known.marker)
}

function hasRaisedMark({ styled: { marks } }: Line): boolean {
  return marks.some(({ kind, startChar }) => kind === 'superscript' && startChar === 0)
}

function noteDraft(lines: readonly Line[], { x0, x1 }: Region): Draft {
  const mark = noteMarkerOf(lines[0].styled)
  return {
    ...draftOf('footnote', lines, { x0, x1, leading: 1.2 * lines[0].size }),
    ...(mark === null ? {} : { marker: mark.marker, markerChars: mark.length }),
  }
}
