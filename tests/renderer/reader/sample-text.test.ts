import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { firstParagraph, firstSentence } from '../../../src-renderer/reader/sample-text'

const sample = readFileSync('resources/sample.md', 'utf8')

describe('firstParagraph', () => {
  test('of the sample is its first prose, without title and marks', () => {
    const paragraph = firstParagraph(sample)
    expect(sample.replace(/\s+/gu, ' ')).toContain(paragraph)
    expect(paragraph).toMatch(/^[A-Z].*\.$/u)
    expect(paragraph).not.toMatch(/[#*_]/u)
  })

  test('leaves out Markdown’s marks and line ends', () => {
    expect(firstParagraph('# T\n\n\nOne *two*\n__three__.\n\nFour.')).toBe('One two three.')
  })

  test('of nothing is nothing', () => {
    expect(firstParagraph('# Only a title')).toBe('')
  })
})

describe('firstSentence', () => {
  test('ends where the first sentence ends', () => {
    expect(firstSentence('One is here. Two is there.')).toBe('One is here.')
    expect(firstSentence('')).toBe('')
  })
})
