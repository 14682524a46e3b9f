import fc from 'fast-check'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { median } from '../../../src-main/cli/commands/bench/statistics'
import { readingsOf } from '../../../src-main/engine/text/en/normalise'
import { matchesOf } from '../../../src-main/engine/text/matches'

describe('matchesOf', () => {
  const patterns = [
    /a+/g,
    /a*/g,
    /(?:)/gu,
    /(?:)/g,
    /\d+|./gsu,
    /(?<=b)|a/gu,
    /[^]/dg,
    /\b/g,
    /x(?<tail>y)?/g,
  ]

  test('finds what matchAll finds, empty matches and pairs of surrogates too', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...patterns),
        fc.string({ unit: fc.constantFrom('a', 'b', 'x', 'y', '1', ' ', '😀', '\ud83d', '\ude00') }),
        (pattern, text) => {
          expect(matchesOf(pattern, text)).toEqual([...text.matchAll(pattern)])
        },
      ),
      { seed: 1, numRuns: 2_000 },
    )
  })

  test('starts anew whatever was last done with the pattern', () => {
    const pattern = /a/g
    pattern.test('aaa')
    expect(matchesOf(pattern, 'aaa')).toHaveLength(3)
    expect(matchesOf(pattern, 'b')).toEqual([])
  })

  test('refuses a pattern that would find its first match for ever', () => {
    expect(() => matchesOf(/a/, 'aaa')).toThrow('only a global pattern')
  })
})

test('the patterns of a language stay compiled while garbage is collected', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const text = 'The old lighthouse keeper climbed the winding stairs before the winter storm.'
  const timed = (): number => {
    const startedAt = performance.now()
    readingsOf(text, 'us')
    return performance.now() - startedAt
  }
  for (let run = 0; run < 50; run++) timed()
  const warm: number[] = []
  const collected: number[] = []
  for (let round = 0; round < 9; round++) {
    for (let run = 0; run < 3; run++) warm.push(timed())
    collect()
    collect()
    collect()
    collected.push(timed())
  }
  // Compiled anew it was 300 times.
  expect(median(collected)).toBeLessThan(30 * median(warm))
})
