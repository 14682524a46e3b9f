import type { MovePosition } from '@contract/text-change'
import type { CharRange, HeardPlace, SentenceEvent } from './speech-player-types'

interface PlacedRange extends CharRange {
  readonly block: number
}

/**
 * Where the words of a sentence are when the text has changed; one that is gone is an empty range. It cannot be begun
 * again as it was.
 */
export function movedSentence({ start: _, ...sentence }: SentenceEvent, move: MovePosition): SentenceEvent {
  const range = movedRange(sentence, move)
  const words = sentence.words.map((word) => ({
    ...word,
    ...movedWord({ block: sentence.block, ...word }, range.block, move),
  }))
  return { ...sentence, ...range, words }
}

/** Where what is heard is when the text has changed. */
export function movedPlace(place: HeardPlace, move: MovePosition): HeardPlace {
  const { block, ...sentence } = movedRange({ block: place.block, ...place.sentence }, move)
  const word = place.word && movedWord({ block: place.block, ...place.word }, block, move)
  return { ...place, block, sentence, word: word && word.startChar < word.endChar ? word : null }
}

/** What stands where a sentence stood, in the block where it begins. */
function movedRange({ block, startChar, endChar }: PlacedRange, move: MovePosition): PlacedRange {
  let start = move({ block, char: startChar }, 'after')
  let end = move({ block, char: endChar })
  // All of it is another text now.
  if (end.block < start.block || (end.block === start.block && end.char <= start.char)) {
    start = move({ block, char: startChar })
    end = move({ block, char: endChar }, 'after')
  }
  if (start.block === end.block) return { block: start.block, startChar: start.char, endChar: end.char }
  return { block: end.block, startChar: 0, endChar: end.char }
}

function movedWord(
  { block, startChar, endChar }: PlacedRange,
  inBlock: number,
  move: MovePosition,
): CharRange {
  const start = move({ block, char: startChar }, 'after')
  const end = move({ block, char: endChar })
  const isThere = start.block === inBlock && end.block === inBlock && start.char < end.char
  return isThere ? { startChar: start.char, endChar: end.char } : { startChar: end.char, endChar: end.char }
}
