import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InlineMark } from '@contract/document'
import { textRuns } from '../../../src-renderer/reader/text-runs'

const mark = fc.record({
  kind: fc.constantFrom('emphasis' as const, 'strong' as const, 'code' as const, 'url' as const),
  startChar: fc.nat(80),
  endChar: fc.nat(80),
})
const kindsOf = (runs: ReturnType<typeof textRuns>) => runs.map(({ marks }) => marks.map(({ kind }) => kind))

describe('textRuns', () => {
  test('runs join without gap or overlap, and each bears the marks that lie over it', () => {
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 12 }), fc.nat(30), fc.nat(60), (marks, start, length) => {
        const runs = textRuns(marks, start, start + length)
        let at = start
        for (const run of runs) {
          expect(run.startChar).toBe(at)
          at = run.endChar
          const over = marks.filter((one) => one.startChar <= run.startChar && one.endChar >= run.endChar)
          expect(new Set(run.marks.map(({ kind }) => kind))).toEqual(new Set(over.map(({ kind }) => kind)))
          expect(new Set(run.marks.map(({ kind }) => kind)).size).toBe(run.marks.length)
        }
        expect(at).toBe(start + length)
      }),
      { seed: 6, numRuns: 300 },
    )
  })

  test('marks that are empty or outside change nothing', () => {
    const marks: InlineMark[] = [
      { kind: 'code', startChar: 5, endChar: 5 },
      { kind: 'link', startChar: 90, endChar: 99 },
    ]
    expect(textRuns(marks, 0, 8)).toEqual([{ startChar: 0, endChar: 8, marks: [] }])
    expect(textRuns(marks, 3, 3)).toEqual([])
  })

  test('nesting does not depend on the order of the marks', () => {
    const link: InlineMark = { kind: 'link', startChar: 0, endChar: 4 }
    const strong: InlineMark = { kind: 'strong', startChar: 0, endChar: 4 }
    expect(kindsOf(textRuns([strong, link], 0, 4))).toEqual(kindsOf(textRuns([link, strong], 0, 4)))
  })

  test('tens of thousands of marks upon each other are sorted out quickly', () => {
    const marks: InlineMark[] = Array.from({ length: 40_000 }, (_, index) => ({
      kind: index % 2 === 0 ? ('emphasis' as const) : ('strong' as const),
      startChar: index % 3_000,
      endChar: 4_000 - (index % 900),
    }))
    const startedAt = performance.now()
    expect(textRuns(marks, 0, 4_000).length).toBeGreaterThan(0)
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })
})
