import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { streamSettingsSchema, type StreamSettings } from '@contract/settings'
import { joinWindows } from '../../../src-main/engine/streaming/seam'

const hopSamples = 30
const sampleRateHz = 24_000

/** A decoder whose samples depend on the instant alone: whatever is blended, the result must be the signal itself. */
const placeOnly = (start: number, end: number) =>
  Promise.resolve(
    Float32Array.from({ length: (end - start) * hopSamples }, (_, i) =>
      Math.sin((start * hopSamples + i) * 0.01),
    ),
  )

/** A decoder whose samples tell which window they came from. */
const windowNumber = () => {
  let window = 0
  return (start: number, end: number) => {
    window++
    return Promise.resolve(new Float32Array((end - start) * hopSamples).fill(window))
  }
}

async function join(
  frames: number,
  chunkFrames: number,
  settings: Partial<StreamSettings>,
  decode: (start: number, end: number) => Promise<Float32Array<ArrayBuffer>>,
): Promise<number[]> {
  const samples: number[] = []
  const stream = streamSettingsSchema.parse(settings)
  for await (const chunk of joinWindows({
    frames,
    hopSamples,
    sampleRateHz,
    stream,
    nextChunkFrames: () => chunkFrames,
    decode,
  }))
    samples.push(...chunk.samples)
  return samples
}

const modes: readonly Partial<StreamSettings>[] = [
  { seam: 'none' },
  { seam: 'overlap-add', overlapFrames: 2 },
  { seam: 'overlap-add', overlapFrames: 3 },
  { seam: 'overlap-add', overlapFrames: 5 },
  { seam: 'cross-fade', crossFadeMilliseconds: 1 },
  { seam: 'cross-fade', crossFadeMilliseconds: 10 },
  { seam: 'cross-fade', crossFadeMilliseconds: 'auto' },
  { seam: 'overlap-add', overlapFrames: 3, overlapCurve: 'linear' },
]

describe('joinWindows', () => {
  test('gives every instant once, in order, in every mode and for every chunk size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 25 }),
        fc.constantFrom(...modes),
        async (frames, chunkFrames, mode) => {
          const samples = await join(frames, chunkFrames, mode, placeOnly)
          const whole = await placeOnly(0, frames)
          expect(samples).toHaveLength(whole.length)
          expect(Math.max(...samples.map((sample, i) => Math.abs(sample - whole[i])))).toBeLessThan(1e-6)
        },
      ),
      { seed: 2, numRuns: 60 },
    )
  })

  test('every chunk has the length asked for, but for what a blend holds back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...modes),
        async (frames, lengths, mode) => {
          const stream = streamSettingsSchema.parse(mode)
          const early = stream.seam === 'overlap-add' ? stream.overlapFrames : 0
          let asked = 0
          let fed = 0
          let sent = 0
          for await (const chunk of joinWindows({
            frames,
            hopSamples,
            sampleRateHz,
            stream,
            nextChunkFrames: () => lengths[asked++ % lengths.length],
            decode: placeOnly,
          })) {
            sent += chunk.samples.length
            fed = 0
            for (let i = 0; i < asked; i++) fed += lengths[i % lengths.length]
            expect(sent).toBe((fed >= frames ? frames : Math.max(0, fed - early)) * hopSamples)
          }
          expect(sent).toBe(frames * hopSamples)
        },
      ),
      { seed: 6, numRuns: 100 },
    )
  })

  test('an automatic cross-fade is short in silence and at most 20 ms long anywhere', async () => {
    const blendLength = async (level: number): Promise<number> => {
      const decode = (start: number, end: number) =>
        Promise.resolve(
          Float32Array.from(
            { length: (end - start) * hopSamples },
            // Two windows whose difference tells the weights, with a hum of 100 Hz in both.
            (_, i) =>
              level * Math.sin(((start * hopSamples + i) * 2 * Math.PI) / 240) + (start > 0 ? 1e-4 : 0),
          ),
        )
      const samples = await join(160, 80, { seam: 'cross-fade', crossFadeMilliseconds: 'auto' }, decode)
      const border = 80 * hopSamples
      const offset = (i: number) => samples[i] - level * Math.sin((i * 2 * Math.PI) / 240)
      let length = 0
      while (offset(border + length) < 0.99e-4) length++
      return length
    }
    expect(await blendLength(0.0001)).toBeLessThanOrEqual(0.002 * sampleRateHz)
    const voiced = await blendLength(0.3)
    expect(voiced).toBeGreaterThan(0.009 * sampleRateHz)
    expect(voiced).toBeLessThanOrEqual(0.01 * sampleRateHz)
  })

  test('overlap-add can blend linearly', async () => {
    const samples = await join(
      20,
      10,
      { seam: 'overlap-add', overlapFrames: 2, overlapCurve: 'linear' },
      windowNumber(),
    )
    const blend = samples.slice(8 * hopSamples, 10 * hopSamples)
    blend.forEach((sample, i) => expect(sample).toBeCloseTo(1 + (i + 0.5) / blend.length, 5))
  })

  test('a butt joint changes from one window to the next at the border', async () => {
    const samples = await join(8, 4, { seam: 'none' }, windowNumber())
    expect(new Set(samples.slice(0, 120))).toEqual(new Set([1]))
    expect(new Set(samples.slice(120))).toEqual(new Set([2]))
  })

  test('overlap-add blends over the frames before the border with weights that add up to one', async () => {
    const samples = await join(20, 10, { seam: 'overlap-add', overlapFrames: 2 }, windowNumber())
    const blend = samples.slice(8 * hopSamples, 10 * hopSamples)
    expect(samples[8 * hopSamples - 1]).toBe(1)
    expect(samples[10 * hopSamples]).toBe(2)
    expect(blend.every((sample, i) => i === 0 || sample > blend[i - 1])).toBe(true)
    // A raised cosine is half way in the middle.
    expect(blend[hopSamples - 1] + blend[hopSamples]).toBeCloseTo(3, 5)
  })

  test('cross-fade blends linearly after the border, for the milliseconds asked for', async () => {
    const samples = await join(20, 10, { seam: 'cross-fade', crossFadeMilliseconds: 5 }, windowNumber())
    const border = 10 * hopSamples
    const length = 0.005 * sampleRateHz
    expect(samples[border - 1]).toBe(1)
    expect(samples[border + length]).toBe(2)
    const blend = samples.slice(border, border + length)
    blend.forEach((sample, i) => expect(sample).toBeCloseTo(1 + (i + 0.5) / length, 5))
  })
})
