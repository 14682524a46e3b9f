import { describe, expect, test } from 'vitest'
import { chapterNumber } from '../../../src-renderer/library/chapter-number'

describe('chapterNumber', () => {
  test.each([
    ['IV. Time Travelling', 'IV', 'Time Travelling'],
    ['xii) In the Darkness', 'xii', 'In the Darkness'],
    ['3: The Machine', '3', 'The Machine'],
    ['2.1. Methods', '2.1', 'Methods'],
    ['7 – The Morlocks', '7', 'The Morlocks'],
  ])('of %s is %s', (title, number, words) => {
    const found = chapterNumber(title)
    expect(found?.number).toBe(number)
    expect(title.slice(found?.chars)).toBe(words)
  })

  test.each([
    ...['I, Claudius', '1984', '3 Men in a Boat', 'I Am Legend', 'IV.', 'IV', '12. ', 'Mild. And warm', ''],
    // Too long for its column.
    'LXXXVIII. The Grand Armada',
  ])('there is none in “%s”', (title) => {
    expect(chapterNumber(title)).toBeNull()
  })
})
