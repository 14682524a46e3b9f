import { describe, expect, test } from 'vitest'
import { fillNormal } from '../../../../src-main/engine/voices/vits/normal-noise'

describe('fillNormal', () => {
  test('a frame’s noise does not depend on the frames drawn with it', () => {
    const channels = 5
    const whole = fillNormal(new Float32Array(channels * 40), channels, 0, 7)
    const part = fillNormal(new Float32Array(channels * 9), channels, 13, 7)
    for (let channel = 0; channel < channels; channel++) {
      expect(part.slice(channel * 9, (channel + 1) * 9)).toEqual(
        whole.slice(channel * 40 + 13, channel * 40 + 22),
      )
    }
  })

  test('is standard normal and independent between neighbours, for any seed', () => {
    for (const seed of [0, 1, 2 ** 32 - 1]) {
      const [channels, frames] = [192, 500]
      const noise = fillNormal(new Float32Array(channels * frames), channels, 0, seed)
      const mean = (of: (index: number) => number) => {
        let sum = 0
        for (let index = frames; index < noise.length; index++) sum += of(index)
        return sum / (noise.length - frames)
      }
      expect(Math.abs(mean((i) => noise[i]))).toBeLessThan(0.02)
      expect(mean((i) => noise[i] ** 2)).toBeCloseTo(1, 1)
      expect(mean((i) => noise[i] ** 4)).toBeCloseTo(3, 0)
      expect(Math.abs(mean((i) => noise[i] * noise[i - 1]))).toBeLessThan(0.02)
      expect(Math.abs(mean((i) => noise[i] * noise[i - frames]))).toBeLessThan(0.02)
    }
  })

  test('differs from seed to seed', () => {
    const draw = (seed: number) => Array.from(fillNormal(new Float32Array(8), 2, 0, seed))
    expect(draw(1)).not.toEqual(draw(2))
    expect(draw(1)).toEqual(draw(1))
  })
})
