import { describe, expect, test } from 'vitest'
import type { DocumentPiece } from '@contract/document'
import { openPaste } from '../../../src-main/engine/documents/open-paste'

async function paste(text: string, html?: string) {
  const { head, pieces } = await openPaste({ kind: 'text', text, ...(html === undefined ? {} : { html }) })
  const all: DocumentPiece[] = []
  for await (const piece of pieces) all.push(piece)
  return { ...head, blocks: all.flatMap(({ blocks }) => blocks) }
}

describe('openPaste', () => {
  test('the clipboard’s HTML is read where it holds the text: headings, lists and links stay what they are', async () => {
    const html = '<h2>A list</h2><ul><li>One <a href="https://a.example/">link</a></li></ul>'
    const document = await paste('A list\nOne link', html)
    expect(document).toMatchObject({ format: 'html', title: 'A list' })
    expect(document.blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['heading', 'A list'],
      ['list-item', 'One link'],
    ])
    expect(document.blocks[1].marks).toContainEqual({
      kind: 'link',
      startChar: 4,
      endChar: 8,
      href: 'https://a.example/',
    })
  })

  test('a formula in it is said in words', async () => {
    const html = '<p>So <math><msup><mi>x</mi><mn>2</mn></msup></math> grows.</p>'
    const [block] = (await paste('So x2 grows.', html)).blocks
    expect(block.marks).toContainEqual(expect.objectContaining({ kind: 'formula', words: 'x squared' }))
  })

  test.each(['<img src="x.png">', '<script>alert(1)</script>', '<p>Two', ''])(
    'HTML that holds less than the text beside it gives way to it: %j',
    async (html) => {
      const document = await paste('Two words.', html)
      expect(document).toMatchObject({ format: 'txt', title: 'Two words.' })
    },
  )

  test('without text beside it the HTML alone counts, and nothing at all is empty', async () => {
    expect((await paste('', '<b>Some</b> words')).blocks[0].text).toBe('Some words')
    await expect(paste(' ', '<b> </b>')).rejects.toMatchObject({ code: 'document/empty' })
  })
})
