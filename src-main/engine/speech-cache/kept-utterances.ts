import { wallClockMilliseconds } from '../streaming/wall-clock'
import type { Utterance } from '../voices/voice'
import { utteranceAddress } from './addresses'
import type { KeptUtterance, SpeechCache } from './speech-cache'

/** How what is kept is used: it is taken, it is made again and then kept, or it is as if nothing ever were. */
export type Keeping = 'taken' | 'renewed' | 'none'

/**
 * What an acoustic model makes of a text: as it is kept, and then without features, else as it makes it, which is kept
 * once it is whole.
 * @param address of the text; each utterance gets one of its own
 * @param make    asks the model
 * @param isFresh asks the model whatever is kept
 */
export async function* utterancesOf(
  cache: SpeechCache,
  address: string,
  make: () => AsyncIterable<Utterance>,
  isFresh: boolean,
): AsyncGenerator<Utterance, void, void> {
  const kept = isFresh ? null : await cache.utterances(address)
  if (kept) {
    for (const [index, { frames, ...utterance }] of kept.entries())
      yield {
        ...utterance,
        features: { frames, arrays: {} },
        address: utteranceAddress(address, index),
        startedAtMilliseconds: wallClockMilliseconds(),
        frontEndMilliseconds: 0,
        acousticMilliseconds: 0,
      }
    return
  }
  const made: KeptUtterance[] = []
  for await (const utterance of make()) {
    const { startChar, endChar, features, samples, quietSample, words, skipped } = utterance
    const { frames } = features
    made.push({
      startChar,
      endChar,
      frames,
      samples,
      quietSample,
      words: words.map((word) => ({ ...word })),
      skipped: [...skipped],
    })
    yield { ...utterance, address: utteranceAddress(address, made.length - 1) }
  }
  cache.keepUtterances(address, made)
}

/** Whether it can only be rendered from sound that is kept. */
export function isWithoutFeatures({ features }: Utterance): boolean {
  return Object.keys(features.arrays).length === 0
}
