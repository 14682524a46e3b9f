import { describe, expect, test } from 'vitest'
import type { InlineMark } from '../../../../src-main/contract/document'
import type { Flow } from '../../../../src-main/engine/documents/markup/flow'
import { readHtml, readXhtml } from './read-source'

const shown = ({ blocks }: Flow): string[] => blocks.map(({ kind, text }) => `${kind}: ${text}`)
const marksOf = ({ blocks }: Flow, block = 0): string[] =>
  blocks[block].marks.map(
    (mark: InlineMark) => `${mark.kind}: ${blocks[block].text.slice(mark.startChar, mark.endChar)}`,
  )

describe('readFlow', () => {
  test('white space runs together as on a page, and elements within a line join nothing and split nothing', () => {
    expect(shown(readHtml('<p> re<b>use</b>  of\n<i> paper</i><br/>or<wbr>ganic</p>lone'))).toEqual([
      'paragraph: reuse of paper\norganic',
      'paragraph: lone',
    ])
  })

  test('references become characters, and a text without any is the very slice of its source', () => {
    const source = '<p>Fish &amp; chips</p><p>plain</p>'
    const [first, second] = readHtml(source).blocks
    expect([first.text, first.source.exact]).toEqual(['Fish & chips', false])
    expect(source.slice(first.source.startChar, first.source.endChar)).toBe('Fish &amp; chips')
    expect([second.text, second.source.exact]).toEqual(['plain', true])
    expect(source.slice(second.source.startChar, second.source.endChar)).toBe('plain')
  })

  test('a link to a note is a reference; a raised ordinal or power is not', () => {
    expect(
      marksOf(readHtml('<p>Sea<sup><a href="#fn1">1</a></sup>, 20<sup>th</sup>, 5 m<sup>2</sup></p>')),
  })

  test('a table gives a block a row, with the heads of its columns', () => {
    const { blocks } = readHtml(
      '<table><tr><th>City</th><th>People</th></tr><tr><td>Oslo</td><td>700,000</td></tr></table>',
    )
    expect(blocks.map(({ text }) => text)).toEqual(['City\tPeople', 'Oslo\t700,000'])
    expect(blocks[1].row).toEqual({
      table: 0,
      isHeader: false,
      cells: [
        { startChar: 0, endChar: 4, header: 'City' },
        { startChar: 5, endChar: 12, header: 'People' },
      ],
    })
  })

  test('base text is read, and what stands above it is a mark', () => {
    const flow = readXhtml(
      '<html><body><p><ruby>山路<rp>(</rp><rt>やまみち</rt><rp>)</rp></ruby>を</p></body></html>',
    )
    expect(shown(flow)).toEqual(['paragraph: 山路を'])
    expect(flow.blocks[0].marks).toEqual([{ kind: 'ruby', startChar: 0, endChar: 2, reading: 'やまみち' }])
  })

  test('what is hidden is in no block, and counted', () => {
    const flow = readHtml(
      '<style>.x{display:none}</style><p class="x">one</p><p hidden>two</p><script>3</script><p>four</p>',
    )
    expect(shown(flow)).toEqual(['paragraph: four'])
    expect(flow.outside).toContainEqual({ rule: 'hidden', chars: 6 })
    expect(flow.outside).toContainEqual({ rule: 'script', chars: 17 })
  })
})
