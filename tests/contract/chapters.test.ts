import { describe, expect, test } from 'vitest'
import type { ContentsEntry } from '@contract/document'
import { chaptersOf } from '@contract/chapters'
import { paragraph } from '../helpers/paragraphs'

const text = (chars: number) => paragraph('Words of a chapter. '.repeat(chars / 20))
const heading = (title: string) => paragraph(title, 'heading')
const at = (startBlock: number, title: string, level = 1): ContentsEntry => ({ startBlock, title, level })
const spans = (document: Parameters<typeof chaptersOf>[0]) =>
  chaptersOf(document).map(({ title, fromBlock, untilBlock }) => [title, fromBlock, untilBlock])

describe('chaptersOf', () => {
  test('a document without contents is one chapter, called as it is', () => {
    expect(spans({ title: 'Letter', blocks: [text(100), text(100)], contents: [] })).toEqual([
      ['Letter', 0, 2],
    ])
  })

  test('chapters are the outermost lines; what stands before the first is one too', () => {
    const blocks = [text(100), heading('One'), text(100), heading('A'), text(100), heading('Two'), text(100)]
    const contents = [at(1, 'One'), at(3, 'A', 2), at(5, 'Two')]
    expect(spans({ title: 'Book', blocks, contents })).toEqual([
      ['Book', 0, 1],
      ['One', 1, 5],
      ['Two', 5, 7],
    ])
  })

  test('where the outermost line is the book, or its lines are parts of many hours, they are what is inside', () => {
    const blocks = [heading('Book'), heading('One'), text(100), heading('Two'), text(100)]
    const whole = [at(0, 'Book'), at(1, 'One', 2), at(3, 'Two', 2)]
    expect(spans({ title: 'Book', blocks, contents: whole })).toEqual([
      ['One', 0, 3],
      ['Two', 3, 5],
    ])
    const long = text(60_000)
    const parts = [heading('I'), heading('1'), long, heading('2'), long, heading('II'), heading('3'), long]
    const contents = [at(0, 'I'), at(1, '1', 2), at(3, '2', 2), at(5, 'II'), at(6, '3', 2)]
    const longParts = [...parts, long]
    expect(spans({ title: 'Book', blocks: longParts, contents })).toEqual([
      ['1', 0, 3],
      ['2', 3, 5],
      ['3', 5, 9],
    ])
  })

  test('every block is in one chapter, whatever the contents say', () => {
    const blocks = Array.from({ length: 12 }, (_, index) => (index % 3 ? text(100) : heading(`H${index}`)))
    const contents = [at(6, 'Late'), at(0, '  '), at(6, 'Same place'), at(99, 'Beyond'), at(3, 'Early', 4)]
    const chapters = chaptersOf({ title: 'Book', blocks, contents })
    expect(chapters[0].fromBlock).toBe(0)
    expect(chapters.at(-1)?.untilBlock).toBe(12)
    for (const [index, { fromBlock }] of chapters.entries())
      if (index > 0) expect(fromBlock).toBe(chapters[index - 1].untilBlock)
    expect(chapters.every(({ title }) => title.trim() !== '')).toBe(true)
  })

  test('of headings alone the last is a chapter', () => {
    expect(
      spans({ title: 'T', blocks: [heading('A'), heading('B')], contents: [at(0, 'A'), at(1, 'B')] }),
    ).toEqual([['B', 0, 2]])
  })
})
