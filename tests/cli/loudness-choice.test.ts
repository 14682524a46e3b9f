import { describe, expect, test } from 'vitest'
import { loudnessChoice } from '../../src-main/cli/loudness-choice'

const refused = (message: string) => expect.objectContaining({ code: 'usage/invalid', message }) as Error

describe('loudnessChoice', () => {
  test('is of the recording with narrate, -18 LUFS where nothing is said, and of voices else', () => {
    expect(loudnessChoice('narrate', {})).toEqual({ voices: null, recordings: -18 })
    expect(loudnessChoice('narrate', { loudness: '-23.5' })).toEqual({ voices: null, recordings: -23.5 })
    expect(loudnessChoice('narrate', { loudness: 'none', gain: '3' })).toEqual({
      voices: null,
      recordings: null,
    })
    expect(loudnessChoice('speak', {})).toEqual({ voices: undefined, recordings: null })
    expect(loudnessChoice('speak', { loudness: '-18', gain: '3' })).toEqual({ voices: -18, recordings: null })
    expect(loudnessChoice('speak', { loudness: 'none' })).toEqual({ voices: null, recordings: null })
  })

  test.each(['-31', '-11.9', '0'])('%s is no loudness of a recording', (loudness) => {
    expect(() => loudnessChoice('narrate', { loudness })).toThrow(
      refused(`--loudness takes -30 to -12 or none with narrate, not "${loudness}"`),
    )
  })

  test('a gain has nothing to do where a loudness is reached', () => {
    expect(() => loudnessChoice('narrate', { gain: '3' })).toThrow(
      refused('--gain goes with --loudness none: what narrate writes has a loudness of its own'),
    )
    expect(() => loudnessChoice('narrate', { loudness: 'loud' })).toThrow(
      refused('--loudness takes a number, not "loud"'),
    )
  })
})
