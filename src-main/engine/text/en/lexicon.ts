import { Dictionary, type EntryTable } from './dictionary'
import { functionWord, type LookupContext } from './function-words'
import { addEnding } from './suffixes'
import { applyStress, primaryStress, secondaryStress } from './stress'
import type { FollowingSound, Token } from './token'
import type { Variant } from './variant'

/** Stress given to a capitalised and to an all-capitals word. */
const capitalisedStress = 0.5
const allCapitalsStress = 2
const spokenSymbols: ReadonlyMap<string, string> = new Map([
  ['%', 'percent'],
  ['&', 'and'],
  ['+', 'plus'],
  ['@', 'at'],
])
const asciiLetters = /^[A-Za-z]+$/
const onlyLetters = /^\p{L}+$/u

/**
 * Pronunciations of written words: two dictionaries (checked by hand, and not), function words by context, regular
 * endings, and letter names for initialisms. Unknown words give null.
 * @see misaki 0.9.4, en.py, Apache-2.0: order of the rules; the dictionaries are its own
 */
export class Lexicon {
  private readonly gold: Dictionary
  private readonly silver: Dictionary

  constructor(
    gold: EntryTable,
    silver: EntryTable,
    private readonly variant: Variant,
  ) {
    this.gold = new Dictionary(gold)
    this.silver = new Dictionary(silver)
  }

  /** The pronunciation of a token as written. */
  pronounce(token: Token, following: FollowingSound): string | null {
    const word = token.text.replace(/[‘’]/g, "'").normalize('NFKC')
    const lower = word.toLowerCase()
    const capitals = word === word.toUpperCase() ? allCapitalsStress : capitalisedStress
    return this.word(word, { tag: token.tag, stress: word === lower ? null : capitals, following })
  }

  /** Letter names, the last one stressed; null when the word has other than the letters of the alphabet. */
  spell(word: string): string | null {
    let phonemes = ''
    for (const character of word) {
      if (!/\p{L}/u.test(character)) continue
      const name = this.gold.get(character.toUpperCase())
      if (typeof name !== 'string') return null
      phonemes += name
    }
    phonemes = applyStress(phonemes, 0)
    const last = phonemes.lastIndexOf(secondaryStress)
    return last < 0 ? phonemes : phonemes.slice(0, last) + primaryStress + phonemes.slice(last + 1)
  }

  /** The dictionary's entry for a lower-case word in the part of speech given, without any rule. */
  entry(word: string, tag: string): string | null {
    const entry = this.gold.get(word)
    if (entry === undefined || typeof entry === 'string') return entry ?? null
    return entry[tag] ?? entry.DEFAULT
  }

  private word(word: string, context: LookupContext): string | null {
    const symbol = spokenSymbols.get(word)
    if (symbol !== undefined) return this.lookup(symbol, { ...context, stress: null })
    const asFunctionWord = functionWord(word, context, this)
    if (asFunctionWord !== null) return asFunctionWord
    const known = this.foldsToLowerCase(word, context) ? word.toLowerCase() : word
    if (this.isKnown(known)) return this.lookup(known, context)
    if (known.endsWith("s'") && this.isKnown(known.slice(0, -2) + "'s"))
      return this.lookup(known.slice(0, -2) + "'s", context)
    if (known.endsWith("'") && this.isKnown(known.slice(0, -1)))
      return this.lookup(known.slice(0, -1), context)
    return this.withEnding(known, context)
  }

  /** Whether "Walked" or "WALKED" should be read as "walked". */
  private foldsToLowerCase(word: string, context: LookupContext): boolean {
    const lower = word.toLowerCase()
    if (word.length < 2 || word === lower || !onlyLetters.test(word.replaceAll("'", ''))) return false
    if (context.tag === 'NNP' && word.length <= 7) return false
    if (this.gold.has(word) || this.silver.has(word)) return false
    if (word !== word.toUpperCase() && word.slice(1) !== lower.slice(1)) return false
    return this.gold.has(lower) || this.silver.has(lower) || this.withEnding(lower, context) !== null
  }

  private isKnown(word: string): boolean {
    if (this.gold.has(word) || spokenSymbols.has(word) || this.silver.has(word)) return true
    if (!asciiLetters.test(word)) return false
    if (word.length === 1) return true
    if (word === word.toUpperCase() && this.gold.has(word.toLowerCase())) return true
    return word.slice(1) === word.slice(1).toUpperCase()
  }

  /** Looks a word up as it stands; also used for words a rule puts in another's place. */
  lookup(written: string, context: LookupContext): string | null {
    let word = written
    let isProperName = false
    if (word === word.toUpperCase() && !this.gold.has(word)) {
      word = word.toLowerCase()
      isProperName = context.tag === 'NNP'
    }
    const entry = this.gold.get(word) ?? (isProperName ? undefined : this.silver.get(word))
    let phonemes: string | null | undefined
    if (entry === undefined || typeof entry === 'string') phonemes = entry
    else phonemes = entry[entryKey(entry, context)]
    if (phonemes === undefined || phonemes === null || (isProperName && !phonemes.includes(primaryStress))) {
      const spelt = this.spell(word)
      if (spelt !== null) return spelt
    }
    return phonemes === undefined || phonemes === null ? null : applyStress(phonemes, context.stress)
  }

  private withEnding(word: string, context: LookupContext): string | null {
    const plural = this.stemOfS(word)
    if (plural !== null) {
      const phonemes = this.lookup(plural, context)
      const ended = phonemes && addEnding(phonemes, 's', this.variant)
      if (ended) return ended
    }
    const past = this.stemOfEd(word)
    if (past !== null) {
      const phonemes = this.lookup(past, context)
      const ended = phonemes && addEnding(phonemes, 'ed', this.variant)
      if (ended) return ended
    }
    const participle = this.stemOfIng(word)
    if (participle === null) return null
    const phonemes = this.lookup(participle, { ...context, stress: context.stress ?? 0.5 })
    return phonemes && addEnding(phonemes, 'ing', this.variant)
  }

  private stemOfS(word: string): string | null {
    if (word.length < 3 || !word.endsWith('s')) return null
    if (!word.endsWith('ss') && this.isKnown(word.slice(0, -1))) return word.slice(0, -1)
    const dropsTwo = word.endsWith("'s") || (word.length > 4 && word.endsWith('es') && !word.endsWith('ies'))
    if (dropsTwo && this.isKnown(word.slice(0, -2))) return word.slice(0, -2)
    const stem = word.slice(0, -3) + 'y'
    return word.length > 4 && word.endsWith('ies') && this.isKnown(stem) ? stem : null
  }

  private stemOfEd(word: string): string | null {
    if (word.length < 4 || !word.endsWith('d')) return null
    if (!word.endsWith('dd') && this.isKnown(word.slice(0, -1))) return word.slice(0, -1)
    const dropsTwo = word.length > 4 && word.endsWith('ed') && !word.endsWith('eed')
    return dropsTwo && this.isKnown(word.slice(0, -2)) ? word.slice(0, -2) : null
  }

  private stemOfIng(word: string): string | null {
    if (word.length < 5 || !word.endsWith('ing')) return null
    if (word.length > 5 && this.isKnown(word.slice(0, -3))) return word.slice(0, -3)
    if (this.isKnown(word.slice(0, -3) + 'e')) return word.slice(0, -3) + 'e'
    const doubles = word.length > 5 && /([bcdgklmnprstvxz])\1ing$|cking$/.test(word)
    return doubles && this.isKnown(word.slice(0, -4)) ? word.slice(0, -4) : null
  }
}

function entryKey(entry: Readonly<Record<string, string | null>>, context: LookupContext): string {
  if (context.following !== null && context.following.isVowel === null && 'None' in entry) return 'None'
  if (context.tag in entry) return context.tag
  const wordClass = wordClassOf(context.tag)
  return wordClass in entry ? wordClass : 'DEFAULT'
}

/** The dictionary's coarser parts of speech. */
export function wordClassOf(tag: string): string {
  if (tag.startsWith('VB')) return 'VERB'
  if (tag.startsWith('NN')) return 'NOUN'
  if (tag.startsWith('ADV') || tag.startsWith('RB')) return 'ADV'
  if (tag.startsWith('ADJ') || tag.startsWith('JJ')) return 'ADJ'
  return tag
}
