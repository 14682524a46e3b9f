import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InlineMark } from '@contract/document'
import { pronunciationEntrySchema, type PronunciationEntry } from '@contract/pronunciation'
import { textMoves } from '@contract/speech'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import { createPronounce } from '../../../src-main/engine/text/pronunciation'
import { paragraph } from '../../helpers/paragraphs'

const texts = ['First one. Second one.', '', '   ', 'Third one.', 'Fourth one. Fifth one. Sixth one.']
const document = new SpokenDocument(texts.map((text) => paragraph(text)))
const said = (from: { block: number; char: number }, until?: { block: number; char: number }): string[] =>
  [...document.sentences(from, until)].map(({ block, startChar, endChar }) =>
    texts[block].slice(startChar, endChar).trim(),
  )
const at = (word: string): { block: number; char: number } => {
  const block = texts.findIndex((text) => text.includes(word))
  return { block, char: texts[block].indexOf(word) }
}

const noteAt = (startChar: number, endChar: number): InlineMark => ({
  kind: 'note-reference',
  startChar,
  endChar,
})

describe('SpokenDocument', () => {
  test('gives the sentences from the one that holds a place to the end', () => {
    expect(said({ block: 0, char: 0 })).toHaveLength(6)
    expect(said({ block: 0, char: 3 })[0]).toBe('First one.')
    expect(said(at('Second'))[0]).toBe('Second one.')
    expect(said({ block: 1, char: 0 })[0]).toBe('Third one.')
    expect(said({ block: 4, char: 10_000 })).toEqual([])
    expect(said({ block: 99, char: 0 })).toEqual([])
  })

  test('stops before a sentence that begins at or after `until`', () => {
    const from = { block: 0, char: 0 }
    expect(said(from, at('Second'))).toEqual(['First one.'])
    expect(said(from, { ...at('Second'), char: at('Second').char + 1 })).toHaveLength(2)
    expect(said(from, { block: 2, char: 0 })).toHaveLength(2)
    expect(said(from, { block: 99, char: 0 })).toHaveLength(6)
    expect(said(at('Fourth'), from)).toEqual([])
  })

  test('what a sentence says about itself is said, and what a dictionary says of it once there is one', () => {
    const [block] = [paragraph('One. Read [it](/ˈɪt/) twice.')]
    const known = new SpokenDocument([block])
    const second = [...known.sentences({ block: 0, char: 0 })][1]
    const words = { kind: 'words' as const, words: 'two times' }
    const notation = [
      { startChar: 5, endChar: 6, say: { kind: 'nothing' } },
      { startChar: 6, endChar: 8, say: { kind: 'phonemes', phonemes: 'ˈɪt' } },
      { startChar: 8, endChar: 16, say: { kind: 'nothing' } },
    ]
    expect(known.speakable(second)).toEqual({ text: 'Read [it](/ˈɪt/) twice.', pronunciations: notation })
    known.pronounceBy(() => [{ startChar: 22, endChar: 27, say: words }])
    expect(known.speakable(second).pronunciations).toEqual([{ startChar: 17, endChar: 22, say: words }])
  })

  test('a sentence does not end with a word that the dictionary has with a period', () => {
    const entry = (text: string, matchCase = false): PronunciationEntry => ({
      ...{ text, matchCase, match: 'word', scope: 'everywhere' },
      say: { kind: 'words', words: 'so' },
    })
    const spoken = new SpokenDocument([paragraph('The Abb. Smith spoke. Then the hd. Clerk left. He ran.')])
    const sentences = () =>
      [...spoken.sentences({ block: 0, char: 0 })].map((sentence) => spoken.speakable(sentence).text)
    expect(sentences()).toHaveLength(5)
    spoken.pronounceBy(createPronounce({ entries: [entry('abb.'), entry('hd.', true), entry('ran')] }))
    expect(sentences()).toEqual(['The Abb. Smith spoke.', 'Then the hd. Clerk left.', 'He ran.'])
    spoken.pronounceBy(createPronounce({ entries: [entry('Hd.', true)] }))
    expect(sentences()).toHaveLength(5)
  })

  test('what rules leave out has no sentence, and other rules have other sentences', () => {
    const spoken = new SpokenDocument([
      paragraph('One.'),
      paragraph('x = 1', 'code'),
      paragraph('Page 2', 'page-number'),
    ])
    const ranges = () =>
      [...spoken.sentences({ block: 0, char: 0 })].map((sentence) => spoken.speakable(sentence).text)
    expect(ranges()).toEqual(['One.', 'Code block.'])
    spoken.readBy({ code: 'skip', 'page-number': 'read' })
    expect(ranges()).toEqual(['One.', 'Page 2'])
    expect(spoken.locate({ block: 0, char: 0 }, 'next-sentence')).toEqual({ block: 2, char: 0 })
  })

  test('a sentence without its note is one sentence, and its words are found in the block', () => {
    const block = { ...paragraph('It rose [1] fast. Then.'), marks: [noteAt(8, 11)] }
    const spoken = new SpokenDocument([block])
    const [first] = spoken.sentences({ block: 0, char: 0 })
    expect(first).toEqual({ block: 0, startChar: 0, endChar: 17 })
    expect(spoken.speakable(first).text).toBe('It rose fast.')
    expect(spoken.placeOf(first, { startChar: 8, endChar: 12 })).toEqual({ startChar: 12, endChar: 16 })
  })

  test('a number before an item is said with its first sentence', () => {
    const spoken = new SpokenDocument([{ ...paragraph('Item one. More.', 'list-item'), marker: '1.' }])
    const [first, second] = spoken.sentences({ block: 0, char: 0 })
    expect(first).toEqual({ block: 0, startChar: 0, endChar: 9 })
    expect(spoken.speakable(first).text).toBe('1. Item one.')
    expect(spoken.placeOf(first, { startChar: 0, endChar: 2 })).toEqual({ startChar: 0, endChar: 0 })
    expect(spoken.speakable(second).text).toBe('More.')
  })

  test('a sentence found under former rules is said as it stands', () => {
    const block = { ...paragraph('It rose [1] fast.'), marks: [noteAt(8, 11)] }
    const spoken = new SpokenDocument([block])
    const [found] = spoken.sentences({ block: 0, char: 0 })
    spoken.readBy({ 'note-reference': 'read' })
    expect(spoken.speakable(found).text).toBe('It rose [1] fast.')
    spoken.extend([], true)
  })

  test('a pronunciation is found in what is said, wherever it stands in the block', () => {
    const block = { ...paragraph('It rose [1] fast.'), marks: [noteAt(8, 11)] }
    const pronounce = createPronounce({
      entries: [pronunciationEntrySchema.parse({ text: 'rose fast', say: { kind: 'nothing' } })],
    })
    const spoken = new SpokenDocument([block], { pronounce })
    const [sentence] = spoken.sentences({ block: 0, char: 0 })
    expect(spoken.speakable(sentence).pronunciations).toEqual([
      { startChar: 3, endChar: 12, say: { kind: 'nothing' } },
    ])
  })

  test('a growing document is gone through as it comes', async () => {
    const growing = new SpokenDocument([paragraph('One.')], { isWhole: false })
    const { signal } = new AbortController()
    const heard: string[] = []
    const reading = (async () => {
      for await (const sentence of growing.sentencesAsTheyCome({ block: 0, char: 0 }, undefined, signal))
        heard.push(growing.speakable(sentence).text)
    })()
    await expect.poll(() => heard).toEqual(['One.'])
    growing.extend([paragraph('Two. Three.')], false)
    await expect.poll(() => heard).toEqual(['One.', 'Two.', 'Three.'])
    growing.extend([paragraph('Four.')], true)
    await reading
    expect(heard).toEqual(['One.', 'Two.', 'Three.', 'Four.'])
  })

  test('waiting for more of a document ends with its signal', async () => {
    const growing = new SpokenDocument([], { isWhole: false })
    const controller = new AbortController()
    const sentences = growing.sentencesAsTheyCome({ block: 0, char: 0 }, undefined, controller.signal)
    const next = sentences.next()
    const reason = new Error('closed')
    controller.abort(reason)
    await expect(next).rejects.toBe(reason)
  })

  test('an empty document has no sentence and no place', () => {
    const empty = new SpokenDocument([])
    const from = { block: 0, char: 0 }
    expect([...empty.sentences(from)]).toEqual([])
    for (const move of textMoves) expect(empty.locate(from, move)).toBeNull()
  })

  test.each([
    ['First', 'sentence-start', 'First'],
    ['First', 'next-sentence', 'Second'],
    ['Second', 'next-sentence', 'Third'],
    ['Sixth', 'next-sentence', null],
    ['Second', 'previous-sentence', 'First'],
    ['Third', 'previous-sentence', 'Second'],
    ['First', 'previous-sentence', null],
    ['First', 'next-paragraph', 'Third'],
    ['Third', 'next-paragraph', 'Fourth'],
    ['Fifth', 'next-paragraph', null],
    ['Sixth', 'previous-paragraph', 'Third'],
    ['Third', 'previous-paragraph', 'First'],
    ['Second', 'previous-paragraph', null],
  ] as const)('from "%s" the %s is "%s"', (from, move, to) => {
    const inside = { ...at(from), char: at(from).char + 2 }
    expect(document.locate(inside, move)).toEqual(to && at(to))
  })

  const sentenceMoves = textMoves.filter((move) => !move.includes('word'))

  test('from any place any step by sentences or paragraphs leads to a sentence’s start in its direction, or nowhere', () => {
    const starts = [...document.sentences({ block: 0, char: 0 })].map(({ block, startChar }) => ({
      block,
      char: startChar,
    }))
    fc.assert(
      fc.property(fc.nat(8), fc.nat(60), fc.constantFrom(...sentenceMoves), (block, char, move) => {
        const found = document.locate({ block, char }, move)
        if (!found) return
        expect(starts).toContainEqual(found)
        const isAfter = found.block > block || (found.block === block && found.char > char)
        if (move.startsWith('next')) expect(isAfter).toBe(true)
        if (move.startsWith('previous')) expect(isAfter).toBe(false)
      }),
      { seed: 4, numRuns: 500 },
    )
  })

  test('stepping forward from the start meets every sentence once, and back again', () => {
    const forward = []
    let place = document.locate({ block: 0, char: 0 }, 'sentence-start')
    for (; place; place = document.locate(place, 'next-sentence')) forward.push(place)
    expect(forward).toHaveLength(6)
    const back = []
    for (place = forward[5]; place; place = document.locate(place, 'previous-sentence')) back.push(place)
    expect(back.reverse()).toEqual(forward)
  })

  test('stepping by words meets every word that is said once, over sentences and blocks, and back again', () => {
    const spoken = new SpokenDocument([
      paragraph('One two. It’s three!'),
      paragraph('…'),
      { ...paragraph('Four [1] five.'), marks: [{ kind: 'note-reference', startChar: 5, endChar: 8 }] },
    ])
    const said = (place: { block: number; word?: { startChar: number; endChar: number } | undefined }) =>
      place.word && spoken.blocks[place.block].text.slice(place.word.startChar, place.word.endChar)
    const forward = []
    let place = spoken.locate({ block: 0, char: 0 }, 'word-start')
    for (; place; place = spoken.locate(place, 'next-word')) forward.push(place)
    expect(forward.map(said)).toEqual(['One', 'two', 'It’s', 'three', 'Four', 'five'])
    expect(forward[2].sentence).toEqual({ startChar: 9, endChar: 20 })
    const back = []
    for (place = forward[5]; place; place = spoken.locate(place, 'previous-word')) back.push(place)
    expect(back.reverse()).toEqual(forward)
    expect(spoken.locate({ block: 0, char: 6 }, 'word-start')).toEqual(forward[1])
  })
})
