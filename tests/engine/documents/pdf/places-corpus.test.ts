import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { boxesOf, decodePlaces } from '../../../../src-main/contract/page-places'
import { actionFor, subjectOf } from '../../../../src-main/contract/reading-rules'
import type { OpenOptions } from '../../../../src-main/contract/host-messages'
import { pdfFormat } from '../../../../src-main/engine/documents/pdf'
import { pagesOfEveryKind } from '../../../fixtures/pdf/pages-of-every-kind'
import { corpusFolder, hasCorpus } from '../../../helpers/corpus-folder'
import { lettersIn, lettersOfPages } from '../../../helpers/page-letters'
import { openWith } from '../../../helpers/open-with'

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
  test.skipIf(!hasCorpus).each(files)(
    '%s (skipped where the corpus is not beside the project)',
    async (file, options) => {
      const { words, wrong } = await compare(readFileSync(join(corpusFolder, file)), options)
      expect(words).toBeGreaterThan(0)
      expect(wrong).toEqual([])
    },
  )

  test.each(pagesOfEveryKind)('in %s', async (_, make) => {
    const { words, wrong } = await compare(make())
    expect(words).toBeGreaterThan(0)
    expect(wrong).toEqual([])
  })
})
