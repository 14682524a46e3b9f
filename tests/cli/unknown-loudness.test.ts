import { expect, test, describe } from 'vitest'
import { unknownLoudness } from '../../src-main/cli/unknown-loudness'

describe('unknownLoudness', () => {
  const asked = { sound: { gainDecibels: 0, loudnessLufs: -18 } }

  test('tells that a voice nobody measured keeps its loudness', () => {
    expect(unknownLoudness({ name: 'Joe' }, asked)).toBe(
      'How loud Joe is was not measured: --loudness leaves it as it is',
    )
  })

  test('is silent where there is nothing to tell', () => {
    expect(unknownLoudness({ name: 'Joe', loudnessLufs: -24.9 }, asked)).toBeNull()
    expect(unknownLoudness({ name: 'Joe' }, { sound: { gainDecibels: 3, loudnessLufs: null } })).toBeNull()
  })
})
