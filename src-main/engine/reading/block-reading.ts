import type { Block, InlineMark } from '@contract/document'
import {
  actionFor,
  subjectOf,
  voicedSubjectOfMark,
  type ReadingRules,
  type VoicedSubject,
} from '@contract/reading-rules'
import type { OwnAbbreviations } from '../text/abbreviations'
import type { TextRange } from '../text/sentences'
import { phraseFor } from './phrases'
import { Script, ScriptBuilder } from './script'

/** A range of a block's text that nothing is said of, by the rule of its subject. */
export interface LeftOut extends TextRange {
  readonly subject: VoicedSubject
}

/** What becomes of a block: texts to be said, each of sentences of its own, and what is left out. */
export interface BlockReading {
  readonly scripts: readonly Script[]
  readonly leftOut: readonly LeftOut[]
}

/** Under which rules, and where, a block is read. */
export interface ReadingPlace {
  readonly rules: ReadingRules
  /** The block before it. */
  readonly previous: Block | undefined
  /** What phrases are said in, as a tag. */
  readonly language: string | null
  /** No sentence ends with one of these. */
  readonly abbreviations?: OwnAbbreviations | undefined
}

/** A column's head is said before every cell of it: of a long one only the beginning. */
const maxHeaderChars = 60
/** A list's or a heading's number is said, a bullet is not. */
const countingMarker = /[\p{L}\p{N}]/u
const endOfPhrase = /[.。।]$/

/** Applies reading rules to a block. */
export function readBlock(block: Block, place: ReadingPlace): BlockReading {
  const subject = subjectOf(block)
  const whole = { startChar: 0, endChar: block.text.length }
  const action = actionFor(subject, place.rules)
  if (subject !== null && action === 'skip') return { scripts: [], leftOut: [{ ...whole, subject }] }
  if (subject !== null && action === 'phrase') return phraseForBlock(block, subject, whole, place)
  if (isPlain(block)) return { scripts: [verbatim(block.text)], leftOut: [] }
  const replacements = replacementsIn(block, place)
  const leftOut = replacements.flatMap(({ startChar, endChar, subject: by, text }) =>
    by !== null && text === '' ? [{ startChar, endChar, subject: by }] : [],
  )
  const stretches = block.row
    ? block.row.cells.map((cell) => ({ range: cell, lead: headerLead(block, cell.header) }))
    : [{ range: whole, lead: leadOf(block, place.language) }]
  const scripts = stretches
    .filter(({ range }) => /\S/.test(block.text.slice(range.startChar, range.endChar)))
    .map(({ range, lead }) => scriptOf(block.text, range, replacements, lead))
    .filter(({ text }) => /\S/.test(text))
  return { scripts, leftOut }
}

function verbatim(text: string): Script {
  const range = { startChar: 0, endChar: text.length }
  return new Script(text, text === '' ? [] : [{ kind: 'text', ...range, from: range }])
}

function isPlain({ kind, marks, row, marker }: Block): boolean {
  const isSilent = (mark: InlineMark): boolean =>
    voicedSubjectOfMark(mark) === null && mark.kind !== 'ruby' && mark.kind !== 'formula'
  return row === undefined && marker === undefined && kind !== 'image-alternative' && marks.every(isSilent)
}

/** Once for all blocks that belong together: the rows of a table, the lines of a table of contents. */
function phraseForBlock(
  block: Block,
  subject: VoicedSubject,
  whole: TextRange,
  { previous, language }: ReadingPlace,
): BlockReading {
  const isContinued =
    previous !== undefined && subjectOf(previous) === subject && belongTogether(previous, block)
  if (isContinued || whole.endChar === 0) return { scripts: [], leftOut: [{ ...whole, subject }] }
  const builder = new ScriptBuilder()
  builder.add('phrase', phraseFor(subject, bareMarker(block.marker), language), whole)
  return { scripts: [builder.build()], leftOut: [] }
}

function belongTogether(previous: Block, block: Block): boolean {
  if (block.row !== undefined) return previous.row?.table === block.row.table
  return block.matter !== undefined || block.kind === 'furniture'
}

interface Replacement extends TextRange {
  /** Empty: nothing is said. */
  readonly text: string
  /** Of the rule that says so; null: the document itself does. */
  readonly subject: VoicedSubject | null
}

/** What is said in place of marked stretches, in order; of two that overlap the one that begins first counts. */
function replacementsIn({ text, marks }: Block, { rules, language }: ReadingPlace): Replacement[] {
  const found = marks
    .flatMap((mark) => {
      const replacement = replacementFor(mark, text, rules, language)
      return replacement ? [replacement] : []
    })
    .filter(({ startChar, endChar }) => startChar < endChar && endChar <= text.length)
    .sort((a, b) => a.startChar - b.startChar || b.endChar - a.endChar)
  const kept: Replacement[] = []
  for (const replacement of found)
    if (replacement.startChar >= (kept.at(-1)?.endChar ?? 0)) kept.push(replacement)
  return kept
}

function replacementFor(
  mark: InlineMark,
  text: string,
  rules: ReadingRules,
  language: string | null,
): Replacement | null {
  const { startChar, endChar } = mark
  const subject = voicedSubjectOfMark(mark)
  const action = actionFor(subject, rules)
  if (subject !== null && action === 'skip') return { startChar, endChar, text: '', subject }
  if (subject !== null && action === 'phrase') {
    const named = nameIn(subject, text.slice(startChar, endChar))
    // In the middle of a sentence it is no sentence of its own.
    const phrase = phraseFor(subject, named, language).replace(endOfPhrase, '')
    return { startChar, endChar, text: phrase, subject }
  }
  if (mark.kind === 'formula') return { startChar, endChar, text: mark.words, subject: null }
  // The reading is what the author wants to be read; a voice might guess another.
  if (mark.kind === 'ruby') return { startChar, endChar, text: mark.reading, subject: null }
  return null
}

function nameIn(subject: VoicedSubject, text: string): string {
  if (subject === 'url') return hostOf(text)
  return /[\p{L}\p{N}*†‡§¶]+/u.exec(text)?.[0] ?? ''
}

/** The host of an address without its customary beginning. */
function hostOf(address: string): string {
  const host = /^(?:[a-z][a-z\d+.-]*:\/\/)?(?:[^/@\s]*@)?(?:www\.)?([^/:?#\s]+)/i.exec(address)?.[1]
  return host ?? ''
}

function leadOf({ kind, marker }: Block, language: string | null): string {
  if (kind === 'image-alternative')
    return `${phraseFor('image-alternative', '', language).replace(endOfPhrase, ':')} `
  if (marker === undefined || !countingMarker.test(marker)) return ''
  const number = bareMarker(marker)
  if (kind === 'footnote') return `${phraseFor('footnote', number, language).replace(endOfPhrase, ':')} `
  // A heading's number belongs to it; the letter of an item would be read as a word, were it not written as an initial.
  return kind === 'heading'
    ? `${number} `
    : /^\p{L}$/u.test(number)
      ? `${number.toUpperCase()}. `
      : `${marker} `
}

function bareMarker(marker = ''): string {
  return marker.replace(/^[[(]+|[\])\s.:]+$/g, '')
}

function headerLead({ row }: Block, header: string | undefined): string {
  if (row?.isHeader || header === undefined || !/\S/.test(header)) return ''
  const words = header.replace(/\s+/g, ' ').trim()
  if (words.length <= maxHeaderChars) return `${words.replace(/[.:;,]$/, '')}: `
  const cut = words.slice(0, maxHeaderChars)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))}: `
}

function scriptOf(
  text: string,
  { startChar, endChar }: TextRange,
  replacements: readonly Replacement[],
  lead: string,
): Script {
  const builder = new ScriptBuilder()
  builder.add('lead', lead, { startChar, endChar: startChar })
  let at = startChar
  const copyUntil = (end: number): void => {
    if (end > at) builder.add('text', text.slice(at, end), { startChar: at, endChar: end })
    at = Math.max(at, end)
  }
  for (const replacement of replacements) {
    if (replacement.startChar < startChar || replacement.endChar > endChar) continue
    const { text: said, subject } = replacement
    if (said === '') copyUntil(endWithoutSpace(text, at, replacement))
    else {
      copyUntil(replacement.startChar)
      const gap = /[\p{L}\p{N}]$/u.test(builder.text) && /^[\p{L}\p{N}]/u.test(said) ? ' ' : ''
      builder.add('lead', gap, { startChar: replacement.startChar, endChar: replacement.startChar })
      builder.add(subject === null ? 'said' : 'phrase', said, {
        startChar: replacement.startChar,
        endChar: replacement.endChar,
      })
    }
    at = replacement.endChar
  }
  copyUntil(endChar)
  return builder.build()
}

/** Before a note's number, the space that would be left standing before a full stop or another space goes with it. */
function endWithoutSpace(text: string, from: number, { startChar, endChar }: TextRange): number {
  if (!/^(?:[\s\p{Pe}\p{Pf}.,;:!?]|$)/u.test(text.slice(endChar, endChar + 1))) return startChar
  let end = startChar
  while (end > from && /\s/.test(text[end - 1])) end--
  return end
}
