import { clauseMark } from '../text/clause-mark'
import type { SpokenSentence } from '../text/spoken-text'
import type { SymbolIds } from './symbol-ids'

/**
 * What lengthens the pauses inside a sentence: a model makes silence of the time it is given at a mark (measured with
 * the default voice at nine commas: 100 ms more are 65 to 100 ms more of silence, 400 are 345 to 410).
 * @param units to be added for each end of a clause, in the model's own
 * @returns as many units as there are ids; a mark behind the last word has none, a pause of its own follows it
 */
export function clausePauses(
  { phonemes, words }: SpokenSentence,
  { ids, idOfPhoneme }: SymbolIds,
  units: number,
): Float32Array<ArrayBuffer> {
  const added = new Float32Array(ids.length)
  if (units === 0) return added
  const isKnown = (phoneme: number): boolean => idOfPhoneme[phoneme] < idOfPhoneme[phoneme + 1]
  words.slice(1).forEach((word, index) => {
    const between = Array.from(
      { length: word.phonemeStart - words[index].phonemeEnd },
      (_, offset) => words[index].phonemeEnd + offset,
    )
    const marks = between.filter((phoneme) => clauseMark.test(phonemes[phoneme]))
    if (marks.length === 0) return
    // A mark that the voice does not know is heard as the space beside it.
    const place = marks.find(isKnown) ?? between.find(isKnown)
    if (place !== undefined) added[idOfPhoneme[place]] = units
  })
  return added
}
