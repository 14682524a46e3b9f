import { describe, expect, test } from 'vitest'
import { median, rounded } from '../../../../src-main/cli/commands/bench/statistics'

describe('median', () => {
  test.each([
    [[3], 3],
    [[3, 1], 2],
    [[9, 1, 5], 5],
    [[10, 9, 2, 1], 5.5],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected)
  })

  test('leaves its argument as it was', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })
})

describe('rounded', () => {
  test('keeps no more digits than asked for', () => {
    expect([rounded(1.234567), rounded(1.26, 1), rounded(2)]).toEqual([1.2346, 1.3, 2])
  })
})
