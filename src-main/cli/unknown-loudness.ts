import type { SpeechSettings } from '@contract/settings'
import type { Voice } from '../engine'

/** What people are told when they ask for a loudness that a voice cannot be brought to; null when it can, or none is asked for. */
export function unknownLoudness(
  voice: Pick<Voice, 'name' | 'loudnessLufs'>,
  { sound }: Pick<SpeechSettings, 'sound'>,
): string | null {
  if (sound.loudnessLufs === null || voice.loudnessLufs !== undefined) return null
  return `How loud ${voice.name} is was not measured: --loudness leaves it as it is`
}
