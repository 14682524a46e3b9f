import type { Variant } from './variant'

/** Sounds after which American English flaps a t. */
const flapping: ReadonlySet<string> = new Set('AIOWYiuæɑəɛɪɹʊʌ')

/**
 * The sound of a regular ending added to the pronunciation of its stem; null where the ending cannot be made so.
 * @see misaki 0.9.4, en.py, Apache-2.0: the rules and where the two variants differ
 */
export function addEnding(stem: string, ending: 's' | 'ed' | 'ing', variant: Variant): string | null {
  if (stem === '') return null
  if (ending === 's') return addS(stem, variant)
  return ending === 'ed' ? addEd(stem, variant) : addIng(stem, variant)
}

function addS(stem: string, variant: Variant): string {
  const last = stem[stem.length - 1]
  if ('ptkfθ'.includes(last)) return stem + 's'
  if ('szʃʒʧʤ'.includes(last)) return stem + (variant === 'gb' ? 'ɪz' : 'ᵻz')
  return stem + 'z'
}

function addEd(stem: string, variant: Variant): string {
  const last = stem[stem.length - 1]
  if ('pkfθʃsʧ'.includes(last)) return stem + 't'
  if (last === 'd') return stem + (variant === 'gb' ? 'ɪd' : 'ᵻd')
  if (last !== 't') return stem + 'd'
  if (variant === 'gb' || stem.length < 2) return stem + 'ɪd'
  return flapping.has(stem[stem.length - 2]) ? stem.slice(0, -1) + 'ɾᵻd' : stem + 'ᵻd'
}

function addIng(stem: string, variant: Variant): string | null {
  const last = stem[stem.length - 1]
  if (variant === 'gb') return last === 'ə' || last === 'ː' ? null : stem + 'ɪŋ'
  if (stem.length > 1 && last === 't' && flapping.has(stem[stem.length - 2])) return stem.slice(0, -1) + 'ɾɪŋ'
  return stem + 'ɪŋ'
}
