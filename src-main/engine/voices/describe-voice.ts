import type { VoiceManifest } from './store/manifest'
import type { SeamAbilities, VoiceDescription } from './voice'

/** What a manifest says to callers, whatever the family. Every family times its words. */
export function describeVoice(
  { id, name, language, sampleRateHz, loudnessLufs, pace }: VoiceManifest,
  seams: SeamAbilities,
): VoiceDescription {
  return { id, name, language, sampleRateHz, loudnessLufs, pace, can: { wordTimes: true, seams } }
}

/** Of a vocoder that is local in time: its state can be carried, and any stretch of frames be decoded alone. */
export const everySeam: SeamAbilities = { cached: true, 'overlap-add': true, 'cross-fade': true, none: true }
