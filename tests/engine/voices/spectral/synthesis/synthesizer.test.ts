import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { phaseOfWindow } from '../../../../../src-main/engine/voices/spectral/synthesis/excitation'
import {
  hopSamples,
  spectrumRowFloats,
} from '../../../../../src-main/engine/voices/spectral/synthesis/geometry'
import { createSynthesizer } from '../../../../../src-main/engine/voices/spectral/synthesis/synthesizer'
import { halfNormalQuantiles } from '../../../../../src-main/engine/voices/spectral/synthesis/tables'
import { referenceNoise, referenceSynthesis } from './reference'
import {
  concatenate,
  feed,
  peakDifference,
  peakOf,
  randomSentence,
  synthesize,
  type Sentence,
} from './sentences'

const maxFrames = 128
const synthesizer = createSynthesizer({ maxFrames })
const quantiles = halfNormalQuantiles(4096)
const reference = (sentence: Sentence) =>
  referenceSynthesis(sentence.rows, sentence.f0, referenceNoise(sentence.seed, quantiles))
const whole = (sentence: Sentence) => synthesize(synthesizer, sentence, maxFrames)
/** The float64 reference is met to this, for audio whose peak is about 0.3. */
const tolerance = 1e-6

describe('createSynthesizer', () => {
  test('equals the float64 reference, with the peak of real speech', () => {
    const sentence = randomSentence(120, 1)
    const samples = whole(sentence)
    expect(peakOf(samples)).toBeGreaterThan(0.1)
    expect(peakOf(samples)).toBeLessThan(1)
    expect(peakDifference(samples, reference(sentence))).toBeLessThan(tolerance)
  })

  test.each([1, 2, 3, 4, 5])('a sentence of %i frames equals the reference to both its edges', (frames) => {
    const sentence = randomSentence(frames, frames, new Float32Array(frames).fill(150))
    expect(peakDifference(whole(sentence), reference(sentence))).toBeLessThan(tolerance)
  })

  test.each([
    ['unvoiced throughout', () => 0],
    ['just below 40 Hz', () => 39.9],
    ['crossing 40 Hz', (k: number) => 40.3 + 25 * Math.sin(k)],
    ['very low', () => 41],
    ['above every harmonic', () => 11_500],
    ['higher than can be sampled', (k: number) => (k % 9 === 4 ? 23_000 : 300)],
    ['negative', (k: number) => (k % 2 ? -100 : 200)],
  ])('pitch %s equals the reference', (_, pitch) => {
    const sentence = randomSentence(
      40,
      3,
      Float32Array.from({ length: 40 }, (_, k) => pitch(k)),
    )
    expect(peakDifference(whole(sentence), reference(sentence))).toBeLessThan(tolerance)
  })

  test('limits magnitudes to e^7 and holds out against extreme angles', () => {
    const sentence = randomSentence(12, 4)
    const gain = (part: number, value: number) => {
      for (let k = 0; k < 12; k++) sentence.rows[k * spectrumRowFloats + part * 601 + 40] = value
    }
    gain(0, 50)
    gain(1, -40)
    gain(2, -300)
    gain(4, 5000)
    const expected = reference(sentence)
    expect(peakDifference(whole(sentence), expected) / peakOf(expected)).toBeLessThan(tolerance)
  })

  test.each([1, 2, 7, 16, 40, 50, 100])(
    'steps of %i frames give the same bits as one step',
    (chunkFrames) => {
      const sentence = randomSentence(113, 5)
      expect(peakDifference(synthesize(synthesizer, sentence, chunkFrames), whole(sentence))).toBe(0)
    },
  )

  test('any sequence of steps gives frames x 300 samples, the same bits as one step', () => {
    const sentence = randomSentence(60, 6)
    const expected = whole(sentence)
    const steps = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 60, maxLength: 60 })
    fc.assert(
      fc.property(steps, (sizes) => {
        let state = synthesizer.init(sentence.f0, sentence.seed)
        const parts: Float32Array[] = []
        for (const size of sizes) {
          const frames = Math.min(size, 60 - state.nextFrame)
          if (frames === 0) break
          const result = feed(synthesizer, sentence, state, frames)
          // Two blocks are held back until the end.
          const isLast = result.state.nextFrame === 60
          const blocks = Math.max(0, result.state.nextFrame - 2) + (isLast ? 2 : 0)
          parts.push(result.samples)
          expect(parts.reduce((sum, part) => sum + part.length, 0)).toBe(blocks * hopSamples)
          state = result.state
        }
        expect(peakDifference(concatenate(parts), expected)).toBe(0)
      }),
      { seed: 7, numRuns: 20 },
    )
  })

  test('the same seed gives the same noise, another seed another', () => {
    const sentence = randomSentence(20, 8)
    expect(whole(sentence)).toEqual(whole({ ...sentence }))
    expect(peakDifference(whole(sentence), whole({ ...sentence, seed: 9 }))).toBeGreaterThan(1e-3)
    expect(peakDifference(whole({ ...sentence, seed: -1 }), whole({ ...sentence, seed: 2 ** 32 - 1 }))).toBe(
      0,
    )
  })

  test('two streams taking turns on one synthesizer do not disturb each other', () => {
    const sentences = [randomSentence(50, 10), randomSentence(41, 11)] as const
    const expected = sentences.map(whole)
    const states = sentences.map(({ f0, seed }) => synthesizer.init(f0, seed))
    const parts: Float32Array[][] = [[], []]
    for (let turn = 0; states.some((state) => state.nextFrame < state.f0.length); turn++) {
      const stream = turn % 2
      const [sentence, state] = [sentences[stream]!, states[stream]!]
      const frames = Math.min(3 + (turn % 5), state.f0.length - state.nextFrame)
      if (frames === 0) continue
      const result = feed(synthesizer, sentence, state, frames)
      states[stream] = result.state
      parts[stream]!.push(result.samples)
    }
    for (const stream of [0, 1]) {
      expect(peakDifference(concatenate(parts[stream]!), expected[stream]!)).toBe(0)
    }
  })

  test('a cloned state goes on in another synthesizer, and a step leaves its state as it was', () => {
    const sentence = randomSentence(30, 12)
    const first = feed(synthesizer, sentence, synthesizer.init(sentence.f0, sentence.seed), 11)
    const kept = structuredClone(first.state)
    const here = feed(synthesizer, sentence, first.state, 19)
    expect(first.state).toEqual(kept)
    const elsewhere = createSynthesizer({ maxFrames: 19 })
    const there = feed(elsewhere, sentence, kept, 19)
    expect(peakDifference(there.samples, here.samples)).toBe(0)
    expect(there.state).toEqual(here.state)
  })

  test('memory is sized once: views stay valid over hundreds of steps, and the samples are the caller’s', () => {
    const small = createSynthesizer({ maxFrames: 16 })
    const rows = small.spectrumRows(16)
    const bytesBefore = rows.buffer.byteLength
    expect(bytesBefore).toBeLessThan(1_000_000)
    const sentence = randomSentence(400, 13)
    let state = small.init(sentence.f0, 13)
    const first = feed(small, sentence, state, 8)
    const copy = first.samples.slice()
    state = first.state
    while (state.nextFrame < 400) state = feed(small, sentence, state, 8).state
    expect(rows.buffer.byteLength).toBe(bytesBefore)
    expect(small.spectrumRows(16)).toEqual(rows)
    expect(first.samples).toEqual(copy)
    expect(first.samples.buffer).not.toBe(rows.buffer)
  })

  test.each([NaN, Infinity, -Infinity])(
    '%d in a row reaches the four blocks of its frame, no more',
    (value) => {
      const sentence = randomSentence(40, 14)
      const expected = whole(sentence)
      for (let part = 0; part < 5; part++) {
        const rows = sentence.rows.slice()
        rows.fill(value, 20 * spectrumRowFloats + part * 601, 20 * spectrumRowFloats + (part + 1) * 601)
        for (const chunkFrames of [5, maxFrames]) {
          const samples = synthesize(synthesizer, { ...sentence, rows }, chunkFrames)
          const outside = (all: Float32Array) =>
            concatenate([all.subarray(0, 18 * hopSamples), all.subarray(22 * hopSamples)])
          expect(peakDifference(outside(samples), outside(expected))).toBe(0)
        }
      }
    },
  )

  test.each([NaN, Infinity, -Infinity, 3e38])('%d as a pitch leaves the audio finite', (value) => {
    const sentence = randomSentence(40, 15, new Float32Array(40).fill(180))
    sentence.f0[20] = value
    const samples = whole(sentence)
    expect(peakOf(samples)).toBeLessThan(2)
    expect(peakDifference(synthesize(synthesizer, sentence, 3), samples)).toBe(0)
    const before = (all: Float32Array) => all.subarray(0, 16 * hopSamples)
    const healthy = whole({ ...sentence, f0: new Float32Array(40).fill(180) })
    expect(peakDifference(before(samples), before(healthy))).toBe(0)
  })

  test.each([0, 1, 7, 30, 61])(
    'a window from frame %i has the pulses and the noise of its place',
    (first) => {
      const sentence = randomSentence(90, 17)
      const samples = whole(sentence)
      const window = {
        ...sentence,
        f0: sentence.f0.slice(first),
        rows: sentence.rows.slice(first * spectrumRowFloats),
      }
      const start = { firstFrame: first, phaseTurns: phaseOfWindow(sentence.f0, first) }
      const state = synthesizer.init(window.f0, window.seed, start)
      const alone = feed(synthesizer, window, state, window.f0.length).samples
      // Frames at its start see no pulses and no frames from before it.
      const settled = first === 0 ? 0 : 4 * hopSamples
      const inside = alone.subarray(settled)
      const place = samples.subarray(first * hopSamples + settled)
      expect(peakDifference(inside, place)).toBeLessThan(0.01 * peakOf(place))
    },
  )

  test.each([NaN, Infinity, -Infinity, 3e38])('the phase after a pitch of %d is a phase', (value) => {
    const phase = phaseOfWindow(Float32Array.of(200, value, 200, 0, 200), 4)
    expect(phase).toBeGreaterThanOrEqual(0)
    expect(phase).toBeLessThan(1)
  })

  test('refuses steps that cannot be', () => {
    const { f0, seed } = randomSentence(10, 16)
    const state = synthesizer.init(f0, seed)
    for (const frames of [0, -1, 1.5, NaN, maxFrames + 1]) {
      expect(() => synthesizer.step(state, frames)).toThrow('frames is an integer')
      expect(() => synthesizer.spectrumRows(frames)).toThrow('frames is an integer')
    }
    expect(() => synthesizer.step(state, 11)).toThrow('within the sentence')
    expect(() => synthesizer.step({ ...state, pulses: new Float32Array(3) }, 1)).toThrow('pulse samples')
    expect(() => synthesizer.step({ ...state, overlap: new Float32Array(3) }, 1)).toThrow('overlap')
    expect(() => synthesizer.init(new Float32Array(0), 1)).toThrow('at least one frame')
    expect(() => synthesizer.init(f0, 0.5)).toThrow('integer')
    expect(() => createSynthesizer({ maxFrames: 0 })).toThrow('positive integer')
  })
})
