import { matchesOf } from '../matches'

/** A script, and the languages of which texts in it are. */
interface Script {
  readonly letters: RegExp
  /** The first is the likeliest; the others are told by their own letters, or by the detector. */
  readonly languages: readonly [string, ...string[]]
  /** Letters that only one of the languages has, of those not asked for before. */
  readonly ownLetters?: readonly (readonly [RegExp, string])[]
}

/*
 * Letters of a single language: the alphabets of the Unicode Common Locale Data Repository (main exemplar sets).
 */
const scripts: readonly Script[] = [
  {
    letters: /\p{Script=Cyrillic}/gu,
    languages: ['ru', 'uk', 'be', 'bg', 'sr', 'mk', 'kk'],
    ownLetters: [
      [/[ўЎ]|^(?=[^]*[іІ])(?=[^]*[ыЫ])/, 'be'],
      [/[їєґЇЄҐ]/, 'uk'],
      [/[ѓќѕЃЌЅ]/, 'mk'],
      [/[ђћјљњџЂЋЈЉЊЏ]/, 'sr'],
      [/[әғқңөұүһӘҒҚҢӨҰҮҺ]/, 'kk'],
      [/[іІ]/, 'uk'],
      [/[ыэёЫЭЁ]/, 'ru'],
    ],
  },
  {
    letters: /\p{Script=Arabic}/gu,
    languages: ['ar', 'fa', 'ur', 'ku'],
    ownLetters: [
      [/[ٹڈڑںے]/, 'ur'],
      [/[پچژگ]/, 'fa'],
    ],
  },
  { letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, languages: ['ja'] },
  { letters: /\p{Script=Han}/gu, languages: ['zh', 'ja'] },
  { letters: /\p{Script=Hangul}/gu, languages: ['ko'] },
  { letters: /\p{Script=Devanagari}/gu, languages: ['hi', 'mr', 'ne'] },
  { letters: /\p{Script=Hebrew}/gu, languages: ['he'] },
  { letters: /\p{Script=Greek}/gu, languages: ['el'] },
  { letters: /\p{Script=Bengali}/gu, languages: ['bn'] },
  { letters: /\p{Script=Gujarati}/gu, languages: ['gu'] },
  { letters: /\p{Script=Gurmukhi}/gu, languages: ['pa'] },
  { letters: /\p{Script=Tamil}/gu, languages: ['ta'] },
  { letters: /\p{Script=Telugu}/gu, languages: ['te'] },
  { letters: /\p{Script=Kannada}/gu, languages: ['kn'] },
  { letters: /\p{Script=Malayalam}/gu, languages: ['ml'] },
  { letters: /\p{Script=Sinhala}/gu, languages: ['si'] },
  { letters: /\p{Script=Thai}/gu, languages: ['th'] },
  { letters: /\p{Script=Lao}/gu, languages: ['lo'] },
  { letters: /\p{Script=Khmer}/gu, languages: ['km'] },
  { letters: /\p{Script=Myanmar}/gu, languages: ['my'] },
  { letters: /\p{Script=Ethiopic}/gu, languages: ['am'] },
  { letters: /\p{Script=Georgian}/gu, languages: ['ka'] },
  { letters: /\p{Script=Armenian}/gu, languages: ['hy'] },
]

/** Fewer letters are a symbol or a foreign name: α, β, Ω. Of kana, Han and Hangul half as many are a word. */
const leastLetters = 4
const leastSyllables = 2
const syllabic = new Set(['ja', 'zh', 'ko'])
const letter = /\p{L}/gu
const notLatin = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u

/** What the script of a text says about its language. */
export interface ScriptVerdict {
  /** Every language it can be, the likeliest first. */
  readonly languages: readonly [string, ...string[]]
  /** It can be no other. */
  readonly isSure: boolean
}

/**
 * The language of a text whose letters are mostly not Latin; null for Latin and for too few letters. Far less text
 * is enough than of a language that shares its script with the voice, because no other voice could read it.
 * @param text a few hundred characters: all of it is looked at
 */
export function languagesByScript(text: string): ScriptVerdict | null {
  if (!notLatin.test(text)) return null
  const letters = matchesOf(letter, text).length
  const counts = scripts.map((script) => ({ script, count: matchesOf(script.letters, text).length }))
  const japanese = counts.find(({ script }) => script.languages[0] === 'ja')
  const han = counts.find(({ script }) => script.languages[0] === 'zh')
  // Japanese mixes the two; a text of Han with a tenth of kana is no Chinese one.
  if (japanese && han && japanese.count > 0 && japanese.count * 10 >= han.count) {
    japanese.count += han.count
    han.count = 0
  }
  const { script, count } = counts.reduce((most, other) => (other.count > most.count ? other : most))
  const least = syllabic.has(script.languages[0]) ? leastSyllables : leastLetters
  if (count < least || count * 2 <= letters) return null
  const own = script.ownLetters?.find(([pattern]) => pattern.test(text))?.[1]
  if (own !== undefined) return { languages: [own], isSure: true }
  return { languages: script.languages, isSure: script.languages.length === 1 }
}
