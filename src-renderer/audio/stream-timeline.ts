import type { TextPosition } from '@contract/document'
import type { MovePosition } from '@contract/text-change'
import { movedSentence } from './moved-sentence'
import type { CharRange, HaltRule, HeardPlace, SentenceEvent } from './speech-player-types'

/** Heard sentences that are kept for drawing; older ones are forgotten, so that a day of reading needs no more memory than a minute. */
const keptHeardSentences = 64
/** Forgetting costs a copy of the list; it is done in lots. */
const forgottenAtOnce = 64

/** Which words lie where on a stream's clock. Sentences arrive in order; one that is told again stands for itself. */
export class StreamTimeline {
  #sentences: SentenceEvent[] = []
  /** Set when the engine has sent everything. */
  totalSamples: number | null = null
  /** The text that the stream began with is another one now. */
  #isMoved = false

  constructor(readonly streamId: number) {}

  get sentences(): readonly SentenceEvent[] {
    return this.#sentences
  }

  add(sentence: SentenceEvent): void {
    const { startSample } = sentence
    const at = lastStartingAtOrBefore(this.#sentences, startSample)
    if (this.#sentences[at]?.startSample === startSample) this.#sentences[at] = sentence
    else this.#sentences.splice(at + 1, Infinity, sentence)
  }

  /**
   * The sentence in which another engine can take the stream up, so that not one sample of it is another.
   * @param sample end of what the output holds
   * @returns the last one begun before it; null: nothing of the stream can be said again as it was
   */
  sentenceToTakeUp(sample: number): SentenceEvent | null {
    const last = this.#sentences.findLast(
      ({ part, start, startSample }) => part === undefined && (start?.startSample ?? startSample) < sample,
    )
    if (!last) return null
    return last.start || (last.index === 0 && !this.#isMoved) ? last : null
  }

  /** The text has changed: every sentence is where it is now. */
  move(move: MovePosition): void {
    this.#isMoved = true
    this.#sentences = this.#sentences.map((sentence) => movedSentence(sentence, move))
  }

  /**
   * Where what comes after `sample` has to stop: the first sample of the next sentence that a rule names.
   * @returns null while no such sentence is known
   */
  haltAfter(sample: number, rule: HaltRule): number | null {
    const next = this.#sentences.find(
      (sentence) =>
        sentence.startSample > sample &&
        sentence.part === undefined &&
        (rule.before === 'sentence' || sentence.block >= rule.block),
    )
    return next?.startSample ?? null
  }

  /** Where the last word ends that ends at or before `sample`; null: there is none. */
  wordEndUpTo(sample: number): number | null {
    for (let at = lastStartingAtOrBefore(this.#sentences, sample); at >= 0; at -= 1) {
      const words = this.#sentences[at]?.words ?? []
      for (let word = lastStartingAtOrBefore(words, sample); word >= 0; word -= 1) {
        const end = words[word]?.endSample
        if (end !== undefined && end <= sample) return end
      }
    }
    return null
  }

  /** Forgets what begins at or after `sample`, and that the engine has sent everything: other sentences follow. */
  cutAt(sample: number): void {
    this.#sentences = this.#sentences.filter(({ startSample }) => startSample < sample)
    this.totalSamples = null
  }

  /** Lets go of what was heard long before `sample`. */
  forgetBefore(sample: number): void {
    const heard = lastStartingAtOrBefore(this.#sentences, sample)
    const surplus = heard - keptHeardSentences
    if (surplus >= forgottenAtOnce) this.#sentences = this.#sentences.slice(surplus)
  }

  /**
   * What is spoken at a sample; in a pause the sentence before it (the first one's while it has not begun). Null before
   * any sentence is known.
   * @param keepsWord between two words, the one before is meant: where the voice stands still, the reader's place is shown
   */
  placeAt(sample: number, keepsWord = false): HeardPlace | null {
    const at = Math.max(0, lastStartingAtOrBefore(this.#sentences, sample))
    const sentence = this.#sentences[at]
    if (!sentence) return null
    const candidate = lastStartingAtOrBefore(sentence.words, sample)
    const word = sentence.words[candidate]
    // A word that was taken out of the text while it waits to be heard is nowhere.
    const isThere = word !== undefined && word.startChar < word.endChar
    const isSpoken = isThere && (keepsWord || sample < word.endSample)
    return {
      streamId: this.streamId,
      sentenceIndex: sentence.index,
      wordIndex: isSpoken ? candidate : -1,
      block: sentence.block,
      sentence: this.#wholeSentence(at),
      word: isSpoken ? { startChar: word.startChar, endChar: word.endChar } : null,
      sample,
    }
  }

  /** The range of all parts of a sentence that are known. @param at one of them */
  #wholeSentence(at: number): CharRange {
    let first = at
    while (this.#sentences[first]?.part !== undefined && this.#sentences[first - 1]) first -= 1
    let last = at
    while (this.#sentences[last + 1]?.part !== undefined) last += 1
    return {
      startChar: this.#sentences[first]?.startChar ?? 0,
      endChar: this.#sentences[last]?.endChar ?? 0,
    }
  }

  /** Where reading goes on after a cut at `sample`: the word being spoken, else the next one; null when no word is left that is known. */
  positionAt(sample: number): TextPosition | null {
    const from = Math.max(0, lastStartingAtOrBefore(this.#sentences, sample))
    for (const sentence of this.#sentences.slice(from)) {
      const word = sentence.words.find(({ endSample }) => sample < endSample)
      if (word) return { block: sentence.block, char: word.startChar }
    }
    const last = this.#sentences.at(-1)
    return last ? { block: last.block, char: last.endChar } : null
  }
}

/** Index of the last element that starts at or before `sample`; -1 when there is none. */
function lastStartingAtOrBefore(ordered: readonly { startSample: number }[], sample: number): number {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ordered[middle]?.startSample ?? Infinity) <= sample) low = middle + 1
    else high = middle
  }
  return low - 1
}
