import type { CatalogueVoice, VoiceQuality } from '@contract/catalogue'
import type { StringKey } from '@contract/strings/catalogue'
import type { Translate } from '@contract/strings/translator'

const qualityKeys: Readonly<Record<VoiceQuality, StringKey>> = {
  x_low: 'voices.quality-x-low',
  low: 'voices.quality-low',
  medium: 'voices.quality-medium',
  high: 'voices.quality-high',
}

/** What tells a voice from others, in a few words. */
export function voiceTraits(t: Translate, { description, quality, speakers }: CatalogueVoice): string {
  const traits = [
    description,
    quality && t(qualityKeys[quality]),
    speakers > 1 ? t('voices.speakers', { count: speakers }) : undefined,
  ]
  return traits.filter((trait) => trait !== undefined).join(', ')
}
