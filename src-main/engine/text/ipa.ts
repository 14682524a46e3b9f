/** Symbols of the English voices that are no IPA, and what each stands for. */
const meanings: Readonly<Record<string, string | undefined>> = {
  A: 'eɪ',
  I: 'aɪ',
  O: 'oʊ',
  Q: 'əʊ',
  W: 'aʊ',
  Y: 'ɔɪ',
  T: 'ɾ',
  ʤ: 'dʒ',
  ʧ: 'tʃ',
  ᵊ: 'ə',
  "'": 'ˈ',
  ':': 'ː',
  g: 'ɡ',
}
/** A stress mark and the consonants up to the vowel, or the syllabic consonant, that it is about. */
const stressed =
  /([ˈˌ])([^\sˈˌaeiouyæøœɐɑɒɔɘəɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏᵊᵻAIOQWY]+?)(?=[aeiouyæøœɐɑɒɔɘəɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏᵊᵻAIOQWY]|\P{M}\u0329)/gu

/** Stress, length and the like are letters of their own kind, and no sounds. */
const sound = /[\p{Ll}\p{Lu}\p{Lo}ᵊ]/u

/** Whether there is anything to be heard in phonemes. */
export function hasSound(phonemes: string): boolean {
  return sound.test(phonemes)
}

/** Phonemes in which the symbols of the English voices stand ("mˈAk"), in IPA alone. */
export function withoutVoiceSymbols(phonemes: string): string {
  let result = ''
  for (const symbol of phonemes) result += meanings[symbol] ?? symbol
  return result
}

/**
 * IPA writes stress before the syllable ("mɪˈsɑki"), the voices were taught it directly before the vowel ("mɪsˈɑki"), as
 * all 135,744 marks of the American lexicon and what espeak-ng says have it. What is written so already stays.
 * @param phonemes canonically decomposed
 */
export function stressBeforeVowels(phonemes: string): string {
  return phonemes.replace(stressed, '$2$1')
}
