import type { SpeechSettings } from '@contract/settings'
import type { VoiceOffer } from '@contract/speech'
import { isSameLanguage, parseLanguageTag } from '../text/language/tags'

/** A voice as far as the choice goes. */
export type VoiceOfLanguage = Pick<VoiceOffer, 'id' | 'language'>

/** The part of the settings that says who reads which language. */
export type VoiceRules = Pick<SpeechSettings, 'voicesByLanguage'>

/**
 * Which voice reads a language: the one set for it, for its region before the language as a whole; else the chosen
 * voice, if it speaks it in any region; else one installed that does, with the same region if there is one.
 * @param installed voices that are wholly here, in the order of preference
 * @returns the id; null when none speaks it
 */
export function chooseVoice(
  language: string,
  chosen: VoiceOfLanguage,
  installed: readonly VoiceOfLanguage[],
  { voicesByLanguage = {} }: VoiceRules,
): string | null {
  const set = voiceSetFor(language, voicesByLanguage)
  if (set === chosen.id || installed.some(({ id }) => id === set)) return set ?? null
  if (isSameLanguage(chosen.language, language)) return chosen.id
  const speakers = installed.filter((voice) => isSameLanguage(voice.language, language))
  const near = speakers.find((voice) => isSameRegion(voice.language, language))
  return (near ?? speakers.at(0))?.id ?? null
}

function voiceSetFor(language: string, voices: Readonly<Record<string, string>>): string | undefined {
  const tags = Object.keys(voices).filter((tag) => isSameLanguage(tag, language))
  // The region asked for, else no region, else any: what is set for Austria reads Germany's German before another does.
  const tag =
    tags.find((candidate) => isSameRegion(candidate, language)) ??
    tags.find((candidate) => parseLanguageTag(candidate)?.region === undefined) ??
    tags.at(0)
  return tag === undefined ? undefined : voices[tag]
}

function isSameRegion(one: string, other: string): boolean {
  return parseLanguageTag(one)?.region === parseLanguageTag(other)?.region
}
