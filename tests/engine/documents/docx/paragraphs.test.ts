import { describe, expect, test } from 'vitest'
import type { Block } from '../../../../src-main/contract/document'
import { createDocxFormat, docxFormat } from '../../../../src-main/engine/documents/docx'
import { builtInStyles } from '../../../fixtures/docx/documents'
import {
  diagram,
  paragraph,
  run,
  style,
  styled,
  textBox,
  wordFile,
  type WordFixture,
} from '../../../fixtures/docx/word-file'
import { openWith } from '../../../helpers/open-with'

async function blocksOf(body: string, more: WordFixture = {}): Promise<Block[]> {
  return (await openWith(docxFormat, wordFile({ styles: builtInStyles, ...more, body }), 'a.docx')).blocks
}
async function textsOf(body: string, more: WordFixture = {}): Promise<string[]> {
  return (await blocksOf(body, more)).map(({ text }) => text)
}
async function outsideOf(body: string): Promise<Record<string, number>> {
  const { outside } = await openWith(docxFormat, wordFile({ styles: builtInStyles, body }), 'a.docx')
  return Object.fromEntries(outside.map(({ rule, chars }) => [rule, chars]))
}
function marked(block: Block): string[][] {
  return block.marks.map((mark) => [mark.kind, block.text.slice(mark.startChar, mark.endChar)])
}
const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
const instruction = (text: string): string =>
  `<w:r><w:instrText xml:space="preserve">${text}</w:instrText></w:r>`

describe('headings', () => {
  test('are known by outline level, by the style they are based on, and by name', async () => {
    const styles = [
      builtInStyles,
      style('Chapter', 'My Chapter', '<w:basedOn w:val="Heading2"/>'),
      style('berschrift3', 'Überschrift 3'),
      style('Loop1', 'loop one', '<w:basedOn w:val="Loop2"/>'),
      style('Loop2', 'loop two', '<w:basedOn w:val="Loop1"/>'),
    ].join('')
    const body = [
      styled('Heading1', 'One'),
      styled('Chapter', 'Two'),
      styled('berschrift3', 'Three'),
      paragraph('Four', '<w:outlineLvl w:val="3"/>'),
      paragraph('Nine', '<w:outlineLvl w:val="8"/>'),
      paragraph('Text', '<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/>'),
      styled('Loop1', 'Round and round'),
      styled('NotThere', 'Plain'),
    ]
    const blocks = await blocksOf(body.join(''), { styles })
    expect(blocks.map(({ kind, level }) => [kind, level])).toEqual([
      ['heading', 1],
      ['heading', 2],
      ['heading', 3],
      ['heading', 4],
      ['heading', 6],
      ['paragraph', undefined],
      ['paragraph', undefined],
      ['paragraph', undefined],
    ])
  })

  test('what their style sets in bold is no stress, what stands out in them is', async () => {
    const [block] = await blocksOf(styled('Heading1', run('Bold by style, ') + run('stressed', '<w:i/>')))
    expect(marked(block)).toEqual([['emphasis', 'stressed']])
  })
})

describe('changes', () => {
  test('are accepted: what was inserted or moved here is read, what was deleted or moved away is not', async () => {
    const body = paragraph(
      `${run('A ')}<w:del><w:r><w:delText>B </w:delText></w:r></w:del><w:ins>${run('C ')}</w:ins><w:moveFrom>${run('D ')}</w:moveFrom><w:moveTo>${run('E')}</w:moveTo>`,
    )
    expect(await textsOf(body)).toEqual(['A C E'])
    expect(await outsideOf(body)).toMatchObject({ deleted: 4 })
  })

  test('a deleted paragraph mark joins two paragraphs, in the style of the second', async () => {
    const body =
      paragraph('One ', '<w:rPr><w:del/></w:rPr>') +
      styled('Quote', 'and two.') +
      paragraph('Three.', '<w:rPr><w:ins/></w:rPr>') +
      paragraph('Last.', '<w:rPr><w:del/></w:rPr>')
    const blocks = await blocksOf(body)
    expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['quote', 'One and two.'],
      ['paragraph', 'Three.'],
      ['paragraph', 'Last.'],
    ])
  })

  test('a large first letter is joined with its word', async () => {
    const body = paragraph('O', '<w:framePr w:dropCap="drop" w:lines="3"/>') + paragraph('nce upon a time.')
    expect(await textsOf(body)).toEqual(['Once upon a time.'])
  })
})

describe('hidden text', () => {
  test('is not read, whether a run or its style says so; a run may be shown again', async () => {
    const hidden = '<w:rStyle w:val="Hidden"/>'
    const body = paragraph(
      run('A') +
        run('B', '<w:vanish/>') +
        run('C', hidden) +
        run('D', `${hidden}<w:vanish w:val="0"/>`) +
        run('E', '<w:webHidden/>'),
      '<w:rPr><w:vanish/></w:rPr>',
    )
    expect(await textsOf(body)).toEqual(['ADE'])
    expect(await outsideOf(body)).toMatchObject({ hidden: 2 })
  })

  test('the words that stand in for missing content are not read', async () => {
    const control = `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${run('Click here')}</w:sdtContent></w:sdt>`
    const filled = `<w:sdt><w:sdtPr><w:alias w:val="Name"/></w:sdtPr><w:sdtContent>${run('Ada')}</w:sdtContent></w:sdt>`
    const block = `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${paragraph('Type text')}</w:sdtContent></w:sdt>`
    expect(await textsOf(paragraph(control + filled) + block)).toEqual(['Ada'])
    expect(await outsideOf(paragraph(control + filled) + block)).toMatchObject({ placeholder: 19 })
  })
})

describe('ruby', () => {
  const run3 = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`

  test('is the base in the text and the reading in a mark', async () => {
    const ruby = `<w:r><w:ruby><w:rubyPr/><w:rt>${run3('とうきょう')}</w:rt><w:rubyBase>${run3('東京')}</w:rubyBase></w:ruby></w:r>`
    const [block] = await blocksOf(paragraph(ruby + run3('へ行く。')))
    expect(block.text).toBe('東京へ行く。')
    expect(block.marks).toContainEqual({ kind: 'ruby', startChar: 0, endChar: 2, reading: 'とうきょう' })
    expect(await outsideOf(paragraph(ruby))).toMatchObject({ 'phonetic guide': 5 })
  })

  test('is known in the equations of older documents', async () => {
    const equation = ' EQ \\* jc2 \\* "Font:MS Mincho" \\* hps10 \\o\\ad(\\s\\up 9(かんじ),漢字)'
    const [block] = await blocksOf(
      paragraph(mark('begin') + instruction(equation) + mark('end') + run3('だ')),
    )
    expect(block.text).toBe('漢字だ')
    expect(block.marks).toContainEqual({ kind: 'ruby', startChar: 0, endChar: 2, reading: 'かんじ' })
  })
})

describe('text', () => {
  test('keeps breaks, tabs and special hyphens; page breaks vanish at the edges', async () => {
    const body = paragraph(
      '<w:r><w:br w:type="page"/><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t><w:lastRenderedPageBreak/></w:r>',
    )
    expect(await textsOf(body)).toEqual(['a\nb\tc\u2011d\u00ade'])
  })

  test('signs of symbol fonts become characters', async () => {
    const body = paragraph(
      '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>' +
        run('\uf062', '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'),
    )
    expect((await textsOf(body))[0].slice(0, 2)).toBe('α✓')
    expect((await textsOf(body))[0].endsWith('β')).toBe(true)
  })

  test('raised figures are superscript; the marks of notes are note references', async () => {
    const raised = '<w:vertAlign w:val="superscript"/>'
    const custom = `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:customMarkFollows="1" w:id="5"/><w:t>*</w:t></w:r>`
    const body = paragraph(
      run('the 20') + run('th', raised) + run(' x') + run('2', raised) + run(' see') + custom,
    )
    const footnotes = `<w:footnote w:id="5">${paragraph('Starred.')}</w:footnote>`
    const [block, note] = await blocksOf(body, { footnotes })
    expect(marked(block)).toEqual([
      ['superscript', 'th'],
      ['superscript', '2'],
      ['superscript', '*'],
      ['note-reference', '*'],
    ])
    expect(note).toMatchObject({ kind: 'footnote', marker: '*', text: 'Starred.' })
  })

  test('what is laid out on lines of its own in the part is not so in the text', async () => {
    expect(await textsOf('<w:p><w:r><w:t>\n      Laid out\n    </w:t></w:r></w:p>')).toEqual(['Laid out'])
  })

  test('control characters never come through', async () => {
    expect(await textsOf(paragraph('a\u202eb\u0085c'))).toEqual(['a b\nc'])
  })
})

describe('pictures and boxes', () => {
  const picture = (attributes: string, inside = ''): string =>
    `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" ${attributes}>${inside}</wp:docPr></wp:inline></w:drawing></w:r>`

  test('a picture is its description, unless it is a decoration or the description a file’s name', async () => {
    const decorative = '<a:extLst><a:ext uri="x"><adec:decorative val="1"/></a:ext></a:extLst>'
    const body = [
      paragraph(picture('descr="A lamp on a table&#xA;&#xA;Description automatically generated"')),
      paragraph(picture('title="A chart"')),
      paragraph(picture('descr="A line" ', decorative)),
      paragraph(picture('descr="C:\\Users\\me\\My Pictures\\lamp.jpg"')),
      paragraph(run('Text.') + '<w:r><w:pict><v:shape alt="An old shape"/></w:pict></w:r>'),
    ]
    const blocks = await blocksOf(body.join(''))
    expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['image-alternative', 'A lamp on a table'],
      ['image-alternative', 'A chart'],
      ['paragraph', 'Text.'],
      ['image-alternative', 'An old shape'],
    ])
  })

  test('a diagram is the words in it, where it is drawn', async () => {
    const diagrams = { d1: ['Plan', ' ', 'Do & check'], d2: ['Never drawn'] }
    const document = await openWith(
      docxFormat,
      wordFile({ diagrams, body: paragraph(run('Before.') + diagram('d1')) + paragraph('After.') }),
      'a.docx',
    )
    expect(document.blocks.map(({ text }) => text)).toEqual(['Before.', 'Plan', 'Do & check', 'After.'])
    expect(document.outside).toContainEqual({ rule: 'not referred to', chars: 11 })
  })

  test('a text box is read once, after its paragraph, with all that is in it', async () => {
    const inner = paragraph('First.') + paragraph(run('Second.') + textBox(paragraph('Inner.')))
    expect(await textsOf(paragraph(textBox(inner) + run('Anchor.')))).toEqual([
      'Anchor.',
      'First.',
      'Second.',
      'Inner.',
    ])
  })
})

describe('formulas', () => {
  const fraction =
    '<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>'

  test('on a line of their own are blocks, within a sentence its text', async () => {
    const body =
      paragraph(`<m:oMathPara>${fraction}</m:oMathPara>`) + paragraph(run('so ') + fraction + run(' holds'))
    const blocks = await blocksOf(body)
    expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['formula', 'a/b'],
      ['paragraph', 'so a/b holds'],
    ])
  })

  test('are said in words where somebody can', async () => {
    const format = createDocxFormat({
      createFormulaSayer: (language) =>
        Promise.resolve({ sayOmml: ({ name, children }) => `${name} of ${children.length} in ${language}` }),
    })
    const { blocks } = await openWith(
      format,
      wordFile({ styles: builtInStyles, body: paragraph(run('so ') + fraction) }),
      'a.docx',
    )
    expect(blocks[0].marks).toEqual([
      { kind: 'formula', startChar: 3, endChar: 6, words: 'oMath of 1 in en-GB' },
    ])
  })
})
