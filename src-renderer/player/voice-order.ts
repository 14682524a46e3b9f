import { languageName } from '@contract/language-name'
import type { VoiceOffer } from '@contract/speech'

/** Voices of one language, as they stand in a list. */
export interface VoiceGroup {
  readonly language: string
  readonly name: string
  readonly voices: readonly VoiceOffer[]
}

/** The language of a tag without region or script: "en" of "en-US". */
export function baseOfTag(tag: string): string {
  const [base] = tag.toLowerCase().split(/[-_]/)
  return base === 'nb' || base === 'nn' ? 'no' : base
}

/**
 * Voices by language, in the order they came; of each those with a star come first.
 * @param locale in which the languages are named, as a tag
 */
export function groupVoices(
  voices: readonly VoiceOffer[],
  favourites: readonly string[],
  locale: string,
): VoiceGroup[] {
  const byLanguage = new Map<string, VoiceOffer[]>()
  for (const voice of voices)
    byLanguage.set(voice.language, [...(byLanguage.get(voice.language) ?? []), voice])
  const isFavourite = ({ id }: VoiceOffer): boolean => favourites.includes(id)
  return [...byLanguage].map(([language, group]) => ({
    language,
    name: languageName(language, locale),
    voices: [...group.filter(isFavourite), ...group.filter((voice) => !isFavourite(voice))],
  }))
}
