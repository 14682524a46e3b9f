import type { SpokenSentence } from '../text/spoken-text'
import type { UtteranceWord } from './voice'

/**
 * Word times from a model's own durations, which are known before any sample is. A space between two words is no pause
 * but the way from one to the next: a word lasts until the next begins, unless there is punctuation between them.
 * @param idOfPhoneme where each phoneme begins among the ids; one entry more than phonemes
 * @param clock.lagSamples how much later than heard the model's boundaries lie, at the rate spoken; the last word's end is kept
 */
export function timeWords(
  sentence: SpokenSentence,
  durations: ArrayLike<number>,
  idOfPhoneme: readonly number[],
  clock: { samplesPerUnit: number; lagSamples: number },
): UtteranceWord[] {
  const boundaries = [0]
  for (let id = 0; id < durations.length; id++) boundaries.push(boundaries[id] + durations[id])
  const at = (phoneme: number): number => boundaries[idOfPhoneme[phoneme]] * clock.samplesPerUnit
  return sentence.words.map((word, index) => {
    const isLast = index === sentence.words.length - 1
    const startSample = Math.max(0, Math.round(at(word.phonemeStart) - clock.lagSamples))
    const between = sentence.phonemes.slice(word.phonemeEnd, sentence.words[index + 1]?.phonemeStart)
    const endPhoneme =
      !isLast && between.trim() === '' ? sentence.words[index + 1].phonemeStart : word.phonemeEnd
    const end = at(endPhoneme) - (isLast ? 0 : clock.lagSamples)
    return {
      startChar: word.startChar,
      endChar: word.endChar,
      startSample,
      endSample: Math.max(startSample, Math.round(end)),
    }
  })
}
