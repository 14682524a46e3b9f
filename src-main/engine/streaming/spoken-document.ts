import type { Block, TextPosition } from '@contract/document'
import type { TextMove } from '@contract/speech'
import { assertNever } from '@contract/assert'
import { DocumentLanguages } from '../text/language/document-languages'
import { splitSentences, type TextRange } from '../text/sentences'
import { createPronounce } from '../text/pronunciation'
import type { Pronounce, SpeakableText } from '../text/speakable-text'

/** A sentence in its document. */
export interface PlacedSentence extends TextRange {
  readonly block: number
}

/**
 * The blocks of a document as sentences, found block by block when they are first needed and kept: the one place
 * that knows where sentences begin and end.
 */
export class SpokenDocument {
  /** What its blocks are written in. */
  readonly languages: DocumentLanguages
  readonly #blocks: Block[]
  readonly #sentences = new Map<number, readonly TextRange[]>()

  #pronounce: Pronounce

  /**
   * @param pronounce of dictionaries and of the document itself; absent: what the text says about itself
   * @param language what the document says it is written in, as a tag
   */
  constructor(
    blocks: readonly Block[],
    pronounce: Pronounce = createPronounce({ entries: [] }),
    language?: string,
  ) {
    this.#blocks = [...blocks]
    this.languages = new DocumentLanguages(this.#blocks, language)
    this.#pronounce = pronounce
  }

  /** From the next sentence asked for on. */
  pronounceBy(pronounce: Pronounce): void {
    this.#pronounce = pronounce
  }

  /** Puts blocks behind those there are. */
  extend(blocks: readonly Block[]): void {
    for (const block of blocks) this.#blocks.push(block)
  }

  /** A sentence as a voice takes it. */
  speakable({ block, startChar, endChar }: PlacedSentence): SpeakableText {
    const place = this.#blocks[block]
    return {
      text: place.text.slice(startChar, endChar),
      pronunciations: this.#pronounce(place, { startChar, endChar }).map((pronunciation) => ({
        ...pronunciation,
        startChar: pronunciation.startChar - startChar,
        endChar: pronunciation.endChar - startChar,
      })),
    }
  }

  get blocks(): readonly Block[] {
    return this.#blocks
  }

  /** Sentences of one block, in order; none when it holds only white space. */
  sentencesOf(block: number): readonly TextRange[] {
    let sentences = this.#sentences.get(block)
    if (!sentences) {
      sentences = splitSentences(this.#blocks[block].text, this.languages.plainly(block) ?? undefined)
      this.#sentences.set(block, sentences)
    }
    return sentences
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

  /** @returns where the step leads, or null when there is nothing there */
  locate(from: TextPosition, move: TextMove): TextPosition | null {
    switch (move) {
      case 'sentence-start':
        return this.#firstFrom(from)
      case 'next-sentence': {
        const here = this.#sentenceAt(from)
        return this.#firstFrom(here ? { block: here.block, char: here.endChar } : from)
      }
      case 'previous-sentence':
        return this.#lastBefore(this.#sentenceAt(from) ?? { block: from.block, startChar: from.char })
      case 'next-paragraph':
        return this.#firstFrom({ block: from.block + 1, char: 0 })
      case 'previous-paragraph': {
        const before = this.#lastBefore({ block: from.block, startChar: 0 })
        return before && this.#firstFrom({ block: before.block, char: 0 })
      }
      default:
        return assertNever(move)
    }
  }

  #sentenceAt(position: TextPosition): PlacedSentence | null {
    for (const sentence of this.sentences(position)) return sentence
    return null
  }

  #firstFrom(position: TextPosition): TextPosition | null {
    const sentence = this.#sentenceAt(position)
    return sentence && { block: sentence.block, char: sentence.startChar }
  }

  #lastBefore(place: { block: number; startChar: number }): TextPosition | null {
    for (let block = Math.min(place.block, this.#blocks.length - 1); block >= 0; block--) {
      const sentence = this.sentencesOf(block).findLast(
        ({ startChar }) => block < place.block || startChar < place.startChar,
      )
      if (sentence) return { block, char: sentence.startChar }
    }
    return null
  }
}
