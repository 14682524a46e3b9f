import { describe, expect, test } from 'vitest'
import { docxFormat } from '../../../../src-main/engine/documents/docx'
import { builtInStyles } from '../../../fixtures/docx/documents'
import { paragraph, run, styled, wordFile } from '../../../fixtures/docx/word-file'
import { openWith } from '../../../helpers/open-with'

const body = paragraph(
  run(
    'A hill is seen from the sea, and the sea is seen from the hill; between them lies a town, whose roofs are seen from both of them on a clear day.',
  ),
)
const bold = (text: string) => paragraph(run(text, '<w:b/>'))
const open = (...paragraphs: string[]) =>
  openWith(docxFormat, wordFile({ body: paragraphs.join(''), styles: builtInStyles }), 'a.docx')
const headings = async (...paragraphs: string[]) =>
  (await open(...paragraphs)).blocks
    .filter(({ kind }) => kind === 'heading')
    .map(({ text, level }) => `${text} ${level}`)

describe('headings that are only set in bold', () => {
  test('stand over a text, in one run or several, and are found by the contents', async () => {
    const { blocks, contents, title } = await open(
      bold('The Hill'),
      body,
      paragraph(run('The ', '<w:b/>') + run('Sea', '<w:b/>')),
      body,
    )
    expect(blocks.map(({ kind, marks }) => [kind, marks.length])).toEqual([
      ['heading', 0],
      ['paragraph', 0],
      ['heading', 0],
      ['paragraph', 0],
    ])
    expect(contents.map((entry) => [entry.title, entry.level])).toEqual([
      ['The Hill', 2],
      ['The Sea', 2],
    ])
    expect(title).toBe('The Hill')
  })

  test.each([
    ['a sentence', [bold('Nobody may enter here.'), body]],
    ['what leads to what follows', [bold('Please note:'), body]],
    ['a number', [bold('1,345.20'), body]],
    [
      'a line of a form',
      [bold('Name'), paragraph(run('Ann Author')), bold('Street'), paragraph(run('Hill 1'))],
    ],
    ['a line over others in bold', [bold('To all'), bold('of you')]],
    ['a paragraph of some length', [bold('A long line that goes on and on, '.repeat(4) + 'and on'), body]],
    ['a line that is bold in part', [paragraph(run('The ') + run('Sea', '<w:b/>')), body]],
    ['a line of two', [paragraph(run('The Sea', '<w:b/>') + '<w:r><w:br/><w:t>x</w:t></w:r>'), body]],
    ['the end', [body, bold('The End')]],
  ])('%s is none', async (_, paragraphs) => {
    expect(await headings(...paragraphs)).toEqual([])
  })

  test('a document with headings of its own keeps to them', async () => {
    expect(await headings(styled('Heading1', run('Hills')), body, bold('Stressed'), body)).toEqual([
      'Hills 1',
    ])
  })
})
