import { hasSound, stressBeforeVowels, withoutVoiceSymbols } from '../ipa'

/** Tie bars, what parts groups and syllables, and what people put around phonemes: voices would take it for punctuation. */
const unheard = /[\u0361\u035c|‖‿.,;!?"“”/\\()[\]{}<>]/gu

/**
 * Phonemes as people give them, as Piper voices know them: IPA, canonically decomposed, one space between words; '' when
 * there is no sound among them.
 */
export function toIpa(phonemes: string): string {
  const ipa = withoutVoiceSymbols(phonemes.normalize('NFD')).replace(unheard, '')
  return hasSound(ipa) ? stressBeforeVowels(ipa).replace(/\s+/g, ' ').trim() : ''
}

/** An English word with its ending 's, in IPA. */
export function addS(phonemes: string): string {
  if (/[ptkfθ]$/u.test(phonemes)) return `${phonemes}s`
  return /[szʃʒ]$/u.test(phonemes) ? `${phonemes}ᵻz` : `${phonemes}z`
}
