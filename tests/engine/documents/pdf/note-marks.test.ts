import { describe, expect, test } from 'vitest'
import { noteMarkerOf, withNoteReferences } from '../../../../src-main/engine/documents/pdf/note-marks'
import type { PageMark } from '../../../../src-main/engine/documents/pdf/styled-text'

/** Raised text is written between ^ signs. */
function styled(written: string): { text: string; marks: PageMark[] } {
  const parts = written.split('^')
  const marks: PageMark[] = []
  let text = ''
  for (const [at, part] of parts.entries()) {
    if (at % 2 === 1)
      marks.push({ kind: 'superscript', startChar: text.length, endChar: text.length + part.length })
    text += part
  }
  return { text, marks }
}

describe('withNoteReferences', () => {
  test.each(['the word^1^ goes on', 'the end.^12^', 'a name^*^ of', 'said,^3,4^ and', 'the “end”^7^'])(
    '%s refers to a note',
    (written) => {
      expect(withNoteReferences(styled(written)).marks.map(({ kind }) => kind)).toEqual(['note-reference'])
    },
  )

  test.each(['10^6^ of them', '5 m^2^ of', '20^th^ of', 'x^2^ + 1', 'M^lle^ Anne', '^1^ A note'])(
    '%s does not',
    (written) => {
      expect(withNoteReferences(styled(written)).marks.map(({ kind }) => kind)).toEqual(['superscript'])
    },
  )
})

describe('noteMarkerOf', () => {
  test('finds a raised mark, a number or a sign before the text', () => {
    expect(noteMarkerOf(styled('^3^ Text'))).toEqual({ marker: '3', length: 1 })
    expect(noteMarkerOf(styled('3 Text'))).toEqual({ marker: '3', length: 2 })
    expect(noteMarkerOf(styled('†Text'))).toEqual({ marker: '†', length: 1 })
    expect(noteMarkerOf(styled('Text'))).toBeNull()
  })
})
