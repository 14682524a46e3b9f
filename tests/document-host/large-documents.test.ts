import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askDocumentHost, type DocumentHostProcess } from '@contract/document-host-protocol'
import { documentAnswerMilliseconds, documentHeapMebibytes, documentReadMilliseconds } from '@contract/limits'
import { launchForkedDocumentHost } from '../../src-main/engine/documents/host-launcher'
import { largeEpub, longPdf } from '../fixtures/large-documents'
import { buildHost, type BuiltHost } from './build-host'
import { corpusFolder } from '../helpers/corpus-folder'

const pdfs = [
  'pdf-alice-gutenberg.pdf',
  'pdf-federal-register-3-columns.pdf',
  'pdf-latex-two-columns-tagged.pdf',
]
const hasCorpus = pdfs.every((name) => existsSync(join(corpusFolder, name)))
/** Children whose memory can be asked for: /proc is Linux alone. */
const canWeigh = existsSync('/proc/self/status')

let host: BuiltHost
let folder: string
let epubPath: string

beforeAll(async () => {
  host = await buildHost()
  folder = mkdtempSync(join(tmpdir(), 'lector-large-'))
  epubPath = join(folder, 'large.epub')
  await writeFile(epubPath, await largeEpub({ chapters: 60, paragraphsPerChapter: 220 }))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

interface Measured {
  readonly firstMilliseconds: number
  readonly wholeMilliseconds: number
  readonly firstChars: number
  readonly chars: number
  readonly contents: number
  readonly peakMebibytes: number
}

/** Children of this process, as the system lists them. */
function hostPids(): number[] {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
  return children.trim().split(/\s+/).filter(Boolean).map(Number)
}

function peakMebibytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024
}

function ask(child: DocumentHostProcess, path: string, signal: AbortSignal) {
  return askDocumentHost(
    child,
    { source: { kind: 'file', path } },
    {
      signal,
      answerMilliseconds: documentAnswerMilliseconds,
      readMilliseconds: documentReadMilliseconds,
      now: () => performance.now(),
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds)
        return () => clearTimeout(timer)
      },
    },
  )
}

/** Reads a document to its end, as the app does. */
async function measure(path: string): Promise<Measured> {
  const before = new Set(canWeigh ? hostPids() : [])
  const child = launchForkedDocumentHost(host.script, documentHeapMebibytes)
  const pid = canWeigh ? hostPids().find((other) => !before.has(other)) : undefined
  const startedAt = performance.now()
  const reading = await ask(child, path, new AbortController().signal)
  const firstMilliseconds = performance.now() - startedAt
  const firstChars = charsOf(reading.first.piece.blocks)
  let chars = 0
  let contents = 0
  let peak = 0
  for (let step = reading.first; ; step = await reading.next()) {
    chars += charsOf(step.piece.blocks)
    contents += step.piece.contents.length
    if (step.isLast) break
    if (pid !== undefined) peak = peakMebibytes(pid)
  }
  const wholeMilliseconds = performance.now() - startedAt
  return { firstMilliseconds, wholeMilliseconds, firstChars, chars, contents, peakMebibytes: peak }
}

function charsOf(blocks: readonly { text: string }[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0)
}

function report(name: string, bytes: number, measured: Measured): void {
  const { firstMilliseconds, wholeMilliseconds, chars, peakMebibytes: peak } = measured
  console.info(
    `${name}: ${(bytes / 2 ** 20).toFixed(1)} MiB, ${chars} characters, first text ${firstMilliseconds.toFixed(0)} ms, ` +
      `whole ${wholeMilliseconds.toFixed(0)} ms, peak ${peak.toFixed(0)} MiB`,
  )
}

describe('a large document', () => {
  test('a book of 3 MB shows its beginning long before it is read, in bounded memory', async () => {
    const { size } = await stat(epubPath)
    expect(size).toBeGreaterThan(2.5 * 2 ** 20)
    const measured = await measure(epubPath)
    report('EPUB', size, measured)
    expect(measured.firstMilliseconds).toBeLessThan(measured.wholeMilliseconds / 2)
    expect(measured.firstChars).toBeLessThan(measured.chars / 20)
    expect(measured.contents).toBe(60)
    expect(measured.peakMebibytes).toBeLessThan(512)
  })

  test.skipIf(!hasCorpus)(
    'a PDF of 500 pages shows its beginning long before it is read (made of the corpus, skipped where that is absent)',
    async () => {
      const path = join(folder, 'long.pdf')
      const sources = pdfs.map((name) => join(corpusFolder, name))
      await writeFile(path, await longPdf(sources, 500))
      const measured = await measure(path)
      report('PDF', (await stat(path)).size, measured)
      expect(measured.firstMilliseconds).toBeLessThan(measured.wholeMilliseconds / 3)
      expect(measured.chars).toBeGreaterThan(500 * 1_000)
      expect(measured.peakMebibytes).toBeLessThan(512)
    },
    300_000,
  )

  test('cancelling in the middle ends the process', async () => {
    const before = new Set(canWeigh ? hostPids() : [])
    const child = launchForkedDocumentHost(host.script, documentHeapMebibytes)
    const pid = canWeigh ? hostPids().find((other) => !before.has(other)) : undefined
    const controller = new AbortController()
    const reading = await ask(child, epubPath, controller.signal)
    expect(reading.first.isLast).toBe(false)
    const next = reading.next()
    const reason = new Error('closed')
    controller.abort(reason)
    await expect(next).rejects.toBe(reason)
    if (pid !== undefined)
      await expect.poll(() => existsSync(`/proc/${pid}/exe`), { timeout: 5_000 }).toBe(false)
  })
})
