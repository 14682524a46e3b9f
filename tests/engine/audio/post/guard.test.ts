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

  test.each([NaN, Infinity, -Infinity])('%f is not sound', (value) => {
    expect(() => guardSamples(Float32Array.of(0, value))).toThrow(
      expect.objectContaining({ code: 'voice/not-sound' }),
    )
  })
})
