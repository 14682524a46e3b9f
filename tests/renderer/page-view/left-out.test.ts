import { describe, expect, test, vi } from 'vitest'
import { blockSchema, type Block } from '@contract/document'
import type { PlacedStretch } from '@contract/page-places'
import type { ReadingRules } from '@contract/reading-rules'
import { remainsOf } from '../../../src-renderer/page-view/left-out'
import { LeftOutPages } from '../../../src-renderer/page-view/left-out-pages'
import { PageBlocks } from '../../../src-renderer/page-view/page-blocks'

const source = { part: 1, startChar: 0, endChar: 9, exact: false }
const block = (given: Partial<Block>): Block =>
  blockSchema.parse({ kind: 'paragraph', text: 'text', marks: [], source, ...given })
const line = (baseline: number, length = 9, page = 1): PlacedStretch => {
  const borders = Array.from({ length: length + 1 }, (_, at) => 500 + 50 * at)
  return { startChar: 0, page, turn: 0, baseline, size: 100, borders }
}

const cells = [{ startChar: 0, endChar: 4 }]
const blocks = [
  block({ text: 'Goes on¹', marks: [{ kind: 'note-reference', startChar: 7, endChar: 8 }] }),
  block({ kind: 'furniture', text: 'The Title' }),
  block({ kind: 'page-number', text: '31' }),
  block({ kind: 'table', text: 'cell', row: { table: 3, isHeader: false, cells } }),
  block({ kind: 'table', text: 'cell', row: { table: 3, isHeader: false, cells } }),
  block({ kind: 'furniture', text: 'Next page', source: { ...source, part: 2 } }),
]
const places = [
  [line(7000, 8)],
  [line(400)],
  [line(8000, 2)],
  [line(5000, 4)],
  [line(5120, 4)],
  [line(400, 9, 2)],
]
const placesOf = (at: number) => Promise.resolve(places[at] ?? [])
const partsOn = async (page: number, rules: ReadingRules = {}) => {
  const numbers = new PageBlocks(blocks).near(page)
  return (await remainsOf(page, numbers, blocks, rules, placesOf)).parts
}

describe('remainsOf', () => {
  test('finds what the rules leave out on a page, whole blocks and marks in them', async () => {
    const parts = await partsOn(1)
    expect(parts.map(({ subject, text }) => `${subject}: ${text}`)).toEqual([
      'note-reference: ¹',
      'furniture: The Title',
      'page-number: 31',
    ])
    expect(parts[1].frames).toMatchObject([{ page: 1, x: 50, width: 45 }])
    expect(await partsOn(2)).toHaveLength(1)
    expect(await partsOn(0)).toEqual([])
  })

  test('a kind that is read has no frame any more, one that is left out has one', async () => {
    const rules: ReadingRules = { 'page-number': 'read', table: 'skip' }
    const parts = await partsOn(1, rules)
    expect(parts.map(({ subject }) => subject)).toEqual(['note-reference', 'furniture', 'table'])
    // A table is one thing, in one frame.
    expect(parts[2].frames).toHaveLength(1)
  })

  test('paragraphs that stand together have one frame', async () => {
    const licence = [0, 1, 2].map(() => block({ matter: 'licence', text: 'A licence' }))
    const lines = [line(1000), line(1120), line(1240)]
    const { parts, frames } = await remainsOf(1, [0, 1, 2], licence, {}, (at) => Promise.resolve([lines[at]]))
    expect(parts).toHaveLength(3)
    expect(frames).toHaveLength(1)
  })

  test('what stands nowhere is said all the same, on the page that it was found on', async () => {
    const picture = [block({ kind: 'image-alternative', text: 'A cat' })]
    const rules: ReadingRules = { 'image-alternative': 'skip' }
    const { parts, frames } = await remainsOf(1, [0], picture, rules, () => Promise.resolve([]))
    expect(parts).toEqual([{ subject: 'image-alternative', text: 'A cat', frames: [] }])
    expect(frames).toEqual([])
  })

  test('a page of nothing else has so many parts at most', async () => {
    const flood = Array.from({ length: 3_000 }, () => block({ kind: 'furniture', text: 'x' }))
    const numbers = [...flood.keys()]
    const { parts } = await remainsOf(1, numbers, flood, {}, () => Promise.resolve([line(400, 1)]))
    expect(parts.length).toBeLessThan(500)
  })
})

describe('LeftOutPages', () => {
  test('looks a page up once, and again when the rules are others or more has come', async () => {
    const own = [...blocks]
    const asked = vi.fn(placesOf)
    const pages = new LeftOutPages(own, new PageBlocks(own), asked)
    const rules: ReadingRules = {}
    await pages.on(1, rules)
    const once = asked.mock.calls.length
    expect((await pages.on(1, rules)).parts).toHaveLength(3)
    expect(asked).toHaveBeenCalledTimes(once)
    expect((await pages.on(1, { furniture: 'read' })).parts).toHaveLength(2)
    own.push(block({ kind: 'furniture', text: 'more' }))
    places.push([line(300, 4)])
    expect((await pages.on(1, rules)).parts).toHaveLength(4)
  })
})
