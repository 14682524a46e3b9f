import { describe, expect, test } from 'vitest'
import type { PlacedStretch } from '@contract/page-places'
import { joinsOf } from '../../../src-renderer/page-view/line-joins'

function line(startChar: number, length: number, baseline: number): PlacedStretch {
  const borders = Array.from({ length: length + 1 }, (_, at) => 500 + 50 * at)
  return { startChar, page: 0, turn: 0, baseline, size: 100, borders }
}

describe('joinsOf', () => {
  test('counts the lines that go on from one before, and the hyphens that were undone there', () => {
    const text = 'a word that goes on'
    // "a wo-", "rd that", "goes on"
    const lines = [line(0, 4, 1000), line(4, 7, 1120), line(12, 7, 1240)]
    expect(joinsOf({ kind: 'paragraph', text }, lines)).toEqual({ lines: 2, hyphens: 1 })
  })

  test('counts no raised number, no line of code, and no hyphen where words need none', () => {
    const raised = [line(0, 4, 1000), line(4, 1, 965), line(6, 4, 1000)]
    expect(joinsOf({ kind: 'paragraph', text: 'word1 word' }, raised)).toEqual({ lines: 0, hyphens: 0 })
    const two = [line(0, 2, 1000), line(2, 2, 1120)]
    expect(joinsOf({ kind: 'code', text: 'a\nb' }, two)).toEqual({ lines: 0, hyphens: 0 })
    expect(joinsOf({ kind: 'paragraph', text: '漢字漢字' }, two)).toEqual({ lines: 1, hyphens: 0 })
  })
})
