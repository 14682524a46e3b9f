import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textMoves } from '@contract/speech'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
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

  test('from any place any step leads to a sentence’s start in its direction, or nowhere', () => {
    const starts = [...document.sentences({ block: 0, char: 0 })].map(({ block, startChar }) => ({
      block,
      char: startChar,
    }))
    fc.assert(
      fc.property(fc.nat(8), fc.nat(60), fc.constantFrom(...textMoves), (block, char, move) => {
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
})
