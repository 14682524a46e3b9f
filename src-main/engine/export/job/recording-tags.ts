import { createTranslator } from '@contract/strings/translator'
import type { WavTags } from '../../audio/wav-tags'
import type { Voice } from '../../voices/voice'

/** What a recording that Lector makes says of itself: whoever comes across it learns that nobody spoke it. */
export function recordingTags(title: string, { name }: Pick<Voice, 'name'>): WavTags {
  const { t } = createTranslator('en')
  return { title, software: 'Lector', comment: t('export.synthetic-speech', { voice: name }) }
}
