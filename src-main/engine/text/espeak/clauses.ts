import { matchesOf } from '../matches'
import type { TextRange } from '../sentences'
import { maxClauseBytes } from './espeak'

/** What espeak is given at once; the range includes the punctuation that ends it. */
export interface Clause extends TextRange {
  /** The punctuation as Piper voices know it, one of , ; : . ? ! or '' where there is none. */
  mark: string
}

/** Punctuation and the symbol with which Piper voices were trained for it (espeak's kinds of clause ends). */
const symbols: Readonly<Record<string, string>> = {
  ',': ',،、，፣՝',
  ';': ';؛；፤—–…',
  ':': ':：፥',
  '.': '.。．।॥۔።։',
  '?': '?？؟',
  '!': '!！',
}
/** ASCII marks, and the dash of ranges, end a clause only before white space: 1,987 and 7:30 and 12–15 stay whole. */
const clauseEnd =
  /(?:[.,;:!?–]+[)\]}"'”’»›]*(?=\s|$)|[،、，፣՝؛；፤—…：፥。．।॥۔።։？؟！]+[)\]}"'”’»›」』）]*)+/gu
/** Longest run without white space that is handed over whole: what is longer is no word, and one digit is a word each. */
const maxRunChars = 80

/**
 * Cuts a sentence where espeak would end a clause, less the periods inside it: the sentence was found before, so they
 * belong to abbreviations. Everything but white space at the edges is inside exactly one clause.
 */
export function splitClauses(text: string): Clause[] {
  const clauses: Clause[] = []
  let start = 0
  for (const { 0: marks, index } of matchesOf(clauseEnd, text)) {
    const end = index + marks.length
    const isLast = text.slice(end).trim() === ''
    if (!isLast && /^\.[^.]*$/.test(marks)) continue
    pushParts(text, start, end, markOf(marks, isLast), clauses)
    start = end
  }
  pushParts(text, start, text.length, '', clauses)
  return clauses
}

/** Of several marks the one that is heard most; a row of periods inside a sentence is the pause that … is. */
function markOf(marks: string, isLast: boolean): string {
  const found = [...marks].flatMap((mark) =>
    Object.keys(symbols).filter((symbol) => symbols[symbol].includes(mark)),
  )
  for (const strong of ['?', '!']) if (found.includes(strong)) return strong
  return marks.startsWith('.') && !isLast ? ';' : found[0]
}

/** Adds a clause, in parts where it exceeds what espeak takes; only the last part has the mark. */
function pushParts(text: string, startChar: number, endChar: number, mark: string, clauses: Clause[]): void {
  let start = startChar
  let lastSpace = -1
  let runStart = start
  let bytes = 0
  for (let at = start; at < endChar;) {
    const code = text.codePointAt(at) ?? 0
    const units = code > 0xffff ? 2 : 1
    if (code === 32) {
      lastSpace = at
      runStart = at + 1
    }
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (bytes > maxClauseBytes || at - runStart >= maxRunChars) {
      const cut = at - runStart >= maxRunChars || lastSpace <= start ? at : lastSpace
      clauses.push({ startChar: start, endChar: cut, mark: '' })
      start = at = runStart = cut
      bytes = 0
      continue
    }
    at += units
  }
  if (text.slice(start, endChar).trim() !== '') clauses.push({ startChar: start, endChar, mark })
}
