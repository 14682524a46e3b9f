import type { Translate } from '@contract/strings/translator'
import type { Settings } from '@contract/settings'
import type { VoiceOffer } from '@contract/speech'
import type { EngineStatus } from '../audio/speech-player-types'
import type { AppContext } from '../ui/app-context'
import { sizeText } from '@contract/size-text'

type Choosing = Pick<AppContext, 'settings' | 'narration'>

/** At once what was asked for; what is heard follows with the next sentence. */
export function isChosenVoice({ settings, narration }: Choosing, { id }: VoiceOffer): boolean {
  return id === settings.current.speech.voice && !narration.isChosen
}

export function chooseVoice({ settings, narration }: Choosing, { id }: VoiceOffer): void {
  settings.changeSpeech({ voice: id, speaker: undefined })
  narration.choose(false)
}

/** Whether a voice can be had: it is here, or may be fetched. */
export function canBeHad({ privacy }: Pick<Settings, 'privacy'>, { missingBytes }: VoiceOffer): boolean {
  return missingBytes === 0 || !privacy.isOfflineOnly
}

/** What stands between a voice and its first word; empty when nothing does. */
export function voiceRemark(
  t: Translate,
  { changing }: Pick<EngineStatus, 'changing'>,
  settings: Pick<Settings, 'privacy'>,
  voice: VoiceOffer,
): string {
  const { id, missingBytes } = voice
  if (changing?.choice.voice === id) {
    if (changing.what === 'loading') return t('settings.voice-loading')
    return changing.fraction === undefined
      ? t('settings.voice-fetching')
      : t('settings.voice-fetching-percent', { percent: Math.round(changing.fraction * 100) })
  }
  if (!canBeHad(settings, voice)) return t('settings.voice-offline')
  return missingBytes === 0 ? '' : t('settings.voice-to-fetch', { size: sizeText(t, missingBytes) })
}

/** The voices with a star once one has got or lost its own. */
export function withStarToggled(favourites: readonly string[], { id }: Pick<VoiceOffer, 'id'>): string[] {
  return favourites.includes(id) ? favourites.filter((other) => other !== id) : [...favourites, id]
}
