import { describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { pauseKind } from '@contract/pauses'
import { paragraph } from '../helpers/paragraphs'

const listed = (text: string): Block => ({ ...paragraph(text), kind: 'list-item', level: 1 })
const headed = (text: string, level: number): Block => ({ ...paragraph(text), kind: 'heading', level })
const kindOf = (before: readonly Block[], ...after: readonly Block[]) =>
  pauseKind(before.length - 1, before.length + after.length - 1, [...before, ...after])

describe('pauseKind', () => {
  test('inside a paragraph it is a sentence’s', () => {
    expect(pauseKind(0, 0, [headed('a', 1)])).toBe('sentence')
  })

  test('from item to item of a list the pause is its own, into the list and out of it a paragraph’s', () => {
    expect(kindOf([listed('a')], listed('b'))).toBe('listItem')
    expect(kindOf([paragraph('a')], listed('b'))).toBe('paragraph')
    expect(kindOf([listed('a')], paragraph('b'))).toBe('paragraph')
  })

  test('a chapter begins before a heading of the two highest levels, and only before the first of several', () => {
    expect(kindOf([paragraph('a')], headed('Part', 1))).toBe('chapter')
    expect(kindOf([paragraph('a')], headed('Chapter', 2))).toBe('chapter')
    expect(kindOf([paragraph('a')], headed('Section', 3))).toBe('heading')
    expect(kindOf([headed('Part', 1)], headed('Chapter', 2))).toBe('heading')
    expect(kindOf([headed('Chapter', 2)], paragraph('a'))).toBe('heading')
  })

  test('a heading that is not read parts what stands around it', () => {
    expect(kindOf([paragraph('a')], headed('Chapter', 2), paragraph('b'))).toBe('chapter')
    expect(kindOf([listed('a')], headed('Section', 3), listed('b'))).toBe('heading')
  })

  test('the heading of what the document was not opened for begins no chapter', () => {
    expect(kindOf([paragraph('a')], { ...headed('Contents', 1), matter: 'contents' })).toBe('heading')
  })
})
