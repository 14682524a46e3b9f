import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import { maxToldSentences } from '@contract/limits'
import type { RecordedSentence } from '@contract/recording-words'
import { openDocument } from '../../src-main/engine/documents'
import { openDocumentInHost } from '../../src-main/engine/documents/host-launcher'
import { openFileSource } from '../../src-main/engine/documents/byte-source'
import { documentId } from '../../src-main/engine/documents/name-document'
import { exportNarratedBook, type NarratedBook } from '../../src-main/engine/export/epub-overlay'
import { narratedBooksInHost } from '../../src-main/engine/export/job/narrated-book-in-host'
import { bookBytes, chapterXml, navFile, type BookFixture } from '../fixtures/epub/books'
import { hostileFiles } from '../fixtures/hostile'
import { manifestEntries } from '../helpers/corpus'
import { corpusFolder, corpusNeeds, hasCorpus } from '../helpers/corpus-folder'
import { tellBlocks } from '../helpers/told-document'
import { listen, listFiles, type Listener } from '../helpers/watched-reading'
import { buildHost, type BuiltHost } from './build-host'

/** By the clock, where many share the machine: what catches hangs. */
const answerSeconds = 90

let host: BuiltHost
let desk: string
let listener: Listener
const { signal } = new AbortController()
const pathOf = (name: string): string => join(desk, name)

beforeAll(async () => {
  host = await buildHost()
  const opened = await listen(0)
  if (!opened) throw new Error('No port can be listened at')
  listener = opened
})
afterAll(() => listener.close())
beforeEach(() => {
  desk = mkdtempSync(join(tmpdir(), 'lector-narrated-'))
  mkdirSync(pathOf('scratch'))
  mkdirSync(pathOf('target'))
  writeFileSync(pathOf('sound.mp3'), 'not looked at: sound goes in as it is')
  for (const name of ['TMPDIR', 'HOME', 'XDG_CACHE_HOME']) vi.stubEnv(name, pathOf('scratch'))
  return () => {
    vi.unstubAllEnvs()
    rmSync(desk, { recursive: true })
  }
})

const chapters: BookFixture = {
  files: [
    navFile('<li><a href="a.xhtml">A</a></li>'),
    { href: 'a.xhtml', data: chapterXml(`<h1>One</h1><p>${'It began. It went on. '.repeat(400)}</p>`) },
    { href: 'b.xhtml', data: chapterXml('<p>It ended.</p>') },
  ],
}

/** What a voice would say of a book on the desk, in two files with sound. */
async function told(name: string): Promise<NarratedBook & { audio: { sentences: RecordedSentence[] }[] }> {
  const sourcePath = pathOf(name)
  const document = await openDocument({ source: { kind: 'file', path: sourcePath } })
  const { sentences, seconds } = tellBlocks(document.blocks)
  const sound = { path: pathOf('sound.mp3'), mediaType: 'audio/mpeg' as const, seconds }
  return {
    ...{ sourcePath, documentId: document.id, title: 'T', language: 'en', narrator: 'N' },
    modified: new Date('2026-01-02T03:04:05Z'),
    audio: [
      { ...sound, sentences: sentences.slice(0, 500) },
      { ...sound, sentences: sentences.slice(500) },
    ],
  }
}

describe('narratedBooksInHost', () => {
  const write = (book: NarratedBook, until = signal) =>
    narratedBooksInHost(host.script)(pathOf('out.epub'), book, until)
  const nothingNew = async (run: () => Promise<void>): Promise<void> => {
    const before = listFiles([desk])
    await run()
    expect(listFiles([desk])).toEqual(before)
  }
  beforeEach(() => writeFileSync(pathOf('book.epub'), bookBytes(chapters)))

  test('writes, in a process of its own, what is written in this one, byte for byte', async () => {
    const book = await told('book.epub')
    expect(book.audio[0].sentences.length).toBeGreaterThan(maxToldSentences)
    await exportNarratedBook(pathOf('here.epub'), book, signal)
    const before = listFiles([desk])
    await write(book)
    expect(listFiles([desk])).toEqual([...before, pathOf('out.epub')].sort())
    expect(readFileSync(pathOf('out.epub')).equals(readFileSync(pathOf('here.epub')))).toBe(true)
  })

  test('refuses, with a code and without a trace, what is not the book', async () => {
    const book = await told('book.epub')
    writeFileSync(pathOf('notes.txt'), 'No book.')
    await nothingNew(async () => {
      const refused = (changes: Partial<NarratedBook>) => expect(write({ ...book, ...changes })).rejects
      await refused({ documentId: 'another' }).toMatchObject({ code: 'export/source-changed' })
      await refused({ sourcePath: pathOf('notes.txt') }).toMatchObject({ code: 'document/unsupported' })
      await refused({ sourcePath: pathOf('gone.epub') }).toMatchObject({ code: 'document/missing' })
      await refused({ audio: [] }).toMatchObject({ code: 'text/nothing-to-say' })
    })
  })

  test('names the book where it cannot be written', async () => {
    const book = await told('book.epub')
    mkdirSync(pathOf('out.epub'))
    await expect(write(book)).rejects.toMatchObject({
      code: 'export/not-writable',
      details: { path: pathOf('out.epub'), reason: 'EISDIR' },
    })
    const path = join(desk, 'nowhere', 'out.epub')
    await expect(narratedBooksInHost(host.script)(path, book, signal)).rejects.toMatchObject({
      code: 'export/not-writable',
      details: { path, reason: 'ENOENT' },
    })
  })

  test('cancelled while it is told, ends with the reason and leaves what was there', async () => {
    const book = await told('book.epub')
    writeFileSync(pathOf('out.epub'), 'an older one')
    const controller = new AbortController()
    const reason = new Error('closed')
    async function* stopping(): AsyncGenerator<RecordedSentence> {
      for (const [index, sentence] of book.audio[0].sentences.entries()) {
        if (index === maxToldSentences + 10) {
          await vi.waitFor(() => expect(existsSync(pathOf('out.epub.part'))).toBe(true), { timeout: 20_000 })
          controller.abort(reason)
        }
        yield sentence
      }
    }
    const audio = [{ ...book.audio[0], sentences: stopping() }]
    await nothingNew(() => expect(write({ ...book, audio }, controller.signal)).rejects.toBe(reason))
    expect(readFileSync(pathOf('out.epub'), 'utf8')).toBe('an older one')
    await nothingNew(() => expect(write(book, controller.signal)).rejects.toBe(reason))
  })

  test('what goes wrong with the narration ends the process, and is told', async () => {
    const book = await told('book.epub')
    function* broken(): Generator<RecordedSentence> {
      yield* book.audio[0].sentences.slice(0, maxToldSentences + 1)
      throw new AppError('export/disk-full', 'The journal cannot be read')
    }
    const audio = [{ ...book.audio[0], sentences: broken() }]
    await nothingNew(() =>
      expect(write({ ...book, audio })).rejects.toMatchObject({ code: 'export/disk-full' }),
    )
  })

  test('takes what a process left that is gone for nothing', async () => {
    const book = await told('book.epub')
    writeFileSync(pathOf('out.epub.part'), 'x'.repeat(1_000_000))
    await write(book)
    expect(existsSync(pathOf('out.epub.part'))).toBe(false)
    const again = await openDocument({ source: { kind: 'file', path: pathOf('out.epub') } })
    expect(again.overlays.length).toBeGreaterThan(1_000)
  })

  test('a process that hangs or dies leaves nothing of what it has begun', async () => {
    const book = await told('book.epub')
    const begun = 'process.on("message", ({ path }) => { require("node:fs").writeFileSync(path, "half");'
    writeFileSync(pathOf('hangs.cjs'), `${begun} for (;;); })`)
    writeFileSync(pathOf('dies.cjs'), `${begun} process.exit(7) })`)
    writeFileSync(pathOf('lies.cjs'), `${begun} process.send({ kind: "opened" }) })`)
    await nothingNew(async () => {
      const by = (name: string) =>
        expect(
          narratedBooksInHost(pathOf(name), { answerMilliseconds: 1_500 })(pathOf('out.epub'), book, signal),
        ).rejects
      await by('hangs.cjs').toMatchObject({ code: 'document/timeout' })
      await by('dies.cjs').toMatchObject({ code: 'document/corrupt', details: { exitCode: 7 } })
      await by('lies.cjs').toMatchObject({ code: 'contract/invalid' })
    })
  })
})

describe('a book that means harm, with a narration', () => {
  /** Has it written, however it is told, and looks at all that lies there then. */
  async function writeSafely(name: string): Promise<void> {
    const sourcePath = pathOf(name)
    const source = await openFileSource(sourcePath, name, signal)
    const id = await documentId(source)
    await source.close()
    const opened = await openDocumentInHost(
      host.script,
      { source: { kind: 'file', path: sourcePath } },
      signal,
    ).catch((error: unknown) => {
      if (error instanceof AppError) return null
      throw error
    })
    // Also of one that was refused: what cannot be read may be asked for all the same.
    const { sentences, seconds } = tellBlocks(opened?.blocks ?? [])
    const before = listFiles([desk])
    const begun = performance.now()
    let isWritten = true
    try {
      await narratedBooksInHost(host.script)(
        pathOf('out.epub'),
        {
          ...{ sourcePath, documentId: id, title: 'T', language: 'en', narrator: 'N' },
          modified: new Date(0),
          audio: [{ path: pathOf('sound.mp3'), mediaType: 'audio/mpeg', seconds, sentences }],
        },
        signal,
      )
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      expect(error.code, error.stack).toMatch(/^(?:document|export|text)\//)
      expect(error.details.reason, error.stack).not.toBe('crashed')
      isWritten = false
    }
    expect((performance.now() - begun) / 1_000).toBeLessThan(answerSeconds)
    expect(listFiles([desk])).toEqual([...before, ...(isWritten ? [pathOf('out.epub')] : [])].sort())
    expect(listener.connections()).toBe(0)
    if (opened === null) expect(isWritten).toBe(false)
  }

  for (const { name, make } of hostileFiles.filter((file) => file.name.endsWith('.epub')))
    test(name, async () => {
      writeFileSync(pathOf(name), await make(listener.address, pathOf('target')))
      await writeSafely(name)
    })

  const ofCorpus = manifestEntries().filter(({ file }) => /^hostile-.*\.epub$/.test(file))
  describe.skipIf(!hasCorpus)(`of the corpus ${corpusNeeds}`, () => {
    for (const { file, expected } of ofCorpus)
      test(file, async () => {
        copyFileSync(join(corpusFolder, file), pathOf(file))
        await writeSafely(file)
        for (const path of expected.files_that_must_not_exist) expect(existsSync(path)).toBe(false)
      })
  })
})
