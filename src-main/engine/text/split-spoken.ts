import { matchesOf } from './matches'
import type { SpokenSentence, SpokenWord } from './spoken-text'

const clauseEnd = /[,;:—.!?…”)] /g
const endsClause = /[,;:—.!?…”)]\s*$/

/**
 * Cuts what is too long for a model at clause punctuation, else between words, else wherever the limit falls; a word cut
 * in two is in both.
 * @param maxPhonemes of one part
 */
export function splitSpoken(sentence: SpokenSentence, maxPhonemes: number): SpokenSentence[] {
  const { phonemes, words } = sentence
  if (phonemes.length <= maxPhonemes) return [sentence]
  const pieces: SpokenSentence[] = []
  let firstWord = 0
  for (let start = 0; start < phonemes.length;) {
    const end =
      phonemes.length - start <= maxPhonemes
        ? phonemes.length
        : cutBefore(sentence, start, firstWord, maxPhonemes)
    const piece = phonemes.slice(start, end).trimEnd()
    const inside: SpokenWord[] = []
    let next = firstWord
    for (; next < words.length && words[next].phonemeStart < end; next++) {
      const word = words[next]
      const phonemeStart = Math.max(word.phonemeStart, start) - start
      const phonemeEnd = Math.min(word.phonemeEnd - start, piece.length)
      if (phonemeEnd > phonemeStart) inside.push({ ...word, phonemeStart, phonemeEnd })
      if (word.phonemeEnd > end) break
    }
    firstWord = next
    if (inside.length > 0)
      pieces.push({
        startChar: pieces.length === 0 ? sentence.startChar : inside[0].startChar,
        endChar: end === phonemes.length ? sentence.endChar : inside[inside.length - 1].endChar,
        phonemes: piece,
        words: inside,
      })
    start = end
    while (phonemes[start] === ' ') start++
  }
  return pieces
}

function cutBefore(sentence: SpokenSentence, start: number, firstWord: number, maxPhonemes: number): number {
  const limit = start + maxPhonemes
  const window = sentence.phonemes.slice(start, limit)
  let clause = 0
  for (const match of matchesOf(clauseEnd, window)) clause = match.index + 2
  if (clause > maxPhonemes / 4) return start + clause
  let between = 0
  for (let index = firstWord; index < sentence.words.length; index++) {
    const { phonemeStart } = sentence.words[index]
    if (phonemeStart > limit) break
    if (phonemeStart > start) between = phonemeStart
  }
  if (between > start) return between
  const space = window.lastIndexOf(' ')
  return space > 0 ? start + space + 1 : limit
}

/**
 * Cuts a sentence in two before a word: at the clause end nearest its middle, if one lies in the middle half, else at
 * the word nearest.
 * @returns null when there is no second word to cut before
 */
export function halveSpoken(sentence: SpokenSentence): [SpokenSentence, SpokenSentence] | null {
  const { phonemes, words } = sentence
  const middle = phonemes.length / 2
  let best: { index: number; cost: number } | null = null
  for (let index = 1; index < words.length; index++) {
    const at = words[index].phonemeStart
    if (at < words[index - 1].phonemeEnd) continue
    const distance = Math.abs(at - middle)
    const isClauseEnd = distance <= middle / 2 && endsClause.test(phonemes.slice(0, at))
    const cost = isClauseEnd ? distance : distance + phonemes.length
    if (!best || cost < best.cost) best = { index, cost }
  }
  if (!best) return null
  const { index } = best
  const cut = words[index].phonemeStart
  const before = words.slice(0, index)
  return [
    {
      startChar: sentence.startChar,
      endChar: before[before.length - 1].endChar,
      phonemes: phonemes.slice(0, cut).trimEnd(),
      words: before,
    },
    {
      startChar: words[index].startChar,
      endChar: sentence.endChar,
      phonemes: phonemes.slice(cut),
      words: words.slice(index).map((word) => ({
        ...word,
        phonemeStart: word.phonemeStart - cut,
        phonemeEnd: word.phonemeEnd - cut,
      })),
    },
  ]
}
