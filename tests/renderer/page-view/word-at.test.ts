import { describe, expect, test } from 'vitest'
import type { PlacedStretch } from '@contract/page-places'
import { characterAt } from '../../../src-renderer/page-view/word-at'

const line: PlacedStretch = {
  startChar: 4,
  page: 7,
  turn: 0,
  baseline: 1000,
  size: 100,
  borders: [500, 560, 600, 680],
}
const find = (x: number, y: number, page = 7) =>
  characterAt([1, 2, 3], (block) => Promise.resolve(block === 2 ? [line] : []), { page, x, y })

describe('characterAt', () => {
  test('is the letter under the pointer', async () => {
    expect(await find(51, 97)).toEqual({ block: 2, char: 4 })
    expect(await find(59, 97)).toEqual({ block: 2, char: 5 })
    expect(await find(67, 101)).toEqual({ block: 2, char: 6 })
  })

  test('is none beside the letters or on another page', async () => {
    expect(await find(40, 97)).toBeNull()
    expect(await find(51, 130)).toBeNull()
    expect(await find(51, 97, 6)).toBeNull()
  })
})
