import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { boxesOf, decodePlaces } from '../../../../src-main/contract/page-places'
import { actionFor, subjectOf } from '../../../../src-main/contract/reading-rules'
import type { OpenOptions } from '../../../../src-main/contract/host-messages'
import { pdfFormat } from '../../../../src-main/engine/documents/pdf'
import * as fixtures from '../../../fixtures/pdf/documents'
import { lettersIn, lettersOfPages } from '../../../helpers/page-letters'
import { openWith } from '../../../helpers/open-with'

const corpus = join(import.meta.dirname, '../../../../../shared/corpus/dev')
const isAbsent = !existsSync(join(corpus, 'manifest.json'))
const files: readonly (readonly [string, OpenOptions])[] = [
  ['pdf-federal-register-3-columns.pdf', {}],
  ['pdf-alice-gutenberg.pdf', {}],
  ['pdf-latex-two-columns-tagged.pdf', {}],
  ['pdf-ligatures.pdf', {}],
  ['pdf-rotation-mixed.pdf', {}],
  ['pdf-arabic-cid.pdf', {}],
  ['pdf-header-footer-table.pdf', {}],
  ['pdf-repairable-xref.pdf', {}],
  ['hostile-active.pdf', {}],
  ['hostile-page-tree-loop.pdf', {}],
  ['pdf-password-abc.pdf', { password: 'abc' }],
]

/** Case is left aside: a page may print the capitals TEX where the document says that they are read as TeX. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\u00ad]+/g, '')
    .toLowerCase()

/** How many words are spoken by the usual rules, and those whose boxes hold other letters than theirs. */
async function compare(bytes: Uint8Array, options: OpenOptions = {}) {
  const { blocks, places = [] } = await openWith(pdfFormat, bytes, 'places.pdf', options)
  const pages = await lettersOfPages(bytes, options.password)
  expect(places).toHaveLength(blocks.length)
  const wrong: string[] = []
  let words = 0
  for (const [at, block] of blocks.entries()) {
    if (actionFor(subjectOf(block), {}) === 'skip') continue
    // What a picture is said to show stands on no page.
    if (block.kind === 'image-alternative') {
      expect(places[at]).toHaveLength(0)
      continue
    }
    const stretches = decodePlaces(places[at])
    for (const { index, 0: word } of block.text.matchAll(/\S+/g)) {
      words++
      const found = lettersIn(pages, boxesOf(stretches, { startChar: index, endChar: index + word.length }))
      if (folded(found) !== folded(word)) wrong.push(`${word}: ${found}`)
    }
  }
  return { words, wrong }
}

describe('the boxes of every spoken word hold that word’s letters and no others', () => {
  test.skipIf(isAbsent).each(files)(
    '%s (skipped where the corpus is not beside the project)',
    async (file, options) => {
      const { words, wrong } = await compare(readFileSync(join(corpus, file)), options)
      expect(words).toBeGreaterThan(0)
      expect(wrong).toEqual([])
    },
  )

  test.each([
    ['one line', fixtures.tinyPdf()],
    ['columns', fixtures.twoColumnPdf()],
    ['a book with hyphens at its lines’ ends', fixtures.bookPdf(6)],
    ['notes', fixtures.footnotePdf()],
    ['turned pages', fixtures.rotatedPdf()],
    ['text on its side', fixtures.sidewaysPdf()],
    ['a structure tree', fixtures.taggedPdf()],
    ['a table of contents', fixtures.contentsPdf()],
    ['numbered lines', fixtures.lineNumberPdf()],
  ])('in %s', async (_, bytes) => {
    const { words, wrong } = await compare(bytes)
    expect(words).toBeGreaterThan(0)
    expect(wrong).toEqual([])
  })
})
