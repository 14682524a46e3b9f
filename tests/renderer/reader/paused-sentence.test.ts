import { describe, expect, test } from 'vitest'
import { createTranslator } from '@contract/strings/translator'
import { contentsLines } from '../../../src-renderer/library/contents'
import { pausedSentence } from '../../../src-renderer/reader/paused-sentence'

describe('pausedSentence', () => {
  const { t } = createTranslator('en')
  const contents = contentsLines([
    { title: 'The Time Traveller', level: 1, startBlock: 2 },
    { title: 'The Morlocks', level: 1, startBlock: 9 },
  ])
  const said = (block: number) => pausedSentence(t, contents, { block, char: 3 })

  test('says the chapter that the voice is in', () => {
    expect(said(2)).toBe('Paused, The Time Traveller')
    expect(said(8)).toBe('Paused, The Time Traveller')
    expect(said(40)).toBe('Paused, The Morlocks')
  })

  test('says no chapter where there is none', () => {
    expect(said(1)).toBe('Paused')
    expect(pausedSentence(t, [], { block: 3, char: 0 })).toBe('Paused')
    expect(pausedSentence(t, contents, null)).toBe('Paused')
  })
})
