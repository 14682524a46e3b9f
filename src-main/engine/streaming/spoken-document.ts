import type { Block, TextPosition } from '@contract/document'
import type { ReadingRules } from '@contract/reading-rules'
import type { LocatedPlace, TextMove } from '@contract/speech'
import { assertNever } from '@contract/assert'
import { movedBy, withChange, type TextChange } from '@contract/text-change'
import type { Script } from '../reading/script'
import { inScript, speakBlock, type SpokenBlock } from '../reading/spoken-block'
import type { OwnAbbreviations } from '../text/abbreviations'
import { DocumentLanguages } from '../text/language/document-languages'
import type { TextRange } from '../text/sentences'
import { createPronounce, PlacedPronunciations } from '../text/pronunciation'
import type { Pronounce, SpeakableText } from '../text/speakable-text'
import { QuotedSpeech, speechParts, type SpeechPart } from './quoted-speech'
import { unlessAborted } from './unless-aborted'
import { wordsOf } from '../text/words'

/** A sentence in its document; the range is of its block's text. */
export interface PlacedSentence extends TextRange {
  readonly block: number
}

/** How a document is said, where not as everybody's is. */
export interface SpokenDocumentOptions {
  /** Of dictionaries and of the document itself; absent: what the text says about itself. */
  readonly pronounce?: Pronounce | undefined
  /** What the document says it is written in, as a tag. */
  readonly language?: string | undefined
  /** What is read and what is not; absent: the default rules. */
  readonly rules?: ReadingRules | undefined
  /** Whether no more blocks will follow. */
  readonly isWhole?: boolean | undefined
}

/**
 * The blocks of a document as sentences, found block by block when they are first needed and kept: the one place
 * that knows where sentences begin and end, and what is said of them. It may grow while it is read.
 */
export class SpokenDocument {
  /** What its blocks are written in. */
  readonly languages: DocumentLanguages
  readonly #blocks: Block[]
  readonly #spoken = new Map<number, SpokenBlock>()
  readonly #quoted: QuotedSpeech
  #pronounce: Pronounce
  #placed: PlacedPronunciations
  #rules: ReadingRules
  #isWhole: boolean
  readonly #language: string | undefined
  /** Resolved when it grows. */
  #growth = deferred()

  constructor(blocks: readonly Block[], options: SpokenDocumentOptions = {}) {
    const { pronounce = createPronounce({ entries: [] }), language, rules = {}, isWhole = true } = options
    this.#blocks = [...blocks]
    this.languages = new DocumentLanguages(this.#blocks, language)
    this.#quoted = new QuotedSpeech(this.#blocks, (block) => this.languages.plainly(block))
    this.#pronounce = pronounce
    this.#placed = new PlacedPronunciations(pronounce.placed ?? [], this.#blocks, isWhole)
    this.#rules = rules
    this.#isWhole = isWhole
    this.#language = language
  }

  get blocks(): readonly Block[] {
    return this.#blocks
  }

  /** From the next sentence asked for on. */
  pronounceBy(pronounce: Pronounce): void {
    const isSplitAnew = !isSameAbbreviations(this.#pronounce.abbreviations, pronounce.abbreviations)
    this.#pronounce = pronounce
    this.#placed = new PlacedPronunciations(pronounce.placed ?? [], this.#blocks, this.#isWhole)
    if (isSplitAnew) this.#spoken.clear()
  }

  /** From the next sentence asked for on. */
  readBy(rules: ReadingRules): void {
    this.#rules = rules
    this.#spoken.clear()
  }

  /** Puts blocks behind those there are; whoever has come to the end goes on. */
  extend(blocks: readonly Block[], isWhole: boolean): void {
    for (const block of blocks) this.#blocks.push(block)
    this.#isWhole = isWhole
    this.#placed.look(this.#blocks, isWhole)
    const { resolve } = this.#growth
    this.#growth = deferred()
    resolve()
  }

  /**
   * The document with another text in place of a part of its own, as a document of its own: whoever reads this one goes
   * on with what it was.
   */
  revised(change: TextChange): SpokenDocument {
    const revised = new SpokenDocument(withChange(this.#blocks, change), {
      pronounce: this.#pronounce,
      language: this.#language,
      rules: this.#rules,
      isWhole: this.#isWhole,
    })
    revised.#placed = this.#placed.moved(movedBy(change, this.#blocks), revised.blocks, this.#isWhole)
    const end = change.fromBlock + change.removedBlocks
    for (const [block, spoken] of this.#spoken) {
      if (block < change.fromBlock) revised.#spoken.set(block, spoken)
      // What the first one behind says may hang on what stands before it.
      else if (block > end) revised.#spoken.set(block + change.blocks.length - change.removedBlocks, spoken)
    }
    return revised
  }

  /** Where the text is not any more what it is with a change. */
  firstDifference({ fromBlock, removedBlocks, keptStartChars }: TextChange): TextPosition {
    let char = keptStartChars
    for (let block = fromBlock; block < fromBlock + removedBlocks; block++) {
      const { length } = this.#blocks[block].text
      if (char <= length) return { block, char }
      char -= length + 1
    }
    return { block: fromBlock, char: 0 }
  }

  /** Whether nothing that is said begins before a place and ends behind it. */
  isBetweenSentences({ block, char }: TextPosition): boolean {
    if (block >= this.#blocks.length) return true
    return !this.sentencesOf(block).some(({ startChar, endChar }) => startChar < char && char < endChar)
  }

  /** A place where reading can go on: behind the word that it lies in, which was said as it was. */
  withoutTearing(position: TextPosition): TextPosition {
    const { block, char } = position
    if (this.isBetweenSentences(position)) return position
    const { text } = this.#blocks[block]
    const words = wordsOf(text, { startChar: 0, endChar: text.length }, this.languages.plainly(block))
    const torn = words.find(({ startChar, endChar }) => startChar < char && char < endChar)
    return torn ? { block, char: torn.endChar } : position
  }

  /** What becomes of a block: its scripts and their sentences, and what is left out of it by which rule. */
  readingOf(block: number): SpokenBlock {
    return this.#spokenBlock(block)
  }

  /** Sentences of one block, in order; none when nothing of it is read. */
  sentencesOf(block: number): readonly TextRange[] {
    return this.#spokenBlock(block).ranges
  }

  /** A sentence as a voice takes it. @param part of its speakable text; absent: all of it */
  speakable({ block, startChar, endChar }: PlacedSentence, part?: TextRange): SpeakableText {
    const sentence = this.#spokenBlock(block).sentenceAt({ startChar, endChar })
    // One that was found under other rules is said as it stands.
    return sentence
      ? this.#speakableFrom(block, sentence.script, within(sentence.said, part))
      : this.#speakableFrom(block, null, within({ startChar, endChar }, part))
  }

  /** The parts of a sentence's speakable text that are quoted speech, and those that are not, in order. */
  speechParts(placed: PlacedSentence): SpeechPart[] {
    const { block, startChar, endChar } = placed
    const sentence = this.#spokenBlock(block).sentenceAt(placed)
    const { text } = this.speakable(placed)
    const quotes = this.#quoted.of(block).flatMap((quote) => {
      const range = {
        startChar: Math.max(startChar, quote.startChar),
        endChar: Math.min(endChar, quote.endChar),
      }
      if (range.startChar >= range.endChar) return []
      const said = sentence ? sentence.script.fromBlock(range) : [range]
      const [first, last, offset] = [said.at(0), said.at(-1), sentence?.said.startChar ?? startChar]
      return first && last ? [{ startChar: first.startChar - offset, endChar: last.endChar - offset }] : []
    })
    return speechParts(text, quotes)
  }

  /**
   * The range of its block that a range of a sentence's speakable text stands for; empty for what is said before
   * something and stands for none of the text.
   */
  placeOf({ block, startChar, endChar }: PlacedSentence, range: TextRange): TextRange {
    const sentence = this.#spokenBlock(block).sentenceAt({ startChar, endChar })
    if (!sentence) return { startChar: startChar + range.startChar, endChar: startChar + range.endChar }
    return sentence.script.toBlock(within(sentence.said, range))
  }

  /** Sentences from the one that holds `from` (or the first after it) to the one that ends at or after `until`. */
  *sentences(from: TextPosition, until?: TextPosition): Generator<PlacedSentence, void, void> {
    const lastBlock = Math.min(until?.block ?? Infinity, this.#blocks.length - 1)
    for (let block = from.block; block <= lastBlock; block++) {
      for (const sentence of this.sentencesOf(block)) {
        if (block === from.block && sentence.endChar <= from.char) continue
        if (until && block === until.block && sentence.startChar >= until.char) return
        yield { block, ...sentence }
      }
    }
  }

  /**
   * As `sentences`, and while the document is still growing, those that come.
   * @throws the signal's reason
   */
  async *sentencesAsTheyCome(
    from: TextPosition,
    until: TextPosition | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<PlacedSentence, void, void> {
    let next = from
    for (;;) {
      const blocks = this.#blocks.length
      yield* this.sentences(next, until)
      if ((until && until.block < blocks) || !(await this.growsBeyond(blocks, signal))) return
      if (next.block < blocks) next = { block: blocks, char: 0 }
    }
  }

  /**
   * Waits while the document is growing and has no more than `blocks` blocks.
   * @returns whether it has more; if not, they are all it will ever have
   * @throws the signal's reason
   */
  async growsBeyond(blocks: number, signal: AbortSignal): Promise<boolean> {
    while (this.#blocks.length <= blocks && !this.#isWhole) await unlessAborted(this.#growth.promise, signal)
    return this.#blocks.length > blocks
  }

  /** @returns where the step leads, or null when there is nothing there */
  locate(from: TextPosition, move: TextMove): LocatedPlace | null {
    switch (move) {
      case 'sentence-start':
        return startOf(this.#sentenceAt(from))
      case 'word-start':
        return this.#wordAfter(from, (word) => word.endChar > from.char)
      case 'previous-word':
        return this.#wordBefore(from)
      case 'next-word':
        return this.#wordAfter(from, (word) => word.startChar > from.char)
      case 'next-sentence': {
        const here = this.#sentenceAt(from)
        return startOf(this.#sentenceAt(here ? { block: here.block, char: here.endChar } : from))
      }
      case 'previous-sentence':
        return startOf(
          this.#lastBefore(this.#sentenceAt(from) ?? { block: from.block, startChar: from.char }),
        )
      case 'next-paragraph':
        return startOf(this.#sentenceAt({ block: from.block + 1, char: 0 }))
      case 'previous-paragraph': {
        const before = this.#lastBefore({ block: from.block, startChar: 0 })
        return before && startOf(this.#sentenceAt({ block: before.block, char: 0 }))
      }
      default:
        return assertNever(move)
    }
  }

  /** @param isMeant whether a word of the block that `from` lies in is far enough on */
  #wordAfter(from: TextPosition, isMeant: (word: TextRange) => boolean): LocatedPlace | null {
    for (const sentence of this.sentences(from)) {
      const word = this.#wordsIn(sentence).find(
        (candidate) => sentence.block > from.block || isMeant(candidate),
      )
      if (word) return placeOfWord(sentence, word)
    }
    return null
  }

  #wordBefore(from: TextPosition): LocatedPlace | null {
    let place = { block: from.block, startChar: from.char }
    for (;;) {
      const sentence = this.#lastBefore(place)
      if (!sentence) return null
      const word = this.#wordsIn(sentence).findLast(
        ({ startChar }) => sentence.block < from.block || startChar < from.char,
      )
      if (word) return placeOfWord(sentence, word)
      place = sentence
    }
  }

  /** The words of a sentence that stand in it as they are said: those that a rule leaves out are not stepped on. */
  #wordsIn(sentence: PlacedSentence): TextRange[] {
    const scripted = this.#spokenBlock(sentence.block).sentenceAt(sentence)
    const words = wordsOf(this.#blocks[sentence.block].text, sentence, this.languages.plainly(sentence.block))
    if (!scripted) return words
    const verbatim = scripted.script.verbatimIn(scripted.said)
    return words.filter((word) =>
      verbatim.some(({ startChar, endChar }) => startChar <= word.startChar && word.endChar <= endChar),
    )
  }

  /** @param script null: the range is of the block as it stands */
  #speakableFrom(block: number, script: Script | null, said: TextRange): SpeakableText {
    const source = script === null ? this.#blocks[block] : this.#spokenBlock(block).asBlock(script)
    const placed = inScript(script, this.#placed.of(block))
    return {
      text: source.text.slice(said.startChar, said.endChar),
      pronunciations: this.#pronounce(source, said, placed).map((pronunciation) => ({
        ...pronunciation,
        startChar: pronunciation.startChar - said.startChar,
        endChar: pronunciation.endChar - said.startChar,
      })),
    }
  }

  #spokenBlock(block: number): SpokenBlock {
    let spoken = this.#spoken.get(block)
    if (!spoken) {
      const language = this.languages.plainly(block)
      const previous = this.#textBefore(block)
      const { abbreviations } = this.#pronounce
      const place = { rules: this.#rules, previous, language, abbreviations }
      spoken = speakBlock(this.#blocks[block], place)
      this.#spoken.set(block, spoken)
    }
    return spoken
  }

  /** A picture parts nothing that is said: the rows of a table stay one table. */
  #textBefore(block: number): Block | undefined {
    let before = block - 1
    while (before >= 0 && this.#blocks[before].kind === 'wordless-picture') before--
    return before < 0 ? undefined : this.#blocks[before]
  }

  #sentenceAt(position: TextPosition): PlacedSentence | null {
    for (const sentence of this.sentences(position)) return sentence
    return null
  }

  #lastBefore(place: { block: number; startChar: number }): PlacedSentence | null {
    for (let block = Math.min(place.block, this.#blocks.length - 1); block >= 0; block--) {
      const sentence = this.sentencesOf(block).findLast(
        ({ startChar }) => block < place.block || startChar < place.startChar,
      )
      if (sentence) return { block, ...sentence }
    }
    return null
  }
}

/** A part of a range, which counts from its beginning. */
function within({ startChar, endChar }: TextRange, part?: TextRange): TextRange {
  return part
    ? { startChar: startChar + part.startChar, endChar: startChar + part.endChar }
    : { startChar, endChar }
}

function startOf(sentence: PlacedSentence | null): TextPosition | null {
  return sentence && { block: sentence.block, char: sentence.startChar }
}

function placeOfWord({ block, startChar, endChar }: PlacedSentence, word: TextRange): LocatedPlace {
  return { block, char: word.startChar, sentence: { startChar, endChar }, word }
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((settle) => (resolve = settle))
  return { promise, resolve }
}

function isSameAbbreviations(
  one: OwnAbbreviations | undefined,
  other: OwnAbbreviations | undefined,
): boolean {
  if (!one || !other) return one === other
  return isSameSet(one.anyCase, other.anyCase) && isSameSet(one.exactCase, other.exactCase)
}

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((word) => other.has(word))
}
