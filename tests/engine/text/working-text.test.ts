import { describe, expect, test } from 'vitest'
import { foldText } from '../../../src-main/engine/text/en/fold-text'
import { keepLastPeriod } from '../../../src-main/engine/text/last-period'
import { withReadings } from '../../../src-main/engine/text/working-text'

/** Readings of `text` at the places marked "<…>", in order. */
function replaced(text: string, ...spoken: string[]): string {
  const readings: { start: number; end: number; spoken: string }[] = []
  let plain = ''
  for (const [index, part] of text.split(/[<>]/).entries()) {
    if (index % 2 === 1)
      readings.push({ start: plain.length, end: plain.length + part.length, spoken: spoken[readings.length] })
    plain += part
  }
  const { text: result, starts, ends, isReading } = withReadings(foldText(plain), readings)
  expect([starts.length, ends.length, isReading.length]).toEqual([
    result.length,
    result.length,
    result.length,
  ])
  expect([...starts].sort((a, b) => a - b)).toEqual(starts)
  return result
}

describe('withReadings', () => {
  test.each([
    ['<5>km', ['five'], 'five km'],
    ['a<5><6>b', ['five', 'six'], 'a five six b'],
    ['<5>.', ['five'], 'five.'],
    ['<[><Misaki><](/x/)>’s', ['', 'Misaki', ''], "Misaki's"],
    ['(<[><Misaki><](/x/)>).', ['', 'Misaki', ''], '(Misaki).'],
    ['un<[><do><](/x/)>ing', ['', 'do', ''], 'un do ing'],
    ['a<!>b', [''], 'a b'],
    ['a<!><5><?>b', ['', 'five', ''], 'a five b'],
    ['<5><!><6>', ['five', '', 'six'], 'five six'],
    ['<!>', [''], ' '],
  ])('%s', (text, spoken, result) => {
    expect(replaced(text, ...spoken)).toBe(result)
  })
})

describe('keepLastPeriod', () => {
  const reading = (text: string, printed: string, spoken: string) => {
    const start = text.lastIndexOf(printed)
    return { start, end: start + printed.length, spoken, rule: 'rule' }
  }

  test('a last reading that takes the period says it', () => {
    const text = 'Cats, etc.”'
    const given = reading(text, 'etc.', 'et cetera')
    expect(keepLastPeriod([given], text)).toEqual([{ ...given, spoken: 'et cetera.' }])
    const letters = reading('the U.S.', 'U.S.', 'U.S.')
    expect(keepLastPeriod([letters], 'the U.S.')).toEqual([{ ...letters, spoken: 'U.S. .' }])
  })

  test('a silent one gives it back, unless it is nothing but the period', () => {
    const given = reading('Cats, etc.', 'etc.', '')
    expect(keepLastPeriod([given], 'Cats, etc.')).toEqual([{ ...given, end: given.end - 1 }])
    const period = reading('Cats.', '.', '')
    expect(keepLastPeriod([period], 'Cats.')).toEqual([period])
  })

  test('a title at the end of a piece of a sentence ends nothing', () => {
    const given = reading('it startled Mrs.', 'Mrs.', 'Misses')
    expect(keepLastPeriod([given], 'it startled Mrs.', new Set(['Mrs']))).toEqual([given])
    expect(keepLastPeriod([given], 'it startled Mrs.')).toEqual([{ ...given, spoken: 'Misses.' }])
  })

  test('inside a sentence the period is the abbreviation’s', () => {
    const given = reading('etc. and', 'etc.', 'et cetera')
    expect(keepLastPeriod([given], 'etc. and')).toEqual([given])
  })
})
