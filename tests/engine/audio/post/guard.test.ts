import { describe, expect, test } from 'vitest'
import { guardSamples } from '../../../../src-main/engine/audio/post/guard'

describe('guardSamples', () => {
  test('leaves what is within full scale as it is, bit for bit', () => {
    const samples = Float32Array.of(0, -0, 1, -1, 0.1, -1e-45)
    expect(guardSamples(samples.slice())).toEqual(samples)
  })

  test('clips what is beyond', () => {
    const samples = Float32Array.of(1.0001, -2, 3e38, -3e38)
    expect(guardSamples(samples)).toEqual(Float32Array.of(1, -1, 1, -1))
  })

  test('however many there are, and wherever they stand', () => {
    const many = Float32Array.from({ length: 20_003 }, (_, i) => Math.sin(i))
    expect(guardSamples(many.slice())).toEqual(many)
    for (const at of [0, 7, 8_191, 8_192, 16_384, 20_000, 20_002]) {
      const loud = many.slice()
      loud[at] = -1.5
      const clipped = many.slice()
      clipped[at] = -1
      expect(guardSamples(loud)).toEqual(clipped)
      loud[at] = NaN
      expect(() => guardSamples(loud)).toThrow(expect.objectContaining({ code: 'voice/not-sound' }))
    }
  })

  test.each([NaN, Infinity, -Infinity])('%f is not sound', (value) => {
    expect(() => guardSamples(Float32Array.of(0, value))).toThrow(
      expect.objectContaining({ code: 'voice/not-sound' }),
    )
  })
})
