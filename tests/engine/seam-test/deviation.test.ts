import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deviation, floorDb } from '../../../src-main/engine/seam-test/deviation'

const sampleRateHz = 24_000
const tone = (length: number, hertz = 200, amplitude = 0.5) =>
  Float32Array.from({ length }, (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / sampleRateHz))

describe('deviation', () => {
  test('of a sound from itself is nothing, on the floor', () => {
    const sound = tone(9_600)
    expect(deviation(sound, sound, [2_400, 4_800], sampleRateHz)).toEqual({
      peakDifference: 0,
      residualDbfs: floorDb,
      worstJoinDb: floorDb,
      signalToNoiseDb: -floorDb,
      clickDb: 0,
    })
  })

  test('every figure is finite for any sounds and joins', () => {
    const samples = fc.float32Array({ min: -2, max: 2, noNaN: true, maxLength: 800 })
    fc.assert(
      fc.property(samples, samples, fc.array(fc.nat(800), { maxLength: 5 }), (take, reference, joins) => {
        const sorted = joins.sort((a, b) => a - b)
        for (const figure of Object.values(deviation(take, reference, sorted, sampleRateHz)))
          expect(Number.isFinite(figure)).toBe(true)
      }),
      { seed: 8, numRuns: 200 },
    )
  })

  test('measures a known difference: 40 dB under a tone of -9 dBFS', () => {
    const reference = tone(24_000)
    const take = reference.map((sample) => sample * 1.01)
    const { residualDbfs, signalToNoiseDb, peakDifference, worstJoinDb } = deviation(
      take,
      reference,
      [12_000],
      sampleRateHz,
    )
    expect(signalToNoiseDb).toBeCloseTo(40, 1)
    expect(residualDbfs).toBeCloseTo(-49, 0)
    expect(peakDifference).toBeCloseTo(0.005, 4)
    expect(worstJoinDb).toBeCloseTo(-40, 1)
  })

  test('looks for the worst within 50 ms of a join and nowhere else', () => {
    const reference = tone(24_000)
    const spoilt = reference.slice()
    for (let i = 6_000; i < 6_240; i++) spoilt[i] += 0.1
    const worst = (join: number) => deviation(spoilt, reference, [join], sampleRateHz).worstJoinDb
    expect(worst(6_120)).toBeGreaterThan(-12)
    expect(worst(6_120 + 1_000)).toBeGreaterThan(-12)
    expect(worst(6_120 + 2_000)).toBe(floorDb)
    expect(worst(6_120 - 2_000)).toBe(floorDb)
  })

  test('a step at the joins clicks, the same difference everywhere does not', () => {
    const reference = tone(24_000)
    const joins = [3_000, 6_000, 9_000, 12_000]
    const stepped = reference.map((sample, i) => sample + (Math.floor(i / 3_000) % 2) * 0.05)
    const shifted = reference.map((sample) => sample + 0.05)
    expect(deviation(stepped, reference, joins, sampleRateHz).clickDb).toBeGreaterThan(10)
    expect(Math.abs(deviation(shifted, reference, joins, sampleRateHz).clickDb)).toBeLessThan(0.1)
  })

  test('what one sound lacks counts as silence', () => {
    const reference = tone(2_400)
    expect(deviation(reference.slice(0, 1_000), reference, [], sampleRateHz).peakDifference).toBeCloseTo(
      0.5,
      3,
    )
  })
})
