/** Symbols of the English voices that are no IPA, and what each stands for. */
const meanings: Readonly<Record<string, string>> = {
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
  g: 'ɡ',
}

/** Phonemes as people give them, as Piper voices know them: IPA, canonically decomposed, one space between words. */
export function toIpa(phonemes: string): string {
  let result = ''
  for (const symbol of phonemes.normalize('NFD').replace(/[\u0361\u035c|‿.]/gu, ''))
    result += meanings[symbol] ?? symbol
  return result.replace(/\s+/g, ' ').trim()
}
