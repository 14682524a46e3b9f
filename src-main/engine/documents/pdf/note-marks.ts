import type { PageMark, StyledText } from './styled-text'

/** What notes are marked with. */
const noteMark = /^\s*(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|[*†‡§¶‖]{1,4}|[a-z])\s*$/
/** Beside these a raised number is a power: a digit, a unit or one letter. */
const base =
  /(?:\p{N}|\p{Sm}|[)\]]|(?<!\p{L})(?:\p{L}|k?g|[kcmdnµμ]?m|ft|in|yd|mi|sec?|CO|log|sin|cos|tan)(?:\s?[\/·]\s?s)?)$/u

/** Calls raised marks behind words what they are: references to notes. Powers and ordinals stay raised text. */
export function withNoteReferences(styled: StyledText): StyledText {
  const { text, marks } = styled
  return {
    ...styled,
    marks: marks.map((mark): PageMark => {
      const isNote =
        mark.kind === 'superscript' &&
        noteMark.test(text.slice(mark.startChar, mark.endChar)) &&
        mark.startChar > 0 &&
        !isPower(text, mark)
      return isNote ? { ...mark, kind: 'note-reference' } : mark
    }),
  }
}

function isPower(text: string, { startChar, endChar }: PageMark): boolean {
  const raised = text.slice(startChar, endChar).trim()
  const before = text.slice(Math.max(0, startChar - 12), startChar)
  if (/\s$/.test(before)) return false
  // A letter is a note's mark only behind a whole word.
  if (/^[a-z]$/.test(raised)) return !/\p{L}{3}[.,;:)”"]?$/u.test(before)
  return base.test(before) && !/\p{Ll}{2}[)\]]$/u.test(before)
}

/** What a note begins with: a raised mark, or a number or sign before its text. */
export function noteMarkerOf({ text, marks }: StyledText): { marker: string; length: number } | null {
  const raised = marks.find(
    ({ kind, startChar }) => kind === 'superscript' && text.slice(0, startChar).trim() === '',
  )
  if (raised !== undefined) {
    const marker = text.slice(0, raised.endChar).trim()
    return noteMark.test(marker) ? { marker, length: raised.endChar } : null
  }
  const plain = /^\s*(\d{1,3}|[*†‡§¶‖]{1,4})[.)]?\s*(?=["“‘(\p{L}])/u.exec(text)
  return plain === null ? null : { marker: plain[1], length: plain[0].length }
}
