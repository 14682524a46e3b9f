import { describe, expect, test } from 'vitest'
import type { Block } from '../../../../src-main/contract/document'
import { openPastedHtml } from '../../../../src-main/engine/documents/html'
import {
  webEditorClipboard,
  webEditorClipboardText,
  wordClipboard,
  wordClipboardText,
} from '../../../fixtures/html/pages'

async function blocksOf(html: string, text: string): Promise<Block[] | null> {
  const opened = await openPastedHtml(html, text)
  if (opened === null) return null
  const blocks: Block[] = []
  for await (const piece of opened.pieces) blocks.push(...piece.blocks)
  return blocks
}

describe('openPastedHtml', () => {
  test('keeps headings, lists and links of what Word copies, and nothing of its own vocabulary', async () => {
    const blocks = await blocksOf(wordClipboard, wordClipboardText)
    expect(blocks?.map(({ kind, level, marker, text }) => [kind, level, marker, text])).toEqual([
      ['heading', 1, undefined, 'Der Hafen'],
      ['paragraph', undefined, undefined, 'Die Boote liegen still im Hafen.'],
      ['list-item', 1, '•', 'Netze'],
      ['list-item', 2, 'a)', 'Taue'],
      ['paragraph', undefined, undefined, 'Mehr davon[1]\u00a0'],
    ])
    expect(blocks?.[4].marks).toEqual([
      { kind: 'link', startChar: 0, endChar: 10, href: 'https://example.org/hafen' },
      { kind: 'note-reference', startChar: 10, endChar: 13 },
    ])
    const opened = await openPastedHtml(wordClipboard, wordClipboardText)
    expect(opened?.head).toMatchObject({ title: 'Der Hafen', language: 'DE', authors: [] })
  })

  test('sees what is bold by its style, not by the element around everything', async () => {
    const blocks = await blocksOf(webEditorClipboard, webEditorClipboardText)
    expect(blocks?.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'heading: Boats',
      'paragraph: Some are older.',
      'list-item: Row',
    ])
    expect(blocks?.[1].marks).toEqual([
      { kind: 'strong', startChar: 9, endChar: 12 },
      { kind: 'emphasis', startChar: 12, endChar: 14 },
    ])
  })

  test('leaves it to the plain text where that holds more', async () => {
    expect(await blocksOf('<meta charset=utf-8><img src="x">', 'a text')).toBeNull()
    expect(await blocksOf('<p>only a part</p>', 'only a part of a text that is much longer')).toBeNull()
    expect(await blocksOf('<div>'.repeat(50_000), 'x')).toBeNull()
  })
})
