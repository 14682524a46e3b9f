import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block, OverlayClip } from '@contract/document'
import {
  narratedSentences,
  sentenceFrom,
  sentenceRest,
  sentenceUntil,
} from '../../../src-renderer/narration/narrated-text'

function block(text: string, more: Partial<Block> = {}): Block {
  return {
    kind: 'paragraph',
    text,
    marks: [],
    source: { part: 0, startChar: 0, endChar: 0, exact: false },
    ...more,
  }
}

/** A clip for every word, half a second each. */
function wordClips(text: string, number = 0): OverlayClip[] {
  return [...text.matchAll(/\S+/g)].map((match, index) => ({
    block: number,
    startChar: match.index,
    endChar: match.index + match[0].length,
    audio: 'a.mp3',
    startSeconds: index / 2,
    endSeconds: (index + 1) / 2,
  }))
}

const text = 'One two. Three four five.'

describe('narratedSentences', () => {
  test('makes sentences of clips that name words', () => {
    const sentences = narratedSentences([block(text)], wordClips(text), {}, 'en')
    expect(sentences.map(({ startChar, endChar }) => text.slice(startChar, endChar))).toEqual([
      'One two.',
      'Three four five.',
    ])
    expect(sentences[1].words.map(({ startSeconds }) => startSeconds)).toEqual([1, 1.5, 2])
  })

  test('takes a clip that names more than a word for a sentence without words', () => {
    const clip = { block: 0, startChar: 0, endChar: text.length, audio: 'a.mp3', startSeconds: 1 }
    expect(narratedSentences([block(text)], [clip], {}, undefined)).toEqual([
      {
        block: 0,
        startChar: 0,
        endChar: text.length,
        pieces: [{ overlay: 0, audio: 'a.mp3', startSeconds: 1, endSeconds: null }],
        words: [],
      },
    ])
  })

  test('leaves out what the rules skip: a kind of block, of mark, and what the overlay says that it is', () => {
    const note = block('A note.', { kind: 'footnote' })
    const page = block('12 Words', { marks: [{ kind: 'page-number', startChar: 0, endChar: 2 }] })
    const blocks = [block('Said so.'), note, page]
    const clips = blocks.flatMap(({ text: said }, number) => wordClips(said, number))
    const told = { ...clips[0], kind: 'page-number' as const }
    const read = (overlays: OverlayClip[], rules: Parameters<typeof narratedSentences>[2]) =>
      narratedSentences(blocks, overlays, rules, 'en').flatMap(({ block: number, words }) =>
        words.map(({ startChar, endChar }) => blocks[number].text.slice(startChar, endChar)),
      )
    expect(read(clips, {})).toEqual(['Said', 'so.', 'A', 'note.', 'Words'])
    expect(read(clips, { footnote: 'skip', 'page-number': 'read' })).toEqual(['Said', 'so.', '12', 'Words'])
    expect(read([told, ...clips.slice(1)], {})).toEqual(['so.', 'A', 'note.', 'Words'])
  })

  test('begins in a sentence at its word, and ends before one', () => {
    const [, second] = narratedSentences([block(text)], wordClips(text), {}, 'en')
    const rest = sentenceRest(second, text.indexOf('four') + 1)
    expect(rest.pieces.map(({ startSeconds }) => startSeconds)).toEqual([1.5, 2])
    const begun = sentenceUntil(second, { block: 0, char: text.indexOf('five') })
    expect(begun?.pieces.map(({ endSeconds }) => endSeconds)).toEqual([1.5, 2])
    expect(sentenceUntil(second, { block: 0, char: second.startChar })).toBeNull()
  })

  test('whatever clips a book has, sentences stand in order and do not overlap', () => {
    const clip = fc.record({
      block: fc.integer({ min: 0, max: 4 }),
      startChar: fc.integer({ min: 0, max: 40 }),
      endChar: fc.integer({ min: 0, max: 40 }),
      audio: fc.constantFrom('a.mp3', 'b.mp3'),
      startSeconds: fc.double({ min: 0, max: 1e9, noNaN: true }),
      endSeconds: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
    })
    const blocks = [text, '', 'No. Yes!', 'a', text].map((said) => block(said))
    fc.assert(
      fc.property(fc.array(clip, { maxLength: 40 }), (clips) => {
        const sentences = narratedSentences(blocks, clips, {}, 'en')
        sentences.forEach((sentence, index) => {
          const { startChar, endChar, pieces, words } = sentence
          expect(endChar).toBeGreaterThan(startChar)
          expect(endChar).toBeLessThanOrEqual(blocks[sentence.block].text.length)
          expect(pieces.length).toBeGreaterThan(0)
          expect(words.every(({ piece }) => piece < pieces.length)).toBe(true)
          const next = sentences.at(index + 1)
          if (next) expect(next.block > sentence.block || next.startChar >= sentence.endChar).toBe(true)
          expect(sentenceFrom(sentences, { block: sentence.block, char: startChar })).toBe(index)
        })
      }),
      { seed: 7 },
    )
  })

  test('a hundred thousand clips take no longer than reading them', () => {
    const paragraph = Array.from(
      { length: 100 },
      (_, index) => `Word${index}${index % 9 === 8 ? '.' : ''}`,
    ).join(' ')
    const blocks = Array.from({ length: 1_000 }, () => block(paragraph))
    const clips = blocks.flatMap((_, number) => wordClips(paragraph, number))
    const startedAt = performance.now()
    expect(narratedSentences(blocks, clips, {}, 'en').length).toBeGreaterThan(10_000)
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })
})
