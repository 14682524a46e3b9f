import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  colourText,
  contrastRatio,
  over,
  parseColour,
  standingOut,
  withOpacity,
  type Colour,
} from '../../../src-renderer/ui/colour'

const white: Colour = [1, 1, 1, 1]
const black: Colour = [0, 0, 0, 1]
const byte = fc.integer({ min: 0, max: 255 }).map((value) => value / 255)
const opaque = fc.tuple(byte, byte, byte, fc.constant(1)) as fc.Arbitrary<Colour>

describe('parseColour', () => {
  test('reads what colourText writes', () => {
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte, byte) as fc.Arbitrary<Colour>, (colour) => {
        expect(parseColour(colourText(colour))).toEqual(colour)
      }),
      { seed: 1 },
    )
  })

  test('knows short ones, which a build makes of long ones', () => {
    expect(parseColour('#000')).toEqual(black)
    expect(parseColour(' #FFF ')).toEqual(white)
    expect(parseColour('#fff0')).toEqual([1, 1, 1, 0])
  })

  test.each(['', 'Canvas', '#ff', '#12345', 'rgb(0 0 0)', '#gggggg', '#123456789'])('knows no %o', (text) =>
    expect(parseColour(text)).toBeNull(),
  )
})

describe('contrastRatio', () => {
  test('is 21 between black and white, whichever comes first', () => {
    expect(contrastRatio(black, white)).toBeCloseTo(21)
    expect(contrastRatio(white, black)).toBeCloseTo(21)
  })

  test('is 1 with itself and never less', () => {
    fc.assert(
      fc.property(opaque, opaque, (a, b) => {
        expect(contrastRatio(a, a)).toBeCloseTo(1)
        expect(contrastRatio(a, b)).toBeGreaterThanOrEqual(1)
      }),
      { seed: 1 },
    )
  })
})

describe('over', () => {
  test('a colour without opacity shows its ground, an opaque one itself', () => {
    fc.assert(
      fc.property(opaque, opaque, (top, ground) => {
        expect(over(withOpacity(top, 0), ground)).toEqual(ground)
        expect(over(top, ground)).toEqual(top)
      }),
      { seed: 1 },
    )
  })
})

describe('standingOut', () => {
  test('reaches the ratio wherever what it leans towards does', () => {
    fc.assert(
      fc.property(opaque, fc.constantFrom(black, white), opaque, (colour, towards, ground) => {
        fc.pre(contrastRatio(towards, ground) >= 4.5)
        expect(contrastRatio(standingOut(colour, towards, ground, 4.5), ground)).toBeGreaterThanOrEqual(4.5)
      }),
      { seed: 1 },
    )
  })

  test('leaves a colour that stands out already', () => {
    expect(standingOut(black, white, white, 4.5)).toEqual(black)
  })
})
