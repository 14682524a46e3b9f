import { languageName } from '@contract/language-name'
import type { CatalogueVoice } from '@contract/catalogue'
import { foldText } from '../find/fold-cursor'

/** Which voices are looked at. */
export interface VoiceFilter {
  /** Words that are looked for in names, languages and qualities. */
  readonly typed: string
  /** The base of a tag; null: every language. */
  readonly language: string | null
  /** Only what is on this computer, wholly or in part. */
  readonly isHereOnly: boolean
}

/** Voices of one language, as they stand in a list. */
export interface CatalogueGroup {
  readonly language: string
  readonly name: string
  readonly voices: readonly CatalogueVoice[]
}

/** A language that voices speak, by the base of its tag. */
export interface SpokenLanguage {
  readonly base: string
  readonly name: string
  readonly count: number
}

const baseOf = (tag: string): string => tag.toLowerCase().split('-')[0]

/** The languages of some voices as people look for them: by name. @param locale of the names */
export function languagesOf(voices: readonly CatalogueVoice[], locale: string): SpokenLanguage[] {
  const counts = new Map<string, number>()
  for (const { language } of voices) counts.set(baseOf(language), (counts.get(baseOf(language)) ?? 0) + 1)
  return [...counts]
    .map(([base, count]) => ({ base, count, name: languageName(base, locale) }))
    .sort((one, other) => one.name.localeCompare(other.name, locale))
}

/**
 * The voices that are looked at, by language and region. A language of a voice that is here comes before the others; in
 * each stars come first, then what is here, then by name.
 */
export function chooseGroups(
  voices: readonly CatalogueVoice[],
  filter: VoiceFilter,
  favourites: readonly string[],
  locale: string,
): CatalogueGroup[] {
  const words = foldText(filter.typed, false)
    .split(' ')
    .filter((word) => word !== '')
  const isLookedAt = (voice: CatalogueVoice): boolean => {
    if (filter.language !== null && baseOf(voice.language) !== filter.language) return false
    if (filter.isHereOnly && voice.place === 'elsewhere') return false
    const text = [
      voice.name,
      voice.description,
      languageName(voice.language, locale),
      voice.quality,
      voice.language,
    ]
    const folded = foldText(text.join(' '), false)
    return words.every((word) => folded.includes(word))
  }
  const byLanguage = new Map<string, CatalogueVoice[]>()
  for (const voice of voices.filter(isLookedAt))
    byLanguage.set(voice.language, [...(byLanguage.get(voice.language) ?? []), voice])
  const rank = (voice: CatalogueVoice): number =>
    (favourites.includes(voice.id) ? 0 : 2) + (isHere(voice) ? 0 : 1)
  return [...byLanguage]
    .map(([language, group]) => ({
      language,
      name: languageName(language, locale),
      voices: group.sort(
        (one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, locale),
      ),
    }))
    .sort(
      (one, other) =>
        Number(other.voices.some(isHere)) - Number(one.voices.some(isHere)) ||
        one.name.localeCompare(other.name, locale),
    )
}

/** Whether a voice can speak as it is. */
export function isHere({ place }: CatalogueVoice): boolean {
  return place === 'carried' || place === 'here'
}
