import { describe, expect, test } from 'vitest'
import type { Block } from '../../../../src-main/contract/document'
import { docxFormat } from '../../../../src-main/engine/documents/docx'
import { builtInStyles } from '../../../fixtures/docx/documents'
import { field, paragraph, run, styled, wordFile, type WordFixture } from '../../../fixtures/docx/word-file'
import { openWith } from '../../../helpers/open-with'

async function blocksOf(body: string, more: WordFixture = {}): Promise<Block[]> {
  return (await openWith(docxFormat, wordFile({ styles: builtInStyles, ...more, body }), 'a.docx')).blocks
}
async function textsOf(body: string, more: WordFixture = {}): Promise<string[]> {
  return (await blocksOf(body, more)).map(({ text }) => text)
}
function marked(block: Block): string[][] {
  return block.marks.map((mark) => [mark.kind, block.text.slice(mark.startChar, mark.endChar)])
}
const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
const instruction = (text: string): string =>
  `<w:r><w:instrText xml:space="preserve">${text}</w:instrText></w:r>`

describe('fields', () => {
  test('show their results, never their instructions', async () => {
    const body = [
      paragraph(run('On ') + field(' DATE \\@ "d" ', run('5 May')) + run('.')),
      paragraph(`<w:fldSimple w:instr=" AUTHOR ">${run('Ada')}</w:fldSimple>${run(' wrote.')}`),
      paragraph(run('Entry') + field(' XE "index entry" ', null) + run(' text.')),
      paragraph(field(` IF ${field(' PAGE ', run('1'))} = 1 "yes" "no" `, run('yes'))),
    ]
    const nested = paragraph(
      mark('begin') +
        instruction(' IF ') +
        mark('begin') +
        instruction(' PAGE ') +
        mark('separate') +
        run('77') +
        mark('end') +
        instruction(' = 1 "x"') +
        mark('separate') +
        run('shown') +
        mark('end'),
    )
    expect(await textsOf(body.slice(0, 3).join('') + nested)).toEqual([
      'On 5 May.',
      'Ada wrote.',
      'Entry text.',
      'shown',
    ])
  })

  test('a field that never ends costs no text after its paragraph', async () => {
    const body = paragraph(run('Before') + mark('begin') + instruction(' PAGE ')) + paragraph('After.')
    expect(await textsOf(body)).toEqual(['Before', 'After.'])
  })

  test('a link leads to the web or a mailbox, and nowhere else', async () => {
    const links = { web: 'https://example.org/', file: 'file:///etc/passwd', mail: 'mailto:a@example.org' }
    const body = paragraph(
      `<w:hyperlink r:id="web">${run('web')}</w:hyperlink>${run(' ')}<w:hyperlink r:id="file">${run('file')}</w:hyperlink>${run(' ')}<w:hyperlink w:anchor="here">${run('here')}</w:hyperlink>${run(' ')}${field(' HYPERLINK "http://example.org/f" \\t "_blank" ', run('field'))}`,
    )
    const [block] = await blocksOf(body, { links })
    expect(block.marks.map((found) => ('href' in found ? found.href : null))).toEqual([
      'https://example.org/',
      null,
      null,
      'http://example.org/f',
    ])
  })

  test('form fields show a box or the line that was chosen', async () => {
    const begin = (data: string): string =>
      `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>${data}</w:ffData></w:fldChar></w:r>`
    const body = paragraph(
      begin('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>') +
        instruction(' FORMCHECKBOX ') +
        mark('end') +
        run(' Yes, ') +
        begin(
          '<w:ddList><w:result w:val="1"/><w:listEntry w:val="red"/><w:listEntry w:val="blue"/></w:ddList>',
        ) +
        instruction(' FORMDROPDOWN ') +
        mark('end'),
    )
    expect(await textsOf(body)).toEqual(['☒ Yes, blue'])
  })

  test('a table of contents is of its own matter, its page numbers marked and apart from the words', async () => {
    const entry = (text: string, page: string): string =>
      `<w:hyperlink w:anchor="_Toc1">${run(text)}<w:r><w:tab/></w:r>${field(' PAGEREF _Toc1 \\h ', run(page))}</w:hyperlink>`
    const body = [
      paragraph(mark('begin') + instruction(' TOC \\o "1-3" ') + mark('separate') + entry('One', '3')),
      paragraph(entry('Two', '14')),
      paragraph(mark('end')),
      paragraph('The text.'),
    ]
    const blocks = await blocksOf(body.join(''))
    expect(blocks.map(({ matter, text }) => [matter, text])).toEqual([
      ['contents', 'One\t3'],
      ['contents', 'Two\t14'],
      [undefined, 'The text.'],
    ])
    expect(marked(blocks[1])).toEqual([['page-number', '14']])
  })

  test('an index is set aside', async () => {
    const body =
      paragraph(mark('begin') + instruction(' INDEX \\c "2" ') + mark('separate') + run('apple, 3')) +
      paragraph(run('pear, 5') + mark('end')) +
      paragraph('The end.')
    expect((await blocksOf(body)).map(({ matter }) => matter)).toEqual(['aside', 'aside', undefined])
  })

  test('a table of contents that was typed is known by its title and its leading dots', async () => {
    const tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
    const line = (text: string, page: string): string =>
      paragraph(`${run(text)}<w:r><w:tab/></w:r>${run(page)}`, tabs)
    const body =
      line('Soup', '5') +
      styled('Heading1', 'Table of Contents') +
      line('One', 'iv') +
      styled('Heading1', 'One') +
      line('Tea', '3')
    const blocks = await blocksOf(body)
    expect(blocks.map(({ matter }) => matter)).toEqual([
      undefined,
      undefined,
      'contents',
      undefined,
      undefined,
    ])
    expect(marked(blocks[2])).toEqual([['page-number', 'iv']])
  })
})
