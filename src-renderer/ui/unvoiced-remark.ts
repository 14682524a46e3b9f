import { languageName } from '@contract/language-name'
import type { Translate } from '@contract/strings/translator'
import type { EngineStatus } from '../audio/speech-player-types'

/** What is said of a language of the open document that no voice could read; null: nothing. */
export function unvoicedRemark(
  t: Translate,
  { unvoiced, voice }: Pick<EngineStatus, 'unvoiced' | 'voice'>,
  documentId: string | undefined,
): string | null {
  if (!unvoiced || unvoiced.documentId !== documentId) return null
  return t(unvoiced.error ? 'window.voice-not-loaded' : 'window.no-voice', {
    language: languageName(unvoiced.language),
    reader: voice ? 'named' : 'unnamed',
    voice: voice?.name ?? '',
  })
}
