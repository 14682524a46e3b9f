import type { TextPosition } from '@contract/document'
import type { LocatedPlace, TextMove } from '@contract/speech'
import { sentenceFrom, type NarratedSentence } from './narrated-text'

/**
 * Where a step through what a recording says leads: a sentence is what its overlay names.
 * @returns null where there is nothing; undefined where the recording does not know: it is not timed by words there, or
 *   has nothing of what stands there
 */
export function locateNarrated(
  sentences: readonly NarratedSentence[],
  from: TextPosition,
  move: TextMove,
): LocatedPlace | null | undefined {
  const here = sentenceFrom(sentences, from)
  const isVoiced = (index: number): boolean => sentences.at(index)?.isVoiced === true
  switch (move) {
    case 'sentence-start':
      return isVoiced(here) ? undefined : startOf(sentences.at(here))
    case 'next-sentence': {
      const isIn = here < sentences.length && !isAfter(sentences[here], from)
      if (isIn && isVoiced(here)) return undefined
      return startOf(sentences.at(isIn ? here + 1 : here))
    }
    case 'previous-sentence':
      if (isVoiced(here) || (here > 0 && isVoiced(here - 1))) return undefined
      return here === 0 ? null : startOf(sentences[here - 1])
    case 'next-paragraph': {
      const next = sentenceFrom(sentences, { block: from.block + 1, char: 0 })
      // What goes over several blocks is passed as one.
      const isHere = next < sentences.length && !isAfter(sentences[next], from)
      return startOf(sentences.at(isHere ? next + 1 : next))
    }
    case 'previous-paragraph': {
      const first = sentenceFrom(sentences, { block: from.block, char: 0 })
      const isBegunBefore = first < sentences.length && sentences[first].block < from.block
      if (first === 0 && !isBegunBefore) return null
      const { block } = sentences[isBegunBefore ? first : first - 1]
      return startOf(sentences.at(sentenceFrom(sentences, { block, char: 0 })))
    }
    case 'word-start':
      return wordFrom(sentences, here, (word, block) => block > from.block || word.endChar > from.char)
    case 'next-word':
      return wordFrom(sentences, here, (word, block) => block > from.block || word.startChar > from.char)
    case 'previous-word':
      return wordBefore(sentences, here, from)
  }
}

function startOf(sentence: NarratedSentence | undefined): LocatedPlace | null {
  return sentence ? { block: sentence.block, char: sentence.startChar } : null
}

function isAfter({ block, startChar }: NarratedSentence, from: TextPosition): boolean {
  return block > from.block || startChar > from.char
}

function wordFrom(
  sentences: readonly NarratedSentence[],
  first: number,
  isMeant: (word: { startChar: number; endChar: number }, block: number) => boolean,
): LocatedPlace | null | undefined {
  for (const sentence of sentences.slice(first, first + 2)) {
    if (sentence.words.length === 0) return undefined
    const word = sentence.words.find((candidate) => isMeant(candidate, sentence.block))
    if (word) return placeOfWord(sentence, word)
  }
  return null
}

function wordBefore(
  sentences: readonly NarratedSentence[],
  here: number,
  from: TextPosition,
): LocatedPlace | null | undefined {
  for (let index = Math.min(here, sentences.length - 1); index >= Math.max(0, here - 1); index--) {
    const sentence = sentences[index]
    if (sentence.words.length === 0) return undefined
    const word = sentence.words.findLast(
      ({ startChar }) =>
        sentence.block < from.block || (sentence.block === from.block && startChar < from.char),
    )
    if (word) return placeOfWord(sentence, word)
  }
  return null
}

function placeOfWord(
  { block, startChar, endChar }: NarratedSentence,
  word: { startChar: number; endChar: number },
): LocatedPlace {
  return {
    block,
    char: word.startChar,
    sentence: { startChar, endChar },
    word: { startChar: word.startChar, endChar: word.endChar },
  }
}
