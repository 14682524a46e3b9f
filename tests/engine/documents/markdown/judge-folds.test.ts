import { describe, expect, test } from 'vitest'
import { foldStretches } from '../../../../src-main/engine/documents/markdown/judge-folds'

const paragraph = 'The sea is seen from the hill, and the hill is seen from the sea, all the year round.\n\n'
const fold = '<details>\n<summary>Log</summary>\n\nA line of it.\n\n</details>\n\n'

describe('foldStretches', () => {
  test('of a file without a fold nothing is looked at, whatever else it holds', () => {
    expect([...foldStretches(`${paragraph.repeat(10_000)}Of details, <detailsx> and </details>.\n`)]).toEqual(
      [],
    )
  })

  test('only what holds a tag of a fold is looked into, whatever else a file holds', () => {
    const body = paragraph.repeat(5_000) + fold + paragraph.repeat(5_000)
    const stretches = [...foldStretches(body)]
    expect(stretches.map(({ startChar, endChar }) => body.slice(startChar, endChar)).join('')).toBe(body)
    const [looked, ...others] = stretches.filter(({ hasTags }) => hasTags)
    expect(others).toEqual([])
    expect(looked.endChar - looked.startChar).toBeLessThan(body.length / 10)
  })
})
