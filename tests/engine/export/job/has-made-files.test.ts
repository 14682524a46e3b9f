import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hasMadeFiles } from '../../../../src-main/engine/export/job/has-made-files'
import { beginning } from '../../../../src-main/engine/export/job/progress-record'
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
const at = (samples: number, ...companions: string[]) => ({
  finished: new Map([[0, samples]]),
  companions: new Set(companions),
})
const write = (name: string): Promise<void> => writeFile(join(folder, name), '')

describe('hasMadeFiles', () => {
  test('of a job that has made nothing nothing is missing', async () => {
    expect(await hasMadeFiles(narratedJob(), beginning, folder)).toBe(true)
  })

  test('looks for recordings that are finished, and for what was made of them', async () => {
    const job = narratedJob({ recordings: [recording], formats: ['wav', 'mp3'] })
    const has = (...companions: string[]) => hasMadeFiles(job, at(100, ...companions), folder)
    expect(await has()).toBe(false)
    await write('Book.wav')
    expect(await has()).toBe(true)
    expect(await has('Book.mp3')).toBe(false)
    await write('Book.mp3')
    expect(await has('Book.mp3')).toBe(true)
  })

  test('looks for nothing of a recording without a sample', async () => {
    expect(await hasMadeFiles(narratedJob(), at(0), folder)).toBe(true)
  })

  test('looks for the book with its narration, also where it is all that stays', async () => {
    const job = narratedJob({ recordings: [recording], formats: [], narratedBook })
    const has = (...companions: string[]) => hasMadeFiles(job, at(100, ...companions), folder)
    expect(await has('Book.mp3')).toBe(true)
    expect(await has('Book.mp3', 'Book.epub')).toBe(false)
    await write('Book.epub')
    expect(await has('Book.mp3', 'Book.epub')).toBe(true)
  })
})
