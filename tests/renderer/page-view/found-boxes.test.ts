import { describe, expect, test } from 'vitest'
import type { PlacedStretch } from '@contract/page-places'
import type { TextMatch } from '../../../src-renderer/find/document-search'
import { foundOn } from '../../../src-renderer/page-view/found-boxes'

const borders = Array.from({ length: 31 }, (_, at) => 500 + 50 * at)
const line = (page: number): PlacedStretch => ({
  startChar: 0,
  page,
  turn: 0,
  baseline: 1000,
  size: 100,
  borders,
})
const matches: TextMatch[] = [
  { block: 3, startChar: 2, endChar: 6 },
  { block: 4, startChar: 0, endChar: 4 },
  { block: 4, startChar: 9, endChar: 12 },
]
const finding = {
  current: { block: 4, startChar: 9, endChar: 12 },
  // As the search does: one that may have begun before the stretch is among them.
  within: ({ block }: { block: number }) => matches.filter((match) => match.block >= block - 1),
}

describe('foundOn', () => {
  test('marks what was found on the page once, and the match that is shown by itself', async () => {
    const { all, current } = await foundOn(7, [3, 4], finding, (block) =>
      Promise.resolve([line(block === 3 ? 6 : 7)]),
    )
    expect(all).toMatchObject([{ page: 7, x: 50, width: 20 }])
    expect(current).toMatchObject([{ page: 7, x: 95, width: 15 }])
  })

  test('marks so many at most', async () => {
    const flood = Array.from({ length: 5_000 }, (_, at) => ({ block: 4, startChar: at % 30, endChar: 30 }))
    const within = () => flood
    const { all } = await foundOn(7, [4], { current: null, within }, () => Promise.resolve([line(7)]))
    expect(all.length).toBeLessThan(1_000)
  })
})
