import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { discardExport } from '../../src-main/engine-host/export-jobs'
import { openJobFolder } from '../../src-main/engine'
import { narratedJob } from '../helpers/narrated-job'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-discard-'))
})
afterEach(() => rm(directory, { recursive: true }))

const jobFolder = (): string => join(directory, 'a.lector-export')
const [recording] = narratedJob().recordings
const left = () =>
  openJobFolder(jobFolder(), narratedJob({ recordings: [{ ...recording, name: 'a.wav' }], words: true }))

describe('discardExport', () => {
  test('takes away all that there is of one and nothing else, and gives older words back', async () => {
    await left()
    const older = ['a.wav', 'a.words.json.lector-aside', 'b.wav.part']
    const own = ['a.wav.part', 'a.words.json', 'a.words.json.part', 'a.lector-report.json.part']
    for (const name of [...older, ...own]) await writeFile(join(directory, name), name)
    await discardExport(jobFolder())
    expect((await readdir(directory)).sort()).toEqual(['a.wav', 'a.words.json', 'b.wav.part'])
    expect(await readFile(join(directory, 'a.words.json'), 'utf8')).toBe('a.words.json.lector-aside')
  })

  test('of one that cannot be read its folder goes', async () => {
    await left()
    await writeFile(join(jobFolder(), 'job.json'), '{')
    await discardExport(jobFolder())
    expect(await readdir(directory)).toEqual([])
  })

  test('what is on a drive that is not there is not taken for gone', async () => {
    const elsewhere = join(directory, 'drive', 'a.lector-export')
    await expect(discardExport(elsewhere)).rejects.toMatchObject({ code: 'export/not-writable' })
  })
})
