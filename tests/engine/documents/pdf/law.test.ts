import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pdfFormat } from '../../../../src-main/engine/documents/pdf'
import { loadWithLibrary } from '../../../../src-main/engine/documents/pdf/library'
import { inkOf } from '../../../../src-main/engine/documents/pdf/page-frame'
import { countInk, readPageText } from '../../../../src-main/engine/documents/pdf/page-text'
import { bookPdf } from '../../../fixtures/pdf/documents'
import { pagesOfEveryKind } from '../../../fixtures/pdf/pages-of-every-kind'
import { corpusFolder, hasCorpus } from '../../../helpers/corpus-folder'
import { openWith } from '../../../helpers/open-with'

/** Characters that the pages of a file show, but white space. */
async function shownInk(bytes: Uint8Array): Promise<number> {
  const task = await loadWithLibrary(new Uint8Array(bytes))
  const document = await task.promise
  let ink = 0
  for (let page = 0; page < document.numPages; page++)
    ink += inkOf(
      (await readPageText(await document.getPage(page + 1), page, new AbortController().signal)).runs,
    )
  await task.destroy()
  return ink
}

/** Characters of its blocks and of what is counted outside of them. */
async function accountedInk(bytes: Uint8Array): Promise<number> {
  const { blocks, outside } = await openWith(pdfFormat, bytes, 'law.pdf')
  const inBlocks = blocks
    .filter(({ kind }) => kind !== 'image-alternative')
    .reduce((sum, { text }) => sum + countInk(text), 0)
  return outside
    .filter(({ rule }) => rule !== 'white space')
    .reduce((sum, { chars }) => sum + chars, inBlocks)
}

describe('every character that a page shows', () => {
  test.each([...pagesOfEveryKind, ['a long book', () => bookPdf(30)] as const])(
    'is in one block or counted outside: %s',
    async (_, make) => {
      const bytes = make()
      expect(await accountedInk(bytes)).toBe(await shownInk(bytes))
    },
  )

  test
    .skipIf(!hasCorpus)
    .each([
      'pdf-federal-register-3-columns.pdf',
      'pdf-alice-gutenberg.pdf',
      'pdf-header-footer-table.pdf',
      'pdf-arabic-cid.pdf',
      'pdf-latex-two-columns-tagged.pdf',
    ])(
    'is in one block or counted outside: %s (skipped where the corpus is not beside the project)',
    async (file) => {
      const bytes = new Uint8Array(readFileSync(join(corpusFolder, file)))
      expect(await accountedInk(bytes)).toBe(await shownInk(bytes))
    },
  )
})
