import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Block } from '../../../../src-main/contract/document'
import { actionFor, subjectOf, subjectOfMark } from '../../../../src-main/contract/reading-rules'
import { docxFormat } from '../../../../src-main/engine/documents/docx'
import { corpusFolder, hasCorpus } from '../../../helpers/corpus-folder'
import { openWith } from '../../../helpers/open-with'
import { normalise } from '../../../helpers/corpus'

interface Expected {
  readonly outcome: string
  readonly must_contain?: readonly string[]
  readonly must_contain_in_order?: readonly string[]
  readonly inserted_words_read?: readonly string[]
  readonly must_not_read?: readonly string[]
  readonly must_not_read_in_body?: readonly string[]
  readonly forbidden_readings?: readonly string[]
  readonly footnote_text?: string
  readonly ruby?: { readonly base: string; readonly reading: string }
}
interface Entry {
  readonly file: string
  readonly expected: Expected
}

const entries: readonly Entry[] = !hasCorpus
  ? []
  : (
      JSON.parse(readFileSync(join(corpusFolder, 'manifest.json'), 'utf8')) as { files: Entry[] }
    ).files.filter(({ file }) => file.endsWith('.docx'))
const because = '(skipped where the corpus is not beside the project)'

/** What the default rules leave of a document, with what they leave out of its blocks taken out. */
function readAloud(blocks: readonly Block[]): string {
  const read = blocks.filter((block) => actionFor(subjectOf(block), {}) === 'read')
  return normalise(
    read
      .map(({ text, marks }) => {
        const skipped = marks.filter((mark) => actionFor(subjectOfMark(mark), {}) === 'skip')
        return [...text]
          .filter(
            (_, index) => !skipped.some(({ startChar, endChar }) => index >= startChar && index < endChar),
          )
          .join('')
      })
      .join('\n\n'),
  )
}

describe('Word documents of the corpus', () => {
  test.skipIf(!hasCorpus)(`there are some ${because}`, () => {
    expect(entries.length).toBeGreaterThan(4)
  })

  test.skipIf(!hasCorpus).each(entries)(
    `$file gives what its manifest says ${because}`,
    async ({ file, expected }) => {
      const bytes = readFileSync(join(corpusFolder, file))
      const start = performance.now()
      const opening = openWith(docxFormat, bytes, file)
      if (expected.outcome === 'refuse') {
        await expect(opening).rejects.toMatchObject({
          code: expect.stringMatching(/^document\/(?:corrupt|encrypted)$/) as string,
        })
        return
      }
      const { blocks, warnings } = await opening
      // Each took under half a second alone on the machine this was written on.
      expect(performance.now() - start).toBeLessThan(5_000)
      const text = readAloud(blocks)
      for (const words of [...(expected.must_contain ?? []), ...(expected.inserted_words_read ?? [])])
        expect(text).toContain(normalise(words))
      let at = 0
      for (const words of expected.must_contain_in_order ?? []) {
        at = text.indexOf(normalise(words), at)
        expect(at, words).toBeGreaterThanOrEqual(0)
      }
      for (const words of [...(expected.must_not_read ?? []), ...(expected.forbidden_readings ?? [])])
        expect(text).not.toContain(normalise(words))
      for (const words of expected.must_not_read_in_body ?? [])
        for (const block of blocks) expect(block.text).not.toContain(words)
      if (expected.footnote_text !== undefined)
        expect(blocks.filter(({ kind }) => kind === 'footnote').map((note) => note.text)).toEqual([
          expected.footnote_text,
        ])
      if (expected.ruby !== undefined) {
        const { base, reading } = expected.ruby
        const [block] = blocks.filter((candidate) => candidate.text.includes(base))
        const startChar = block.text.indexOf(base)
        expect(block.marks).toContainEqual({
          kind: 'ruby',
          startChar,
          endChar: startChar + base.length,
          reading,
        })
      }
      expect(warnings).toEqual([])
    },
  )
})
