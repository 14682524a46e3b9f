import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boxesOf, decodePlaces, encodePlaces, type PlacedStretch } from '@contract/page-places'

const line: PlacedStretch = {
  startChar: 0,
  page: 11,
  turn: 0,
  baseline: 7000,
  size: 100,
  borders: [1000, 1050, 1100, 1150],
}

const stretch = fc
  .record({
    gap: fc.nat(20),
    page: fc.nat(2_000),
    turn: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
    baseline: fc.integer({ min: -20_000, max: 200_000 }),
    size: fc.nat(5_000),
    first: fc.integer({ min: -20_000, max: 200_000 }),
    steps: fc.array(fc.nat(400), { minLength: 1, maxLength: 30 }),
    isFalling: fc.boolean(),
  })
  .map(({ gap, first, steps, isFalling, ...rest }) => {
    const borders = [first]
    for (const step of steps) borders.push(borders[borders.length - 1] + (isFalling ? -step : step))
    return { gap, ...rest, borders }
  })
const stretches = fc.array(stretch, { maxLength: 12 }).map((found) => {
  let char = 0
  return found.map(({ gap, ...rest }): PlacedStretch => {
    const startChar = char + gap
    char = startChar + rest.borders.length - 1
    return { startChar, ...rest }
  })
})

describe('encodePlaces', () => {
  test('gives back what was encoded', () => {
    fc.assert(
      fc.property(stretches, (found) => {
        expect(decodePlaces(encodePlaces(found))).toEqual(found)
      }),
      { seed: 8, numRuns: 300 },
    )
  })

  test('takes little more than a byte for a letter', () => {
    const borders = Array.from({ length: 81 }, (_, at) => 500 + 55 * at)
    expect(encodePlaces([{ ...line, borders }]).length).toBeLessThan(100)
  })

  test('of any bytes makes some stretches, never more letters than bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const letters = decodePlaces(bytes).reduce((sum, { borders }) => sum + borders.length - 1, 0)
        expect(letters).toBeLessThanOrEqual(bytes.length)
      }),
      { seed: 8, numRuns: 300 },
    )
  })
})

describe('boxesOf', () => {
  test('is as high as the font and as wide as the letters', () => {
    const [box] = boxesOf([line], { startChar: 1, endChar: 3 })
    expect(box).toMatchObject({ page: 11, x: 105, width: 10 })
    expect(box.y).toBeLessThan(694)
    expect(box.y + box.height).toBeGreaterThan(700)
    expect(box.height).toBeLessThan(11)
  })

  test('a word parted by a hyphen has a box on either line, across pages too', () => {
    const next = { ...line, startChar: 3, page: 12, baseline: 800, borders: [720, 780, 830] }
    const boxes = boxesOf([line, next], { startChar: 0, endChar: 5 })
    expect(boxes.map(({ page, x, width }) => ({ page, x, width }))).toEqual([
      { page: 11, x: 100, width: 15 },
      { page: 12, x: 72, width: 11 },
    ])
  })

  test('words of one line have one box together, those of columns side by side have two', () => {
    const beside = { ...line, startChar: 4, borders: [1180, 1230, 1280] }
    const column = { ...line, startChar: 4, borders: [3180, 3230, 3280] }
    expect(boxesOf([line, beside], { startChar: 0, endChar: 6 })).toHaveLength(1)
    expect(boxesOf([line, column], { startChar: 0, endChar: 6 })).toHaveLength(2)
  })

  test('follows letters that run from right to left, and lines that run down, back and up the page', () => {
    const backwards = { ...line, borders: [1150, 1100, 1050, 1000] }
    expect(boxesOf([backwards], { startChar: 0, endChar: 1 })[0]).toMatchObject({ x: 110, width: 5 })
    const down = boxesOf([{ ...line, turn: 1 as const }], { startChar: 0, endChar: 3 })[0]
    expect(down).toMatchObject({ y: 100, height: 15 })
    // The tops of letters that run down the page look to the right.
    expect(down.x + down.width - 700).toBeGreaterThan(700 - down.x)
    const up = boxesOf([{ ...line, turn: 3 as const }], { startChar: 0, endChar: 3 })[0]
    expect(700 - up.x).toBeGreaterThan(up.x + up.width - 700)
    const back = boxesOf([{ ...line, turn: 2 as const }], { startChar: 0, endChar: 3 })[0]
    expect(back.y + back.height - 700).toBeGreaterThan(700 - back.y)
  })

  test('has none for what stands on no page', () => {
    expect(boxesOf([line], { startChar: 3, endChar: 9 })).toEqual([])
    expect(boxesOf([], { startChar: 0, endChar: 9 })).toEqual([])
  })
})
