import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesPerSample, sampleFormats } from '@contract/sample-formats'
import { decodeSamples, encodeSamples } from '../../../src-main/engine/audio/sample-bytes'
import { toIntegers } from '../../../src-main/engine/export/encoded/encoders/integers'
import { createRandom } from '../../helpers/random'
import { wavSteps } from '../../helpers/wav-parts'

const rateHz = 24_000
const integers = ['int16', 'int24'] as const
const bitsOf = { int16: 16, int24: 24 } as const

/** The steps that samples become, from a place in the file on. */
function stepsOf(samples: Float32Array, format: (typeof integers)[number], firstSample = 0): number[] {
  const data = Buffer.from(encodeSamples([samples], format, firstSample))
  return wavSteps({ data, bitsPerSample: bitsOf[format] })
}
const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length
const correlation = (one: readonly number[], other: readonly number[]) =>
  mean(one.map((value, i) => value * other[i])) /
  Math.sqrt(mean(one.map((value) => value ** 2)) * mean(other.map((value) => value ** 2)))
/** 32 bits of which each hangs on every bit of the number. */
function mixed(number: number): number {
  let bits = Math.imul(number ^ (number >>> 16), 0x21f0_aaad)
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a_2d97)
  return bits ^ (bits >>> 15)
}
/** A hundred thousand: an even chance strays from its mean by more than 5 of these once in a million times. */
const many = 100_000
const chance = 5 / Math.sqrt(many)

describe.each(integers)('encodeSamples to %s', (format) => {
  const scale = 2 ** (bitsOf[format] - 1)
  /** Samples given in steps, and by how much what is written differs. */
  const errorsOf = (steps: Float32Array, firstSample = 0) => {
    const samples = steps.map((step) => step / scale)
    return stepsOf(samples, format, firstSample).map((step, i) => step - samples[i] * scale)
  }

  test.each([0.001, 0.25, 0.5, 0.75, 1, -0.5, 1_000.3, -20_000.125])(
    'the error of a level of %f steps is that of triangular dither: mean 0, variance 1/4',
    (level) => {
      const errors = errorsOf(new Float32Array(many).fill(level))
      const offset = mean(errors)
      expect(Math.abs(offset)).toBeLessThan(0.5 * chance)
      expect(Math.abs(mean(errors.map((error) => (error - offset) ** 2)) - 0.25)).toBeLessThan(0.3 * chance)
      expect(Math.max(...errors.slice(0, 50_000).map(Math.abs))).toBeLessThan(1.5)
    },
  )

  test('a level between two steps becomes each of them as often as the triangle says', () => {
    for (const [level, shareUp] of [
      [0.5, 0.5],
      [0.25, 0.28125],
      [0.1, 0.18],
      [0.75, 0.71875],
    ] as const) {
      const steps = stepsOf(new Float32Array(many).fill(level / scale), format)
      const up = steps.filter((step) => step >= 1).length / many
      expect(Math.abs(up - shareUp), String(level)).toBeLessThan(0.5 * chance)
    }
  })

  test('the error knows nothing of the signal, of its own past and of its size', () => {
    const random = createRandom(4)
    const speech = Float32Array.from({ length: many }, (_, i) => 40 * Math.sin(i / 50) * random())
    const errors = errorsOf(speech)
    expect(Math.abs(correlation(errors, [...speech]))).toBeLessThan(chance)
    const squares = errors.map((error) => error ** 2 - 0.25)
    expect(Math.abs(correlation(squares, [...speech]))).toBeLessThan(chance)
    for (const lag of [1, 2, 3, 7, 64, 1_024, 4_096, 65_536 / 2])
      expect(
        Math.abs(correlation(errors.slice(lag), errors.slice(0, -lag))) * Math.sqrt(1 - lag / many),
        `lag ${lag}`,
      ).toBeLessThan(chance)
  })

  test('its hiss is as loud at every pitch', () => {
    const errors = errorsOf(new Float32Array(many).fill(0.3))
    const offset = mean(errors)
    const bins = Array.from({ length: 40 }, (_, bin) => {
      const hertz = ((bin + 0.5) / 40) * Math.PI
      const part = (wave: (angle: number) => number) =>
        errors.reduce((sum, error, i) => sum + (error - offset) * wave(hertz * i), 0)
      return (part(Math.cos) ** 2 + part(Math.sin) ** 2) / many / 0.25
    })
    // Each is spread as the exponential distribution: 1 on average, beyond 15 once in three million.
    expect(Math.max(...bins)).toBeLessThan(15)
    expect(Math.abs(mean(bins) - 1)).toBeLessThan(5 / Math.sqrt(40))
  })

  test('a tone of half a step survives, of its own loudness and without overtones', () => {
    const hertz = 440
    const tone = Float32Array.from(
      { length: 10 * rateHz },
      (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / rateHz),
    )
    const steps = stepsOf(
      tone.map((step) => step / scale),
      format,
    )
    const amplitude = (pitch: number) => {
      const part = (wave: (angle: number) => number) =>
        2 * mean(steps.map((step, i) => step * wave((2 * Math.PI * pitch * i) / rateHz)))
      return Math.hypot(part(Math.sin), part(Math.cos))
    }
    expect(amplitude(hertz)).toBeGreaterThan(0.49)
    expect(amplitude(hertz)).toBeLessThan(0.51)
    for (const overtone of [2, 3, 5, 7]) expect(amplitude(overtone * hertz)).toBeLessThan(0.01)
  })

  test('no pattern comes again within a minute, nor 2^32 samples later', () => {
    const minute = stepsOf(new Float32Array(60 * rateHz).fill(0.5 / scale), format)
    // Forty even chances tell a place from all others of the minute.
    const seen = new Map<string, number>()
    let again = 0
    for (let at = 0; at + 40 <= minute.length; at += 40) {
      const pattern = minute.slice(at, at + 40).join('')
      if (seen.has(pattern)) again++
      seen.set(pattern, at)
    }
    expect(again).toBe(0)
    for (const lag of [rateHz, 30 * rateHz, 2 ** 15, 2 ** 16, 2 ** 20]) {
      const same = minute.slice(lag).filter((step, i) => step === minute[i]).length / (minute.length - lag)
      expect(Math.abs(same - 0.5), `lag ${lag}`).toBeLessThan(0.01)
    }
    const later = stepsOf(new Float32Array(rateHz).fill(0.5 / scale), format, 2 ** 32)
    const same = later.filter((step, i) => step === minute[i]).length / later.length
    expect(Math.abs(same - 0.5)).toBeLessThan(0.02)
  })

  test('every step is the level and the dither of its place, rounded', () => {
    const random = createRandom(8)
    const samples = Float32Array.from({ length: 10_001 }, () => 1.1 * (2 * random() - 1))
    for (const first of [0, 2 ** 32 - 4_999, 5 * 2 ** 32 + 7])
      expect(stepsOf(samples, format, first)).toEqual(
        Array.from(samples, (sample, i) => {
          const place = first + i
          const bits = mixed(place ^ mixed(Math.floor(place / 2 ** 32) + 0x9e37_79b9))
          const digits = format === 'int16' ? 15 : 16
          const dither = ((bits >>> (32 - digits)) - (bits & (2 ** digits - 1))) / 2 ** digits
          // Of 16 bits no more than so much of a fraction is looked at.
          const within = Math.max(-1, Math.min(1, sample))
          const level = format === 'int16' ? Math.trunc(within * 2 ** 30) / 2 ** 15 : sample * scale
          return Math.max(-scale, Math.min(scale - 1, Math.floor(level + dither + 0.5)))
        }),
      )
  })

  test('digital silence stays digital, also between sounds', () => {
    const samples = Float32Array.from({ length: 4_000 }, (_, i) => (i % 40 < 20 ? 0 : 0.1))
    samples[3] = -0
    stepsOf(samples, format, 777).forEach((step, i) => {
      if (i % 40 < 20) expect(step).toBe(0)
      else expect(Math.abs(step - samples[i] * scale)).toBeLessThan(1.5)
    })
  })

  test('what is too loud is clipped, what is no number is silent', () => {
    const samples = Float32Array.of(1, 2, Infinity, -1, -2, -Infinity, NaN)
    const steps = stepsOf(samples, format)
    expect(steps.slice(0, 3).every((step) => step >= scale - 3 && step <= scale - 1)).toBe(true)
    expect(steps.slice(1, 3)).toEqual([scale - 1, scale - 1])
    expect(steps.slice(3, 4).every((step) => step >= -scale && step <= -scale + 1)).toBe(true)
    expect(steps.slice(4)).toEqual([-scale, -scale, 0])
  })
})

describe('encodeSamples', () => {
  test('floats stay as they are', () => {
    const samples = Float32Array.of(0, -0.25, 1e-30, 3, -1.5, Infinity)
    const data = Buffer.from(encodeSamples([samples], 'float32', 99))
    expect(wavSteps({ data, bitsPerSample: 32 })).toEqual([...samples])
  })

  test.each(sampleFormats)('however it is cut, and wherever it stands, %s has the same bytes', (format) => {
    const random = createRandom(9)
    const samples = Float32Array.from({ length: 20_000 }, () => (random() < 0.1 ? 0 : random() - 0.5))
    const firsts = fc.oneof(
      fc.constantFrom(0, 2 ** 31 - 1_000, 2 ** 32 - 1_000, 3 * 2 ** 32 - 1_500),
      fc.nat(2 ** 31),
    )
    fc.assert(
      fc.property(firsts, fc.array(fc.nat(samples.length), { maxLength: 8 }), (first, cuts) => {
        const whole = Buffer.from(encodeSamples([samples], format, first))
        const places = [0, ...cuts.sort((a, b) => a - b), samples.length]
        const parts = places
          .slice(1)
          .map((until, i) => encodeSamples([samples.subarray(places[i], until)], format, first + places[i]))
        expect(whole.length).toBe(samples.length * bytesPerSample[format])
        expect(Buffer.concat(parts).equals(whole)).toBe(true)
        const runs = places.slice(1).map((until, i) => samples.subarray(places[i], until))
        expect(Buffer.from(encodeSamples(runs, format, first)).equals(whole)).toBe(true)
        const room = new Uint8Array(whole.length + 3).fill(0xaa)
        const inRoom = encodeSamples(runs, format, first, room)
        expect(inRoom.buffer).toBe(room.buffer)
        expect(Buffer.from(inRoom).equals(whole)).toBe(true)
        const tooSmall = new Uint8Array(whole.length - 1)
        expect(Buffer.from(encodeSamples(runs, format, first, tooSmall)).equals(whole)).toBe(true)
      }),
      { numRuns: 100, seed: 3 },
    )
  })
})

describe('decodeSamples', () => {
  test.each(integers)('has every step of %s back, whose integers are those that were read', (format) => {
    const scale = 2 ** (bitsOf[format] - 1)
    const random = createRandom(9)
    const steps = Array.from({ length: 10_000 }, () => Math.floor((2 * random() - 1) * scale))
    steps.push(-scale, scale - 1, -1, 0, 1)
    const bytes = Buffer.alloc(steps.length * bytesPerSample[format])
    steps.forEach((step, i) => bytes.writeIntLE(step, i * bytesPerSample[format], bytesPerSample[format]))
    const samples = decodeSamples(bytes, format)
    expect(Array.from(samples, (sample) => sample * scale)).toEqual(steps)
    expect(Array.from(toIntegers(samples, bitsOf[format]))).toEqual(steps)
  })

  test('has floats back as they were', () => {
    const samples = Float32Array.of(0, -0.1, 1, 1.5, 1e-30)
    expect(decodeSamples(encodeSamples([samples], 'float32', 0), 'float32')).toEqual(samples)
    const cut = encodeSamples([samples], 'int24', 0).subarray(0, -1)
    expect(decodeSamples(cut, 'int24')).toHaveLength(samples.length - 1)
  })
})
