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

  test.each([
    '<details>\n\n',
    '- <details>\n',
    '> - <details>\n\n',
    '```\n<details>\n',
    '<details><summary>',
    '` <details> ',
  ])('of a flood of %j only so much is looked into', (part) => {
    const body = part.repeat(2_000_000 / part.length)
    let looked = 0
    for (const { startChar, endChar, hasTags } of foldStretches(body))
      if (hasTags) looked += endChar - startChar
    expect(looked).toBe(32_000)
  })
})
