import { stressBeforeVowels } from '../ipa'
import type { Variant } from './variant'

/** IPA as the English voices write it, longest first: diphthongs and affricates are one symbol each. */
const symbols: readonly (readonly [ipa: RegExp, symbol: string | Readonly<Record<Variant, string>>])[] = [
  // Syllabic consonants first, then all other marks: tie bars, nasals, what parts groups and syllables.
  [/əl\u0329/g, 'ᵊl'],
  [/([lmnŋ])\u0329/g, 'ᵊ$1'],
  [/[rɹ]\u0329/g, 'əɹ'],
  [/[\p{M}ʰʲʷˠˤˑ|‖‿.]/gu, ''],
  [/'/g, 'ˈ'],
  [/:/g, 'ː'],
  [/g/g, 'ɡ'],
  [/[rɻʀʁ]/g, 'ɹ'],
  [/[ɫɬɭ]/g, 'l'],
  [/ʎ/g, 'lj'],
  [/ɲ/g, 'nj'],
  [/[xçχcqħ]/g, 'k'],
  [/[ɣɟɢ]/g, 'ɡ'],
  [/[βʋ]/g, 'v'],
  [/ɸ/g, 'f'],
  [/ɱ/g, 'm'],
  [/ɳ/g, 'n'],
  [/[ʈ]/g, 't'],
  [/[ɖ]/g, 'd'],
  [/[ɕʂ]/g, 'ʃ'],
  [/[ʑʐ]/g, 'ʒ'],
  [/ɦ/g, 'h'],
  [/ʍ/g, 'w'],
  [/ɥ/g, 'j'],
  [/dʒ/g, 'ʤ'],
  [/tʃ/g, 'ʧ'],
  [/eɪ/g, 'A'],
  [/aɪ/g, 'I'],
  [/aʊ/g, 'W'],
  [/ɔɪ/g, 'Y'],
  [/oʊ|əʊ|O|Q/g, { us: 'O', gb: 'Q' }],
  [/ɚ/g, { us: 'əɹ', gb: 'ə' }],
  [/ɝː?|ɜː?ɹ|ɜː/g, { us: 'ɜɹ', gb: 'ɜː' }],
  [/ɒ/g, { us: 'ɑ', gb: 'ɒ' }],
  [/eəɹ?/g, { us: 'ɛɹ', gb: 'ɛː' }],
  [/e/g, 'ɛ'],
  [/a/g, { us: 'æ', gb: 'a' }],
  [/o/g, 'ɔ'],
  [/[yʉɯʏ]/g, 'u'],
  [/[øœɞ]/g, 'ɜ'],
  [/[ɤɵ]/g, 'ʊ'],
  [/ɘ/g, 'ə'],
  [/ɨ/g, 'ᵻ'],
  [/ː/g, { us: '', gb: 'ː' }],
]

/**
 * Phonemes in the alphabet of the English voices. IPA is translated; what is written in that alphabet already ("A" for
 * eɪ) stays. Sounds that English has not become the nearest it has.
 * @see misaki 0.9.4, EN_PHONES.md, Apache-2.0: the alphabet and what each symbol stands for
 */
export function fromIpa(phonemes: string, variant: Variant): string {
  let result = phonemes.normalize('NFD')
  for (const [ipa, symbol] of symbols)
    result = result.replace(ipa, typeof symbol === 'string' ? symbol : symbol[variant])
  return stressBeforeVowels(result).replace(/\s+/g, ' ').trim()
}
