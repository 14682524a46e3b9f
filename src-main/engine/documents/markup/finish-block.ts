import type { Block, InlineMark } from '@contract/document'
import { sameLanguage, type FlowContext } from './flow-context'
import type { GatheredText } from './gather-text'

/** "12.", "[3]", "*" at the beginning of a note whose number is no element of its own. */
const writtenMarker =
  /^(?:\[(\d{1,3}|[a-z*†‡])\]|\((\d{1,3}|[a-z])\)|(\d{1,3})[.)]?|([*∗†‡§¶]{1,3}))[ \u00a0\n]+(?=\S)/
/** What stands between a note's number and its text. */
const afterMarker = /^[\])]?[.:)]?[ \u00a0\n]*(?=\S)/
/** No letter, no digit, no picture: a rule made of signs. */
const signsOnly = /^[\s*•·.~=_#⁂❦❧※◆◇○●—–-]{1,40}$/
/** Lines of a poem are short, and there are some. */
const maxVerseLineChars = 65
const minVerseLines = 4

/** A block, and how many characters of what was gathered went into its marker. */
export interface FinishedBlock {
  readonly block: Block
  readonly markerChars: number
}

/**
 * Makes a block of what was gathered.
 * @param marker of the list item or note that begins here
 * @param isNoteStart whether a note begins here, whose number may be the text's first word
 */
export function finishBlock(
  gathered: GatheredText,
  context: FlowContext,
  place: { part: number; source: string; language?: string },
  marker: string | null,
  isNoteStart: boolean,
): FinishedBlock {
  let { text, marks, startChar } = gathered
  const { endChar } = gathered
  let shownMarker = marker
  let dropped = 0
  if (context.kind === 'footnote' && isNoteStart) {
    const written = marker === null ? writtenMarker.exec(text) : null
    if (written !== null) shownMarker = written[1] ?? written[2] ?? written[3] ?? written[4]
    dropped = (written ?? (marker === null ? null : afterMarker.exec(text)))?.[0].length ?? 0
    // Where a reference stands for a character the slice is another; the range then stays what it was.
    if (place.source.startsWith(text.slice(0, dropped), startChar)) startChar += dropped
    text = text.slice(dropped)
    marks = moveMarks(marks, -dropped, text.length)
  }
  if (context.kind === 'code') {
    const end = text.trimEnd().length
    text = text.slice(0, end)
    marks = moveMarks(marks, 0, end)
  }
  marks = coverBrackets(text, marks)
  const kind = kindOfText(text, marks, context)
  const block: Block = {
    kind,
    ...(context.matter === undefined ? {} : { matter: context.matter }),
    ...(context.level === undefined || (kind !== 'heading' && kind !== 'list-item')
      ? {}
      : { level: context.level }),
    ...(shownMarker === null || (kind !== 'list-item' && kind !== 'footnote') ? {} : { marker: shownMarker }),
    text,
    marks,
    ...(context.language === undefined || sameLanguage(context.language, place.language)
      ? {}
      : { language: context.language }),
    source: {
      part: place.part,
      startChar,
      endChar,
      exact: text.length === endChar - startChar && place.source.startsWith(text, startChar),
    },
  }
  return { block, markerChars: dropped }
}

function kindOfText(text: string, marks: readonly InlineMark[], context: FlowContext): Block['kind'] {
  if (context.isFurniture) return 'furniture'
  const whole = marks.find(({ startChar, endChar }) => startChar === 0 && endChar === text.length)
  const covering = (kind: InlineMark['kind']): boolean =>
    whole !== undefined &&
    marks.some((mark) => mark.kind === kind && mark.startChar === 0 && mark.endChar === text.length)
  if (covering('page-number')) return 'page-number'
  if (context.kind !== 'paragraph' && context.kind !== 'list-item' && context.kind !== 'quote')
    return context.kind
  if (covering('formula')) return 'formula'
  if (context.kind !== 'list-item' && signsOnly.test(text)) return 'furniture'
  return context.kind === 'paragraph' && looksLikeVerse(text) ? 'verse' : context.kind
}

function looksLikeVerse(text: string): boolean {
  if (!text.includes('\n')) return false
  const lines = text.split('\n')
  return lines.length >= minVerseLines && lines.every((line) => line.length <= maxVerseLineChars)
}

/** References whose brackets stand outside the link that they are: all of "[3]" is one. */
function coverBrackets(text: string, marks: readonly InlineMark[]): InlineMark[] {
  return marks.map((mark) => {
    const isBracketed =
      mark.kind === 'note-reference' && text[mark.startChar - 1] === '[' && text[mark.endChar] === ']'
    return isBracketed ? { ...mark, startChar: mark.startChar - 1, endChar: mark.endChar + 1 } : mark
  })
}

/** Marks of a text whose beginning or end was taken away. */
function moveMarks(marks: readonly InlineMark[], byChars: number, textChars: number): InlineMark[] {
  const clamp = (char: number): number => Math.min(Math.max(char + byChars, 0), textChars)
  return marks
    .map((mark) => ({ ...mark, startChar: clamp(mark.startChar), endChar: clamp(mark.endChar) }))
    .filter((mark) => mark.startChar < mark.endChar)
}
