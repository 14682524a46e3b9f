import { baseLanguage } from './language/tags'
import type { TextRange } from './sentences'

/** What closes a quote that a mark opens; the straight mark and some others close what they opened. */
const closersOf: Readonly<Record<string, string>> = {
  '“': '”“',
  '„': '“”',
  '‘': '’',
  '‚': '‘’',
  '«': '»',
  '»': '«»',
  '‹': '›',
  '›': '‹›',
  '"': '"',
  '”': '”',
  '「': '」',
  '『': '』',
}
/** Open quotes only where the language has it so: elsewhere they close. */
const openersOf: Readonly<Record<string, readonly string[]>> = {
  '»': ['de', 'da', 'sv', 'fi', 'no', 'sl', 'hr', 'sk', 'cs'],
  '›': ['de', 'da', 'sv', 'fi', 'no', 'sl', 'hr', 'sk', 'cs'],
  '”': ['sv', 'fi'],
}
/** Nobody nests deeper; what does is no quotation. */
const deepest = 8
/** Marks that need no space before them. */
const unambiguous = '「『'
const spaceOrNothing = /^$|[\s([{—–―…\-/]/u
const word = /[\p{L}\p{N}]/u
/** Apostrophes at a word's end, mostly: the boys’ room, goin’ home. */
const mayEndWithApostrophe = /[sn]/i

interface OpenQuote {
  readonly mark: string
  readonly startChar: number
  /** Whole quotes inside it: all that is left of it when it is never closed. */
  readonly inside: TextRange[]
}

/** The quotes of a text. */
export interface FoundQuotes {
  /** Outermost ones with their marks, in order. */
  readonly quotes: readonly TextRange[]
  /** One that is still open at the end; `inside` stand in its place if nothing goes on with it. */
  readonly open: (OpenQuote & { readonly inside: readonly TextRange[] }) | null
}

/**
 * Finds what stands between quotation marks. Marks pair by what typographers of the languages have them do; an
 * apostrophe is none of them, nor is a mark without its counterpart. Takes linear time.
 * @param language a tag; null: marks are taken as in most languages
 */
export function findQuotes(text: string, language: string | null): FoundQuotes {
  const base = language === null ? null : baseLanguage(language)
  const quotes: TextRange[] = []
  const open: OpenQuote[] = []
  for (let at = 0; at < text.length; at++) {
    const mark = text[at]
    if (!(mark in closersOf) && mark !== '’' && mark !== '」' && mark !== '』') continue
    const before = text[at - 1] ?? ''
    const after = text[at + 1] ?? ''
    const opens = canOpen(mark, base) && (isOpening(before, after) || unambiguous.includes(mark))
    const closed = open.findLastIndex((quote) => closersOf[quote.mark].includes(mark))
    if (closed !== -1 && closes(mark, before, after, opens)) {
      const [{ startChar }] = open.splice(closed)
      const whole = { startChar, endChar: at + 1 }
      if (closed === 0) quotes.push(whole)
      else open[closed - 1].inside.push(whole)
    } else if (opens && open.length < deepest) open.push({ mark, startChar: at, inside: [] })
  }
  const [outermost, ...others] = open
  if (outermost === undefined) return { quotes, open: null }
  return {
    quotes,
    open: { ...outermost, inside: [...outermost.inside, ...others.flatMap(({ inside }) => inside)] },
  }
}

/** Whether a paragraph begins with a mark that goes on with a quote the one before left open. */
export function goesOnWith(text: string, mark: string): boolean {
  return text.trimStart().startsWith(mark)
}

function canOpen(mark: string, base: string | null): boolean {
  if (!(mark in closersOf)) return false
  const languages = openersOf[mark]
  return languages === undefined || (base !== null && languages.includes(base))
}

/** Before it there is space, a bracket, a dash or another mark; after it there is something. */
function isOpening(before: string, after: string): boolean {
  return (spaceOrNothing.test(before) || before in closersOf) && after !== ''
}

function closes(mark: string, before: string, after: string, opens: boolean): boolean {
  if (mark === '’') {
    if (word.test(after)) return false
    return !(after === ' ' && mayEndWithApostrophe.test(before))
  }
  // French marks stand apart from their words, on both sides.
  if (mark === '»' || mark === '›') return !opens || spaceOrNothing.test(after)
  return !(opens && spaceOrNothing.test(before) && !spaceOrNothing.test(after))
}
