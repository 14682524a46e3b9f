import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinedSamples } from '@contract/joined-samples'
import { TimeStretch } from '../../../src-renderer/narration/time-stretch'

const rate = 24_000

function hum(seconds: number, hz: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: seconds * rate },
    (_, at) => 0.5 * Math.sin((2 * Math.PI * hz * at) / rate),
  )
}

function stretched(input: Float32Array<ArrayBuffer>, speed: number, chunk: number): Float32Array {
  const stretch = new TimeStretch(rate, speed)
  const made: Float32Array[] = []
  for (let at = 0; at < input.length; at += chunk) made.push(stretch.write(input.slice(at, at + chunk)))
  return joinedSamples(...made, stretch.finish())
}

/** By its crossings of zero. */
function pitchOf(samples: Float32Array): number {
  let crossings = 0
  for (let at = 1; at < samples.length; at++) if (samples[at - 1] < 0 && samples[at] >= 0) crossings++
  return (crossings * rate) / samples.length
}

describe('TimeStretch', () => {
  test('hands the samples on as they are at speed 1', () => {
    const input = hum(0.5, 200)
    expect(stretched(input, 1, 1_000)).toEqual(input)
  })

  test.each([0.5, 0.8, 1.5, 3, 4])('at speed %f is as long as it should be, at the same pitch', (speed) => {
    const input = hum(2, 180)
    const output = stretched(input, speed, 6_000)
    expect(output.length).toBe(Math.round(input.length / speed))
    expect(pitchOf(output)).toBeGreaterThan(176)
    expect(pitchOf(output)).toBeLessThan(184)
  })

  test('makes the same of every cutting of its input', () => {
    const input = Float32Array.from({ length: 12_000 }, (_, at) => Math.sin(at * 0.03 + at * at * 1e-6) * 0.4)
    fc.assert(
      fc.property(
        fc.constantFrom(0.5, 0.95, 1, 1.25, 2.6, 4),
        fc.constantFrom(1, 2, 997, 12_000),
        (speed, chunk) => {
          expect(stretched(input, speed, chunk)).toEqual(stretched(input, speed, 4_000))
        },
      ),
      { numRuns: 12, seed: 3 },
    )
  })

  test('what becomes loud is heard where the speed says, to the width of the search', () => {
    for (const speed of [0.5, 2, 3.5]) {
      const input = hum(3, 150).map((sample, at) => sample * (at < 36_000 ? 0.1 : 1))
      const output = stretched(input, speed, 6_000)
      const at = output.findIndex((sample) => sample > 0.3)
      expect(Math.abs(at - 36_000 / speed)).toBeLessThan(0.025 * rate)
    }
  })

  test('at a joint the sound goes on as another stretch would begin it', () => {
    const input = hum(2, 170)
    const stretch = new TimeStretch(rate, 1.7)
    const output = stretch.write(input)
    const joint = stretch.jointAt(9_000)
    expect(joint.output).toBeGreaterThanOrEqual(9_000)
    const next = new TimeStretch(rate, 3).write(input.slice(joint.input))
    expect(Math.abs(next[0] - output[joint.output])).toBeLessThan(1e-6)
    const step = Math.abs(next[0] - output[joint.output - 1])
    expect(step).toBeLessThan(0.05)
  })
})
