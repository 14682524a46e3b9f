import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { describe, expect, test } from 'vitest'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { pdfFormat } from '../../../../src-main/engine/documents/pdf'
import { corpusFolder, hasCorpus } from '../../../helpers/corpus-folder'

const files = [
  'pdf-alice-gutenberg.pdf',
  'pdf-federal-register-3-columns.pdf',
  'pdf-latex-two-columns-tagged.pdf',
]
const pages = 500

/** A long document of the pages of real ones, over and over. */
async function longPdf(): Promise<Uint8Array> {
  const long = await PDFDocument.create()
  const sources = await Promise.all(
    files.map((file) => PDFDocument.load(readFileSync(join(corpusFolder, file)))),
  )
  for (let at = 0; long.getPageCount() < pages; at++) {
    const source = sources[at % sources.length]
    const count = Math.min(source.getPageCount(), pages - long.getPageCount())
    const copies = await long.copyPages(
      source,
      Array.from({ length: count }, (_, page) => page),
    )
    for (const page of copies) long.addPage(page)
  }
  return await long.save()
}

describe('a document of 500 pages', () => {
  test.skipIf(!hasCorpus)(
    'can be read long before all of it is (skipped where the corpus is not beside the project)',
    { timeout: 300_000 },
    async () => {
      const source = memorySource('long.pdf', await longPdf())
      const start = performance.now()
      const { pieces } = await pdfFormat.open(source, {}, new AbortController().signal)
      const firstMilliseconds = performance.now() - start
      const chars: number[] = []
      let parts = 0
      for await (const piece of pieces) {
        chars.push(piece.blocks.reduce((sum, { text }) => sum + text.length, 0))
        parts += piece.parts.length
      }
      expect(parts).toBe(pages)
      expect(firstMilliseconds).toBeLessThan((performance.now() - start) / 3)
      expect(Math.max(...chars)).toBeLessThan(40_000)
      expect(chars[0]).toBeLessThan(25_000)
    },
  )
})
