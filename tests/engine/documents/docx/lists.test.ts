import { describe, expect, test } from 'vitest'
import { docxFormat } from '../../../../src-main/engine/documents/docx'
import { formatNumber } from '../../../../src-main/engine/documents/docx/number-format'
import { builtInStyles } from '../../../fixtures/docx/documents'
import {
  item,
  level,
  list,
  paragraph,
  style,
  styled,
  wordFile,
  type WordFixture,
} from '../../../fixtures/docx/word-file'
import { openWith } from '../../../helpers/open-with'

async function markersOf(
  body: string,
  numbering: string,
  more: WordFixture = {},
): Promise<(string | undefined)[]> {
  const { blocks } = await openWith(
    docxFormat,
    wordFile({ styles: builtInStyles, ...more, body, numbering }),
    'a.docx',
  )
  return blocks.map(({ marker }) => marker)
}
const decimals =
  level(0, 'decimal', '%1.') + level(1, 'decimal', '%1.%2.') + level(2, 'lowerRoman', '%1.%2.%3)')
const items = (levels: readonly number[], number = 1): string =>
  levels.map((at, index) => item(`Item ${index}`, number, at)).join('')

describe('list numbers', () => {
  test('count level by level and begin anew below', async () => {
    expect(await markersOf(items([0, 1, 1, 2, 2, 0, 1, 2]), list(1, decimals))).toEqual([
      '1.',
      '1.1.',
      '1.2.',
      '1.2.i)',
      '1.2.ii)',
      '2.',
      '2.1.',
      '2.1.i)',
    ])
  })

  test('a level that was skipped shows where it will begin', async () => {
    expect(await markersOf(items([1, 2, 0]), list(1, decimals))).toEqual(['1.1.', '1.1.i)', '1.'])
  })

  test('a level may go on after the one above, or begin anew only after some', async () => {
    const kept = level(0, 'decimal', '%1.') + level(1, 'decimal', '%2', '<w:lvlRestart w:val="0"/>')
    expect(await markersOf(items([0, 1, 0, 1]), list(1, kept))).toEqual(['1.', '1', '2.', '2'])
    const some =
      level(0, 'decimal', '%1') +
      level(1, 'decimal', '%2') +
      level(2, 'decimal', '%3', '<w:lvlRestart w:val="1"/>')
    expect(await markersOf(items([0, 1, 2, 1, 2, 0, 2]), list(1, some))).toEqual([
      '1',
      '1',
      '1',
      '2',
      '2',
      '2',
      '1',
    ])
  })

  test('two numbers of one definition count on together, unless one begins anew', async () => {
    const shared = `${list(1, decimals)}<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>`
    const body = items([0, 0]) + items([0], 2) + items([0, 0], 3)
    expect(await markersOf(body, shared)).toEqual(['1.', '2.', '3.', '5.', '6.'])
  })

  test('a number may replace a level of its definition', async () => {
    const replaced = list(
      1,
      decimals,
      `<w:lvlOverride w:ilvl="0">${level(0, 'upperRoman', '%1:')}</w:lvlOverride>`,
    )
    expect(await markersOf(items([0, 0]), replaced)).toEqual(['I:', 'II:'])
  })

  test('legal numbers are decimal on all levels', async () => {
    const legal = level(0, 'upperRoman', '%1') + level(1, 'decimal', '%1.%2', '<w:isLgl/>')
    expect(await markersOf(items([0, 1]), list(1, legal))).toEqual(['I', '1.1'])
  })

  test('headings are numbered through their styles, each on the level that names its style', async () => {
    const styles = [
      style('Normal', 'Normal', '', ' w:default="1"'),
      style(
        'H1',
        'heading 1',
        '<w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
      ),
      style('H2', 'heading 2', '<w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
    ].join('')
    const levels =
      level(0, 'decimal', 'Chapter %1', '<w:pStyle w:val="H1"/>') +
      level(1, 'decimal', '%1.%2', '<w:pStyle w:val="H2"/>')
    const body =
      styled('H1', 'One') +
      styled('H2', 'A') +
      styled('H2', 'B') +
      paragraph('Bare', '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>') +
      styled('H1', 'Two') +
      styled('H2', 'C')
    expect(await markersOf(body, list(1, levels), { styles })).toEqual([
      'Chapter 1',
      '1.1',
      '1.2',
      undefined,
      'Chapter 2',
      '2.1',
    ])
  })

  test('a list may take its levels from a list style; a circle of them has no numbers', async () => {
    const styles = `${builtInStyles}<w:style w:type="numbering" w:styleId="Outline"><w:name w:val="Outline"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`
    const linked = (target: string): string =>
      `<w:abstractNum w:abstractNumId="1">${target}</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Outline"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>`
    const body = items([0, 0], 2)
    expect(await markersOf(body, linked(decimals), { styles })).toEqual(['1.', '2.'])
    const circle = linked('<w:numStyleLink w:val="Outline"/>')
    expect(await markersOf(body, circle, { styles })).toEqual([undefined, undefined])
  })

  test('bullets of any font are bullets', async () => {
    const bullets = [
      list(1, level(0, 'bullet', '\uf0b7', '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>')),
      list(2, level(0, 'bullet', 'o', '<w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr>')),
      list(3, level(0, 'bullet', '–')),
      list(4, level(0, 'bullet', '§', '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>')),
    ].join('')
    const body = [1, 2, 3, 4].map((number) => item('x', number)).join('')
    expect(await markersOf(body, bullets)).toEqual(['•', '◦', '–', '•'])
  })

  test('empty items count, deleted ones do not', async () => {
    const body =
      item('One') +
      item('', 1).replace(/<w:r>.*<\/w:r>/, '') +
      item('Three') +
      paragraph(
        '<w:del><w:r><w:delText>x</w:delText></w:r></w:del>',
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
      ) +
      item('Four')
    expect(await markersOf(body, list(1, decimals))).toEqual(['1.', '3.', '4.'])
  })

  test('levels and numbers out of all bounds are as good as none', async () => {
    const body = item('a', 1, 999_999) + item('b', 4_000_000_000) + item('c', 7)
    expect(await markersOf(body, list(1, decimals))).toEqual(['1.', undefined, undefined])
  })
})

describe('formatNumber', () => {
  test.each([
    ['decimal', 12, '12'],
    ['decimalZero', 7, '07'],
    ['lowerLetter', 28, 'bb'],
    ['upperLetter', 3, 'C'],
    ['lowerRoman', 1994, 'mcmxciv'],
    ['upperRoman', 4, 'IV'],
    ['ordinal', 22, '22nd'],
    ['ordinal', 113, '113th'],
    ['none', 5, ''],
    ['aiueo', 2, 'イ'],
    ['iroha', 1, 'イ'],
    ['japaneseCounting', 21, '二十一'],
    ['chineseCountingThousand', 1_005, '一千〇五'],
    ['chineseCounting', 10, '十'],
    ['decimalEnclosedCircle', 3, '③'],
    ['chicago', 6, '††'],
    ['hebrew1', 15, 'טו'],
    ['russianLower', 2, 'б'],
    ['koreanDigital2', 30, '三〇'],
    ['cardinalText', 3, '3'],
    ['lowerRoman', 40_000, '40000'],
    ['lowerLetter', 30_000, '30000'],
    ['lowerLetter', 0, '0'],
  ])('%s writes %i as %s', (format, value, written) => {
    expect(formatNumber(value, format)).toBe(written)
  })
})
