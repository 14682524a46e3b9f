import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { floatPlace, sidesOf, type FloatSide } from '../../../src-renderer/reader/float-place'

const room = { width: 1_000, height: 700 }
const float = { width: 384, height: 240 }
const manner = { gap: 12, edge: 8, outset: 24 }
const word = (left: number, top: number) => ({ left, right: left + 60, top, bottom: top + 24 })
const styled = (writing: string) => {
  const element = document.createElement('p')
  element.style.setProperty('writing-mode', writing)
  document.body.append(element)
  return element
}

describe('floatPlace', () => {
  test('lies under a line, above it where there is no room', () => {
    const sides = sidesOf(styled('horizontal-tb'), 'after')
    expect(floatPlace(word(300, 100), room, float, { ...manner, sides })).toEqual({
      left: 276,
      top: 136,
      side: 'below',
    })
    expect(floatPlace(word(300, 600), room, float, { ...manner, sides }).side).toBe('above')
    expect(floatPlace(word(300, 150), { ...room, height: 300 }, float, { ...manner, sides }).side).toBe(
      'over',
    )
  })

  test('lies beside a column: where the next ones are, else where those before it are', () => {
    const sides = sidesOf(styled('vertical-rl'), 'after')
    expect(floatPlace(word(600, 100), room, float, { ...manner, sides })).toEqual({
      left: 204,
      top: 76,
      side: 'left',
    })
    expect(floatPlace(word(200, 100), room, float, { ...manner, sides }).side).toBe('right')
    expect(sidesOf(styled('vertical-lr'), 'after')[0]).toBe('right')
    expect(sidesOf(styled('vertical-rl'), 'before')[0]).toBe('right')
    expect(sidesOf(null, 'before')).toEqual(['above', 'below'])
  })

  test('keeps to its room, and off the words unless it lies over them', () => {
    const sides: FloatSide[] = ['left', 'right', 'below', 'above']
    fc.assert(
      fc.property(fc.nat(940), fc.nat(676), (left, top) => {
        const words = word(left, top)
        const place = floatPlace(words, room, float, { ...manner, sides })
        expect(place.left).toBeGreaterThanOrEqual(8)
        expect(place.left + float.width).toBeLessThanOrEqual(room.width - 8)
        expect(place.top).toBeGreaterThanOrEqual(8)
        expect(place.top + float.height).toBeLessThanOrEqual(room.height - 8)
        const isApart =
          place.left + float.width <= words.left ||
          place.left >= words.right ||
          place.top + float.height <= words.top ||
          place.top >= words.bottom
        expect(isApart || place.side === 'over').toBe(true)
      }),
      { seed: 11, numRuns: 300 },
    )
  })
})
