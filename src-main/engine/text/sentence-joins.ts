import type { SentenceHabits } from './abbreviations'

const closers = '"\'”’“»›«)]」』'
const quotes = '"\'”’“»›」』'
/** What a word does not go back over. */
const wordStops = '("\'“‘’«„[—–'
const openers = /^["'“‘«‹„‚([¿¡—–\s-]*/u
/** How far before a boundary the word that matters can begin. */
const contextChars = 80

/** "1.", "2.1.", "a.", "iv." where a sentence, or what a colon announces, begins. */
const enumerator =
  /(?:^|[:;]\s)[\s"“„«]*[([]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxl]{1,6}|[IVXL]{1,6})[.!?]$/
/** A list goes on with another item, or a name begins that is written small: these do begin sentences. */
const smallOpener = /^(?:(?:[a-z]|[ivx]{1,4})\)|\p{Ll}\p{Lu})/u
const doubt = /[([][!?]{1,3}[)\]]\s*$/
/** What a quote that says something aloud ends with. */
const cries = '!?。！？…'
/** White space around a boundary is what parts sentences, except in scripts that use none. */
const unspacedLetter = /^[\p{L}\p{N}\p{M}/&=#%_~+@-]/u
const unspacedScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]/u
const address = /[/\\@=&_#]|^www\./
const counted = /^(?:vols?|chaps?|ch|bk|pt|arts?|secs?|figs?|bd|kap|cap|t|tom|rozdz|гл|т)$/iu
/** "At 5 p.m. Mr. Jones left": a sentence is more than a time. */
const isTimeAlone =
  /^["“‘(]?(?:About|Around|At|Before|By|From|On|Since|Until)\s(?:\p{L}+\s){0,3}\d{1,2}(?:[:.]\d{2})?\s?[ap]\.m\.$/iu
const company = /^(?:Inc|Ltd|LLC|Corp|GmbH|Co)\b/

/**
 * Whether a boundary found by Unicode's rules is none: the sentence that began at `startChar` goes on after
 * `boundaryChar` (both offsets into `text`, the boundary after trailing white space).
 */
export function continuesAfter(
  text: string,
  startChar: number,
  boundaryChar: number,
  habits: SentenceHabits,
): boolean {
  const from = Math.max(startChar, boundaryChar - contextChars)
  const printed = text.slice(from, boundaryChar)
  const following = text.slice(boundaryChar, boundaryChar + contextChars)
  const after = following.replace(openers, '')
  if (/^\p{Ll}/u.test(after)) return !smallOpener.test(after)
  // "Dr. & Mrs. Hart": these open nothing.
  if (/^[&+=%]/.test(after)) return true
  if (isInsideAddress(printed, following)) return true
  const ended = printed.trimEnd()
  const before = withoutClosers(ended)
  if (before.length < ended.length) {
    if (doubt.test(ended)) return true
    const isQuoted = quotes.includes(ended[ended.length - 1]) && cries.includes(before.slice(-1))
    if (isQuoted && habits.saidAfterQuote?.test(following) === true) return true
  }
  if (before.endsWith('!')) return isNameWithMark(before, after, habits)
  if (!before.endsWith('.')) return false
  // The beginning of what was cut is none of the sentence.
  if (enumerator.test(from === startChar ? before : `x${before}`)) return true
  return goesOnAfterPeriod(before, following, habits, before.length < ended.length)
}

function withoutClosers(text: string): string {
  let end = text.length
  while (end > 0 && (closers.includes(text[end - 1]) || isSpace(text[end - 1]))) end--
  return text.slice(0, end)
}

function isSpace(character: string): boolean {
  return character === ' ' || /\s/.test(character)
}

/** "https://x.org/a?B=1": a mark with no white space after it, inside what is no word. */
function isInsideAddress(printed: string, following: string): boolean {
  if (isSpace(printed.slice(-1)) || !unspacedLetter.test(following) || unspacedScript.test(following[0]))
    return false
  const head = /\S*$/.exec(printed)?.[0] ?? ''
  const tail = /^\S*/.exec(following)?.[0] ?? ''
  return address.test(head) || /^[^.!?]*[/=&#]/.test(tail)
}

/** "Yahoo! Inc.", "Yahoo! Mail". */
function isNameWithMark(before: string, after: string, habits: SentenceHabits): boolean {
  if (company.test(after)) return true
  const word = /[\p{L}\p{N}]+(?=!$)/u.exec(before)?.[0] ?? ''
  return habits.exclaimed?.has(word) === true && !habits.openers.has(firstWord(after))
}

/** @param isEnclosed whether a bracket or a quote closes after the period: what follows is another's */
function goesOnAfterPeriod(
  before: string,
  following: string,
  habits: SentenceHabits,
  isEnclosed: boolean,
): boolean {
  const after = following.replace(openers, '')
  const next = firstWord(after)
  const isOpenerNext = next === '' || isOpener(next, after, habits)
  if (isOrdinal(before, next, isOpenerNext, habits)) return true
  const known = knownAbbreviation(before, after, habits)
  const word = before.slice(wordStart(before, before.length - 1), -1)
  const isNumberNext = isNumber(after, word)
  if (isEnclosed) return isNumberNext && (known === 'always' || known === 'beforeNumber')
  if (known !== null && /^[\s"'“«(]*[—–-]/.test(following)) return true
  if (known === 'always' || known === 'goes on') return true
  if (known === 'beforeNumber' && isNumberNext) return true
  if (known === 'unlessOpener') return !isOpenerNext
  if (/^[ap]\.m$/i.test(word))
    return (
      isNumberNext || habits.afterHalfDay?.has(next) === true || (isTimeAlone.test(before) && !isOpenerNext)
    )
  // "the F.B.I. Director", "J.R.R. Tolkien", "J.-P. Sartre".
  if (/^(?:\p{Lu}\p{Ll}?\.)+(?:-?\p{Lu})$|^\p{Lu}-\p{Lu}$/u.test(word)) return !isOpenerNext
  return /^\p{Lu}$/u.test(word) && isInitial(before, word, next, isOpenerNext, habits)
}

/** A Roman numeral of one letter is one only after what has volumes or chapters, or before punctuation. */
function isNumber(after: string, word: string): boolean {
  return (
    /^[\d#§]|^[IVXLC]{2,}\b|^[IVXLC](?=[.,;:)\]]|$)/.test(after) ||
    (counted.test(word) && /^[IVXLC]\b/.test(after))
  )
}

function firstWord(after: string): string {
  return (
    /^[\p{L}\p{N}\p{M}’'-]+/u
      .exec(after)?.[0]
      .replace(/[’'-]+$/u, '’')
      .replace(/’$/u, '') ?? ''
  )
}

/** An opener of one letter with a period is an initial: "J. A. Smith". */
function isOpener(next: string, after: string, { openers: usual }: SentenceHabits): boolean {
  if (next.length === 1 && after[1] === '.') return false
  const elided = /^\p{L}+[’']/u.exec(next)?.[0]
  return usual.has(next) || (elided !== undefined && usual.has(elided.replace("'", '’')))
}

type Known = 'always' | 'beforeNumber' | 'unlessOpener' | 'goes on' | null

/** What is known of the last word, taken with the short parts before it: "z.B" of "wie z. B." more than "B". */
function knownAbbreviation(before: string, after: string, habits: SentenceHabits): Known {
  let start = wordStart(before, before.length - 1)
  let joined = before.slice(start, -1)
  let known = listOf(joined, start === 0, habits)
  // The first part of one that goes on after the boundary: "z." of "z. B.".
  const part = /^\p{L}{1,4}(?=\.)/u.exec(after)?.[0]
  if (part !== undefined && listOf(`${joined}.${part}`, start === 0, habits) !== null) return 'goes on'
  for (let parts = 1; parts < 4 && isSpace(before.slice(start - 1, start)); parts++) {
    const previous = wordStart(before, start - 1)
    if (before[start - 2] !== '.' || start - previous > 7) break
    joined = before.slice(previous, start - 1) + joined
    known = listOf(joined, previous === 0, habits) ?? known
    start = previous
  }
  return known
}

/** Words of several parts, and those that open the sentence, can have a capital that is not theirs. */
function listOf(word: string, isFirst: boolean, habits: SentenceHabits): Known {
  const { own } = habits
  if (own && (own.exactCase.has(word) || own.anyCase.has(word.toLowerCase()))) return 'always'
  for (const list of ['always', 'unlessOpener', 'beforeNumber'] as const)
    if (habits[list].has(word)) return list
  if (!isFirst && !word.includes('.')) return null
  const small = word.slice(0, 1).toLowerCase() + word.slice(1)
  return small === word ? null : listOf(small, false, habits)
}

function wordStart(text: string, end: number): number {
  let start = end
  while (start > 0 && !isSpace(text[start - 1]) && !wordStops.includes(text[start - 1])) start--
  return start
}

/** "am 3. Oktober", "das 17. Jahrhundert", "Ludwig XIV. König", but not "Es waren 17. Der …". */
function isOrdinal(
  before: string,
  next: string,
  isOpenerNext: boolean,
  { ordinals }: SentenceHabits,
): boolean {
  if (ordinals === undefined) return false
  const found = /(?:^|(\S+)\s+)(\d{1,3}|[IVXLC]{1,6})\.$/u.exec(before)
  if (found === null || next === '') return false
  const [, previous = '', number] = found
  if (ordinals.before.has(next)) return true
  if (isOpenerNext || !/^\p{Lu}/u.test(next)) return /^\d/.test(next)
  if (/^\d/.test(number)) return ordinals.after.has(previous)
  return number.length > 1 || ordinals.after.has(previous)
}

/** "J. K. Rowling" and "George W. Bush", but not "he and I. Then" or "vitamin C. The". */
function isInitial(
  before: string,
  letter: string,
  next: string,
  isOpenerNext: boolean,
  { lettered }: SentenceHabits,
): boolean {
  if (isOpenerNext || !/^\p{Lu}/u.test(next)) return false
  const previous = /(\S+)\s+\S+$/u.exec(before)?.[1]
  if (previous !== undefined && lettered?.has(previous) === true) return false
  return letter !== 'I' || previous === undefined || /^\p{Lu}/u.test(previous)
}
