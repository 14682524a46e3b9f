import { describe, expect, test } from 'vitest'
import { maxKeptSpeechBytes, settingsSchema, streamSettingsSchema } from '@contract/settings'

describe('settingsSchema', () => {
  test('settings stored before a blend could be chosen stay what they were', () => {
    const stored = {
      version: 1,
      speech: { stream: { seam: 'cross-fade', overlapFrames: 5, crossFadeMilliseconds: 25 } },
    }
    expect(settingsSchema.parse(stored).speech.stream).toMatchObject({
      seam: 'cross-fade',
      overlapFrames: 5,
      overlapCurve: 'raised-cosine',
      crossFadeMilliseconds: 25,
    })
  })

  test.each([1, 50, 'auto'])('a cross-fade may be %s', (crossFadeMilliseconds) => {
    expect(streamSettingsSchema.parse({ crossFadeMilliseconds }).crossFadeMilliseconds).toBe(
      crossFadeMilliseconds,
    )
  })

  test.each([0, 51, 'Auto', '', null])('a cross-fade may not be %s', (crossFadeMilliseconds) => {
    expect(streamSettingsSchema.safeParse({ crossFadeMilliseconds }).success).toBe(false)
  })
})

describe('maxKeptSpeechBytes', () => {
  test('is what is set, and nothing where speech or history is not to be kept', () => {
    const settings = settingsSchema.parse({ keptSpeech: { maxGigabytes: 7 } })
    expect(maxKeptSpeechBytes(settings)).toBe(7e9)
    expect(maxKeptSpeechBytes({ ...settings, library: { history: false } })).toBeNull()
    expect(maxKeptSpeechBytes({ ...settings, keptSpeech: { isOn: false, maxGigabytes: 7 } })).toBeNull()
  })
})
