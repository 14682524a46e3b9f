import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { withTitles, type ChosenChapter } from '../../../../src-main/engine/export/job/chapter-titles'
import { paragraph } from '../../../helpers/paragraphs'

const heading = (text: string, level = 2): Block => ({ ...paragraph(text, 'heading'), level })
const titled = (blocks: readonly Block[], chapters: readonly ChosenChapter[], speaksTitles = true) =>
  withTitles(blocks, chapters, { speaksTitles, language: undefined, rules: {} })
/** What the blocks of one chapter are, when it is all of a document. */
const said = (title: string, blocks: readonly Block[], newTitle?: string, speaksTitles = true) => {
  const chapter = { title, fromBlock: 0, untilBlock: blocks.length, newTitle }
  const made = titled(blocks, [chapter], speaksTitles)
  expect(made.chapters).toEqual([
    { title: newTitle?.trim() || title, fromBlock: 0, untilBlock: made.blocks.length },
  ])
  return made.blocks.map(({ kind, text }) => (kind === 'heading' ? `# ${text}` : text))
}

describe('withTitles', () => {
  test('a chapter that does not begin with its title gets a heading that says it', () => {
    const text = paragraph('It was a dark night.')
    expect(said('I', [text])).toEqual(['# I', 'It was a dark night.'])
    expect(said('I', [text], undefined, false)).toEqual(['It was a dark night.'])
    const { blocks } = titled([{ ...text, language: 'de' }], [{ title: 'I', fromBlock: 0, untilBlock: 1 }])
    expect(blocks[0]).toMatchObject({ kind: 'heading', level: 1, language: 'de', source: { exact: false } })
  })

  test('one that begins with it, in whatever writing, stays as it is', () => {
    const one = [heading('CHAPTER 1'), heading('LOOMINGS'), paragraph('Call me Ishmael.')]
    expect(said('Chapter 1. Loomings', one)).toEqual(['# CHAPTER 1', '# LOOMINGS', 'Call me Ishmael.'])
    expect(said('Loomings', [paragraph('Loomings: call me Ishmael.')])).toHaveLength(1)
    const behindPart = [heading('PART ONE', 1), heading('Loomings'), paragraph('Call me Ishmael.')]
    expect(said('Loomings', behindPart)).toHaveLength(3)
  })

  test('what is not read before it says nothing', () => {
    const blocks = [
      { ...paragraph('Loomings'), kind: 'page-number' as const },
      paragraph('* * *'),
      heading('Loomings'),
      paragraph('Call me Ishmael.'),
    ]
    expect(said('Loomings', blocks)).toHaveLength(4)
    expect(said('Loomings', blocks.slice(0, 2))).toHaveLength(2)
    const licence = { ...paragraph('All rights reserved.'), matter: 'licence' as const }
    expect(said('Licence', [licence])).toEqual(['All rights reserved.'])
  })

  test('a renamed chapter says its new title in the place of the old one, asked for or not', () => {
    const blocks = [heading('PART ONE', 1), heading('1.'), heading('Loomings'), paragraph('Call me Ishmael.')]
    for (const speaksTitles of [false, true]) {
      expect(said('1. Loomings', blocks, 'The Beginning', speaksTitles)).toEqual([
        '# PART ONE',
        '# The Beginning',
        'Call me Ishmael.',
      ])
    }
    const { blocks: made } = titled(blocks, [
      { title: '1. Loomings', fromBlock: 0, untilBlock: 4, newTitle: ' The Beginning ' },
    ])
    expect(made[1]).toMatchObject({ level: 2, marks: [], text: 'The Beginning' })
  })

  test('a renamed chapter without its title as a heading has the new one said where that is asked for', () => {
    const blocks = [heading('Loomings, in which a man goes to sea'), paragraph('Loomings. Call me Ishmael.')]
    expect(said('Loomings', blocks, 'The Beginning', false)).toHaveLength(2)
    expect(said('Loomings', blocks, 'The Beginning')[0]).toBe('# The Beginning')
    expect(said('Loomings', [paragraph('The beginning is this.')], 'The Beginning')).toHaveLength(1)
  })

  test('a title that is blank, or cannot be said, changes nothing', () => {
    const blocks = [heading('Loomings'), paragraph('Call me Ishmael.')]
    expect(said('Loomings', blocks, '  ')).toHaveLength(2)
    expect(said('* * *', [paragraph('It was.')])).toHaveLength(1)
  })

  test('what lies between keeps its order, and chapters what was in them', () => {
    const texts = ['Loomings', 'The Carpet-Bag', 'Call me Ishmael.', '* * *', '']
    const block = fc.record({
      kind: fc.constantFrom('heading', 'paragraph', 'page-number', 'wordless-picture'),
      text: fc.constantFrom(...texts),
    })
    const titles = fc.constantFrom(...texts.slice(0, 3), 'Loomings The Carpet-Bag')
    const chapter = fc.record({
      before: fc.nat(2),
      blocks: fc.array(block, { minLength: 1, maxLength: 8 }),
      title: titles,
      newTitle: fc.option(titles, { nil: undefined }),
    })
    fc.assert(
      fc.property(fc.array(chapter, { minLength: 1, maxLength: 5 }), fc.boolean(), (drawn, speaksTitles) => {
        const blocks: Block[] = []
        const chapters = drawn.map(({ before, blocks: own, title, newTitle }) => {
          for (let left = before; left > 0; left--) blocks.push(paragraph('Left out.'))
          const fromBlock = blocks.length
          for (const { kind, text } of own)
            blocks.push(paragraph(kind === 'wordless-picture' ? '' : text, kind))
          return { title, newTitle, fromBlock, untilBlock: blocks.length }
        })
        const made = titled(blocks, chapters, speaksTitles)
        const known = new Set(blocks)
        let at = 0
        for (const [index, { title, fromBlock, untilBlock }] of made.chapters.entries()) {
          const { fromBlock: from, untilBlock: until, newTitle } = chapters[index]
          expect(title).toBe(newTitle ?? chapters[index].title)
          // What was left out between chapters is still there, and no more.
          expect(made.blocks.slice(at, fromBlock)).toEqual(
            blocks.slice(index === 0 ? 0 : chapters[index - 1].untilBlock, from),
          )
          at = untilBlock
          const own = blocks.slice(from, until)
          const now = made.blocks.slice(fromBlock, untilBlock)
          const added = now.filter((one) => !known.has(one))
          expect(added.length).toBeLessThanOrEqual(1)
          for (const one of added) expect(one).toMatchObject({ kind: 'heading', text: title })
          const kept = now.filter((one) => known.has(one))
          expect(own.filter((one) => kept.includes(one))).toEqual(kept)
          // Nothing but headings goes, and for a new one only.
          const gone = own.filter((one) => !kept.includes(one))
          expect(gone.every(({ kind }) => kind === 'heading')).toBe(true)
          if (gone.length > 0) expect(added).toHaveLength(1)
          // Done again it finds everything said.
          const again = titled(made.blocks, made.chapters, speaksTitles)
          expect(again.blocks).toEqual(made.blocks)
        }
        expect(made.blocks.slice(at)).toEqual(blocks.slice(chapters.at(-1)?.untilBlock))
      }),
      { seed: 5, numRuns: 300 },
    )
  })
})
