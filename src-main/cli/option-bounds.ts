import {
  chunkMillisecondsRange,
  deviceChoices,
  gainDecibelsRange,
  loudnessLufsRange,
  overlapCurves,
  overlapFrameChoices,
  seamModes,
  speedRange,
} from '@contract/settings'

/** What each setting's option takes, as people read it; the schema in the contract decides. */
export const accepted = {
  speed: `${speedRange.min} to ${speedRange.max}`,
  seed: '0 to 4294967295',
  'chunk-ms': `${chunkMillisecondsRange.min} to ${chunkMillisecondsRange.max}`,
  seam: seamModes.join(', '),
  overlap: overlapFrameChoices.join(', '),
  'overlap-curve': overlapCurves.join(', '),
  'crossfade-ms': '1 to 50 or auto',
  gain: `${gainDecibelsRange.min} to ${gainDecibelsRange.max}`,
  loudness: `${loudnessLufsRange.min} to ${loudnessLufsRange.max} or none`,
  voice: 'the name of a voice, or the path of a Piper voice’s .onnx',
  speaker: 'a name or a number, or two names and the share of the second, as in af_heart+af_bella:0.4',
  device: deviceChoices.join(', '),
  'quote-voice': 'the name of a voice',
  'pause-shrink': '0 to 100',
  'voice-for': 'a language and the name of a voice, as in de=thorsten',
} as const
export type SettingOption = keyof typeof accepted

/** What is heard and what is foreseen: telephones to converters of measuring instruments. */
export const rateHzRange = { min: 8_000, max: 192_000 } as const

/** Each takes 100 to 200 MB. */
export const maxWorkers = 16
