import type { Block, InlineMark } from '@contract/document'
import { isPlaced, type PronunciationEntry } from '@contract/pronunciation'
import type { TextRange } from '../sentences'
import type { Pronounce, Pronunciation } from '../speakable-text'
import { abbreviationsOf } from './abbreviations-of'
import { Claims, type Candidate } from './candidate'
import { inlineNotations } from './inline-notation'
import { PatternSearch } from './pattern'
import { PlainIndex } from './plain-index'

/** A list of entries, ready to be looked for. */
type Search = (text: string) => Candidate[]

/**
 * What is said for the words of a document in place of what its letters say. Where ranges overlap the first of these
 * has it: phonemes written beside a word in the text; entries for this place; marks of the document; entries for this
 * document; entries for all; the document's lexicons. In a list the earlier entry has it, at one place the longer text.
 * No sentence ends with a word that an entry has with a period.
 * Making it takes time (40 ms for 20,000 entries); it is made once for a document.
 */
export function createPronounce(options: {
  readonly entries: readonly PronunciationEntry[]
  /** What the document's own lexicons say. */
  readonly lexicons?: readonly PronunciationEntry[]
}): Pronounce {
  const { entries, lexicons = [] } = options
  const searches = [
    entries.filter(({ scope }) => scope === 'document'),
    entries.filter(({ scope }) => scope === 'everywhere'),
    lexicons,
  ]
    .filter((list) => list.length > 0)
    .map(searchFor)
  const pronounce: Pronounce = (block, sentence, placed = []) => {
    const claims = new Claims(sentence)
    const text = block.text.slice(sentence.startChar, sentence.endChar)
    for (const notation of notationsOf(block, sentence, text)) claims.take(notation)
    for (const pronunciation of placed) claims.take([pronunciation])
    for (const mark of block.marks) if (mark.kind === 'phonemes') claims.take([sayMark(mark)])
    for (const search of searches)
      for (const { startChar, endChar, say } of search(text))
        claims.take([
          { startChar: startChar + sentence.startChar, endChar: endChar + sentence.startChar, say },
        ])
    return claims.kept()
  }
  // One place says nothing about the other sentences that end with its words.
  const placed = entries.filter(isPlaced)
  const wider = entries.filter(({ scope }) => scope !== 'here')
  return Object.assign(pronounce, { abbreviations: abbreviationsOf([...wider, ...lexicons]), placed })
}

function searchFor(entries: readonly PronunciationEntry[]): Search {
  const plain = new PlainIndex(entries)
  const patterns = new PatternSearch(entries)
  return (text) => longestFirst([...plain.find(text), ...patterns.find(text)])
}

/** The longest at each place come before all others, each group in the order of its entries. */
function longestFirst(candidates: Candidate[]): Candidate[] {
  const lastEnd = new Map<number, number>()
  for (const { startChar, endChar } of candidates)
    lastEnd.set(startChar, Math.max(endChar, lastEnd.get(startChar) ?? 0))
  const isShorter = ({ startChar, endChar }: Candidate): number =>
    endChar === lastEnd.get(startChar) ? 0 : 1
  return candidates.sort(
    (a, b) => isShorter(a) - isShorter(b) || a.order - b.order || a.startChar - b.startChar,
  )
}

/** None in what is shown as code: there the notation is written about. */
function notationsOf(block: Block, sentence: TextRange, text: string): Pronunciation[][] {
  if (block.kind === 'code') return []
  return inlineNotations(text, sentence.startChar).filter(
    ([{ startChar }]) =>
      !block.marks.some(
        (mark) => mark.kind === 'code' && mark.startChar <= startChar && mark.endChar > startChar,
      ),
  )
}

function sayMark({ startChar, endChar, phonemes }: Extract<InlineMark, { kind: 'phonemes' }>): Pronunciation {
  return { startChar, endChar, say: { kind: 'phonemes', phonemes } }
}
