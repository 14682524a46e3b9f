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
  const boundaries = boundariesOf(durations)
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

/**
 * Where the last sound of a sentence ends when its model counts the silence before a full stop to the last phoneme: so
 * long after that phoneme began as its sound lasts.
 * @param clock.soundSamples how long the last phoneme sounds, on average, at the rate spoken
 * @returns the end of the durations when nothing is said
 */
export function quietSampleOf(
  sentence: SpokenSentence,
  durations: ArrayLike<number>,
  idOfPhoneme: readonly number[],
  clock: { samplesPerUnit: number; soundSamples: number },
): number {
  const boundaries = boundariesOf(durations)
  const last = sentence.words.at(-1)
  const end = boundaries[last ? idOfPhoneme[last.phonemeEnd] : boundaries.length - 1]
  if (!last) return end * clock.samplesPerUnit
  const start = boundaries[idOfPhoneme[last.phonemeEnd] - 1]
  return Math.round(Math.min(end * clock.samplesPerUnit, start * clock.samplesPerUnit + clock.soundSamples))
}

function boundariesOf(durations: ArrayLike<number>): number[] {
  const boundaries = [0]
  for (let id = 0; id < durations.length; id++) boundaries.push(boundaries[id] + durations[id])
  return boundaries
}
