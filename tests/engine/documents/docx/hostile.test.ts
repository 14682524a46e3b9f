import { describe, expect, test } from 'vitest'
import { readableDocumentSchema } from '../../../../src-main/contract/document'
import { AppError } from '../../../../src-main/contract/errors'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { docxFormat } from '../../../../src-main/engine/documents/docx'
import { entityWordFile, nestedTablesWordFile, typicalWordFile } from '../../../fixtures/docx/documents'
import {
  field,
  item,
  level,
  list,
  paragraph,
  run,
  style,
  styled,
  wordFile,
} from '../../../fixtures/docx/word-file'
import { createRandom } from '../../../helpers/random'
import { openWith } from '../../../helpers/open-with'

const open = (bytes: Uint8Array) => openWith(docxFormat, bytes, 'a.docx')
/** Ten times what any of these takes alone on a machine. */
const hangMilliseconds = 90_000

describe('hostile documents', () => {
  test('entities are refused, however small', async () => {
    await expect(open(entityWordFile())).rejects.toMatchObject({
      code: 'document/corrupt',
      details: { format: 'docx', reason: 'doctype' },
    })
    const inStyles = wordFile({
      body: paragraph('x'),
      styles: '',
      files: { 'word/styles.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a/>' },
    })
    await expect(open(inStyles)).rejects.toMatchObject({ details: { reason: 'doctype' } })
  })

  test('tables in tables are read to a depth, and refused beyond', async () => {
    expect((await open(nestedTablesWordFile(60))).blocks.map(({ text }) => text)).toEqual(['Deep.'])
    await expect(open(nestedTablesWordFile(100_000))).rejects.toMatchObject({
      details: { reason: 'nesting' },
    })
  })

  test(
    'a hundred thousand runs, fields without end, joined paragraphs and open marks are read in a moment',
    async () => {
      const many = 100_000
      const runs = await open(wordFile({ isStored: true, body: paragraph(run('ab', '<w:b/>').repeat(many)) }))
      expect(runs.blocks[0].text).toHaveLength(2 * many)
      expect(runs.blocks[0].marks).toHaveLength(1)
      const alternating = await open(
        wordFile({ isStored: true, body: paragraph((run('a', '<w:b/>') + run('b')).repeat(many / 10)) }),
      )
      expect(alternating.blocks[0].marks).toHaveLength(many / 10)
      const begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
      const fields = await open(
        wordFile({ isStored: true, body: paragraph(begin.repeat(many / 5)) + paragraph('After.') }),
      )
      expect(fields.blocks.map(({ text }) => text)).toEqual(['After.'])
      const separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
      const open1 = paragraph(`${begin}${separate}${run('x')}`).repeat(5_000)
      expect((await open(wordFile({ isStored: true, body: open1 }))).blocks).toHaveLength(5_000)
      const joined = paragraph('x', '<w:rPr><w:del/></w:rPr>').repeat(5_000)
      const { blocks } = await open(wordFile({ isStored: true, body: joined }))
      expect(blocks.reduce((sum, { text }) => sum + text.length, 0)).toBe(5_000)
      expect(
        (
          await open(
            wordFile({
              isStored: true,
              body: paragraph(`<w:r>${'<w:tab/>'.repeat(many)}<w:t>x</w:t></w:r>`),
            }),
          )
        ).blocks[0].text,
      ).toBe('x')
    },
    hangMilliseconds,
  )

  test(
    'floods of one character take no time',
    async () => {
      const floods = [' ', '.', '\t', 'a', 'あ', '&amp;', '"', '\u0301', '1 ']
      const body = floods.map(
        (flood) => `<w:p><w:r><w:t xml:space="preserve">${flood.repeat(100_000)}</w:t></w:r></w:p>`,
      )
      const document = await open(wordFile({ isStored: true, body: body.join('') }))
      expect(document.blocks.length).toBeGreaterThan(4)
      const labels = paragraph(run('a '.repeat(50_000)) + field(' SEQ Figure ', run('1')))
      expect((await open(wordFile({ isStored: true, body: labels }))).blocks).toHaveLength(1)
      const instruction = field(` EQ ${'\\o(\\s\\up 9('.repeat(5_000)} `, null)
      expect(
        (await open(wordFile({ isStored: true, body: paragraph(instruction + run('x')) }))).blocks[0].text,
      ).toBe('x')
    },
    hangMilliseconds,
  )

  test('circles of styles and lists end', async () => {
    const styles =
      style('A', 'a', '<w:basedOn w:val="B"/>') +
      style('B', 'b', '<w:basedOn w:val="A"/>') +
      style('C', 'c', '<w:basedOn w:val="C"/>')
    const document = await open(wordFile({ styles, body: styled('A', 'a') + styled('C', 'c') }))
    expect(document.blocks.map(({ text }) => text)).toEqual(['a', 'c'])
  })

  test('numbers from the file allocate nothing', async () => {
    const numbering = list(
      1,
      level(0, 'lowerRoman', '%1', '').replace('w:start w:val="1"', 'w:start w:val="2147483647"') +
        level(99, 'decimal', '%1'),
    )
    const body = item('a') + item('b', 1, 2_000_000_000)
    expect((await open(wordFile({ numbering, body }))).blocks).toHaveLength(2)
  })

  test('nothing outside the document is named in it, and relationships that lead out are left alone', async () => {
    const relationships =
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="http://127.0.0.1:9/styles.xml" TargetMode="External"/><Relationship Id="b" Type="x/footnotes" Target="../../../../etc/passwd"/><Relationship Id="c" Type="x/attachedTemplate" Target="\\\\host\\share\\t.dotm" TargetMode="External"/></Relationships>'
    const document = await open(
      wordFile({ body: paragraph('Text.'), files: { 'word/_rels/document.xml.rels': relationships } }),
    )
    expect(document.blocks.map(({ text }) => text)).toEqual(['Text.'])
    expect(document.warnings).toEqual([{ code: 'parts-missing', count: 1 }])
  })

  test('a cancelled reading ends with the signal’s reason', async () => {
    const body = paragraph('Some text that goes on for a while.').repeat(5_000)
    const cancel = new AbortController()
    const { pieces } = await docxFormat.open(memorySource('a.docx', wordFile({ body })), {}, cancel.signal)
    const reason = new Error('enough')
    const read = async (): Promise<void> => {
      for await (const piece of pieces) if (piece.blocks.length > 0) cancel.abort(reason)
    }
    await expect(read()).rejects.toBe(reason)
  })

  test(
    'bytes and tags changed at random give a document or a named failure',
    async () => {
      const random = createRandom(20_260)
      const pick = (below: number): number => Math.floor(random() * below)
      const original = typicalWordFile()
      for (let mutant = 0; mutant < 300; mutant += 1) {
        const bytes = Buffer.from(original)
        for (let change = 0; change <= pick(8); change += 1) bytes[pick(bytes.length)] = pick(256)
        await expectReadOrRefused(mutant % 5 === 0 ? bytes.subarray(0, pick(bytes.length)) : bytes)
      }
    },
    hangMilliseconds,
  )

  test(
    'elements dropped, doubled and renamed at random give a document or a named failure',
    async () => {
      const random = createRandom(7)
      const pick = (below: number): number => Math.floor(random() * below)
      const names = [
        'w:p',
        'w:r',
        'w:t',
        'w:tbl',
        'w:tr',
        'w:tc',
        'w:sdt',
        'w:fldChar',
        'w:ruby',
        'w:del',
        'm:oMath',
        'w:tcPr',
      ]
      const parts = [
        paragraph(run('one') + field(' PAGE ', run('1'))),
        item('two'),
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>',
        '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="-5"/></w:tcPr>',
        '</w:tc></w:tr>',
        '</w:tbl>',
        '<w:sdt><w:sdtPr/><w:sdtContent>',
        '</w:sdtContent></w:sdt>',
        '<w:r><w:ruby><w:rt/>',
        '</w:ruby></w:r>',
        '<w:p><w:r><w:footnoteReference w:id="x"/><w:sym w:char="zz"/></w:r></w:p>',
        '<w:p><w:pPr><w:numPr><w:numId w:val="-1"/></w:numPr><w:sectPr/></w:pPr></w:p>',
      ]
      for (let mutant = 0; mutant < 300; mutant += 1) {
        let body = ''
        for (let index = 0; index <= pick(12); index += 1) {
          const part = parts[pick(parts.length)]
          body += pick(4) === 0 ? part.replaceAll(names[pick(names.length)], names[pick(names.length)]) : part
        }
        await expectReadOrRefused(wordFile({ body, numbering: list(1, level(0, 'decimal', '%1.')) }))
      }
    },
    hangMilliseconds,
  )
})

async function expectReadOrRefused(bytes: Uint8Array): Promise<void> {
  try {
    readableDocumentSchema.parse(await open(bytes))
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
  }
}
