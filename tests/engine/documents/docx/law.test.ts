import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readableDocumentSchema, type ReadableDocument } from '../../../../src-main/contract/document'
import { openArchive } from '../../../../src-main/engine/documents/archive'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { docxFormat } from '../../../../src-main/engine/documents/docx'
import { decodePart } from '../../../../src-main/engine/documents/docx/word-xml'
import { builtInStyles, typicalWordFile } from '../../../fixtures/docx/documents'
import {
  field,
  item,
  level,
  list,
  paragraph,
  run,
  styled,
  table,
  textBox,
  wordFile,
} from '../../../fixtures/docx/word-file'
import { corpusFolder, hasCorpus } from '../../../helpers/corpus-folder'
import { openWith } from '../../../helpers/open-with'

/** Characters of the parts that a document names, and the text in them. */
async function decodedChars(bytes: Uint8Array, { parts }: ReadableDocument): Promise<number> {
  const archive = await openArchive(memorySource('a.docx', bytes), new AbortController().signal)
  let chars = 0
  for (const { label } of parts)
    for (const text of decodePart(await archive.read(label))) chars += text.length
  return chars
}

function accountedChars({ blocks, outside }: ReadableDocument): number {
  let chars = 0
  for (const { text } of blocks) chars += text.length
  for (const count of outside) chars += count.chars
  return chars
}

/** A word that occurs once in a document, and whether it is to be read. */
interface Written {
  readonly xml: string
  readonly read: readonly string[]
  readonly unread: readonly string[]
}

let words = 0
const word = (): string => `w${(words += 1)}w`
const one = (write: (text: string) => string, isRead: boolean) => (): Written => {
  const text = word()
  return { xml: write(text), read: isRead ? [text] : [], unread: isRead ? [] : [text] }
}

/** Runs of every kind: what they hold is read, or counted under a rule. */
const runs: readonly (() => Written)[] = [
  one((text) => run(text), true),
  one((text) => run(`${text} `, '<w:b/>'), true),
  one((text) => run(text, '<w:vanish/>'), false),
  one((text) => `<w:del><w:r><w:delText>${text}</w:delText></w:r></w:del>`, false),
  one((text) => `<w:ins>${run(text)}</w:ins>`, true),
  one((text) => `<w:moveFrom>${run(text)}</w:moveFrom>`, false),
  one((text) => field(` QUOTE ${text} `, run('.')), false),
  one((text) => field(' PAGE ', run(text)), true),
  one((text) => `<w:fldSimple w:instr=" DATE ">${run(text)}</w:fldSimple>`, true),
  one((text) => `<w:hyperlink w:anchor="a">${run(text)}</w:hyperlink>`, true),
  one((text) => `<w:sdt><w:sdtPr/><w:sdtContent>${run(text)}</w:sdtContent></w:sdt>`, true),
  one(
    (text) => `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${run(text)}</w:sdtContent></w:sdt>`,
    false,
  ),
  one(
    (text) => `<w:r><w:ruby><w:rt>${run('x')}</w:rt><w:rubyBase>${run(text)}</w:rubyBase></w:ruby></w:r>`,
    true,
  ),
  one((text) => `<m:oMath><m:r><m:t>${text}</m:t></m:r></m:oMath>`, true),
  one((text) => textBox(paragraph(text)), true),
  one((text) => run(` &${text}\u00ad `), true),
]

const anyRuns = fc.array(fc.integer({ min: 0, max: runs.length - 1 }), { minLength: 1, maxLength: 6 })
const shapes = ['plain', 'heading', 'item', 'toc', 'table', 'joined', 'deleted row', 'nested'] as const

function write(shape: (typeof shapes)[number], content: string): string {
  switch (shape) {
    case 'plain':
      return paragraph(content)
    case 'heading':
      return styled('Heading1', content)
    case 'item':
      return item(content)
    case 'toc':
      return styled('TOC1', content)
    case 'table':
      return table([
        ['head', 'head'],
        [paragraph(content), 'cell'],
      ])
    case 'joined':
      return paragraph(content, '<w:rPr><w:del/></w:rPr>')
    case 'deleted row':
      return `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>${paragraph(content)}</w:tc></w:tr></w:tbl>`
    case 'nested':
      return table([[table([[paragraph(content), 'x']]), 'y']])
  }
}

describe('the law of characters', () => {
  test('each word is in exactly one block, or counted outside, and nothing else is missing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...shapes), anyRuns), { minLength: 1, maxLength: 12 }),
        async (paragraphs) => {
          const read: string[] = []
          const unread: string[] = []
          const body = paragraphs.map(([shape, content]) => {
            const written = content.map((index) => runs[index]())
            const isDeleted = shape === 'deleted row'
            for (const { read: shown, unread: hidden } of written) {
              ;(isDeleted ? unread : read).push(...shown)
              unread.push(...hidden)
            }
            return write(shape, written.map(({ xml }) => xml).join(''))
          })
          const bytes = wordFile({
            body: `${body.join('')}${paragraph('End.')}`,
            styles: builtInStyles,
            numbering: list(1, level(0, 'decimal', '%1.')),
            comments: `<w:comment>${paragraph('Aside')}</w:comment>`,
            footnotes: `<w:footnote w:id="1">${paragraph('Never')}</w:footnote>`,
          })
          const document = await openWith(docxFormat, bytes, 'a.docx')
          readableDocumentSchema.parse(document)
          const texts = document.blocks.map(({ text }) => text)
          for (const text of read) expect(texts.filter((shown) => shown.includes(text))).toHaveLength(1)
          for (const text of unread) expect(texts.join(' ')).not.toContain(text)
          expect(accountedChars(document)).toBe(await decodedChars(bytes, document))
          const outside = document.outside.filter(({ rule }) => rule !== 'markup' && rule !== 'white space')
          const hidden = unread.join('').length
          expect(outside.reduce((sum, { chars }) => sum + chars, 0)).toBeGreaterThanOrEqual(hidden)
        },
      ),
      { seed: 4, numRuns: 60 },
    )
  }, 60_000)

  test('holds for a typical document', async () => {
    const bytes = typicalWordFile()
    const document = await openWith(docxFormat, bytes, 'a.docx')
    expect(accountedChars(document)).toBe(await decodedChars(bytes, document))
  })

  test('holds piece by piece for a long one', async () => {
    const body = Array.from({ length: 2_000 }, (_, index) =>
      paragraph(`Paragraph ${index} of some length.`),
    ).join('')
    const bytes = wordFile({ body })
    const { pieces } = await docxFormat.open(memorySource('a.docx', bytes), {}, new AbortController().signal)
    let chars = 0
    let count = 0
    for await (const { blocks, outside } of pieces) {
      const inBlocks = blocks.reduce((sum, { text }) => sum + text.length, 0)
      expect(inBlocks).toBeLessThan(30_000)
      chars += inBlocks + outside.reduce((sum, { chars: some }) => sum + some, 0)
      count += 1
    }
    expect(count).toBeGreaterThan(2)
    const whole = await openWith(docxFormat, bytes, 'a.docx')
    expect(chars).toBe(await decodedChars(bytes, whole))
  })

  test
    .skipIf(!hasCorpus)
    .each([
      'docx-doj-budget.docx',
      'docx-header-footer-footnote-table.docx',
      'docx-ruby-phonetic.docx',
      'docx-tracked-changes-hidden.docx',
    ])('holds for %s (skipped where the corpus is not beside the project)', async (file) => {
    const bytes = readFileSync(join(corpusFolder, file))
    const document = await openWith(docxFormat, bytes, file)
    expect(accountedChars(document)).toBe(await decodedChars(bytes, document))
  })
})
