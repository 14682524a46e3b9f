import { describe, expect, test } from 'vitest'
import { frameLines } from '../../../src-renderer/page-view/box-frames'

const box = (x: number, y: number, width = 200, page = 0) => ({ page, x, y, width, height: 10 })

describe('frameLines', () => {
  test('puts one frame around the lines of a paragraph', () => {
    expect(frameLines([box(50, 100), box(40, 112), box(40, 124, 80)])).toEqual([
      { page: 0, x: 40, y: 100, width: 210, height: 34 },
    ])
  })

  test('keeps columns and pages apart', () => {
    expect(frameLines([box(50, 700), box(300, 100), box(300, 112), box(50, 100, 200, 1)])).toEqual([
      box(50, 700),
      { ...box(300, 100), height: 22 },
      box(50, 100, 200, 1),
    ])
  })

  test('takes a row’s cells together, and what stands at both ends of a line apart', () => {
    expect(frameLines([box(50, 100, 60), box(140, 100, 100)])).toHaveLength(1)
    expect(frameLines([box(50, 100, 60), box(400, 100, 20)])).toHaveLength(2)
  })

  test('puts no frame around the page for lines along two of its sides', () => {
    const upright = { page: 0, x: 20, y: 500, width: 10, height: 200 }
    expect(frameLines([upright, box(20, 690, 300)])).toHaveLength(2)
  })

  test('keeps lines apart that have room for others between them', () => {
    expect(frameLines([box(50, 100), box(50, 400)])).toHaveLength(2)
  })
})
