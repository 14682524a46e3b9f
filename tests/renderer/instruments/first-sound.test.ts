import { describe, expect, test } from 'vitest'
import { firstSoundParts, percentile95 } from '../../../src-renderer/instruments/first-sound'

const firstAudio = {
  frontEndMilliseconds: 2,
  acousticMilliseconds: 11,
  vocoderMilliseconds: 5,
  totalMilliseconds: 19,
}

describe('firstSoundParts', () => {
  test('the parts add up to the time from click to sound', () => {
    const parts = firstSoundParts(firstAudio, 40)
    expect(parts.map((part) => part.milliseconds)).toEqual([2, 11, 5, 22])
  })

  test('before the sound is heard the engine’s own total is all there is', () => {
    expect(firstSoundParts(firstAudio, null).at(-1)).toEqual({ name: 'output', milliseconds: 1 })
  })

  test('no part is ever negative', () => {
    expect(firstSoundParts({ ...firstAudio, totalMilliseconds: 10 }, 5).at(-1)?.milliseconds).toBe(0)
  })
})

describe('percentile95', () => {
  test('is the value 95 of 100 stay under', () => {
    expect(percentile95(Array.from({ length: 100 }, (_, index) => 100 - index))).toBe(95)
    expect(percentile95([7])).toBe(7)
    expect(percentile95([])).toBeNull()
  })
})
