import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ReportedSentence, ReportHead } from '@contract/export-report'
import { speechSettingsSchema } from '@contract/settings'
import { createReportFile, isAsWritten } from '../../../../src-main/engine/export/report/report-file'

const head: ReportHead = {
  format: 'lector-report',
  version: 2,
  lector: '1.2.3',
  document: { id: 'document', title: 'Æsop 🦊' },
  voice: { id: 'sine', name: 'Sine' },
  readers: [],
  speech: speechSettingsSchema.parse({}),
  sampleRateHz: 24_000,
  sampleFormat: 'int16',
  chapters: ['One'],
}
const sentence = (block: number): ReportedSentence => ({
  ...{ chapter: 0, block, startChar: 0, endChar: 9 },
  state: 'nothing-to-say',
  heard: [],
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-report-file-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a report that is written in many pieces holds every sentence once, in order, and its digest', async () => {
  const path = join(folder, 'Book.json')
  const blocks = Array.from({ length: 5_000 }, (_, block) => block)
  const file = await createReportFile(path, head)
  for (const block of blocks) await file.add(sentence(block))
  expect(await file.finish([], [])).toMatchObject({ sentences: 5_000, nothingToSay: 5_000 })
  const bytes = await readFile(path)
  expect(bytes.length).toBeGreaterThan(4 * 2 ** 16)
  expect(isAsWritten(bytes)).toBe(true)
  const read = JSON.parse(bytes.toString()) as ReportHead & { sentences: ReportedSentence[] }
  expect(read.document).toEqual(head.document)
  expect(read.sentences.map(({ block }) => block)).toEqual(blocks)
})

test('one that is given up leaves nothing, however much of it was written', async () => {
  for (const count of [0, 1, 5_000]) {
    const file = await createReportFile(join(folder, 'Book.json'), head)
    for (let block = 0; block < count; block++) await file.add(sentence(block))
    await file.abandon()
    expect(await readdir(folder)).toEqual([])
  }
})
