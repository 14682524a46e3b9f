import { describe, expect, test } from 'vitest'
import { pageGapPixels, PageStack } from '../../../src-renderer/page-view/page-stack'

const a4 = { width: 595, height: 842 }

describe('PageStack', () => {
  test('puts pages of one width under each other', () => {
    const stack = new PageStack(500, a4)
    stack.layOut(595)
    expect(stack.placeOf(0)).toEqual({ page: 0, top: pageGapPixels, width: 595, height: 842, size: a4 })
    expect(stack.placeOf(1).top).toBe(2 * pageGapPixels + 842)
    expect(stack.height).toBe(500 * (842 + pageGapPixels) + pageGapPixels)
  })

  test('knows the few pages that are in sight, with one on either side', () => {
    const stack = new PageStack(500, a4)
    stack.layOut(595)
    const { top, height } = stack.placeOf(250)
    expect(stack.near(top + 10, top + height - 10).map(({ page }) => page)).toEqual([249, 250, 251])
    expect(stack.near(0, 100).map(({ page }) => page)).toEqual([0, 1])
    expect(stack.near(stack.height - 50, stack.height).map(({ page }) => page)).toEqual([498, 499])
    expect(stack.pageAt(top + 5)).toBe(250)
    expect(stack.between(top - 10, top + height + 20)).toEqual({ first: 250, last: 251 })
    expect(stack.between(top + 10, top + 20)).toEqual({ first: 250, last: 250 })
  })

  test('makes room for a page of another shape when it is seen', () => {
    const stack = new PageStack(3, a4)
    stack.layOut(595)
    const before = stack.placeOf(2).top
    const across = { width: 842, height: 595 }
    stack.learn(1, across)
    expect(stack.placeOf(1).height).toBeCloseTo(420.5, 0)
    expect(stack.placeOf(1).size).toEqual(across)
    expect(stack.placeOf(2).top).toBeLessThan(before)
  })
})
