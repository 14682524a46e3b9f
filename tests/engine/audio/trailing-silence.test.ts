import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTrailingSilence } from '../../../src-main/engine/audio/trailing-silence'

const threshold = 0.5

describe('createTrailingSilence', () => {
  test('however the sound is cut into pieces, only its quiet end is missing', () => {
    const piece = fc.array(fc.constantFrom(0, 0.25, -0.5, 1, -1), { maxLength: 8 })
    fc.assert(
      fc.property(fc.array(piece), piece, fc.nat(6), (pieces, last, release) => {
        const silence = createTrailingSilence(threshold)
        const out = pieces.flatMap((samples) => [...silence.write(Float32Array.from(samples))])
        out.push(...silence.finish(Float32Array.from(last), release))
        const whole = [...pieces.flat(), ...last]
        const loudUntil = whole.findLastIndex((value) => Math.abs(value) > threshold) + 1
        expect(out).toEqual(whole.slice(0, loudUntil + release))
      }),
      { seed: 4 },
    )
  })
})
