import { describe, expect, test } from 'vitest'
import { clockSeconds } from '../../../../src-main/engine/documents/epub/clock-value'

describe('clockSeconds', () => {
  test.each([
    ['02:30:03', 9003],
    ['50:00:10.25', 180_010.25],
    ['02:33', 153],
    ['00:10.5', 10.5],
    ['3.2h', 11_520],
    ['45min', 2_700],
    ['30s', 30],
    ['5ms', 0.005],
    ['12.467', 12.467],
    [' npt=12.5 ', 12.5],
  ])('%s', (written, seconds) => {
    expect(clockSeconds(written)).toBeCloseTo(seconds, 9)
  })

  test.each(['', 'soon', '1:2:3:4', '-5s', '1:99', '5 s', 'Infinity', '1e3'])('%j is none', (written) => {
    expect(clockSeconds(written)).toBeNull()
  })
})
