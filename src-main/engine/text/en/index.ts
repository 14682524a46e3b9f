import { hasSound as isHeard } from '../ipa'
import { fixedWords, settle, withPossessives, type FixedWord } from '../settled'
import { outsideWords } from '../outside-words'
import { speakInParts } from '../speak-in-parts'
import type { SpeakableText } from '../speakable-text'
import type { FrontEnd, SpokenText } from '../spoken-text'
import { withReadings } from '../working-text'
import { loadEnglishAssets } from './assets'
import { foldText } from './fold-text'
import { fromIpa } from './ipa'
import { Lexicon } from './lexicon'
import { readingsOf } from './normalise'
import { OutOfLexiconReader, type CharacterNetwork } from './out-of-lexicon'
import { pronounceTokens } from './phonemizer'
import { silencesOf } from './silences'
import { joinUnits, knownSymbols } from './spoken-words'
import { addEnding } from './suffixes'
import { Tagger } from './tagger'
import type { Token } from './token'
import { tokenizeAround } from './tokenize-around'
import { Tokenizer } from './tokenizer'
import type { Variant } from './variant'

export type { CharacterNetwork } from './out-of-lexicon'
export type { Variant } from './variant'
export { writtenToSpoken, type SpokenForm } from './normalise'
export { warmUpEnglish } from './warm-up'

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
export async function loadEnglishFrontEnd(options: EnglishFrontEndOptions): Promise<FrontEnd> {
  const assets = await loadEnglishAssets(options.assetsDirectory, options.variant)
  const tokenizer = new Tokenizer(assets.specials)
  const tagger = new Tagger(assets.tagger)
  const lexicon = new Lexicon(assets.gold, assets.silver, options.variant)
  const unknown = new OutOfLexiconReader(assets.networkPath, assets.letters, options.network)

  function tokensOf(text: string, fixed: readonly FixedWord[]): Token[] {
    const pieces = tokenizeAround(text, fixed, (part) => tokenizer.tokenize(part))
    const words = pieces.map(({ start, end }) => text.slice(start, end))
    const tags = tagger.tag(words)
    return pieces.map(({ start, end, hasSpaceAfter, phonemes }, index) => ({
      start,
      end,
      hasSpaceAfter,
      text: words[index],
      tag: tags[index],
      phonemes,
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

  async function speakPart({ text, pronunciations }: SpeakableText): Promise<SpokenText> {
    const folded = foldText(text)
    const settled = settle(pronunciations, folded, { wordsOf, phonemesOf })
    const readings = readingsOf(folded.text, options.variant, settled)
    const working = withReadings(folded, readings)
    const tokens = tokensOf(
      working.text,
      withPossessives(fixedWords(settled, folded, working), working, addS),
    )
    for (let pass = 1; ; pass++) {
      const missing = new Set<string>()
      const units = pronounceTokens(tokens, lexicon, (word) => {
        const phonemes = unknown.recall(word)
        if (phonemes === undefined) missing.add(word)
        return phonemes === undefined || hasSound(phonemes) ? (phonemes ?? '') : spelt(word)
      })
      if (missing.size === 0 || pass === maxPasses) {
        const sentences = joinUnits(units, working, assets.phonemes)
        const silences = silencesOf({
          source: text,
          readings,
          folded,
          units,
          working,
          alphabet: assets.phonemes,
        })
        return { sentences, silences: outsideWords(silences, sentences) }
      }
      await unknown.learn(missing)
    }
  }

  function phonemesOf(given: string): string {
    const phonemes = knownSymbols(fromIpa(given, options.variant), assets.phonemes).trim()
    return isHeard(phonemes) ? phonemes : ''
  }

  const addS = (phonemes: string): string => addEnding(phonemes, 's', options.variant) ?? phonemes

  /** What is said for a written form, in words. */
  function wordsOf(written: string): string {
    const folded = foldText(written)
    return withReadings(folded, readingsOf(folded.text, options.variant)).text
  }

  return {
    // What no rule of language can be asked about at once is cut first: every step above stays linear.
    speak: (text) => speakInParts(text, 'en', speakPart),
    dispose: () => unknown.dispose(),
  }
}
