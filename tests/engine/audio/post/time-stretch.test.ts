import { describe, expect, test } from 'vitest'
import { loadTimeStretch } from '../../../../src-main/engine/audio/post/time-stretch'

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
  parts.push(stretch.finish(Math.round(voiced.length / ratio)))
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

  test('the same samples in the same pieces give the same bits', async () => {
    expect(await stretched(1.7, 4_800)).toEqual(await stretched(1.7, 4_800))
  })
})
