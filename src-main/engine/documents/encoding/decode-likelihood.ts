import { writtenLanguages, type WrittenLanguage } from './decode-languages'

/*
 * How likely a text is, as natural text: the sum of -ln(probability) over its characters, under a model of one
 * language's letters by rank, of where signs and capitals stand, and of scripts that do not mix within a word. Readings
 * of the same bytes in several encodings can be compared by it, since each explains the same bytes.
 */

type Kind =
  | 'space'
  | 'digit'
  | 'ascii'
  | 'quote'
  | 'sign'
  | 'box'
  | 'symbol'
  | 'bad'
  | 'mark'
  | 'latin'
  | 'greek'
  | 'cyrillic'
  | 'hebrew'
  | 'arabic'
  | 'thai'
  | 'cjk'

/** Of characters other than letters, wherever they stand. */
const signCosts: Readonly<Partial<Record<Kind, number>>> = {
  space: 1.9,
  digit: 5,
  ascii: 4.5,
  quote: 6,
  sign: 7.5,
  box: 7,
  symbol: 11,
  bad: 18,
}
/** A line of a frame goes on. */
const boxAgainCost = 1.5
/** A sign where only letters belong: inside a word. */
const signInWordCost = 6
/** A capital: at the beginning of a word, after another one, and after a small letter, where hardly ever one stands. */
const capitalCost = 2.3
const capitalAgainCost = 0.4
const capitalInsideCost = 5
/** Letters of two scripts in one word. */
const scriptChangeCost = 6
/** The same letter three times running. */
const tripleCost = 5
/** A letter that the language does not have. */
const strangeLetterCost = 9
/** A character of the language's script beyond the common ones: it has thousands. */
const restCost = 9.5
/** Latin letters in another script: a third of a text of the sort that has them. */
const latinAmongOthersCost = 1.2

const pattern: readonly (readonly [Kind, RegExp])[] = [
  ['space', /^[\s\u00a0\u3000]$/],
  ['bad', /^[\0-\x1f\x7f-\x9f\ufffd\ufff0-\uffff]$|^[\p{Co}\p{Cn}\p{Cs}]$/u],
  ['digit', /^[0-9\u0660-\u0669\uff10-\uff19]$/],
  ['ascii', /^[!-/:-@[-`{-~]$/],
  ['quote', /^[“”‘’„‚«»‹›–—―…•·¿¡、。，・「」『』（）！？：；《》،؛؟״׳־]$/],
  ['sign', /^[§°©®™€£½¼¾²³ªº№†‡‰¢]$/],
  ['box', /^[\u2500-\u259f]$/],
  ['mark', /^\p{M}$/u],
  ['latin', /^\p{Script=Latin}$/u],
  ['greek', /^\p{Script=Greek}$/u],
  ['cyrillic', /^\p{Script=Cyrillic}$/u],
  ['hebrew', /^\p{Script=Hebrew}$/u],
  ['arabic', /^\p{Script=Arabic}$/u],
  ['thai', /^\p{Script=Thai}$/u],
  // Half-width katakana are signs of a mistake more often than of a text.
  ['symbol', /^[\uff61-\uff9f]$/],
  ['cjk', /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]$/u],
]
const kindsOfLetters: ReadonlySet<Kind> = new Set<Kind>([
  ...(['latin', 'greek', 'cyrillic', 'hebrew', 'arabic', 'thai'] as const),
])

/** What a text costs under the language that fits it best. */
export interface Likelihood {
  /** In nats; the lower, the likelier. */
  readonly cost: number
  /** A key of `writtenLanguages`. */
  readonly language: string
}

/** A judge of texts; it remembers what it has learnt about characters, so that many texts cost little. */
export function createLikelihoodJudge(): (text: string) => Likelihood {
  const kinds = new Map<string, Kind>()
  const kindOf = (char: string): Kind => {
    const known = kinds.get(char)
    if (known !== undefined) return known
    const kind = pattern.find(([, shape]) => shape.test(char))?.[0] ?? 'symbol'
    kinds.set(char, kind)
    return kind
  }
  const english = letterCosts(writtenLanguages.en)
  const languages = Object.entries(writtenLanguages).map(([name, language]) => ({
    name,
    costs: letterCosts(language),
    language,
  }))

  return (text) => {
    const { cost, letters } = weigh(text, kindOf)
    let best: Likelihood = { cost: Infinity, language: 'en' }
    for (const { name, costs, language } of languages) {
      let sum = cost
      for (const [letter, count] of letters) {
        sum += count * costOfLetter(letter, costs, english, language)
        if (sum >= best.cost) break
      }
      if (sum < best.cost) best = { cost: sum, language: name }
    }
    return best
  }
}

/** What does not depend on the language, and how often each letter occurs. */
function weigh(text: string, kindOf: (char: string) => Kind): { cost: number; letters: Map<string, number> } {
  const letters = new Map<string, number>()
  let cost = 0
  let before = ' '
  let kindBefore: Kind = 'space'
  let isAgain = false
  let wordKind: Kind = 'space'
  let isSignAfterLetter = false
  let wasCapital = false
  for (const char of text) {
    const kind = kindOf(char)
    const isLetter = kindsOfLetters.has(kind)
    if (isLetter || kind === 'cjk' || kind === 'mark') {
      const lower = char.toLowerCase()
      letters.set(lower, (letters.get(lower) ?? 0) + 1)
      if (isLetter && kindsOfLetters.has(wordKind) && wordKind !== kind) cost += scriptChangeCost
      if (isLetter && isSignAfterLetter) cost += signInWordCost
      const isCapital = lower !== char
      if (isCapital)
        cost += !kindsOfLetters.has(wordKind)
          ? capitalCost
          : wasCapital
            ? capitalAgainCost
            : capitalInsideCost
      wasCapital = isCapital
      if (isLetter && char === before) {
        if (isAgain) cost += tripleCost
        isAgain = true
      } else isAgain = false
      if (isLetter) wordKind = kind
      else if (kind === 'cjk') wordKind = 'space'
      isSignAfterLetter = false
    } else {
      cost += kind === 'box' && char === before ? boxAgainCost : (signCosts[kind] ?? 0)
      if (kind === 'box' && kindsOfLetters.has(kindBefore)) cost += signInWordCost
      // "’" and "-" stand in words, and so do a quotation and the dash between two words where no spaces are set.
      const canBeInside = char === '’' || char === '-' || char === "'" || kind === 'ascii' || kind === 'digit'
      isSignAfterLetter =
        kindsOfLetters.has(kindBefore) && !canBeInside && kind !== 'space' && !/[–—…]/.test(char)
      wordKind = 'space'
      isAgain = false
    }
    before = char
    kindBefore = kind
  }
  return { cost, letters }
}

function costOfLetter(
  letter: string,
  costs: ReadonlyMap<string, number>,
  english: ReadonlyMap<string, number>,
  { script, rest }: WrittenLanguage,
): number {
  const known = costs.get(letter)
  if (known !== undefined) return known
  if (script === 'other') {
    const latin = english.get(letter)
    if (latin !== undefined) return latin + latinAmongOthersCost
  }
  return rest?.test(letter) === true ? restCost : strangeLetterCost + (letter > '\u2e80' ? 5 : 0)
}

/** -ln(probability) by rank: the curve fits the counts of English, German and Russian within a few tenths. */
function letterCosts({ letters, common = '' }: WrittenLanguage): Map<string, number> {
  const alphabet = Array.from(letters)
  const weights = alphabet.map((_, rank) => Math.max(0.004, Math.exp(-0.05 * rank - 0.004 * rank * rank)))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const share = common === '' ? 1 : Math.min(0.5, alphabet.length * 0.05)
  const costs = new Map(alphabet.map((letter, rank) => [letter, -Math.log((share * weights[rank]) / total)]))
  const characters = Array.from(common)
  const commonTotal = characters.reduce((sum, _, rank) => sum + 1 / (rank + 10), 0)
  characters.forEach((character, rank) => {
    const cost = -Math.log(((1 - share) * 0.75) / (rank + 10) / commonTotal)
    costs.set(character, Math.min(costs.get(character) ?? Infinity, cost))
  })
  return costs
}
