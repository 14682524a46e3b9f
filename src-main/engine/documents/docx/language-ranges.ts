import type { InlineMark } from '@contract/document'
import { matchesOf } from '../../text/matches'
import type { RunFormat } from './run-format'

/** A stretch of a block's text whose language the document says. */
export interface LanguageRange {
  startChar: number
  endChar: number
  readonly language: string
  /** The document says it of all its text alike: no sign that this stretch is meant. */
  readonly isDefault: boolean
}

/**
 * Scripts for which Word keeps a language of their own: East Asian ones with their punctuation, then complex ones. A
 * program's default names one language for all complex scripts, Arabic in most of the world's documents: it is believed
 * where it is written so. The first language is the commonest.
 */
const complexScripts: readonly (readonly [signs: string, ...languages: string[]])[] = [
  ['\\u0590-\\u05ff\\ufb1d-\\ufb4f', 'he', 'iw', 'yi'],
  [
    '\\u0600-\\u08ff\\ufb50-\\ufdff\\ufe70-\\ufeff',
    'ar',
    'fa',
    'ur',
    'ps',
    'sd',
    'ug',
    'ku',
    'ckb',
    'dv',
    'syr',
  ],
  ['\\u0900-\\u097f', 'hi', 'mr', 'ne', 'sa', 'kok'],
  ['\\u0980-\\u09ff', 'bn', 'as'],
  ['\\u0a00-\\u0a7f', 'pa'],
  ['\\u0a80-\\u0aff', 'gu'],
  ['\\u0b00-\\u0b7f', 'or'],
  ['\\u0b80-\\u0bff', 'ta'],
  ['\\u0c00-\\u0c7f', 'te'],
  ['\\u0c80-\\u0cff', 'kn'],
  ['\\u0d00-\\u0d7f', 'ml'],
  ['\\u0d80-\\u0dff', 'si'],
  ['\\u0e00-\\u0e7f', 'th'],
  ['\\u0e80-\\u0eff', 'lo'],
  ['\\u1000-\\u109f', 'my'],
  ['\\u1780-\\u17ff', 'km'],
]
const eastAsianSigns =
  '\\u1100-\\u11ff\\u2e80-\\u303f\\u3040-\\u31ff\\u3400-\\u9fff\\ua960-\\ua97f\\uac00-\\ud7ff\\uf900-\\ufaff\\uff01-\\uffef'
const scripts = new RegExp(
  `([${eastAsianSigns}]+)|${complexScripts.map(([signs]) => `([${signs}]+)`).join('|')}`,
  'g',
)
/** Most text has nothing to be taken apart. */
const beyondLatin = /[\u0590-\uffff]/
const eastAsian = /^(?:ja|zh|ko)\b/i
const wordLike = /[\p{L}\p{N}]/u
const kana = /[\u3041-\u30ff]/
const hangul = /[\uac00-\ud7af]/

/** Languages of a stretch, script by script. */
export interface SpokenIn {
  /** From all that is said of the run. */
  readonly format: RunFormat
  /** Whether the run, its style or its paragraph's style names the Latin language, rather than the document as such. */
  readonly isOwn: boolean
}

/** Splits text by script and says what language each stretch is in; stretches in none that is known are left out. */
export function languagesOf(text: string, startChar: number, { format, isOwn }: SpokenIn): LanguageRange[] {
  const ranges: LanguageRange[] = []
  const add = (from: number, to: number, language: string | undefined, isDefault: boolean): void => {
    if (from < to && language !== undefined && wordLike.test(text.slice(from, to)))
      ranges.push({ startChar: startChar + from, endChar: startChar + to, language, isDefault })
  }
  let from = 0
  for (const found of beyondLatin.test(text) ? matchesOf(scripts, text) : []) {
    add(from, found.index, format.language, !isOwn)
    from = found.index + found[0].length
    const language =
      found[1] === undefined ? complexLanguage(found, format) : eastAsianLanguage(found[0], format)
    add(found.index, from, language, false)
  }
  add(from, text.length, format.language, !isOwn)
  return ranges
}

/** A program's default says "zh-CN" of Japanese text as well: kana and hangul know better. */
function eastAsianLanguage(
  text: string,
  { eastAsianLanguage: said, language }: RunFormat,
): string | undefined {
  const written = [said, language].find((tag) => tag !== undefined && eastAsian.test(tag))
  if (kana.test(text)) return written !== undefined && /^ja\b/i.test(written) ? written : 'ja'
  if (hangul.test(text)) return written !== undefined && /^ko\b/i.test(written) ? written : 'ko'
  return written
}

function complexLanguage(
  found: RegExpExecArray,
  { complexLanguage: said, language }: RunFormat,
): string | undefined {
  const script = complexScripts.find((_, index) => found[index + 2] !== undefined)
  if (script === undefined) return said
  const [, ...languages] = script
  return (
    [said, language].find((tag) => tag !== undefined && languages.includes(primaryOf(tag))) ?? languages[0]
  )
}

/** The language that most of some text is in; undefined where none is said. */
export function mainLanguage(ranges: Iterable<LanguageRange>): string | undefined {
  const chars = new Map<string, number>()
  for (const { language, startChar, endChar } of ranges)
    chars.set(language, (chars.get(language) ?? 0) + endChar - startChar)
  let main: string | undefined
  for (const [language, count] of chars)
    if (main === undefined || count > (chars.get(main) ?? 0)) main = language
  return main
}

/**
 * What of a block is in another language than its document. Only the language counts, not the country: a British
 * colleague's sentence in an American text is no reason to change the voice.
 * @returns one language for all of the block, or marks
 */
export function foreignLanguages(
  text: string,
  ranges: readonly LanguageRange[],
  documentLanguage: string | undefined,
): { language?: string; marks: InlineMark[] } {
  const main = primaryOf(documentLanguage ?? '')
  const joined: { startChar: number; endChar: number; language: string }[] = []
  for (const { startChar, endChar, language, isDefault } of ranges) {
    if (isDefault || primaryOf(language) === main) continue
    const last = joined.at(-1)
    if (
      last !== undefined &&
      last.language === language &&
      !wordLike.test(text.slice(last.endChar, startChar))
    )
      last.endChar = endChar
    else joined.push({ startChar, endChar, language })
  }
  const [only] = joined
  const hasRest = (): boolean =>
    wordLike.test(text.slice(0, only.startChar)) || wordLike.test(text.slice(only.endChar))
  if (joined.length === 1 && !hasRest()) return { language: only.language, marks: [] }
  return { marks: joined.map((range) => ({ kind: 'language', ...range })) }
}

function primaryOf(tag: string): string {
  return tag.split('-', 1)[0].toLowerCase()
}
