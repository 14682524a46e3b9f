import { AppError } from '@contract/errors'
import { wallClockMilliseconds } from '../streaming/wall-clock'
import { halveSpoken } from '../text/split-spoken'
import type { SpeakableText } from '../text/speakable-text'
import type { FrontEnd, SpokenSentence } from '../text/spoken-text'
import type { Utterance } from './voice'

/** What an acoustic model says about a part; when and how long it took is noted here. */
export type AnalysedPart = Omit<
  Utterance,
  'startedAtMilliseconds' | 'frontEndMilliseconds' | 'acousticMilliseconds'
>

/**
 * The acoustic half of every family: the front end once, then the network part by part, each when it is asked for. A
 * part that would sound too long is halved at clause punctuation, else between words, until none does: what is held for
 * one utterance has a bound, whatever the text.
 * @param options.maxSamples the longest utterance, see `maxSentenceSeconds`
 * @throws AppError 'text/sentence-too-long' when a single word is longer than that; what `analysePart` throws
 */
export async function* analyseParts(options: {
  text: SpeakableText
  frontEnd: Pick<FrontEnd, 'speak'>
  analysePart: (sentence: SpokenSentence) => Promise<AnalysedPart>
  maxSamples: number
}): AsyncGenerator<Utterance, void, void> {
  let startedAtMilliseconds = wallClockMilliseconds()
  const { sentences } = await options.frontEnd.speak(options.text)
  const waiting = sentences.filter(({ words }) => words.length > 0).reverse()
  let acousticAtMilliseconds = wallClockMilliseconds()
  for (let sentence = waiting.pop(); sentence; sentence = waiting.pop()) {
    const part = await options.analysePart(sentence)
    if (!(part.samples <= options.maxSamples)) {
      const halves = halveSpoken(sentence)
      if (!halves) throw tooLong(sentence, part.samples, options.maxSamples)
      waiting.push(halves[1], halves[0])
      continue
    }
    yield {
      ...part,
      startedAtMilliseconds,
      frontEndMilliseconds: acousticAtMilliseconds - startedAtMilliseconds,
      acousticMilliseconds: wallClockMilliseconds() - acousticAtMilliseconds,
    }
    startedAtMilliseconds = acousticAtMilliseconds = wallClockMilliseconds()
  }
}

function tooLong({ startChar, endChar }: SpokenSentence, samples: number, maxSamples: number): AppError {
  return new AppError(
    'text/sentence-too-long',
    `A word (characters ${startChar} to ${endChar}) lasts ${samples} samples, more than ${maxSamples}`,
    { details: { startChar, endChar, samples, maxSamples } },
  )
}
