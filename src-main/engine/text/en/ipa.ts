import type { Variant } from './variant'

/** IPA as the English voices write it, longest first: diphthongs and affricates are one symbol each. */
const symbols: readonly (readonly [ipa: RegExp, symbol: string | Readonly<Record<Variant, string>>])[] = [
  [/[\u0361\u035c\u032f\u0303\u02b2.|‿]/g, ''],
  [/'/g, 'ˈ'],
  [/[g]/g, 'ɡ'],
  [/r|ɻ/g, 'ɹ'],
  [/ɫ|ɬ/g, 'l'],
  [/x|ç/g, 'k'],
  [/([lmnŋ])\u0329/g, 'ᵊ$1'],
  [/dʒ/g, 'ʤ'],
  [/tʃ/g, 'ʧ'],
  [/eɪ/g, 'A'],
  [/aɪ/g, 'I'],
  [/aʊ/g, 'W'],
  [/ɔɪ/g, 'Y'],
  [/oʊ/g, { us: 'O', gb: 'Q' }],
  [/əʊ/g, { us: 'O', gb: 'Q' }],
  [/ɚ/g, 'əɹ'],
  [/ɝː?/g, 'ɜɹ'],
  [/ɜː(?!ɹ)/g, { us: 'ɜɹ', gb: 'ɜː' }],
  [/ɒ/g, { us: 'ɑ', gb: 'ɒ' }],
  [/e(?!ə)/g, 'ɛ'],
  [/eə/g, { us: 'ɛɹ', gb: 'ɛː' }],
  [/a/g, { us: 'æ', gb: 'a' }],
  [/o/g, 'ɔ'],
  [/y/g, 'u'],
  [/ø|œ/g, 'ɜ'],
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
  return result.normalize('NFC').replace(/\s+/g, ' ').trim()
}
