import { describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { speechSettingsSchema } from '@contract/settings'
import {
  passageFrom,
  pauseBetween,
  unrecordedStretches,
} from '../../../src-renderer/narration/unrecorded-text'
import { paragraph as said } from '../../helpers/paragraphs'

const paragraph = (text: string, marks: Block['marks'] = []): Block => ({ ...said(text), marks })
const missing = (text: string): Block =>
  paragraph(text, [{ kind: 'unrecorded', startChar: 0, endChar: text.length }])

describe('pauseBetween', () => {
  test('is the pause that the voice itself makes there', () => {
    const { pauses } = speechSettingsSchema.parse({})
    const heading: Block = { ...missing('Two'), kind: 'heading', level: 2 }
    const item: Block = { ...paragraph('An item'), kind: 'list-item', level: 1 }
    const text = [paragraph('It ended.'), heading, paragraph('It began.'), item, item]
    const milliseconds = [0, 1, 2, 3].map((block) => 1_000 * pauseBetween(block, block + 1, text, pauses))
    const { chapterMilliseconds, headingMilliseconds, paragraphMilliseconds, listItemMilliseconds } = pauses
    expect(milliseconds).toEqual([
      chapterMilliseconds,
      headingMilliseconds,
      paragraphMilliseconds,
      listItemMilliseconds,
    ])
  })
})

describe('unrecordedStretches', () => {
  const mark = (kind: Block['marks'][number]['kind'], startChar: number, endChar: number) =>
    ({ kind, startChar, endChar }) as Block['marks'][number]

  test('are what the rules have read: no single words, nothing that another rule skips', () => {
    const marks = [mark('unrecorded', 0, 9), mark('unrecorded-word', 12, 14), mark('unrecorded', 20, 22)]
    const text = 'One two. In it, 34 or 12'
    const ranges = (block: Block, rules: Parameters<typeof unrecordedStretches>[2]) =>
      unrecordedStretches(block, 4, rules).map(({ startChar, endChar }) => [startChar, endChar])
    expect(ranges(paragraph(text, marks), {})).toEqual([
      [0, 9],
      [20, 22],
    ])
    expect(ranges(paragraph(text, marks), { 'unrecorded-word': 'read' })).toHaveLength(3)
    expect(ranges(paragraph(text, [...marks, mark('page-number', 20, 22)]), {})).toEqual([[0, 9]])
    expect(ranges(paragraph(text, marks), { unrecorded: 'skip' })).toEqual([])
    const note: Block = { ...paragraph(text, marks), kind: 'footnote' }
    expect(ranges(note, { footnote: 'skip' })).toEqual([])
  })

  test('those of neighbouring blocks are one passage, with nothing but signs between them', () => {
    const blocks = [paragraph('Said.'), missing('Two words'), missing('and three more')]
    const sentences = blocks.flatMap((block, number) => unrecordedStretches(block, number, {}))
    const passage = (at: number) => passageFrom(sentences, at, blocks).map(({ block }) => block)
    expect(passage(0)).toEqual([1, 2])
    expect(passage(1)).toEqual([2])
  })
})
