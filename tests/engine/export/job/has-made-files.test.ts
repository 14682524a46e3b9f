import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hasMadeFiles } from '../../../../src-main/engine/export/job/has-made-files'
import { createJournal } from '../../../../src-main/engine/export/job/journal'
import type { ProgressRecord } from '../../../../src-main/engine/export/job/progress-record'
import { narratedJob } from '../../../helpers/narrated-job'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-has-made-'))
})
afterEach(() => rm(folder, { recursive: true }))

const [recording] = narratedJob().recordings
const narratedBook = {
  ...{ name: 'Book.epub', sourcePath: '/books/Book.epub', modified: '2026-01-02T03:04:05.000Z' },
  sourceBlocks: [0],
}
const finished = { kind: 'finished', recording: 0, samples: 100 } as const
const companion = (name: string) => ({ kind: 'companion', name }) as const
const write = (name: string): Promise<void> => writeFile(join(folder, name), '')
const journalPath = (): string => join(folder, 'journal')
async function note(...records: readonly ProgressRecord[]): Promise<void> {
  const journal = await createJournal<ProgressRecord>(journalPath())
  for (const record of records) await journal.add(record)
  await journal.close()
}

describe('hasMadeFiles', () => {
  test('of a job that nothing is noted of: nothing is missing', async () => {
    expect(await hasMadeFiles(narratedJob(), journalPath(), folder)).toBe(true)
  })

  test('looks for recordings that are finished, and for what was made of them', async () => {
    const job = narratedJob({ recordings: [recording], formats: ['wav', 'mp3'] })
    const has = () => hasMadeFiles(job, journalPath(), folder)
    await note(finished)
    expect(await has()).toBe(false)
    await write('Book.wav')
    expect(await has()).toBe(true)
    await note(finished, companion('Book.mp3'))
    expect(await has()).toBe(false)
    await write('Book.mp3')
    expect(await has()).toBe(true)
  })

  test('looks for nothing of a recording without a sample', async () => {
    await note({ ...finished, samples: 0 })
    expect(await hasMadeFiles(narratedJob(), journalPath(), folder)).toBe(true)
  })

  test('looks for the book with its narration, also where it is all that stays', async () => {
    const job = narratedJob({ recordings: [recording], formats: [], narratedBook })
    const has = () => hasMadeFiles(job, journalPath(), folder)
    await note(finished, companion('Book.mp3'))
    expect(await has()).toBe(true)
    await note(finished, companion('Book.mp3'), companion('Book.epub'))
    expect(await has()).toBe(false)
    await write('Book.epub')
    expect(await has()).toBe(true)
  })
})
