import type { SoundSettings } from '@contract/settings'

/**
 * What a voice is made louder by: the same for all it says, so that no sentence sounds nearer than another.
 * @param loudnessLufs the voice's own; absent: it was not measured, and no target can be aimed at
 */
export function outputGainDecibels(sound: SoundSettings, loudnessLufs: number | undefined): number {
  const { gainDecibels, loudnessLufs: target } = sound
  return target === null || loudnessLufs === undefined ? gainDecibels : target - loudnessLufs + gainDecibels
}
