import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findPlace, placeAt, samePlace } from '../../../src-renderer/library/find-place'
import { MovedPlaces } from '../../../src-renderer/library/moved-places'

const blocks = (...texts: string[]) => texts.map((text) => ({ text }))
const story = blocks(
  'The lamps were lit.',
  'Nobody in Harbour Street looked up when the last of them went out.',
  'Then it was dark, and the tide came in over the stones of the quay.',
)

describe('findPlace', () => {
  test('a place is where it was while the text is what it was', () => {
    const place = placeAt(story, { block: 1, char: 10 })
    expect(place).toMatchObject({ before: 'Nobody in ', block: 1, char: 10 })
    expect(samePlace(story, place)).toEqual({ block: 1, char: 10 })
    expect(findPlace(story, place)).toEqual({ block: 1, char: 10 })
  })

  test('text put before it moves it, within its block and beyond', () => {
    const place = placeAt(story, { block: 1, char: 10 })
    const longer = blocks('A title', 'A preface.', ...story.map(({ text }) => `“${text}”`))
    expect(samePlace(longer, place)).toBeNull()
    expect(findPlace(longer, place)).toEqual({ block: 3, char: 11 })
  })

  test('words changed before or behind it leave enough to find it by', () => {
    const place = placeAt(story, { block: 1, char: 10 })
    const after = blocks('No one down at Harbour Street looked up when the last of them went out.')
    expect(findPlace(after, place)).toEqual({ block: 0, char: 15 })
    const quay = placeAt(story, { block: 2, char: 22 })
    expect(findPlace(blocks('Then it was dark, and the sea rose.'), quay)).toEqual({ block: 0, char: 22 })
  })

  test('of two that look alike the nearer one is meant', () => {
    const chorus = 'And all the bells of the city were ringing.'
    const song = blocks(chorus, 'One.', 'Two.', 'Three.', chorus, 'Four.')
    const place = placeAt(song, { block: 4, char: 4 })
    expect(findPlace(blocks('New.', ...song.map(({ text }) => text)), place)).toEqual({ block: 5, char: 4 })
  })

  test('a place whose text is gone is not found, nor one that nothing tells apart', () => {
    expect(findPlace(blocks('Something else altogether.'), placeAt(story, { block: 1, char: 10 }))).toBeNull()
    expect(findPlace(blocks('No.', 'Yes.'), { block: 9, char: 0, before: '', after: 'Yes.' })).toBeNull()
    expect(findPlace([], placeAt(story, { block: 1, char: 10 }))).toBeNull()
  })

  test('any place of any text is found again in that text, and behind whatever is put before it', () => {
    const text = fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' })
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        (texts, anyBlock, anyChar) => {
          const made = blocks(...texts)
          const block = anyBlock % made.length
          const position = { block, char: anyChar % (made[block].text.length + 1) }
          const place = placeAt(made, position)
          expect(samePlace(made, place)).toEqual(position)
          expect(findPlace(made, place)).toEqual(position)
          const moved = findPlace(blocks('Before.', ...texts), place)
          if (!moved) {
            // Too little text to tell it from another place by.
            expect((place.before + place.after).trim().length).toBeLessThan(12)
            return
          }
          const { before, after } = placeAt(blocks('Before.', ...texts), moved)
          expect(after.startsWith(place.after) || before.endsWith(place.before)).toBe(true)
        },
      ),
      { seed: 3, numRuns: 200 },
    )
  })
})

describe('MovedPlaces', () => {
  test('a place that has not come is nowhere; one whose text is gone is in its block', () => {
    const places = new MovedPlaces()
    const place = placeAt(story, { block: 2, char: 8 })
    expect(places.positionOf('x', place, story.slice(0, 1), false)).toBeNull()
    expect(places.positionOf('x', place, story, false)).toEqual({ block: 2, char: 8 })
    expect(places.positionOf('y', place, blocks('Other.', 'Words.'), true)).toEqual({ block: 1, char: 0 })
    expect(places.positionOf('z', place, [], true)).toBeNull()
  })
})
