import { languageName } from '@contract/language-name'
import type { EngineStatus } from '../audio/speech-player-types'

/** What is said of a language of the open document that no voice could read; null: nothing. */
export function unvoicedRemark(
  { unvoiced, voice }: Pick<EngineStatus, 'unvoiced' | 'voice'>,
  documentId: string | undefined,
): string | null {
  if (!unvoiced || unvoiced.documentId !== documentId) return null
  const language = languageName(unvoiced.language)
  const reader = voice?.name ?? 'The chosen voice'
  return unvoiced.error
    ? `The voice for ${language} could not be loaded: ${reader} reads it.`
    : `No voice for ${language} is installed: ${reader} reads it.`
}
