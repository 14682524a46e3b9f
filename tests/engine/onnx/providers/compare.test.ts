import { describe, expect, test } from 'vitest'
import { compareSounds, disagreement } from '../../../../src-main/engine/onnx/providers/compare'
import { randomArray } from '../graph/tiny-graphs'

const sound = randomArray(1_000, 5, 0.5)
const plus = (offset: number): Float32Array => sound.map((sample) => sample + offset)

describe('compareSounds', () => {
  test('equal sounds differ by nothing', () => {
    expect(compareSounds(sound, sound.slice())).toEqual({ peak: 0, signalToNoiseDb: Infinity })
  })

  test('tells the greatest difference and the level of all differences', () => {
    const { peak, signalToNoiseDb } = compareSounds(sound, plus(0.01))
    expect(peak).toBeCloseTo(0.01, 5)
    const power = sound.reduce((sum, sample) => sum + sample ** 2, 0) / sound.length
    expect(signalToNoiseDb).toBeCloseTo(10 * Math.log10(power / 1e-4), 1)
  })

  test('another length and samples that are no numbers are never equal', () => {
    expect(compareSounds(sound, sound.subarray(1)).peak).toBe(Infinity)
    const broken = sound.slice()
    broken[500] = NaN
    expect(disagreement(compareSounds(sound, broken), 'float16')).toEqual({ code: 'device-other-length' })
  })
})

describe('disagreement', () => {
  test('single precision allows what another order of summation makes, and no more', () => {
    expect(disagreement(compareSounds(sound, plus(1e-5)), 'float32')).toBeUndefined()
    expect(disagreement(compareSounds(sound, plus(1e-3)), 'float32')).toEqual({
      code: 'device-differs',
      values: { peak: expect.stringMatching(/^0\.001\d?$/), decibels: 49, needed: 60 },
    })
  })

  test('half precision allows more', () => {
    expect(disagreement(compareSounds(sound, plus(1e-3)), 'float16')).toBeUndefined()
    expect(disagreement(compareSounds(sound, plus(1e-2)), 'float16')).toMatchObject({
      values: { needed: 35 },
    })
  })
})
