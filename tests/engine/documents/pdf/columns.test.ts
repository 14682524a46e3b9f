import { describe, expect, test } from 'vitest'
import { columnsOf } from '../../../../src-main/engine/documents/pdf/columns'
import { fontLook, type TextRun } from '../../../../src-main/engine/documents/pdf/runs'
import { segmentsOf, type Segment } from '../../../../src-main/engine/documents/pdf/segments'

const look = fontLook('Serif', 'serif')

/** A line of ten points, as wide as it is told. */
function line(text: string, x0: number, baseline: number, width = 200): Segment {
  const run: TextRun = {
    ...{ text, x0, x1: x0 + width, baseline, size: 10, look, turn: 0, startChar: 0 },
    ...{ contentId: null, isArtifact: false, afterSpace: false },
  }
  return segmentsOf([run])[0]
}

const column = (name: string, x: number, y: number, lines: number, width?: number) =>
  Array.from({ length: lines }, (_, at) => line(`${name} line ${at} of a column`, x, y + at * 12, width))
const named = (parts: Segment[][]) => parts.map((part) => part[0].runs[0].text.split(' ')[0])

describe('columnsOf', () => {
  test('a heading over columns comes first, what spans them below last', () => {
    const shown = [
      line('foot under both', 50, 400, 420),
      ...column('right', 270, 100, 10),
      ...column('left', 50, 100, 10),
      line('head over both', 50, 70, 420),
    ]
    expect(named(columnsOf(shown, false))).toEqual(['head', 'left', 'right', 'foot'])
  })

  test('a page from right to left begins with its right column', () => {
    const shown = [...column('left', 50, 100, 10), ...column('right', 270, 100, 10)]
    expect(named(columnsOf(shown, true))).toEqual(['right', 'left'])
  })

  test('three columns of different length, the lines of one between those of the others', () => {
    const shown = [
      ...column('a', 50, 100, 20, 150),
      ...column('b', 212, 103, 8, 150),
      ...column('c', 374, 106, 15, 150),
    ]
    expect(named(columnsOf(shown, false))).toEqual(['a', 'b', 'c'])
  })

  test('columns above and below a heading are two sets', () => {
    const shown = [
      ...column('a', 50, 100, 5),
      ...column('b', 270, 100, 5),
      line('between them', 50, 180, 420),
      ...column('c', 50, 210, 5),
      ...column('d', 270, 210, 5),
    ]
    expect(named(columnsOf(shown, false))).toEqual(['a', 'b', 'between', 'c', 'd'])
  })

  test('cells, marks of a list and numbers in a margin make no columns', () => {
    const cells = Array.from({ length: 6 }, (_, row) =>
      [0, 1, 2, 3].map((at) => line('cell', 50 + at * 120, 100 + row * 12, 40)),
    )
    expect(columnsOf(cells.flat(), false)).toHaveLength(1)
    const list = column('item', 80, 100, 6).flatMap((text, at) => [line('•', 60, 100 + at * 12, 5), text])
    expect(columnsOf(list, false)).toHaveLength(1)
  })

  test('no piece is lost and none comes twice, and many take a time that grows with them', () => {
    let seed = 3
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
    const shown = Array.from({ length: 20_000 }, () =>
      line('piece of text', random() * 500, random() * 700, random() * 200),
    )
    const start = performance.now()
    const parts = columnsOf(shown, false).flat()
    expect(performance.now() - start).toBeLessThan(10_000)
    expect(parts).toHaveLength(shown.length)
    expect(new Set(parts)).toEqual(new Set(shown))
  })
})
