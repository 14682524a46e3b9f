import { expect, test } from 'vitest'
import { TextRevisions } from '../../../src-renderer/audio/text-revisions'
import { replaceText } from '../../../src-renderer/editing/text-edit'
import { paragraph } from '../reader/documents'

test('a letter in a long text costs a look at the block it is written in', () => {
  const looked: number[] = []
  const before = Array.from({ length: 1_000 }, (_, index) => {
    const block = paragraph(`Paragraph ${index}`)
    return {
      ...block,
      get text() {
        looked.push(index)
        return block.text
      },
    }
  })
  const at = { block: 900, char: 4 }
  const { change } = replaceText(before, { from: at, until: at }, ['x'])
  looked.length = 0
  const revisions = new TextRevisions()
  const move = revisions.add(change, before)
  expect(new Set(looked)).toEqual(new Set([900]))
  expect(move({ block: 900, char: 6 })).toEqual({ block: 900, char: 7 })
  expect(move({ block: 3, char: 6 })).toEqual({ block: 3, char: 6 })
  expect(revisions.count).toBe(1)
})
