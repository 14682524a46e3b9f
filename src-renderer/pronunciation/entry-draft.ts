import { assertNever } from '@contract/assert'
import type { KeptPlace } from '@contract/kept-place'
import type {
  PlacedEntry,
  PronunciationEntry,
  PronunciationMatch,
  PronunciationScope,
  Say,
} from '@contract/pronunciation'
import type { StringKey } from '@contract/strings/catalogue'
import type { Translate } from '@contract/strings/translator'

export type SayKind = Say['kind']

/** An entry while it is being written: what is typed for words and for phonemes is kept apart. */
export interface EntryDraft {
  readonly text: string
  readonly match: PronunciationMatch
  readonly matchCase: boolean
  readonly sayKind: SayKind
  readonly words: string
  readonly phonemes: string
  readonly scope: PronunciationScope
  /** The one place that can be meant; null: none is known. */
  readonly place: KeptPlace | null
}

export const matchNames: Record<PronunciationMatch, StringKey> = {
  word: 'pronunciation.match-word',
  anywhere: 'pronunciation.match-anywhere',
  regex: 'pronunciation.match-regex',
}
/** The same where capitals count. */
export const matchNamesWithCase: Record<PronunciationMatch, StringKey> = {
  word: 'pronunciation.match-word-with-case',
  anywhere: 'pronunciation.match-anywhere-with-case',
  regex: 'pronunciation.match-regex-with-case',
}
export const sayNames: Record<SayKind, StringKey> = {
  words: 'pronunciation.say-words',
  phonemes: 'pronunciation.say-phonemes',
  nothing: 'pronunciation.say-nothing',
}
export const scopeNames: Record<PronunciationScope, StringKey> = {
  here: 'pronunciation.scope-here',
  document: 'pronunciation.scope-document',
  everywhere: 'pronunciation.scope-everywhere',
}

export const emptyDraft: EntryDraft = {
  text: '',
  match: 'word',
  matchCase: false,
  sayKind: 'words',
  words: '',
  phonemes: '',
  scope: 'everywhere',
  place: null,
}

export function draftOf({ text, match, matchCase, say, scope, place }: PronunciationEntry): EntryDraft {
  return {
    text,
    match,
    matchCase,
    sayKind: say.kind,
    words: say.kind === 'words' ? say.words : '',
    phonemes: say.kind === 'phonemes' ? say.phonemes : '',
    scope,
    place: place ?? null,
  }
}

/** The entry a draft stands for; null while something is missing. */
export function entryOf(draft: EntryDraft): PronunciationEntry | null {
  const { match, matchCase, scope, place } = draft
  // White space can be part of an expression, and is none of a word.
  const text = match === 'regex' ? draft.text : draft.text.trim()
  const say = sayOf(draft)
  if (text === '' || !say) return null
  if (scope !== 'here') return { text, match, matchCase, say, scope }
  return place && { text, match: 'anywhere', matchCase: true, say, scope, place }
}

function sayOf({ sayKind, words, phonemes }: EntryDraft): Say | null {
  switch (sayKind) {
    case 'words':
      return words.trim() === '' ? null : { kind: 'words', words: words.trim() }
    case 'phonemes':
      return phonemes.trim() === '' ? null : { kind: 'phonemes', phonemes: phonemes.trim() }
    case 'nothing':
      return { kind: 'nothing' }
    default:
      return assertNever(sayKind)
  }
}

/** Scripts whose words have no space between them. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

/** How a piece of a text is best looked for: by itself, where words can be told from each other. */
export function matchFor(text: string): PronunciationMatch {
  return unspaced.test(text) ? 'anywhere' : 'word'
}

/** What is said, as people read it. */
export function sayText(t: Translate, say: Say): string {
  switch (say.kind) {
    case 'words':
      return say.words
    case 'phonemes':
      return `/${say.phonemes}/`
    case 'nothing':
      return t('pronunciation.say-nothing')
    default:
      return assertNever(say)
  }
}

/**
 * A text in which an entry is heard, and the entry that says it there. What an expression stands for is not known
 * without a text it matches, so its saying is heard in place of a word.
 */
export function exampleOf(entry: PronunciationEntry): { text: string; entry: PronunciationEntry } {
  const text = entry.match === 'regex' ? 'example' : entry.text
  return { text, entry: saidOf(entry, text) }
}

/** An entry as one that says a text by itself, wherever that stands. */
export function saidOf({ matchCase, say }: PronunciationEntry, text: string): PronunciationEntry {
  return { text, match: 'anywhere', matchCase, say, scope: 'everywhere' }
}

/** Characters on either side of words by which their place is known at a glance. */
const glanceChars = 24

/** The words of an entry for one place with some of the text around them. */
export function excerptOf({ text, place }: PlacedEntry): string {
  const { before, after } = place
  const start = before.slice(-glanceChars)
  const end = after.slice(0, text.length + glanceChars).slice(text.length)
  const isBegun = start.length < before.length
  const isCut = text.length + end.length < after.length
  return `${isBegun ? '…' : ''}${start}${text}${end}${isCut ? '…' : ''}`.replace(/\s+/g, ' ').trim()
}

/** "Changes 8 sentences". */
export function changesText(t: Translate, sentences: number): string {
  return t('pronunciation.changes', { count: sentences })
}
