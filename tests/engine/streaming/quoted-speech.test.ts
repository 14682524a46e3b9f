import { describe, expect, test } from 'vitest'
import { QuotedSpeech, speechParts } from '../../../src-main/engine/streaming/quoted-speech'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import { paragraph } from '../../helpers/paragraphs'

const partsOf = (document: SpokenDocument) =>
  [...document.sentences({ block: 0, char: 0 })].map((sentence) => {
    const { text } = document.speakable(sentence)
    return document
      .speechParts(sentence)
      .map(
        ({ startChar, endChar, isQuoted }) =>
          `${isQuoted ? 'Q' : '-'} ${text.slice(startChar, endChar).trim()}`,
      )
  })

describe('QuotedSpeech', () => {
  test('a quote goes over paragraphs that begin with its mark again', () => {
    const blocks = [
      '“It began,” he said. “And it went on.',
      '“It went on for long.”',
      '“Not closed.',
      'Plain.',
    ].map((text) => paragraph(text))
    const quoted = new QuotedSpeech(blocks, () => 'en')
    const texts = blocks.map(({ text }, block) =>
      quoted.of(block).map(({ startChar, endChar }) => text.slice(startChar, endChar)),
    )
    expect(texts).toEqual([['“It began,”', '“And it went on.'], ['“It went on for long.”'], [], []])
  })

  test('what becomes of the last paragraph’s quote is decided by the one that comes', () => {
    const blocks = [paragraph('“It began.')]
    const quoted = new QuotedSpeech(blocks, () => 'en')
    expect(quoted.of(0)).toEqual([])
    blocks.push(paragraph('“It went on.”'))
    expect(quoted.of(0)).toEqual([{ startChar: 0, endChar: 10 }])
  })
})

describe('speechParts', () => {
  test('a sentence is cut at its quotes; what has no word goes with its neighbour', () => {
    const document = new SpokenDocument([paragraph('“Yes,” he said, “I see.” Then he left. “No!” “Why?”')])
    expect(partsOf(document)).toEqual([
      ['Q “Yes,”', '- he said,', 'Q “I see.”'],
      ['- Then he left.'],
      ['Q “No!”'],
      ['Q “Why?”'],
    ])
  })

  test('the parts are the whole text, whatever rules leave out of it', () => {
    const text = 'He [2] said “yes [3] I do” to me.'
    const mark = (startChar: number) => ({
      kind: 'note-reference' as const,
      startChar,
      endChar: startChar + 3,
    })
    const document = new SpokenDocument([{ ...paragraph(text), marks: [mark(3), mark(17)] }])
    const [sentence] = document.sentences({ block: 0, char: 0 })
    const parts = document.speechParts(sentence)
    const said = document.speakable(sentence).text
    expect(parts.map(({ startChar, endChar }) => said.slice(startChar, endChar)).join('')).toBe(said)
    expect(parts.map(({ isQuoted }) => isQuoted)).toEqual([false, true, false])
    expect(document.speakable(sentence, parts[1]).text).toContain('yes')
    const { startChar } = document.placeOf(sentence, { ...parts[1], endChar: parts[1].startChar + 2 })
    expect(text.slice(startChar, startChar + 2)).toBe('“y')
  })

  test('a text without quotes, or without words, is one part', () => {
    expect(speechParts('Plain.', [])).toEqual([{ startChar: 0, endChar: 6, isQuoted: false }])
    expect(speechParts('… “…”', [{ startChar: 2, endChar: 5 }])).toHaveLength(1)
    expect(speechParts('', [])).toEqual([])
  })
})
