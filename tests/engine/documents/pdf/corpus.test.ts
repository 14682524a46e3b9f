import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { InlineMark, ReadableDocument } from '../../../../src-main/contract/document'
import { actionFor, subjectOf, subjectOfMark } from '../../../../src-main/contract/reading-rules'
import { pdfFormat } from '../../../../src-main/engine/documents/pdf'
import { corpusFolder, hasCorpus } from '../../../helpers/corpus-folder'
import { openWith } from '../../../helpers/open-with'
import { normalise } from '../../../helpers/corpus'

const why = '(skipped where the corpus is not beside the project)'

interface Expected {
  outcome: string
  pages?: number
  must_contain?: string[]
  must_contain_in_order?: string[]
  must_not_read?: string[]
  body_first_words?: string
}

const opened = [
  ...['pdf-federal-register-3-columns.pdf', 'pdf-alice-gutenberg.pdf', 'pdf-latex-two-columns-tagged.pdf'],
  ...['pdf-ligatures.pdf', 'pdf-rotation-mixed.pdf', 'pdf-arabic-cid.pdf', 'pdf-header-footer-table.pdf'],
  ...['pdf-repairable-xref.pdf', 'hostile-active.pdf', 'hostile-page-tree-loop.pdf'],
]
/** Every document is read once. */
const readings = new Map<string, Promise<ReadableDocument>>()

function read(file: string, options = {}): Promise<ReadableDocument> {
  const key = file + JSON.stringify(options)
  const known = readings.get(key)
  if (known !== undefined) return known
  const reading = openWith(pdfFormat, readFileSync(join(corpusFolder, file)), file, options)
  readings.set(key, reading)
  return reading
}

function expectationsOf(file: string): Expected {
  const manifest = JSON.parse(readFileSync(join(corpusFolder, 'manifest.json'), 'utf8')) as {
    files: { file: string; expected: Expected }[]
  }
  const entry = manifest.files.find((candidate) => candidate.file === file)
  if (entry === undefined) throw new Error(`The manifest does not list ${file}`)
  return entry.expected
}

/** What is spoken by the usual rules. */
function spoken({ blocks }: ReadableDocument): string {
  const isSkipped = (mark: InlineMark): boolean => actionFor(subjectOfMark(mark), {}) === 'skip'
  const texts = blocks
    .filter((block) => actionFor(subjectOf(block), {}) !== 'skip')
    .map(({ text, marks }) =>
      marks
        .filter(isSkipped)
        .reduceRight((rest, { startChar, endChar }) => rest.slice(0, startChar) + rest.slice(endChar), text),
    )
  return normalise(texts.join('\n\n'))
}

describe.each(opened)('%s', (file) => {
  test.skipIf(!hasCorpus)(`is read as its manifest says ${why}`, async () => {
    const expected = expectationsOf(file)
    const document = await read(file)
    const text = spoken(document)
    for (const words of expected.must_contain ?? []) expect(text.includes(normalise(words)), words).toBe(true)
    let at = 0
    for (const words of expected.must_contain_in_order ?? []) {
      const found = text.indexOf(normalise(words), at)
      expect(found, words).toBeGreaterThanOrEqual(0)
      at = found
    }
    for (const words of expected.must_not_read ?? [])
      expect(text.includes(normalise(words)), words).toBe(false)
    if (expected.pages !== undefined) expect(document.parts).toHaveLength(expected.pages)
    if (expected.body_first_words !== undefined)
      expect(
        document.blocks.some((block) =>
          normalise(block.text).startsWith(normalise(expected.body_first_words ?? '')),
        ),
      ).toBe(true)
  })
})

describe.skipIf(!hasCorpus)(`what notes in the manifest ask for ${why}`, () => {
  test('three columns are read to their ends, over the page, and what belongs together is joined', async () => {
    const document = await read('pdf-federal-register-3-columns.pdf')
    const text = spoken(document)
    for (const words of ['737–9', 'Soekarno-Hatta International Airport'])
      expect(text).toContain(normalise(words))
    expect(text).toMatch(/by any of the following methods: federal erulemaking portal/)
    const feet = document.blocks.filter((block) => block.text.includes('VerDate Sep<11>2014'))
    expect(feet).toHaveLength(15)
    expect(feet.every(({ kind }) => kind === 'furniture')).toBe(true)
  })

  test('a word cut between columns is whole, with the note behind its paragraph', async () => {
    const { blocks } = await read('pdf-latex-two-columns-tagged.pdf')
    const at = blocks.findIndex(({ text }) => text.includes('The document just uses standard'))
    expect(at).toBeGreaterThan(0)
    expect(blocks[at + 1]).toMatchObject({ kind: 'footnote', marker: '1' })
  })

  test('a novel has its chapters, and sentences run over its pages', async () => {
    const { blocks, contents } = await read('pdf-alice-gutenberg.pdf')
    const chapters = contents.filter(({ title }) => title.startsWith('CHAPTER'))
    expect(chapters).toHaveLength(12)
    for (const { title, startBlock } of chapters)
      expect(normalise(blocks[startBlock].text)).toBe(normalise(title))
    expect(blocks.some(({ text }) => text.includes('would be worth the trouble of getting up'))).toBe(true)
  })

  test('presentation forms are letters, in the order of reading, four times', async () => {
    const { blocks } = await read('pdf-arabic-cid.pdf')
    expect(blocks.map(({ text }) => text)).toEqual(Array.from({ length: 4 }, () => 'انواع الخطوط العربية'))
  })

  test('a note and running heads of a letter are what they are', async () => {
    const { blocks } = await read('pdf-header-footer-table.pdf')
    expect(blocks).toContainEqual(expect.objectContaining({ kind: 'footnote', text: 'This is a footnote.' }))
    const furniture = blocks.filter(({ kind }) => kind === 'furniture').map(({ text }) => text)
    expect(furniture).toEqual(
      expect.arrayContaining(['This is the header text.', 'This is the footer text.']),
    )
  })

  test('a password is asked for, a wrong one said, and the right one opens', async () => {
    const file = 'pdf-password-abc.pdf'
    const refused = (reason: string) => ({ code: 'document/encrypted', details: { format: 'pdf', reason } })
    await expect(read(file)).rejects.toMatchObject(refused('password'))
    await expect(read(file, { password: 'no' })).rejects.toMatchObject(refused('wrong-password'))
    expect(spoken(await read(file, { password: 'abc' }))).toContain('issue 6010')
  })

  test('a picture of text has none, a repaired file says so, and half a file is incomplete', async () => {
    await expect(read('pdf-scan-no-text.pdf')).rejects.toMatchObject({
      code: 'document/no-text',
      details: { pages: 1 },
    })
    expect((await read('pdf-repairable-xref.pdf')).warnings).toEqual([{ code: 'damaged' }])
    await expect(read('hostile-truncated.pdf')).rejects.toMatchObject({
      code: 'document/corrupt',
      details: { reason: 'incomplete' },
    })
  })
})
