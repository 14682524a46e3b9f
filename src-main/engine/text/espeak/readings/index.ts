import { arabicRules } from './arabic'
import { chineseRules } from './chinese'
import { dutchRules } from './dutch'
import { frenchRules } from './french'
import { germanRules } from './german'
import { hindiRules } from './hindi'
import { italianRules } from './italian'
import { japaneseRules } from './japanese'
import type { LanguageRule } from './language-rules'
import { polishRules } from './polish'
import { portugueseRules } from './portuguese'
import { russianRules } from './russian'
import { spanishRules } from './spanish'

export { readingsByRules, type LanguageRule } from './language-rules'

const made: Readonly<Record<string, ((language: string) => LanguageRule[]) | undefined>> = {
  ar: arabicRules,
  cmn: chineseRules,
  de: germanRules,
  es: spanishRules,
  fr: frenchRules,
  hi: hindiRules,
  it: italianRules,
  ja: japaneseRules,
  nl: dutchRules,
  pl: polishRules,
  pt: (language) => portugueseRules(language === 'pt-br'),
  ru: russianRules,
  yue: chineseRules,
}

/**
 * The rules for what espeak does not read as any reader would, made anew; none for languages not known.
 * @param language name of an espeak voice: 'de', 'fr-fr', 'pt-br', 'cmn'
 */
export function languageRules(language: string): LanguageRule[] {
  return made[language.split('-')[0]]?.(language) ?? []
}
