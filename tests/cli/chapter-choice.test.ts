import { describe, expect, test } from 'vitest'
import { chapterRanges, chosenChapters } from '../../src-main/cli/chapter-choice'

const refused = (message: string) => expect.objectContaining({ code: 'usage/invalid', message }) as Error
const chosen = (typed: string, count: number) => chosenChapters(chapterRanges(typed) ?? [], 'Emma', count)

describe('chosen chapters', () => {
  test('are numbers and ranges, in the order of the book, each once', () => {
    expect(chapterRanges(undefined)).toBeNull()
    expect(chosen('1,3-5', 9)).toEqual([1, 3, 4, 5])
    expect(chosen(' 7 , 2 - 3,3-4', 9)).toEqual([2, 3, 4, 7])
    expect(chosen('1-9', 9)).toHaveLength(9)
  })

  test.each(['', '1,', 'one', '3-1', '1-', '-2', '1.5', '1234567'])('"%s" are no numbers', (typed) => {
    expect(() => chapterRanges(typed)).toThrow(
      refused(`--chapters takes numbers and ranges of them as in 1,3-5, not "${typed}"`),
    )
  })

  test('that the document has not are refused with how many it has', () => {
    expect(() => chosen('2-10', 9)).toThrow(refused('--chapters: "Emma" has 9 chapters, and no 10'))
    expect(() => chosen('0', 9)).toThrow(refused('--chapters: "Emma" has 9 chapters, and no 0'))
    expect(() => chosen('2', 1)).toThrow(refused('--chapters: "Emma" has one chapter, and no 2'))
  })
})
