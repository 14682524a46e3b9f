export const primaryStress = 'ˈ'
export const secondaryStress = 'ˌ'
export const vowels: ReadonlySet<string> = new Set('AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ')
export const consonants: ReadonlySet<string> = new Set('bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ')
const diphthongs: ReadonlySet<string> = new Set('AIOQWYʤʧ')

/** How heavy a pronunciation weighs when the parts of a compound compete for stress: sounds, diphthongs twice. */
export function stressWeight(phonemes: string): number {
  let weight = 0
  for (const phoneme of phonemes) weight += diphthongs.has(phoneme) ? 2 : 1
  return weight
}

/**
 * Raises or lowers the stress of a pronunciation: below -1 removes all marks, -1 demotes primary to secondary, 0 and
 * ±0.5 demote a primary or add a secondary where none is, 1 and above promote, 2 adds a primary where none is.
 * @see misaki 0.9.4, en.py, Apache-2.0: the scale and its cases
 */
export function applyStress(phonemes: string, stress: number | null): string {
  if (stress === null) return phonemes
  const hasPrimary = phonemes.includes(primaryStress)
  const hasSecondary = phonemes.includes(secondaryStress)
  if (stress < -1) return phonemes.replaceAll(primaryStress, '').replaceAll(secondaryStress, '')
  if (stress === -1 || ((stress === 0 || stress === -0.5) && hasPrimary))
    return phonemes.replaceAll(secondaryStress, '').replaceAll(primaryStress, secondaryStress)
  if ((stress === 0 || stress === 0.5 || stress === 1) && !hasPrimary && !hasSecondary)
    return stressFirstVowel(phonemes, secondaryStress)
  if (stress >= 1 && !hasPrimary && hasSecondary) return phonemes.replaceAll(secondaryStress, primaryStress)
  if (stress > 1 && !hasPrimary && !hasSecondary) return stressFirstVowel(phonemes, primaryStress)
  return phonemes
}

/** The mark stands directly before the vowel it belongs to. */
function stressFirstVowel(phonemes: string, mark: string): string {
  for (let index = 0; index < phonemes.length; index++)
    if (vowels.has(phonemes[index])) return phonemes.slice(0, index) + mark + phonemes.slice(index)
  return phonemes
}
