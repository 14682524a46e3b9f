import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block, InlineMark } from '@contract/document'
import { inverseOf, movedBy, withChange } from '@contract/text-change'
import { breakLine, plainBlock, replaceText } from '../../../src-renderer/editing/text-edit'
import { heading, paragraph } from '../reader/documents'

const at = (block: number, char: number) => ({ block, char })
const textsOf = (blocks: readonly Block[]) => blocks.map(({ text }) => text)
const marked = (text: string, ...marks: InlineMark[]): Block => ({ ...paragraph(text), marks })
const item = (text: string, marker: string): Block => ({
  ...paragraph(text),
  kind: 'list-item',
  level: 1,
  marker,
})

describe('replaceText', () => {
  test('writes inside a mark, and lets one go whose words are gone', () => {
    const blocks = [
      marked(
        'one two three',
        { kind: 'strong', startChar: 4, endChar: 7 },
        { kind: 'emphasis', startChar: 8, endChar: 13 },
      ),
    ]
    const { change } = replaceText(blocks, { from: at(0, 5), until: at(0, 6) }, ['xyz'])
    expect(change.blocks[0]).toMatchObject({
      text: 'one txyzo three',
      marks: [
        { kind: 'strong', startChar: 4, endChar: 9 },
        { kind: 'emphasis', startChar: 10, endChar: 15 },
      ],
    })
    const { change: gone } = replaceText(blocks, { from: at(0, 3), until: at(0, 7) }, [''])
    expect(gone.blocks[0]).toMatchObject({ text: 'one three', marks: [{ kind: 'emphasis' }] })
  })

  test('a formula that is written in is text', () => {
    const blocks = [marked('a b c', { kind: 'formula', startChar: 2, endChar: 3, words: 'be' })]
    expect(replaceText(blocks, { from: at(0, 2), until: at(0, 3) }, ['x']).change.blocks[0]?.marks).toEqual(
      [],
    )
  })

  test('joins two blocks into one of the first one’s kind', () => {
    const blocks = [heading('Title'), paragraph('and text')]
    const { change, caret } = replaceText(blocks, { from: at(0, 5), until: at(1, 3) }, [''])
    expect(change.blocks).toMatchObject([{ kind: 'heading', text: 'Title text' }])
    expect(caret).toEqual(at(0, 5))
  })

  test('any edits keep places where their text is, and are taken back to what was there', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '.', 'é', '😀'), maxLength: 8 })
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 5 }),
        fc.array(
          fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.array(line, { minLength: 1, maxLength: 3 })),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        (texts, edits) => {
          let blocks = texts.map((text) => paragraph(text))
          for (const [a, b, c, d, lines] of edits) {
            const place = (block: number, char: number) => {
              const within = block % blocks.length
              return at(within, char % ((blocks[within]?.text.length ?? 0) + 1))
            }
            const [from, until] = [place(a, b), place(c, d)].sort(
              (x, y) => x.block - y.block || x.char - y.char,
            )
            if (!from || !until) return
            const before = blocks
            const { change, caret } = replaceText(before, { from, until }, lines)
            blocks = withChange(before, change)
            const head = textsOf(before)
              .slice(0, from.block + 1)
              .join('\n')
            const tail = textsOf(before).slice(until.block).join('\n').slice(until.char)
            const start = head.slice(0, head.length - (before[from.block]?.text.length ?? 0) + from.char)
            expect(textsOf(blocks).join('\n')).toBe(start + lines.join('\n') + tail)
            expect(
              textsOf(blocks)
                .slice(0, caret.block)
                .concat((blocks[caret.block]?.text ?? '').slice(0, caret.char))
                .join('\n'),
            ).toBe(start + lines.join('\n'))
            expect(textsOf(withChange(blocks, inverseOf(change, before)))).toEqual(textsOf(before))
            const move = movedBy(change, before)
            expect(move(from)).toEqual(from)
            const end = move(until, 'after')
            expect((blocks[end.block]?.text ?? '').slice(end.char)).toBe(
              (before[until.block]?.text ?? '').slice(until.char),
            )
          }
        },
      ),
      { seed: 11, numRuns: 400 },
    )
  })
})

describe('breakLine', () => {
  test('numbers a list on, and ends it in an empty item', () => {
    const list = [item('one', '1.'), item('two', '2.'), item('three', '3.')]
    const { change } = breakLine(list, { from: at(0, 3), until: at(0, 3) })
    const longer = withChange(list, change)
    expect(longer.map(({ marker, text }) => `${marker} ${text}`)).toEqual([
      '1. one',
      '2. ',
      '3. two',
      '4. three',
    ])
    const ended = withChange(longer, breakLine(longer, { from: at(1, 0), until: at(1, 0) }).change)
    expect(ended[1]).toMatchObject({ kind: 'paragraph', text: '' })
  })

  test('behind a heading begins a paragraph', () => {
    const blocks = [heading('Title')]
    const { change } = breakLine(blocks, { from: at(0, 5), until: at(0, 5) })
    expect(change.blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph'])
  })
})

test('plainBlock keeps the words of what it makes plain', () => {
  expect(plainBlock([heading('Title')], 0).change.blocks).toMatchObject([
    { kind: 'paragraph', text: 'Title' },
  ])
})
