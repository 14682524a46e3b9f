import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerptChars } from '@contract/kept-place'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { TextChange } from '@contract/text-change'
import { SpokenDocument } from '../../../../src-main/engine/streaming/spoken-document'
import { createPronounce } from '../../../../src-main/engine/text/pronunciation'
import { entry, paragraph } from './said'

const word = 'Polish'
type At = readonly [block: number, char: number]

function here(texts: readonly string[], [block, char]: At): PronunciationEntry {
  const text = texts[block]
  const before = text.slice(Math.max(0, char - excerptChars), char)
  const place = { block, char, before, after: text.slice(char, char + excerptChars) }
  return entry(word, 'HERE', { match: 'anywhere', matchCase: true, scope: 'here', place })
}

function opened(texts: readonly string[], ...entries: PronunciationEntry[]): SpokenDocument {
  return new SpokenDocument(
    texts.map((text) => paragraph(text)),
    { pronounce: createPronounce({ entries }) },
  )
}

/** Where something is said otherwise, and what is. */
function saidIn(document: SpokenDocument): [block: number, char: number, said: string][] {
  return [...document.sentences({ block: 0, char: 0 })].flatMap((sentence) =>
    document
      .speakable(sentence)
      .pronunciations.map(({ startChar, endChar, say }): [number, number, string] => {
        const place = document.placeOf(sentence, { startChar, endChar })
        return [sentence.block, place.startChar, say.kind === 'words' ? say.words : '']
      }),
  )
}

const placesOf = (texts: readonly string[]): At[] =>
  texts.flatMap((text, block) => [...text.matchAll(/Polish/g)].map(({ index }): At => [block, index]))

/** Few words, so that much of the text is like much else of it. */
const someText = fc
  .array(fc.constantFrom('Polish', 'the', 'polish', 'Polish,', 'ends. Then', 'Polished'), {
    minLength: 1,
    maxLength: 14,
  })
  .map((words) => `${words.join(' ')}.`)
const someTexts = fc
  .array(someText, { minLength: 1, maxLength: 5 })
  .filter((texts) => placesOf(texts).length > 0)

/** A change of one block that puts a text in place of a part. */
function put(texts: readonly string[], block: number, from: number, until: number, text: string): TextChange {
  const before = texts[block]
  return {
    fromBlock: block,
    removedBlocks: 1,
    blocks: [paragraph(before.slice(0, from) + text + before.slice(until))],
    keptStartChars: from,
    keptEndChars: before.length - until,
  }
}

describe('entries for one place', () => {
  test('of equal words only the one chosen is said otherwise, in any block and with any text around it', () => {
    fc.assert(
      fc.property(someTexts, fc.nat(), (texts, nth) => {
        const places = placesOf(texts)
        const [block, char] = places[nth % places.length]
        expect(saidIn(opened(texts, here(texts, [block, char])))).toEqual([[block, char, 'HERE']])
      }),
      { seed: 41, numRuns: 300 },
    )
  })

  test('it comes before what holds more widely, which holds elsewhere', () => {
    const texts = ['A Polish cat. A Polish dog.', 'Polish.']
    const wide = [entry(word, 'DOCUMENT', { scope: 'document' }), entry('A Polish', 'EVERYWHERE')]
    const said = saidIn(opened(texts, ...wide, here(texts, [0, 16])))
    expect(said).toEqual([
      [0, 2, 'DOCUMENT'],
      [0, 16, 'HERE'],
      [1, 0, 'DOCUMENT'],
    ])
  })

  test('it goes with its word through changes before, in and behind it, and no other word takes it', () => {
    const parts = fc.tuple(fc.nat(), fc.nat(), fc.nat({ max: 3 }), fc.constantFrom('Polish ', ' the', ''))
    fc.assert(
      fc.property(someTexts, fc.nat(), fc.array(parts, { maxLength: 4 }), (texts, nth, changes) => {
        const places = placesOf(texts)
        const [block, startChar] = places[nth % places.length]
        let char = startChar
        let now = [...texts]
        let document = opened(texts, here(texts, [block, char]))
        for (const [inBlock, at, removed, text] of changes) {
          const changed = inBlock % now.length
          const from = at % (now[changed].length + 1)
          const until = Math.min(now[changed].length, from + removed)
          // What lies in the word takes it away.
          if (changed === block && from < char + word.length && until > char) continue
          const change = put(now, changed, from, until, text)
          document = document.revised(change)
          if (changed === block && from <= char) char += text.length - (until - from)
          now = now.map((old, index) => (index === changed ? change.blocks[0].text : old))
        }
        expect(saidIn(document)).toEqual([[block, char, 'HERE']])
      }),
      { seed: 42, numRuns: 300 },
    )
  })

  test('a word that is written over is not said otherwise, nor one like it, until it is back', () => {
    const texts = ['The Polish the Polish the Polish the.']
    const document = opened(texts, here(texts, [0, 15]))
    const gone = document.revised(put(texts, 0, 15, 21, ''))
    expect(saidIn(gone)).toEqual([])
    const back = gone.revised(put([texts[0].slice(0, 15) + texts[0].slice(21)], 0, 15, 15, 'Polish'))
    expect(saidIn(back)).toEqual([[0, 15, 'HERE']])
    expect(saidIn(document.revised(put(texts, 0, 17, 17, 'x')))).toEqual([])
  })

  test('in a text that is another by now it is found by what stands around it, else not at all', () => {
    const texts = ['He came from Polish lands at last.', 'Some Polish here.', 'Of Polish we know little.']
    const chosen = here(texts, [0, 13])
    expect(saidIn(opened(['New.', texts[1], `Then. ${texts[0]}`], chosen))).toEqual([[2, 19, 'HERE']])
    expect(saidIn(opened([texts[1], texts[2]], chosen))).toEqual([])
    const alone = ['A.', 'Polish', 'Not Polish.']
    expect(saidIn(opened([...alone.slice(1), 'Polish'], here(alone, [1, 0])))).toEqual([[0, 0, 'HERE']])
    expect(saidIn(opened(['Not Polish.'], here(alone, [1, 0])))).toEqual([])
  })

  test('while a document grows only the place itself counts; the rest is looked for at its end', () => {
    const texts = ['One Polish cat sat down.', 'Two.', 'One Polish cat sat up.']
    const pronounce = createPronounce({ entries: [here(texts, [2, 4])] })
    const growing = new SpokenDocument([paragraph(texts[0])], { pronounce, isWhole: false })
    expect(saidIn(growing)).toEqual([])
    growing.extend([paragraph(texts[1])], false)
    growing.extend([paragraph(texts[2])], false)
    expect(saidIn(growing)).toEqual([[2, 4, 'HERE']])
    const shorter = new SpokenDocument([paragraph(texts[1])], { pronounce, isWhole: false })
    shorter.extend([paragraph(texts[2])], false)
    expect(saidIn(shorter)).toEqual([])
    shorter.extend([], true)
    expect(saidIn(shorter)).toEqual([[1, 4, 'HERE']])
  })

  test('one with a period does not join the sentences of all the others', () => {
    const texts = ['He is Abb. Then he ran. She is Abb. Then.']
    const place = { block: 0, char: 6, before: 'He is ', after: 'Abb. Then he ran. She is Abb. Then.' }
    const chosen = entry('Abb.', 'x', { match: 'word', scope: 'here', place })
    const document = opened(texts, chosen)
    expect([...document.sentences({ block: 0, char: 0 })]).toHaveLength(4)
  })
})
