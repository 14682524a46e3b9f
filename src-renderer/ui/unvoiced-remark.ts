import { languageName } from '@contract/language-name'
import type { Translate } from '@contract/strings/translator'
import type { EngineStatus } from '../audio/speech-player-types'

/** What is said of a language of the open document, or of its quoted speech, that its voice could not read; null: nothing. */
export function unvoicedRemark(
  { t, locale }: { readonly t: Translate; readonly locale: string },
  { unvoiced, voice }: Pick<EngineStatus, 'unvoiced' | 'voice'>,
  documentId: string | undefined,
): string | null {
  if (!unvoiced || unvoiced.documentId !== documentId) return null
  const reader = { reader: voice ? 'named' : 'unnamed', voice: voice?.name ?? '' }
  if (unvoiced.language === null) return t('window.no-quote-voice', reader)
  const language = languageName(unvoiced.language, locale)
  return t(unvoiced.error ? 'window.voice-not-loaded' : 'window.no-voice', { language, ...reader })
}
