import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../../src-main/contract/errors'
import {
  appendPiece,
  emptyPiece,
  readableDocumentSchema,
  type Block,
  type ReadableDocument,
} from '../../../../src-main/contract/document'
import { actionFor, subjectOf, subjectOfMark } from '../../../../src-main/contract/reading-rules'
import { openArchive } from '../../../../src-main/engine/documents/archive'
import { memorySource, openFileSource } from '../../../../src-main/engine/documents/byte-source'
import { epubFormat } from '../../../../src-main/engine/documents/epub'
import { decodeXml } from '../../../../src-main/engine/documents/xml'
import { corpusFolder, hasCorpus } from '../../../helpers/corpus-folder'
import { normalise } from '../../../helpers/corpus'

interface Expected {
  readonly outcome: string
  readonly title?: string
  readonly author?: string
  readonly language?: string
  readonly body_first_words?: string
  readonly story_chapters?: number
  readonly toc_entries?: number
  readonly chapter_titles_sample?: string[]
  readonly must_contain?: string[]
  readonly must_contain_in_order?: string[]
  readonly if_opened_must_contain?: string[]
  readonly must_not_read?: string[]
  readonly must_never_appear?: string[]
  readonly joined_words_forbidden?: string[]
  readonly forbidden_readings?: string[]
  readonly title_shown_literally?: string
  readonly missing_resources_tolerated?: string[]
  readonly files_that_must_not_exist?: string[]
  readonly max_seconds?: number
  readonly max_seconds_to_first_text?: number
}

interface CorpusFile {
  readonly file: string
  readonly format: string
  readonly expected: Expected
}

function corpusBooks(): CorpusFile[] {
  if (!hasCorpus) return []
  const { files } = JSON.parse(readFileSync(join(corpusFolder, 'manifest.json'), 'utf8')) as {
    files: CorpusFile[]
  }
  return files.filter(({ file }) => file.endsWith('.epub'))
}

/** What is spoken of a block when nothing is set. */
function spokenText(block: Block): string {
  if (actionFor(subjectOf(block), {}) !== 'read') return ''
  let text = ''
  let at = 0
  for (const mark of block.marks) {
    if (actionFor(subjectOfMark(mark), {}) !== 'skip' || mark.startChar < at) continue
    text += block.text.slice(at, mark.startChar)
    at = mark.endChar
  }
  return text + block.text.slice(at)
}

interface Opened {
  readonly document: ReadableDocument
  readonly firstSeconds: number
  readonly seconds: number
}

async function open(file: string): Promise<Opened> {
  const { signal } = new AbortController()
  const source = await openFileSource(join(corpusFolder, file), file, signal)
  try {
    const start = performance.now()
    expect(await epubFormat.detect(source)).toBe(true)
    const { head, pieces } = await epubFormat.open(source, {}, signal)
    const whole = emptyPiece()
    let firstSeconds = 0
    for await (const piece of pieces) {
      appendPiece(whole, piece)
      firstSeconds ||= (performance.now() - start) / 1000
    }
    return { document: { ...head, ...whole }, firstSeconds, seconds: (performance.now() - start) / 1000 }
  } finally {
    await source.close()
  }
}

function checkText({ document }: Opened, expected: Expected): void {
  const shown = document.blocks.map(({ text }) => text).join('\n')
  const spoken = normalise(document.blocks.map(spokenText).join('\n'))
  for (const words of [...(expected.must_contain ?? []), ...(expected.if_opened_must_contain ?? [])])
    expect(spoken).toContain(normalise(words))
  let at = 0
  for (const words of expected.must_contain_in_order ?? []) {
    // The notes of a poem are notes, and not spoken by themselves.
    const found = Math.max(spoken.indexOf(normalise(words), at), normalise(shown).indexOf(normalise(words)))
    expect(found, words).toBeGreaterThanOrEqual(0)
    at = spoken.indexOf(normalise(words), at) === -1 ? at : found
  }
  for (const words of expected.must_not_read ?? []) expect(spoken).not.toContain(normalise(words))
  const everything = normalise(JSON.stringify({ ...document, blocks: shown, cover: null, title: '' }))
  for (const words of expected.must_never_appear ?? []) expect(everything).not.toContain(normalise(words))
  for (const words of [...(expected.joined_words_forbidden ?? []), ...(expected.forbidden_readings ?? [])])
    expect(normalise(shown)).not.toContain(normalise(words))
  const firstWords = expected.body_first_words?.replace(/ \(ruby.*$/, '')
  if (firstWords !== undefined) expect(spoken).toContain(normalise(firstWords))
  expect(shown).not.toMatch(/[\0-\x08\v-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/)
}

function checkDescription({ document }: Opened, expected: Expected): void {
  if (expected.title !== undefined) expect(document.title).toBe(expected.title)
  if (expected.title_shown_literally !== undefined)
    expect(document.title).toBe(expected.title_shown_literally)
  if (expected.author !== undefined) expect(document.authors).toEqual([expected.author])
  if (expected.language !== undefined)
    expect(document.language?.toLowerCase()).toContain(expected.language.toLowerCase())
  const titles = document.contents.map(({ title }) => title)
  // One line may lead to a navigation document that is no part of the text.
  if (expected.toc_entries !== undefined)
    expect(titles.length).toBeGreaterThanOrEqual(expected.toc_entries - 1)
  if (expected.story_chapters !== undefined)
    expect(titles.length).toBeGreaterThanOrEqual(expected.story_chapters)
  for (const title of expected.chapter_titles_sample ?? []) expect(titles).toContain(title)
  for (const { title, startBlock } of document.contents)
    expect(document.blocks.at(startBlock), title).toBeDefined()
  const missing = document.warnings.find(({ code }) => code === 'parts-missing')?.count ?? 0
  expect(missing).toBe(expected.missing_resources_tolerated?.length ?? 0)
}

describe.skipIf(!hasCorpus)('epubFormat, of the corpus (skipped where it is not beside the project)', () => {
  test.each(corpusBooks().map(({ file, expected }) => [file, expected] as const))(
    '%s gives what its manifest says',
    async (file, expected) => {
      const start = performance.now()
      const opened = await open(file).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error
        return error
      })
      expect((performance.now() - start) / 1000).toBeLessThan(expected.max_seconds ?? 30)
      for (const path of expected.files_that_must_not_exist ?? []) expect(existsSync(path)).toBe(false)
      if (opened instanceof AppError) {
        expect(expected.outcome, opened.message).toMatch(/refuse/)
        return
      }
      expect(expected.outcome).toMatch(/^open/)
      readableDocumentSchema.parse(opened.document)
      expect(opened.firstSeconds).toBeLessThan(expected.max_seconds_to_first_text ?? 30)
      checkText(opened, expected)
      checkDescription(opened, expected)
    },
    60_000,
  )

  test.each([
    ['hostile-zip-bomb.epub', 'document/too-large', 'unsafe'],
    ['hostile-truncated.epub', 'document/corrupt', 'directory'],
    ['hostile-drm-adept.epub', 'document/encrypted', 'drm'],
  ])('%s is refused by a code that names the cause, at no cost', async (file, code, reason) => {
    const memory = process.memoryUsage().rss
    await expect(open(file)).rejects.toMatchObject({ code, details: { reason } })
    expect(process.memoryUsage().rss - memory).toBeLessThan(100 * 2 ** 20)
  })

  test('the contents of a book cut at random lead to the headings they name, whatever files they are in', async () => {
    const { document } = await open('epub2-pride-and-prejudice.epub')
    const chapters = document.contents.filter(({ title }) => title.startsWith('Chapter '))
    expect(chapters).toHaveLength(61)
    for (const { title, startBlock } of chapters) expect(document.blocks[startBlock].text).toBe(title)
  })

  test.each([
    'epub2-pride-and-prejudice.epub',
    'epub3-love-among-the-chickens.epub',
    'epub3-japanese-vertical-ruby.epub',
    'epub3-waste-land-obfuscated-fonts.epub',
    'epub3-arabic-rtl.epub',
    'hostile-script.epub',
  ])('of %s, text and what is outside of it are all that was decoded', async (file) => {
    const { document } = await open(file)
    const archive = await openArchive(
      memorySource(file, readFileSync(join(corpusFolder, file))),
      new AbortController().signal,
    )
    const sources = await Promise.all(
      document.parts.map(async ({ label }) => decodeXml(await archive.read(label))),
    )
    let rest = 0
    for (const source of sources) rest += source.length
    for (const { text } of document.blocks) rest -= text.length
    for (const { chars } of document.outside) rest -= chars
    expect(rest).toBe(0)
    for (const { source, text } of document.blocks)
      if (source.exact) expect(sources[source.part].slice(source.startChar, source.endChar)).toBe(text)
  })
})
