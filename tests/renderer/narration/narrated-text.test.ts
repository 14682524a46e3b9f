import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block, OverlayClip } from '@contract/document'
import type { TextMove } from '@contract/speech'
import {
  narratedSentences,
  sentenceFrom,
  sentenceRest,
  sentenceUntil,
} from '../../../src-renderer/narration/narrated-text'
import { locateNarrated } from '../../../src-renderer/narration/narrated-places'

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

  describe('a clip over several blocks', () => {
    const heading = block('One', { kind: 'page-number' })
    const blocks = [block('Before.'), heading, block('Two three.'), block('Four.'), block('Five.')]
    const whole = { block: 1, startChar: 0, endChar: 3, audio: 'a.mp3', startSeconds: 1, endSeconds: 9 }
    const clips = [...wordClips('Before.', 0), { ...whole, until: { block: 3, char: 5 } }]
    const after = { block: 4, startChar: 0, endChar: 5, audio: 'a.mp3', startSeconds: 9 }

    test('is one sentence, which every place in them belongs to', () => {
      const sentences = narratedSentences(blocks, [...clips, after], { 'page-number': 'read' }, 'en')
      expect(sentences).toHaveLength(3)
      expect(sentences[1].words).toEqual([])
      for (const place of [
        { block: 1, char: 0 },
        { block: 2, char: 0 },
        { block: 3, char: 4 },
      ])
        expect(sentenceFrom(sentences, place)).toBe(1)
      expect(sentenceFrom(sentences, { block: 3, char: 5 })).toBe(2)
      expect(sentenceFrom(sentences, { block: 4, char: 0 })).toBe(2)
    })

    test('is passed as one', () => {
      const sentences = narratedSentences(blocks, [...clips, after], {}, 'en')
      const go = (number: number, move: TextMove) =>
        locateNarrated(sentences, { block: number, char: 0 }, move)
      expect(go(1, 'next-paragraph')).toEqual({ block: 4, char: 0 })
      expect(go(2, 'next-paragraph')).toEqual({ block: 4, char: 0 })
      expect(go(0, 'next-paragraph')).toEqual({ block: 1, char: 0 })
      expect(go(3, 'previous-paragraph')).toEqual({ block: 1, char: 0 })
      expect(go(4, 'previous-paragraph')).toEqual({ block: 1, char: 0 })
      expect(go(1, 'previous-paragraph')).toEqual({ block: 0, char: 0 })
    })

    test('is left out only where all that it reads is', () => {
      const counted = (
        overlays: OverlayClip[],
        rules: Parameters<typeof narratedSentences>[2],
        there = blocks,
      ) => narratedSentences(there, overlays, rules, 'en').length
      expect(counted(clips, { 'page-number': 'skip' })).toBe(2)
      const alone = [{ ...whole, until: { block: 2, char: 5 } }]
      const notes = blocks.map((one) => ({ ...one, kind: 'footnote' as const }))
      expect(counted(alone, { footnote: 'skip' }, notes)).toBe(0)
      // What is not there yet may be read.
      expect(counted(alone, { footnote: 'skip' }, notes.slice(0, 2))).toBe(1)
    })

    test('ends where the next one begins', () => {
      const next = { ...after, block: 3 }
      const sentences = narratedSentences(blocks, [...clips, next], {}, 'en')
      expect(sentences[1].until).toEqual({ block: 3, char: 0 })
      expect(sentenceFrom(sentences, { block: 3, char: 0 })).toBe(2)
    })
  })

  describe('clips that follow one another for one place', () => {
    const piece = (overlay: number, audio: string, startSeconds = 0, endSeconds: number | null = null) => ({
      ...{ overlay, audio, startSeconds, endSeconds },
    })

    test('are heard one behind the other: a chapter in several recordings', () => {
      const blocks = [block('One.'), block('Two.'), block('Three.')]
      const whole = { block: 0, startChar: 0, endChar: 4, startSeconds: 0, until: { block: 1, char: 4 } }
      const clips = [{ ...whole, audio: 'a.mp3' }, { ...whole, audio: 'b.mp3' }, ...wordClips('Three.', 2)]
      const sentences = narratedSentences(blocks, clips, {}, 'en', 5)
      expect(sentences).toHaveLength(2)
      expect(sentences[0]).toMatchObject({ ...{ startChar: 0, endChar: 4 }, until: { block: 1, char: 4 } })
      expect(sentences[0].pieces).toEqual([piece(5, 'a.mp3'), piece(6, 'b.mp3')])
      expect(sentences[1].pieces).toEqual([piece(7, 'a.mp3', 0, 0.5)])
    })

    test('are one word of a sentence where they name a word', () => {
      const [one, two, ...others] = wordClips('One two three.')
      const ending = { ...two, audio: 'b.mp3', startSeconds: 0, endSeconds: 0.25 }
      const [sentence, ...rest] = narratedSentences(
        [block('One two three.')],
        [one, two, ending, ...others],
        {},
        'en',
      )
      expect(rest).toEqual([])
      expect(sentence.pieces).toEqual([
        piece(0, 'a.mp3', 0, 0.5),
        piece(1, 'a.mp3', 0.5, 1),
        piece(2, 'b.mp3', 0, 0.25),
        piece(3, 'a.mp3', 1, 1.5),
      ])
      expect(sentence.words.map(({ startChar, piece: number }) => [startChar, number])).toEqual([
        [0, 0],
        [4, 1],
        [4, 2],
        [8, 3],
      ])
      expect(sentenceRest(sentence, 5).pieces).toHaveLength(3)
      expect(sentenceUntil(sentence, { block: 0, char: 8 })?.pieces).toHaveLength(3)
      expect(sentenceUntil(sentence, { block: 0, char: 4 })?.pieces).toHaveLength(1)
    })

    test('of others for one place the first is heard', () => {
      const [one, two] = wordClips('One two.')
      const sentences = narratedSentences(
        [block('One two.')],
        [one, two, { ...one, audio: 'b.mp3' }],
        {},
        'en',
      )
      expect(sentences.flatMap(({ pieces }) => pieces.map(({ audio }) => audio))).toEqual(['a.mp3', 'a.mp3'])
    })

    test('a hundred thousand of them take no longer than others', () => {
      const clips = Array.from({ length: 100_000 }, () => wordClips('One')[0])
      const startedAt = performance.now()
      expect(narratedSentences([block('One two.')], clips, {}, 'en')[0].pieces).toHaveLength(100_000)
      expect(performance.now() - startedAt).toBeLessThan(10_000)
    })
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
      blocksMore: fc.nat(3),
    })
    const blocks = [text, '', 'No. Yes!', 'a', text].map((said) => block(said))
    fc.assert(
      fc.property(fc.array(clip, { maxLength: 40 }), (drawn) => {
        const clips = drawn.map(({ blocksMore, ...one }): OverlayClip => {
          const until = { block: one.block + blocksMore, char: 1 }
          return blocksMore === 0 ? one : { ...one, until }
        })
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
