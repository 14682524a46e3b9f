import { maxSentenceChars } from '@contract/limits'
import { splitSentences } from '../sentences'
import type { SpokenSentence } from '../spoken-text'
import { loadEnglishAssets } from './assets'
import { Lexicon } from './lexicon'
import { readingsOf } from './normalise'
import { OutOfLexiconReader, type CharacterNetwork } from './out-of-lexicon'
import { pronounceTokens } from './phonemizer'
import { joinUnits } from './spoken-words'
import { Tagger } from './tagger'
import type { Token } from './token'
import { Tokenizer } from './tokenizer'
import type { Variant } from './variant'
import { foldText, withReadings } from './working-text'

export type { CharacterNetwork } from './out-of-lexicon'
export type { Variant } from './variant'
export { writtenToSpoken, type SpokenForm } from './normalise'

/** Turns English sentences into phonemes with word ranges. */
export interface EnglishFrontEnd {
  /**
   * What is said for one sentence: [] when nothing in it can be said, more than one when it exceeds what the acoustic
   * model takes. Ranges are of `sentence`. Never throws for its text, whatever that is.
   */
  speak(sentence: string): Promise<SpokenSentence[]>
  /** May be called twice. */
  dispose(): Promise<void>
}

export interface EnglishFrontEndOptions {
  /** Folder with the voice package's files under their own names. */
  assetsDirectory: string
  variant: Variant
  network: CharacterNetwork
}

/** The network is asked again only for words that a reading of other words brings up; that ends at once. */
const maxPasses = 3

/**
 * Loads lexicon, tagger and tables; the network for unknown words is opened when the first one comes.
 * @throws AppError 'voice/missing' or 'voice/incompatible' for the files
 */
export async function loadEnglishFrontEnd(options: EnglishFrontEndOptions): Promise<EnglishFrontEnd> {
  const assets = await loadEnglishAssets(options.assetsDirectory, options.variant)
  const tokenizer = new Tokenizer(assets.specials)
  const tagger = new Tagger(assets.tagger)
  const lexicon = new Lexicon(assets.gold, assets.silver, options.variant)
  const unknown = new OutOfLexiconReader(assets.networkPath, assets.letters, options.network)

  function tokensOf(text: string): Token[] {
    const pieces = tokenizer.tokenize(text)
    const words = pieces.map(({ start, end }) => text.slice(start, end))
    const tags = tagger.tag(words)
    return pieces.map((piece, index) => ({
      ...piece,
      text: words[index],
      tag: tags[index],
      phonemes: null,
      hasSpaceBefore: false,
    }))
  }

  function hasSound(phonemes: string): boolean {
    return /\S/.test([...phonemes].filter((phoneme) => assets.phonemes.has(phoneme)).join(''))
  }

  /** The last resort: the names of the letters, without their marks. */
  function spelt(word: string): string {
    const letters = word.normalize('NFKD').replace(/[^A-Za-z]/g, '')
    return letters === '' ? '' : (lexicon.spell(letters) ?? '')
  }

  async function speakPart(part: string): Promise<SpokenSentence[]> {
    const folded = foldText(part)
    const working = withReadings(folded, readingsOf(folded.text, options.variant))
    const tokens = tokensOf(working.text)
    for (let pass = 1; ; pass++) {
      const missing = new Set<string>()
      const units = pronounceTokens(tokens, lexicon, (word) => {
        const phonemes = unknown.recall(word)
        if (phonemes === undefined) missing.add(word)
        return phonemes === undefined || hasSound(phonemes) ? (phonemes ?? '') : spelt(word)
      })
      if (missing.size === 0 || pass === maxPasses) return joinUnits(units, working, assets.phonemes)
      await unknown.learn(missing)
    }
  }

  return {
    async speak(sentence) {
      // What no rule of language can be asked about at once is cut first: every step below stays linear.
      if (sentence.length <= maxSentenceChars) return speakPart(sentence)
      const spoken: SpokenSentence[] = []
      for (const { startChar, endChar } of splitSentences(sentence))
        for (const part of await speakPart(sentence.slice(startChar, endChar)))
          spoken.push(movedBy(part, startChar))
      return spoken
    },
    dispose: () => unknown.dispose(),
  }
}

function movedBy(part: SpokenSentence, chars: number): SpokenSentence {
  return {
    ...part,
    startChar: part.startChar + chars,
    endChar: part.endChar + chars,
    words: part.words.map((word) => ({
      ...word,
      startChar: word.startChar + chars,
      endChar: word.endChar + chars,
    })),
  }
}
