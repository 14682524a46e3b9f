import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ReadableDocument } from '@contract/document'
import { readableDocumentSchema } from '@contract/document'
import type { AppError } from '@contract/errors'
import { failureLine } from '../../src-main/cli/failure-line'
import { allowanceFor } from '../../src-main/document-host/guard/allowance'
import { hostileFiles } from '../fixtures/hostile'
import { isFormatThere, manifestEntries, normalise, spokenTexts } from '../helpers/corpus'
import { corpusFolder, corpusNeeds, hasCorpus } from '../helpers/corpus-folder'
import {
  listen,
  listFiles,
  readWatched,
  type Listener,
  type WatchedReading,
} from '../helpers/watched-reading'
import { buildHost, type BuiltHost } from './build-host'

/** By the clock, where many share the machine: what catches hangs. */
const answerSeconds = 60
const slowness = 3
/** Processor time of the process beside that of the reading: it starts, and loads the parsers. */
const startSeconds = 1.5
/** Of the process, all in all. */
const maxMebibytes = 512
/** The port that hostile documents of the corpus want to reach. */
const discardPort = 9

let host: BuiltHost
let desk: string
let listeners: Listener[]
const figures: string[] = []

beforeAll(async () => {
  host = await buildHost()
  desk = mkdtempSync(join(tmpdir(), 'lector-hostile-'))
  for (const name of ['inbox', 'scratch', 'target']) mkdirSync(join(desk, name))
  // The process that reads inherits where it may leave what it leaves.
  for (const name of ['TMPDIR', 'HOME', 'XDG_CACHE_HOME']) vi.stubEnv(name, join(desk, 'scratch'))
  const opened = await Promise.all([listen(0), listen(discardPort)])
  listeners = opened.filter((listener) => listener !== null)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await Promise.all(listeners.map((listener) => listener.close()))
  rmSync(desk, { recursive: true })
  if (process.env.LECTOR_FIGURES === '1') console.log(figures.join('\n'))
})

/** Reads a file of the inbox, and holds whatever it is to what every document is held to. */
async function readSafely(name: string): Promise<WatchedReading> {
  const before = listFiles([desk])
  const { size } = statSync(join(desk, 'inbox', name))
  const reading = await readWatched(host.script, join(desk, 'inbox', name))
  const { document, error, seconds, cpuSeconds, peakMebibytes } = reading
  figures.push(
    `${name.padEnd(34)} ${seconds.toFixed(2).padStart(6)} s ${cpuSeconds.toFixed(2).padStart(6)} s of processor ${peakMebibytes.toFixed(0).padStart(5)} MiB  ${error ? `${error.code} ${JSON.stringify(error.details)}` : `opened, ${document?.blocks.length} blocks`}`,
  )
  expect(listFiles([desk])).toEqual(before)
  expect(listeners.map((listener) => listener.connections())).toEqual(listeners.map(() => 0))
  expect(peakMebibytes).toBeLessThan(maxMebibytes)
  expect(seconds).toBeLessThan(answerSeconds)
  // Refused, or all of it read: a small one is answered within 5 s of a machine of its own.
  if (error) expect(cpuSeconds).toBeLessThan(startSeconds + maxCpuSeconds(size))
  if (error) expectSentence(error)
  if (document) expectPlainData(document)
  rmSync(join(desk, 'inbox', name))
  return reading
}

/** What a document of this size may take that gives one piece and no more. */
function maxCpuSeconds(sourceBytes: number): number {
  const { cpuMilliseconds, pieceCpuMilliseconds } = allowanceFor(sourceBytes)
  return (cpuMilliseconds + pieceCpuMilliseconds) / 1_000
}

/** A refusal is a failure that people are told in a sentence, never a bug of a parser or the end of its process. */
function expectSentence(error: AppError): void {
  expect(error.code, error.stack).toMatch(/^document\//)
  expect(error.details.reason, error.stack).not.toBe('crashed')
  expect(failureLine(error)).toMatch(/^[^\n]+$/)
}

function expectPlainData(document: ReadableDocument): void {
  expect(readableDocumentSchema.safeParse(document).success).toBe(true)
  // One expectation for all: of half a million blocks each would take the assertion longer than the reading took.
  const notPlain = document.blocks.find(
    ({ text, marks }) =>
      /[\0-\x08\v-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/.test(text) ||
      marks.some(({ startChar, endChar }) => startChar > endChar || endChar > text.length),
  )
  expect(notPlain).toBeUndefined()
}

/** Nothing of one document is in the way of the next. */
async function expectNextOpens(): Promise<void> {
  writeFileSync(join(desk, 'inbox', 'next.txt'), 'The next one.')
  const { document } = await readSafely('next.txt')
  expect(document?.blocks[0].text).toBe('The next one.')
}

describe.skipIf(!hasCorpus)(`the hostile documents of the corpus ${corpusNeeds}`, () => {
  const hostile = manifestEntries().filter(({ file }) => file.startsWith('hostile-'))
  for (const { file, format, expected } of hostile) {
    test(file, async () => {
      copyFileSync(join(corpusFolder, file), join(desk, 'inbox', file))
      const { document, error, seconds, peakMebibytes } = await readSafely(file)
      if (expected.max_seconds !== undefined) expect(seconds).toBeLessThan(expected.max_seconds * slowness)
      if (expected.max_extra_rss_mb !== undefined) expect(peakMebibytes).toBeLessThan(maxMebibytes)
      for (const path of expected.files_that_must_not_exist) expect(existsSync(path)).toBe(false)
      // What it calls itself is shown as it stands, and is no text.
      const title = expected.title_shown_literally === undefined ? document?.title : ''
      const all = normalise([title, ...(document?.blocks ?? []).map(({ text }) => text)].join(' '))
      for (const words of expected.must_never_appear) expect(all).not.toContain(normalise(words))
      if (isFormatThere(format)) {
        if (expected.outcome === 'open' && error) throw error
        if (expected.outcome === 'refuse') expect(document).toBeNull()
        if (document)
          for (const words of expected.if_opened_must_contain)
            expect(normalise(spokenTexts(document).join(' '))).toContain(normalise(words))
      } else expect(error?.code).toBe('document/unsupported')
    })
  }
})

describe('hostile documents made here', () => {
  for (const { name, make, neverAppears = [], isRead = [] } of hostileFiles) {
    test(name, async () => {
      const bytes = await make(listeners[0].address, join(desk, 'target'))
      writeFileSync(join(desk, 'inbox', name), bytes)
      const { document } = await readSafely(name)
      if (!document) return
      const all = document.blocks.map(({ text }) => text).join(' ')
      for (const words of neverAppears) expect(all).not.toContain(words)
      for (const words of isRead) expect(all).toContain(words)
    })
  }

  test('another document opens after all of them', expectNextOpens)

  test.skipIf(process.platform === 'win32')('what is no file is no document (needs /dev/zero)', async () => {
    for (const path of ['/dev/zero', '/dev/null', desk, join(desk, 'gone.epub')]) {
      const { error, seconds } = await readWatched(host.script, path)
      expect(error?.code).toBe('document/missing')
      expect(seconds).toBeLessThan(answerSeconds)
    }
  })
})
