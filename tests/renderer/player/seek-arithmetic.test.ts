import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filledPart, TextScale } from '../../../src-renderer/player/seek-arithmetic'
import { paragraph } from '../reader/documents'

const texts = fc.array(fc.nat(200), { minLength: 1, maxLength: 40 })
const scaleOf = (lengths: number[]) => new TextScale(lengths.map((length) => paragraph('x'.repeat(length))))

describe('TextScale', () => {
  test('a scale that has grown is that of the whole text', () => {
    fc.assert(
      fc.property(texts, fc.nat(40), (lengths, cut) => {
        const blocks = lengths.map((length) => paragraph('x'.repeat(length)))
        const grown = new TextScale(blocks.slice(0, cut)).grownTo(blocks)
        const whole = new TextScale(blocks)
        expect(grown.totalChars).toBe(whole.totalChars)
        for (const block of blocks.keys())
          expect(grown.charsBefore({ block, char: 0 })).toBe(whole.charsBefore({ block, char: 0 }))
      }),
      { seed: 7 },
    )
  })

  test('every character comes back from its place on the bar', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (lengths, pick) => {
        const scale = scaleOf(lengths)
        fc.pre(scale.totalChars > 0)
        const index = pick % scale.totalChars
        const position = scale.positionAt((index + 0.5) / scale.totalChars)
        expect(scale.charsBefore(position)).toBe(index)
        expect(position.char).toBeLessThan(lengths[position.block] ?? 0)
      }),
      { seed: 8 },
    )
  })

  test('the ends of the bar are the ends of the text', () => {
    const scale = scaleOf([10, 0, 20])
    expect(scale.positionAt(-1)).toEqual({ block: 0, char: 0 })
    expect(scale.positionAt(1)).toEqual({ block: 2, char: 19 })
    expect(scale.fractionAt({ block: 2, char: 20 })).toBe(1)
    expect(scale.fractionAt({ block: 99, char: 99 })).toBe(1)
  })

  test('an empty document has a bar nonetheless', () => {
    const scale = scaleOf([0])
    expect(scale.fractionAt({ block: 0, char: 0 })).toBe(0)
    expect(scale.positionAt(0.5)).toEqual({ block: 0, char: 0 })
  })
})

describe('filledPart', () => {
  test('is the share of a segment that lies before a place', () => {
    const segment = { start: 0.5, end: 0.75 }
    expect([0, 0.5, 0.625, 0.75, 1].map((fraction) => filledPart(segment, fraction))).toEqual([
      0, 0, 0.5, 1, 1,
    ])
    expect(filledPart({ start: 0.5, end: 0.5 }, 1)).toBe(0)
  })
})
