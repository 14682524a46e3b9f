import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toSymbolIds } from '../../../src-main/engine/voices/symbol-ids'

const alphabet = new Map([
  ['a', [5]],
  ['b', [6, 7]],
])
const idsOf = (symbol: string) => alphabet.get(symbol)
const pads = { start: [0], after: [], end: [0] }

describe('toSymbolIds', () => {
  test('frames the symbols, and may put a pad behind each', () => {
    expect(toSymbolIds('ab', idsOf, pads)).toEqual({
      ids: [0, 5, 6, 7, 0],
      idOfPhoneme: [1, 2, 4],
      skipped: [],
    })
    expect(toSymbolIds('ab', idsOf, { start: [1, 9], after: [9], end: [2] })).toEqual({
      ids: [1, 9, 5, 9, 6, 7, 9, 2],
      idOfPhoneme: [2, 4, 7],
      skipped: [],
    })
  })

  test('passes over every symbol that is not known, and counts it', () => {
    expect(toSymbolIds('aXbXY', idsOf, pads)).toEqual({
      ids: [0, 5, 6, 7, 0],
      idOfPhoneme: [1, 2, 2, 4, 4, 4],
      skipped: [
        { symbol: 'X', count: 2 },
        { symbol: 'Y', count: 1 },
      ],
    })
  })

  test('accounts for every symbol, whatever is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (phonemes) => {
        const { ids, idOfPhoneme, skipped } = toSymbolIds(phonemes, idsOf, pads)
        expect(idOfPhoneme).toHaveLength(phonemes.length + 1)
        const known = phonemes.split('').filter((symbol) => alphabet.has(symbol))
        const passedOver = skipped.reduce((sum, { count }) => sum + count, 0)
        expect(known.length + passedOver).toBe(phonemes.length)
        expect(ids.slice(1, -1)).toEqual(known.flatMap((symbol) => idsOf(symbol)))
        expect(idOfPhoneme.at(-1)).toBe(ids.length - 1)
      }),
      { seed: 3 },
    )
  })
})
