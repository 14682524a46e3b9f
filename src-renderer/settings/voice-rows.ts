import type { Translate } from '@contract/strings/translator'
import type { VoiceOffer } from '@contract/speech'
import type { EngineStatus } from '../audio/speech-player-types'
import { sizeText } from './size-text'

/** What stands between a voice and its first word; empty when nothing does. */
export function voiceRemark(
  t: Translate,
  { changing }: Pick<EngineStatus, 'changing'>,
  { id, missingBytes }: VoiceOffer,
): string {
  if (changing?.choice.voice === id) {
    if (changing.what === 'loading') return t('settings.voice-loading')
    return changing.fraction === undefined
      ? t('settings.voice-fetching')
      : t('settings.voice-fetching-percent', { percent: Math.round(changing.fraction * 100) })
  }
  return missingBytes === 0 ? '' : t('settings.voice-to-fetch', { size: sizeText(t, missingBytes) })
}

/** The voices with a star once one has got or lost its own. */
export function withStarToggled(favourites: readonly string[], { id }: VoiceOffer): string[] {
  return favourites.includes(id) ? favourites.filter((other) => other !== id) : [...favourites, id]
}
