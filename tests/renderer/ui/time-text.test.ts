import { describe, expect, test } from 'vitest'
import { createTranslator } from '@contract/strings/translator'
import {
  aboutText,
  clockText,
  columnMinutes,
  lengthText,
  minutesText,
  realTimeText,
} from '../../../src-renderer/ui/time-text'

const { t } = createTranslator('en')

describe('times in words', () => {
  test('a clock shows hours only when there are any', () => {
    expect([0, 59.9, 87, 3_600, 7_449].map((seconds) => clockText(t, seconds))).toEqual([
      '0:00',
      '0:59',
      '1:27',
      '1:00:00',
      '2:04:09',
    ])
  })

  test('what is reckoned is said coarsely', () => {
    expect([0, 59, 61, 240, 3_599, 3_600, 8_400, 10_770].map((seconds) => aboutText(t, seconds))).toEqual([
      'under a minute',
      'under a minute',
      'about 1 min',
      'about 4 min',
      'about 1 h',
      'about 1 h',
      'about 2 h 20 min',
      'about 3 h',
    ])
  })

  test('what is known is said exactly', () => {
    expect([0, 48, 59.6, 725, 3_599.7, 3_840].map((seconds) => lengthText(t, seconds))).toEqual([
      '0 s',
      '48 s',
      '1 min',
      '12 min 5 s',
      '1 h',
      '1 h 4 min',
    ])
  })

  test('a column headed by its unit holds figures alone, hours where minutes are many', () => {
    const seconds = [0, 89, 91, 5_939, 5_970, 11_100]
    expect(seconds.map((length) => columnMinutes(t, length))).toEqual([
      '1',
      '1',
      '2',
      '99',
      '1 h 40',
      '3 h 05',
    ])
    expect(seconds.map((length) => minutesText(t, length))).toEqual([
      '1 min',
      '1 min',
      '2 min',
      '99 min',
      '1 h 40 min',
      '3 h 5 min',
    ])
  })

  test('speeds lose needless zeros and rounding dust', () => {
    expect([1, 1.15, 0.5, 1.1500000000000001, 3].map((speed) => t('general.speed', { speed }))).toEqual([
      '1×',
      '1.15×',
      '0.5×',
      '1.15×',
      '3×',
    ])
    expect([5, 9.13, 9.96, 24.4].map((times) => realTimeText(t, times))).toEqual([
      '5.0× real time',
      '9.1× real time',
      '10× real time',
      '24× real time',
    ])
  })
})
