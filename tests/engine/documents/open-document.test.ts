import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readableDocumentSchema, type ReadableDocument } from '../../../src-main/contract/document'
import { maxDocumentChars } from '../../../src-main/contract/limits'
import { openDocument } from '../../../src-main/engine/documents'

const fixtures = join(import.meta.dirname, '../../fixtures/documents')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lector-open-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function openBytes(name: string, bytes: string | Uint8Array): Promise<ReadableDocument> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return openDocument({ source: { kind: 'file', path } })
}
const openText = (text: string): Promise<ReadableDocument> => openDocument({ source: { kind: 'text', text } })

describe('openDocument', () => {
  test('a typical text file opens with its headings and paragraphs', async () => {
    const path = join(fixtures, 'typical.txt')
    const document = await openDocument({ source: { kind: 'file', path } })
    expect(readableDocumentSchema.parse(document)).toEqual(document)
    expect(document).toMatchObject({ title: 'typical', format: 'txt', encoding: { name: 'UTF-8' } })
    expect(document.blocks.map(({ kind }) => kind)).toEqual([
      'heading',
      'heading',
      'paragraph',
      'paragraph',
      'furniture',
      'heading',
      'heading',
      'paragraph',
    ])
    const source = readFileSync(path, 'utf8')
    for (const { text, source: range } of document.blocks)
      expect([range.exact, source.slice(range.startChar, range.endChar)]).toEqual([true, text])
  })

  test('the sample that ships opens as Markdown and begins with its title and a sentence', async () => {
    const path = join(import.meta.dirname, '../../../resources/sample.md')
    const document = await openDocument({ source: { kind: 'file', path } })
    expect(document.title).toBe('The Lamp on Harbour Street')
    expect(document.blocks.filter(({ kind }) => kind === 'heading')).toHaveLength(4)
    expect(document.blocks[1].text).toMatch(/^Some evenings are made for listening\. /)
  })

  test('a tiny file opens, whatever its name, and a given name stands in for the path', async () => {
    expect((await openBytes('one.odd', 'x')).blocks).toHaveLength(1)
    const path = join(folder, 'one.odd')
    expect((await openDocument({ source: { kind: 'file', path }, fileName: 'My_notes.md' })).title).toBe(
      'My notes',
    )
  })

  test('pasted text is titled by its first words and keeps its exact slices', async () => {
    const document = await openText(
      '\n  The ferry had not crossed since Tuesday, and the bell had been ringing.\n\nMore.',
    )
    expect(document).toMatchObject({
      title: 'The ferry had not crossed since Tuesday, and the bell had…',
      format: 'txt',
    })
    expect(document.blocks.map((block) => block.source.exact)).toEqual([true, true])
  })

  test('empty, blank and comment-only documents are empty', async () => {
    const openings = [
      () => openBytes('empty.txt', ''),
      () => openBytes('blank.txt', ' \r\n\t\n'),
      () => openBytes('mark.txt', '\ufeff'),
      () => openBytes('comment.md', '<!-- nothing -->'),
      () => openText(''),
      () => openText(' \n\u0007 '),
    ]
    for (const opening of openings) await expect(opening()).rejects.toMatchObject({ code: 'document/empty' })
  })

  test('data is not text, a known format is named', async () => {
    await expect(openBytes('a.txt', new Uint8Array(5_000))).rejects.toMatchObject({
      code: 'document/not-text',
    })
    await expect(openBytes('b.txt', 'PK\x03\x04')).rejects.toMatchObject({ code: 'document/not-text' })
    await expect(openBytes('c.djvu', 'AT&TFORM')).rejects.toMatchObject({
      code: 'document/unsupported',
      details: { format: 'djvu' },
    })
  })

  test('a text beyond the limit is too large', async () => {
    await expect(openText('a'.repeat(maxDocumentChars + 1))).rejects.toMatchObject({
      code: 'document/too-large',
    })
  })

  test('a cancelled opening rejects with the reason', async () => {
    const reason = new Error('closed')
    const opening = openDocument({ source: { kind: 'text', text: 'x' }, signal: AbortSignal.abort(reason) })
    await expect(opening).rejects.toBe(reason)
  })
})
