import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { SubjectCounts } from '../../../src-renderer/reading-rules/subject-counts'
import { paragraph, tableRow } from '../reader/documents'

const blocks: Block[] = [
  paragraph('Plain.'),
  paragraph('A note1 and another2.', [
    { kind: 'note-reference', startChar: 6, endChar: 7 },
    { kind: 'note-reference', startChar: 19, endChar: 20 },
    { kind: 'code', startChar: 0, endChar: 1 },
    { kind: 'formula', startChar: 2, endChar: 6, words: 'x' },
  ]),
  tableRow(0, ['a', 'b']),
  tableRow(0, ['c', 'd']),
  tableRow(1, ['e']),
  { ...paragraph('let x'), kind: 'code' },
  { ...paragraph('The licence.'), matter: 'licence' },
]

const counted = (counts: SubjectCounts) => counts.list().map(({ subject, count }) => [subject, count])

describe('SubjectCounts', () => {
  test('counts blocks, stretches, and a table once; code inside a sentence is a part of it', () => {
    const counts = new SubjectCounts()
    counts.add(blocks, 0)
    expect(counted(counts)).toEqual([
      ['note-reference', 2],
      ['licence', 1],
      ['table', 2],
      ['code', 1],
      ['formula', 1],
    ])
  })

  test('a table is one, whatever pictures stand in its cells', () => {
    const counts = new SubjectCounts()
    const picture: Block = { ...paragraph(''), kind: 'wordless-picture' }
    const described: Block = { ...paragraph('A gear.'), kind: 'image-alternative' }
    const rows = Array.from({ length: 3 }, () => [tableRow(0, ['a']), picture, described]).flat()
    counts.add([...rows, tableRow(1, ['b'])], 0)
    expect(counted(counts)).toEqual([
      ['image-alternative', 3],
      ['table', 2],
    ])
  })

  test('the first few of each are shown, and where they are', () => {
    const counts = new SubjectCounts()
    counts.add(
      Array.from({ length: 20 }, (_, index) => ({ ...paragraph(`${index}`), kind: 'page-number' })),
      100,
    )
    const [numbers] = counts.list()
    expect(numbers?.count).toBe(20)
    expect(numbers?.samples).toHaveLength(5)
    expect(numbers?.samples[1]).toEqual({ block: 101, startChar: 0, text: '1' })
  })

  test('in whatever pieces a document comes, the counts are those of the whole', () => {
    const whole = new SubjectCounts()
    whole.add(blocks, 0)
    fc.assert(
      fc.property(fc.array(fc.nat(blocks.length), { maxLength: 4 }), (cuts) => {
        const grown = new SubjectCounts()
        let from = 0
        for (const to of [...cuts.sort((a, b) => a - b), blocks.length]) {
          grown.add(blocks.slice(from, to), from)
          from = to
        }
        expect(grown.list()).toEqual(whole.list())
      }),
      { seed: 9 },
    )
  })
})
