import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loudnessSample } from '../../../../src-main/engine/export/job/loudness-sample'
import { SpokenDocument } from '../../../../src-main/engine/streaming/spoken-document'
import { paragraph } from '../../../helpers/paragraphs'

const sentence = (words: number): string => `Then ${'word '.repeat(words)}end.`
/** A document of blocks, each of sentences of so many words. */
const documentOf = (blocks: readonly (readonly number[])[]) =>
  new SpokenDocument(blocks.map((sentences) => paragraph(sentences.map(sentence).join(' '))))
const chapter = (fromBlock: number, untilBlock: number) => ({ title: 'A chapter', fromBlock, untilBlock })
const charsOf = (sentences: readonly { startChar: number; endChar: number }[]): number =>
  sentences.reduce((sum, { startChar, endChar }) => sum + endChar - startChar, 0)

describe('loudnessSample', () => {
  test('of a short text it is every sentence that can be said', () => {
    const document = new SpokenDocument(['One. Two.', '* * *', '', 'Three.'].map((text) => paragraph(text)))
    const sample = loudnessSample(document, [chapter(0, 1), chapter(1, 4)])
    expect(sample.map(({ block, startChar }) => [block, startChar])).toEqual([
      [0, 0],
      [0, 5],
      [3, 0],
    ])
    expect(loudnessSample(document, [chapter(1, 3)])).toEqual([])
  })

  test('of a long one it is a minute or two from everywhere in it', () => {
    const document = documentOf(
      Array.from({ length: 2_000 }, (_, block) => [block % 23, 5, (block * 7) % 31]),
    )
    const sample = loudnessSample(document, [chapter(0, 1_000), chapter(1_000, 2_000)])
    expect(charsOf(sample)).toBeGreaterThanOrEqual(1_500)
    expect(charsOf(sample)).toBeLessThan(1_750)
    const places = [-1, ...sample.map(({ block }) => block), 2_000]
    const gaps = places.slice(1).map((block, index) => block - places[index])
    expect(Math.max(...gaps)).toBeLessThan((3 * 2_000) / sample.length)
  })

  test('long sentences are in it as often as short ones', () => {
    const document = documentOf(Array.from({ length: 3_000 }, (_, block) => [block % 2 ? 2 : 20]))
    const sample = loudnessSample(document, [chapter(0, 3_000)])
    const long = sample.filter(({ startChar, endChar }) => endChar - startChar > 50).length
    expect(long).toBeLessThan(0.65 * sample.length)
  })

  test('whatever the text, it is sentences of the chapters, in order, each once', () => {
    const blocks = fc.array(fc.array(fc.nat(60), { maxLength: 12 }), { minLength: 2, maxLength: 60 })
    fc.assert(
      fc.property(blocks, fc.nat(), fc.nat(), (texts, a, b) => {
        const document = documentOf(texts)
        const [from, until] = [a % texts.length, b % texts.length].sort((x, y) => x - y)
        const chapters = [chapter(0, from), chapter(until, texts.length)].filter(
          ({ fromBlock, untilBlock }) => untilBlock > fromBlock,
        )
        const sample = loudnessSample(document, chapters)
        for (const [index, { block, ...range }] of sample.entries()) {
          expect(block < from || block >= until).toBe(true)
          expect(document.sentencesOf(block)).toContainEqual(range)
          const before = sample.at(index - 1)
          if (index > 0 && before?.block === block)
            expect(range.startChar).toBeGreaterThanOrEqual(before.endChar)
          else if (index > 0 && before) expect(block).toBeGreaterThan(before.block)
        }
        const chars = chapters.flatMap(({ fromBlock, untilBlock }) =>
          document.blocks.slice(fromBlock, untilBlock),
        )
        if (chars.some(({ text }) => text !== '')) expect(sample.length).toBeGreaterThan(0)
      }),
      { seed: 11, numRuns: 60 },
    )
  })
})
