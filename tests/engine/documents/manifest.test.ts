import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ReadableDocument } from '@contract/document'
import { AppError } from '@contract/errors'
import type { OpenOptions } from '@contract/host-messages'
import { subjectOf } from '@contract/reading-rules'
import { failureLine } from '../../../src-main/cli/failure-line'
import { warningSentence } from '../../../src-main/cli/commands/text/warnings'
import { openDocument, readDocument } from '../../../src-main/engine/documents'
import {
  countWords,
  expectedKeys,
  isFormatThere,
  manifestEntries,
  normalise,
  spokenTexts,
  type Expected,
} from '../../helpers/corpus'
import { corpusFolder, corpusNeeds, hasCorpus } from '../../helpers/corpus-folder'

/** Keys that no machine can check, or that others check, each with its reason. */
const leftToOthers: Readonly<Record<string, string>> = {
  note: 'for people',
  rule: 'for people: no control character may come through is checked for every document',
  must_not_read_why: 'for people',
  deleted_text_rule: 'for people: must_not_read and inserted_words_read hold what it says',
  column_order: 'for people: must_contain_in_order holds what it says',
  sentence_over_page_break: 'for people: must_contain_in_order holds the sentence',
  line_breaks_are_not_pauses: 'for people: paragraphs counts what was joined',
  wrong_password_must: 'for people: a wrong password is tried below',
  app_must: 'the window is tested in a real one (tests/e2e)',
  side_effects_forbidden: 'tests/document-host/hostile.test.ts listens and looks',
  files_that_must_not_exist: 'tests/document-host/hostile.test.ts looks for them',
  max_extra_rss_mb: 'tests/document-host/hostile.test.ts measures a process of its own',
  page_progression: 'which side a page turns to is nothing that is heard',
  missing_resources_tolerated: 'that the document opens shows it',
  not_drm: 'that the document opens shows it',
  spine_files_with_story: 'how the publisher cut the story into files is nothing that is heard',
  declared_uncompressed_bytes: 'about the file, not about its reading',
}

/** Told apart by the regular expressions of what a reader would hear of them. */
const notToBeSpoken: Readonly<Record<string, RegExp>> = {
  'hash signs': /(?:^|\n)#+ /,
  asterisks: /\*\*/,
  backticks: /```/,
  'link targets in parentheses': /\]\(\s*(?:https?:|#|\.|\/)/,
}

/** The manifest writes encodings as Python does. */
const encodingNames: Readonly<Record<string, readonly string[]>> = {
  'utf-8': ['UTF-8'],
  cp932: ['Shift_JIS', 'windows-31j', 'CP932'],
  'utf-16': ['UTF-16LE'],
}

/** Words counted by other tools: they take the alternative texts of pictures and the marks of lists differently. */
const wordsTolerance = 0.05

/** A machine that is shared may take a while longer than the manifest allows a quiet one. */
const slowness = 3

const open = (file: string, options: OpenOptions = {}) =>
  openDocument({ source: { kind: 'file', path: join(corpusFolder, file) }, options })

const failureOf = async (opening: Promise<unknown>): Promise<AppError | null> => {
  try {
    await opening
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

function expectRefusal(error: AppError, { error_should_mention: words, error_match: match }: Expected): void {
  expect(error.code).toMatch(/^document\//)
  const sentence = failureLine(error).toLowerCase()
  const found = words.filter((word) => sentence.includes(word.toLowerCase()))
  if (words.length > 0) expect(found, sentence).not.toEqual([])
  if (match !== 'any') expect(found).toEqual(words)
}

function expectWords(text: string, expected: number | undefined, tolerance: number): void {
  if (expected === undefined) return
  expect(countWords(text)).toBeGreaterThanOrEqual(expected * (1 - tolerance))
  expect(countWords(text)).toBeLessThanOrEqual(expected * (1 + tolerance))
}

/** The words stand where a block begins, and go on into those after it if they must. */
function expectBodyBegins(spoken: readonly string[], words: string): void {
  // A remark for people follows in parentheses.
  const wanted = normalise(words.replace(/ \(ruby .*/, ''))
  const begins = spoken.some((_, index) =>
    normalise(spoken.slice(index, index + 4).join(' '))
      .trimStart()
      .startsWith(wanted),
  )
  expect(begins, `a block that begins with ${words}`).toBe(true)
}

function expectText(document: ReadableDocument, expected: Expected): void {
  const spoken = spokenTexts(document)
  const text = normalise(spoken.join(' '))
  const all = normalise(document.blocks.map((block) => block.text).join(' '))
  for (const words of [
    ...expected.must_contain,
    ...expected.if_opened_must_contain,
    ...expected.inserted_words_read,
    ...expected.joins_expected,
    ...(expected.after_nfkc === undefined ? [] : [expected.after_nfkc]),
    ...(expected.first_sentence_end === undefined ? [] : [expected.first_sentence_end]),
  ])
    expect(text, words).toContain(normalise(words))
  let at = 0
  for (const words of expected.must_contain_in_order) {
    at = text.indexOf(normalise(words), at)
    expect(at, words).toBeGreaterThanOrEqual(0)
  }
  for (const words of [
    ...expected.must_not_read,
    ...expected.forbidden_readings,
    ...expected.joined_words_forbidden,
  ])
    expect(text, words).not.toContain(normalise(words))
  // A field's name in capitals; the word itself may stand in any text.
  for (const word of expected.must_not_read_in_body)
    expect(spoken.join('\n')).not.toMatch(new RegExp(`\\b${word}\\b`))
  for (const what of expected.must_not_be_spoken) {
    expect(Object.keys(notToBeSpoken)).toContain(what)
    expect(spoken.join('\n')).not.toMatch(notToBeSpoken[what])
  }
  const shown = normalise([document.title, ...document.contents.map(({ title }) => title)].join(' '))
  for (const words of expected.must_never_appear) {
    expect(all).not.toContain(normalise(words))
    if (expected.title_shown_literally === undefined) expect(shown).not.toContain(normalise(words))
  }
  const raw = document.blocks.map((block) => block.text).join('')
  for (const character of expected.forbidden_characters) expect(raw).not.toContain(character)
  expect(raw).not.toMatch(/[\0-\x08\v-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/)
  if (expected.body_first_words !== undefined) {
    // What distributes a text comes before it, and is told apart: it begins the body of such a file all the same.
    const opening = document.blocks.filter(({ matter }) => matter === 'licence').map((block) => block.text)
    expectBodyBegins([...spoken, ...opening], expected.body_first_words)
  }
  if (expected.footnote_text !== undefined) expect(all).toContain(normalise(expected.footnote_text))
  // What was taken for the article: its notes and code are of it, whether they are read or not.
  expectWords(
    document.blocks.map((block) => block.text).join(' '),
    expected.words_article,
    expected.words_article_tolerance,
  )
  expectWords(document.blocks.map((block) => block.text).join(' '), expected.words, wordsTolerance)
  expectWords(
    document.blocks.map((block) => block.text).join(' '),
    expected.words_in_all_spine_text,
    wordsTolerance,
  )
}

function expectStructure(document: ReadableDocument, expected: Expected): void {
  const { blocks, contents, parts, outside } = document
  const partsOf = (kind: string): number => parts.filter((part) => part.kind === kind).length
  if (expected.title !== undefined) expect(document.title).toBe(expected.title)
  if (expected.title_shown_literally !== undefined)
    expect(document.title).toBe(expected.title_shown_literally)
  if (expected.author !== undefined) expect(document.authors).toContain(expected.author)
  if (expected.language !== undefined)
    expect(document.language?.toLowerCase()).toBe(expected.language.toLowerCase())
  if (expected.encoding !== undefined)
    expect(encodingNames[expected.encoding]).toContain(document.encoding?.name)
  if (expected.story_chapters !== undefined)
    expect(contents.length).toBeGreaterThanOrEqual(expected.story_chapters)
  if (expected.toc_entries !== undefined) expect(contents).toHaveLength(expected.toc_entries)
  for (const { startBlock } of contents) expect(startBlock).toBeLessThan(blocks.length)
  const titles = contents.map(({ title }) => normalise(title))
  for (const title of expected.chapter_titles_sample) expect(titles).toContain(normalise(title))
  for (const title of expected.skippable_matter) {
    // Who wrote what is heard where a book begins.
    if (title === 'Titlepage') continue
    const index = titles.indexOf(normalise(title))
    const [from, to] = [contents[index]?.startBlock, contents[index + 1]?.startBlock]
    expect(from, title).toBeDefined()
    expect(blocks.slice(from, to).filter((block) => subjectOf(block) === null)).toEqual([])
  }
  if (expected.spine_items !== undefined) expect(partsOf('section')).toBe(expected.spine_items)
  if (expected.pages !== undefined) expect(partsOf('page')).toBe(expected.pages)
  if (expected.headings !== undefined)
    expect(blocks.filter(({ kind }) => kind === 'heading')).toHaveLength(expected.headings)
  if (expected.paragraphs !== undefined) expect(blocks).toHaveLength(expected.paragraphs)
  if (expected.characters !== undefined) {
    const inBlocks = blocks.reduce((sum, block) => sum + block.text.length, 0)
    expect(inBlocks + outside.reduce((sum, { chars }) => sum + chars, 0)).toBe(expected.characters)
  }
  if (expected.allowed_link_schemes !== undefined)
    for (const mark of blocks.flatMap(({ marks }) => marks))
      if (mark.kind === 'link' && mark.href !== undefined)
        expect(expected.allowed_link_schemes).toContain(new URL(mark.href).protocol.slice(0, -1))
  if (expected.ruby !== undefined) {
    const { base, reading } = expected.ruby
    const found = blocks.some(({ text, marks }) =>
      marks.some(
        (mark) =>
          mark.kind === 'ruby' &&
          base.startsWith(text.slice(mark.startChar, mark.endChar)) &&
          reading.startsWith(mark.reading),
      ),
    )
    expect(found, `${reading} over ${base}`).toBe(true)
  }
  if (expected.code_blocks !== undefined) expect(blocks.some(({ kind }) => kind === 'code')).toBe(true)
  if (expected.toc_rule !== undefined)
    for (const block of blocks.filter(({ matter }) => matter === 'contents'))
      expect(block.text).not.toMatch(/\p{Ll}\d{1,3}$/u)
  if (expected.page_footer_occurrences !== undefined) {
    const feet = blocks.filter((block) => block.kind === 'furniture' && /VerDate/i.test(block.text))
    expect(feet.length).toBeGreaterThanOrEqual(expected.page_footer_occurrences)
  }
  if (expected.if_opened_must !== undefined) {
    const said = document.warnings.map(warningSentence).join(' ')
    expect(said).toMatch(/incomplete|damaged/)
  }
}

async function expectPassword(file: string, expected: Expected): Promise<void> {
  const { password = '' } = expected
  const refused = await failureOf(open(file))
  expect(refused).toMatchObject({ code: 'document/encrypted', details: { reason: 'password' } })
  if (refused) expectRefusal(refused, expected)
  expect(await failureOf(open(file, { password: `${password}?` }))).toMatchObject({
    code: 'document/encrypted',
    details: { reason: 'wrong-password' },
  })
  const document = await open(file, { password })
  expectText(document, { ...expected, must_contain: expected.must_contain_with_password })
  expectStructure(document, expected)
}

describe.skipIf(!hasCorpus)(`the documents of the manifest ${corpusNeeds}`, () => {
  const entries = manifestEntries()

  test('every key of it is checked, or left to others for a reason', () => {
    const checked = new Set([...entries.flatMap(({ expected }) => Object.keys(expected))])
    // What the schema names is checked here.
    const known = new Set([...expectedKeys, ...Object.keys(leftToOthers)])
    expect([...checked].filter((key) => !known.has(key))).toEqual([])
  })

  for (const { file, format, expected } of entries) {
    const isThere = isFormatThere(format)
    const name = isThere ? file : `${file} (the format ${format} is not there yet)`
    test.skipIf(!isThere)(name, async () => {
      if (expected.outcome === 'ask-password-or-refuse') return expectPassword(file, expected)
      const start = performance.now()
      const opening = open(file)
      const failure = await failureOf(opening)
      const seconds = (performance.now() - start) / 1_000
      if (expected.max_seconds !== undefined) expect(seconds).toBeLessThan(expected.max_seconds * slowness)
      if (failure) {
        if (expected.outcome === 'open') throw failure
        expectRefusal(failure, expected)
        if (expected.message_should_say !== undefined) {
          // The parts are alternatives: "no text layer / scanned; cannot be read aloud".
          const said = failureLine(failure).toLowerCase()
          const wanted = expected.message_should_say.split(/ \/ |; /)
          expect(wanted.filter((words) => said.includes(words)).length, said).toBeGreaterThan(0)
        }
        return
      }
      expect(expected.outcome).not.toBe('refuse')
      const document = await opening
      expectText(document, expected)
      expectStructure(document, expected)
    })

    if (expected.max_seconds_to_first_text !== undefined)
      test.skipIf(!isThere)(`${name}: its first text comes soon`, async () => {
        const enough = new Error('enough')
        const start = performance.now()
        const source = { kind: 'file' as const, path: join(corpusFolder, file) }
        const first = readDocument({ source }, (_, { blocks }) => {
          if (blocks.some((block) => subjectOf(block) === null)) throw enough
        })
        await expect(first).rejects.toBe(enough)
        const limitSeconds = (expected.max_seconds_to_first_text ?? 0) * slowness
        expect((performance.now() - start) / 1_000).toBeLessThan(limitSeconds)
      })
  }
})
