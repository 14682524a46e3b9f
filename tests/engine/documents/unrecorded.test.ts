import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block, OverlayClip } from '@contract/document'
import { markUnrecorded } from '../../../src-main/engine/documents/unrecorded'

function block(text: string): Block {
  const source = { part: 0, startChar: 0, endChar: text.length, exact: true }
  return { kind: 'paragraph', text, marks: [], source }
}

/** A clip of each of the stretches, in order. */
function clipsOf(text: string, ...stretches: readonly string[]): OverlayClip[] {
  let from = 0
  return stretches.map((stretch) => {
    const startChar = text.indexOf(stretch, from)
    from = startChar + stretch.length
    return { block: 7, startChar, endChar: from, audio: 'a.mp3', startSeconds: 0 }
  })
}

function marked(text: string, ...stretches: readonly string[]): string[] {
  const blocks = [block(text)]
  markUnrecorded(blocks, clipsOf(text, ...stretches), 7, 'en')
  return blocks[0].marks.map(({ kind, startChar, endChar }) => `${kind}: ${text.slice(startChar, endChar)}`)
}

describe('markUnrecorded', () => {
  test('of a block that the recording has nothing of, all is missing; of one that it has all of, nothing', () => {
    expect(marked(' One. Two. ')).toEqual(['unrecorded: One. Two.'])
    expect(marked('One. Two.', 'One.', 'Two.')).toEqual([])
    expect(marked('* * *')).toEqual([])
  })

  test('sentences that follow one another are missing as one', () => {
    expect(marked('One went. Two went. Dr. Three went. Four.', 'One went.', 'Four.')).toEqual([
      'unrecorded: Two went. Dr. Three went.',
    ])
  })

  test('a word is missing as a word, a clause as what a voice can say, and signs are not missed', () => {
    const text = '“The old bell,” he said, rang; and nobody came to look for it.'
    expect(marked(text, 'The', 'bell', 'he said', 'rang')).toEqual([
      'unrecorded-word: old',
      'unrecorded: ; and nobody came to look for it.',
    ])
  })

  test('whatever is recorded, every letter is in a clip or in one mark, and no mark is in a clip', () => {
    const text = 'One two. Three, four: five six! Seven eight nine ten eleven twelve. Thirteen'
    const ranges = fc.array(fc.tuple(fc.nat(text.length), fc.nat(20)), { maxLength: 8 })
    fc.assert(
      fc.property(ranges, (found) => {
        const clips = found.map(([startChar, length]) => ({
          ...{ block: 7, startChar, audio: 'a.mp3', startSeconds: 0 },
          endChar: Math.min(text.length, startChar + length),
        }))
        const blocks = [block(text)]
        markUnrecorded(blocks, clips, 7, 'en')
        for (let at = 0; at < text.length; at++) {
          const covers = ({ startChar, endChar }: { startChar: number; endChar: number }) =>
            startChar <= at && at < endChar
          const isRecorded = clips.some(covers)
          const marks = blocks[0].marks.filter(covers).length
          expect(marks).toBeLessThanOrEqual(isRecorded ? 0 : 1)
          if (/\w/.test(text[at])) expect(isRecorded ? 1 : marks).toBe(1)
        }
      }),
      { seed: 9, numRuns: 300 },
    )
  })

  test('a hundred thousand clips and sentences take no longer than reading them', () => {
    const text = 'A b. '.repeat(100_000)
    const clips = Array.from({ length: 100_000 }, (_, index) => ({
      ...{ block: 0, startChar: index * 5, endChar: index * 5 + 1 + (index % 2) * 3 },
      ...{ audio: 'a.mp3', startSeconds: 0 },
    }))
    const blocks = [block(text)]
    const startedAt = performance.now()
    markUnrecorded(blocks, clips, 0, 'en')
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    expect(blocks[0].marks).toHaveLength(50_000)
  })
})
