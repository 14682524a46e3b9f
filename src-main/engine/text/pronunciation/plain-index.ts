import type { PronunciationEntry } from '@contract/pronunciation'
import { matchesOf } from '../matches'
import { searchKey, searchText, sourceRange, type SearchText } from './search-text'
import type { Candidate } from './candidate'

const insensitive = { form: 'NFD', matchCase: false } as const
const sensitive = { form: 'NFD', matchCase: true } as const
const character = /./gsu
const wordCharacter = /[\p{L}\p{N}\p{M}]/u
/** Scripts that put no space between words: there a word may begin and end anywhere. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** A text that is looked for, and the entries that look for it, in order. */
interface Wanted {
  readonly key: string
  readonly entries: { readonly order: number; readonly entry: PronunciationEntry; readonly cased: string }[]
  /** Index of the longest other key that this one begins with; -1: there is none. */
  beginsWith: number
}

/**
 * Finds the plain texts of any number of entries. The keys are sorted: all keys that a text begins with are found from
 * the last key that does not come after the text, so each place costs one binary search, however many entries there are.
 */
export class PlainIndex {
  readonly #sorted: readonly Wanted[]
  /** Whether an entry is to be found inside words, too: then every character is a place to look at. */
  readonly #isAnywhere: boolean
  readonly #longestKey: number

  /** @param entries those with `match` 'regex' are passed over */
  constructor(entries: readonly PronunciationEntry[]) {
    const byKey = new Map<string, Wanted>()
    entries.forEach((entry, order) => {
      const key = entry.match === 'regex' ? '' : searchKey(entry.text, insensitive)
      if (key === '') return
      const wanted = byKey.get(key) ?? { key, entries: [], beginsWith: -1 }
      byKey.set(key, wanted)
      wanted.entries.push({ order, entry, cased: entry.matchCase ? searchKey(entry.text, sensitive) : '' })
    })
    this.#sorted = [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
    this.#isAnywhere = entries.some(({ match }) => match === 'anywhere')
    this.#longestKey = this.#sorted.reduce((longest, { key }) => Math.max(longest, key.length), 0)
    linkBeginnings(this.#sorted)
  }

  /** The longest match at each place, the earlier entry of equally long ones. */
  find(source: string): Candidate[] {
    if (this.#sorted.length === 0) return []
    const searched = searchText(source, insensitive)
    const found: Candidate[] = []
    let previous = ''
    for (const { 0: letter, index } of matchesOf(character, searched.text)) {
      const isStart = isBoundary(previous, letter)
      previous = letter
      if (!isStart && !this.#isAnywhere) continue
      const candidate = this.#longestAt(searched, index, isStart, source)
      if (candidate) found.push(candidate)
    }
    return found
  }

  #longestAt(searched: SearchText, start: number, isStart: boolean, source: string): Candidate | null {
    const ahead = searched.text.slice(start, start + this.#longestKey)
    let at = this.#lastNotAfter(ahead)
    const shared = at < 0 ? 0 : sharedChars(this.#sorted[at].key, ahead)
    for (; at >= 0; at = this.#sorted[at].beginsWith) {
      const { key, entries } = this.#sorted[at]
      if (key.length > shared) continue
      const end = start + key.length
      const range = sourceRange(searched, start, end)
      if (!range) continue
      const isWord = isStart && isBoundary(lastCharacter(key), characterAt(searched.text, end))
      const written = entries.some(({ entry }) => entry.matchCase)
        ? searchKey(source.slice(range.startChar, range.endChar), sensitive)
        : ''
      const hit = entries.find(
        ({ entry, cased }) =>
          (entry.match === 'anywhere' || isWord) && (!entry.matchCase || written === cased),
      )
      if (hit) return { ...range, order: hit.order, say: hit.entry.say }
    }
    return null
  }

  #lastNotAfter(text: string): number {
    let low = 0
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#sorted[middle].key <= text) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}

/** In sorted order, what a key begins with stands on the chain of the key before it. */
function linkBeginnings(sorted: readonly Wanted[]): void {
  for (let index = 1; index < sorted.length; index++) {
    let before = index - 1
    while (before >= 0 && !sorted[index].key.startsWith(sorted[before].key))
      before = sorted[before].beginsWith
    sorted[index].beginsWith = before
  }
}

/** Whether a word may end before the second character; apostrophes, hyphens and signs end words. */
function isBoundary(left: string, right: string): boolean {
  if (!wordCharacter.test(left) || !wordCharacter.test(right)) return true
  return spaceless.test(left) || spaceless.test(right)
}

function sharedChars(left: string, right: string): number {
  let shared = 0
  while (shared < left.length && shared < right.length && left[shared] === right[shared]) shared++
  return shared
}

function characterAt(text: string, index: number): string {
  const codePoint = text.codePointAt(index)
  return codePoint === undefined ? '' : String.fromCodePoint(codePoint)
}

function lastCharacter(text: string): string {
  const pair = characterAt(text, Math.max(0, text.length - 2))
  return pair.length === 2 ? pair : text.slice(-1)
}
