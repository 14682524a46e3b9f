import { describe, expect, test } from 'vitest'
import { outputGainDecibels } from '../../../../src-main/engine/audio/post/output-gain'

describe('outputGainDecibels', () => {
  test('is the gain asked for when no loudness is', () => {
    expect(outputGainDecibels({ gainDecibels: 0, loudnessLufs: null }, -23)).toBe(0)
    expect(outputGainDecibels({ gainDecibels: -4, loudnessLufs: null }, undefined)).toBe(-4)
  })

  test('brings a measured voice to the loudness asked for, and adds the gain', () => {
    expect(outputGainDecibels({ gainDecibels: 0, loudnessLufs: -18 }, -23)).toBe(5)
    expect(outputGainDecibels({ gainDecibels: 2, loudnessLufs: -18 }, -15)).toBe(-1)
  })

  test('a voice that was not measured keeps its own loudness', () => {
    expect(outputGainDecibels({ gainDecibels: 2, loudnessLufs: -18 }, undefined)).toBe(2)
  })
})
