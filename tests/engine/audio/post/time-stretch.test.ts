import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadTimeStretch } from '../../../../src-main/engine/audio/post/time-stretch'
import { cuts, heldBack, noise, through } from '../../../helpers/audio-stage'

const sampleRateHz = 24_000
const pitchHz = 150
/** Two seconds of a voice-like pulse train. */
const voiced = Float32Array.from({ length: 2 * sampleRateHz }, (_, i) => {
  const phase = ((i * pitchHz) / sampleRateHz) % 1
  return 0.5 * Math.exp(-phase * 8) * Math.sin(phase * 40)
})

async function stretched(ratio: number, blockSamples: number): Promise<Float32Array> {
  const stretch = (await loadTimeStretch())(sampleRateHz, ratio)
  const parts: Float32Array[] = []
  for (let at = 0; at < voiced.length; at += blockSamples)
    parts.push(stretch.write(voiced.subarray(at, at + blockSamples)))
  parts.push(stretch.finish(new Float32Array(0), Math.round(voiced.length / ratio)))
  stretch.dispose()
  stretch.dispose()
  return Float32Array.from(parts.flatMap((part) => [...part]))
}

/** Pitch by autocorrelation around the expected period. */
function pitchOf(samples: Float32Array): number {
  const middle = samples.subarray(samples.length >> 2, (samples.length >> 2) * 3)
  let best = { lag: 0, value: -Infinity }
  for (let lag = 80; lag <= 320; lag++) {
    let value = 0
    for (let i = lag; i < middle.length; i++) value += middle[i] * middle[i - lag]
    value /= middle.length - lag
    if (value > best.value * 1.01) best = { lag, value }
  }
  return sampleRateHz / best.lag
}

describe('loadTimeStretch', () => {
  test.each([1.2, 2, 3])('at %f the length is exact and the pitch stays', async (ratio) => {
    const result = await stretched(ratio, 3_000)
    expect(result).toHaveLength(Math.round(voiced.length / ratio))
    expect(Math.abs(pitchOf(result) - pitchHz)).toBeLessThan(5)
  })

  test('for any ratio and cuts: the length is exact and cut equals whole, bit for bit', async () => {
    const create = await loadTimeStretch()
    fc.assert(
      fc.property(
        fc.constantFrom(0.8, 1.1, 1.7, 2, 3.6),
        fc.nat(12_000),
        fc.boolean(),
        cuts,
        (ratio, length, isVoiced, lengths) => {
          const samples = isVoiced ? voiced.subarray(0, length) : noise(length, length)
          const total = Math.round(length / ratio)
          const whole = through(create(sampleRateHz, ratio), samples, total)
          expect(whole).toHaveLength(total)
          expect(through(create(sampleRateHz, ratio), samples, total, lengths)).toEqual(whole)
        },
      ),
      { seed: 5, numRuns: 60 },
    )
  })

  test('no more is held back than the latency says', async () => {
    const create = await loadTimeStretch()
    for (const ratio of [1.1, 1.5, 2, 3.6]) {
      const stage = create(sampleRateHz, ratio)
      expect(heldBack(stage, voiced, 1 / ratio, 480), `${ratio}`).toBeLessThanOrEqual(stage.latencySamples)
    }
  })
})
