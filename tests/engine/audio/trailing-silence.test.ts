import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTrailingSilence } from '../../../src-main/engine/audio/trailing-silence'

const threshold = 0.5

describe('createTrailingSilence', () => {
  test('however the sound is cut into pieces, only its quiet end is missing', () => {
    const sample = fc.constantFrom(0, 0.25, -0.5, 1, -1)
    fc.assert(
      fc.property(fc.array(fc.array(sample, { maxLength: 8 })), fc.nat(6), (pieces, release) => {
        const silence = createTrailingSilence(threshold)
        const out = pieces.flatMap((piece) => [...silence.write(Float32Array.from(piece))])
        out.push(...silence.finish(release))
        const whole = pieces.flat()
        const loudUntil = whole.findLastIndex((value) => Math.abs(value) > threshold) + 1
        expect(out).toEqual(whole.slice(0, loudUntil + release))
      }),
      { seed: 4 },
    )
  })
})
