import { describe, expect, test } from 'vitest'
import { headingLevel } from '../../../../src-main/engine/documents/txt/headings'

describe('headingLevel', () => {
  test.each([
    ['CHAPTER IV', 2],
    ['Chapter 12.', 2],
    ['Chapter 1. The Sea', 2],
    ['Chapter One: Arrival', 2],
    ['BOOK THE SECOND', 1],
    ['Part 3', 1],
    ['Appendix B', 2],
    ['IV', 2],
    ['XII.', 2],
    ['I.', 2],
    ['I. INTRODUCTION', 2],
    ['IV. The return', 2],
    ['THE FERRYMAN', 2],
    ['ÜBER DIE BRÜCKE', 2],
  ])('%s is a heading', (line, level) => {
    expect(headingLevel(line, true)).toBe(level)
  })

  test.each([
    'Chapter 4 was long and dull.',
    'Chapter 1. He left. She stayed at home.',
    'Part of the crowd had gone.',
    'I',
    'I went home.',
    'IIII.',
    'C. Smith',
    'OK',
    'NO!',
    '“STOP THAT”',
    'The Ferryman',
    '1984',
    '羅生門',
    'THIS LINE IS IN CAPITALS BUT MUCH TOO LONG TO BE THE TITLE OF ANYTHING',
  ])('%s is ordinary text', (line) => {
    expect(headingLevel(line, true)).toBeNull()
  })

  test('capitals make no heading in a text of capitals', () => {
    expect(headingLevel('THE FERRYMAN', false)).toBeNull()
    expect(headingLevel('CHAPTER IV', false)).toBe(2)
  })
})
