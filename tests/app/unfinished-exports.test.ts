import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { UnfinishedExport } from '@contract/calls/export'
import { disk, type FileSystem } from '../../src-main/app/atomic-file'
import { UnfinishedExports } from '../../src-main/app/unfinished-exports'

let folder: string
let failures: unknown[]
let now: number
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-unfinished-'))
  failures = []
  now = 0
})
afterEach(() => rm(folder, { recursive: true }))

const open = (files: FileSystem = disk): Promise<UnfinishedExports> =>
  UnfinishedExports.open(
    folder,
    files,
    (error) => failures.push(error),
    () => now,
  )
const record = (jobId: string, jobFolder = join(folder, `${jobId}.lector-export`)): UnfinishedExport => ({
  jobId,
  title: 'A book',
  jobFolder,
  share: 0,
})
const path = (): string => join(folder, 'unfinished-exports.json')

describe('UnfinishedExports', () => {
  test('what was being exported when Lector ended is found at the next start, with its share', async () => {
    const before = await open()
    before.begin(record('a'))
    now = 10_000
    before.note('a', 0.4)
    await before.flush()
    expect(before.list()).toEqual([])
    const after = await open()
    expect(after.list()).toMatchObject([{ jobId: 'a', title: 'A book', share: 0.4 }])
    expect(after.get('a')?.share).toBe(0.4)
  })

  test('one that ended and is kept is offered at once', async () => {
    const store = await open()
    store.begin(record('a'))
    store.note('a', 0.3)
    store.end('a', true)
    expect(store.list()).toMatchObject([{ jobId: 'a', share: 0.3 }])
    store.begin(store.list()[0])
    expect(store.list()).toEqual([])
    await store.flush()
    expect((await open()).list()).toMatchObject([{ jobId: 'a', share: 0.3 }])
  })

  test('one that ended is not found', async () => {
    const before = await open()
    before.begin(record('a'))
    before.end('a', false)
    before.end('a', true)
    await before.flush()
    expect((await open()).list()).toEqual([])
  })

  test('the share is written now and then, not at every step', async () => {
    const written: number[] = []
    const store = await open({
      ...disk,
      writeThrough(file, data) {
        written.push((JSON.parse(data) as { exports: { share: number }[] }).exports[0].share)
        return disk.writeThrough(file, data)
      },
    })
    store.begin(record('a'))
    for (let step = 1; step <= 119; step += 1) {
      now += 100
      store.note('a', step / 200)
    }
    store.note('unknown', 0.9)
    await store.flush()
    // At once, every five seconds of the twelve, and at the end.
    expect(written).toEqual([0, 0.25, 0.5, 0.595])
    expect(JSON.parse(await readFile(path(), 'utf8'))).toMatchObject({ exports: [{ share: 0.595 }] })
  })

  test('one that is discarded is forgotten when what there is of it is gone, and stays where that fails', async () => {
    const before = await open()
    before.begin(record('a'))
    await before.flush()
    const after = await open()
    const removed: string[] = []
    const remove = (jobFolder: string): Promise<void> => Promise.resolve(void removed.push(jobFolder))
    await after.discard('unknown', remove)
    await expect(after.discard('a', () => Promise.reject(new Error('in use')))).rejects.toThrow('in use')
    await after.flush()
    expect(after.get('a')).not.toBeNull()
    expect((await open()).list()).toHaveLength(1)
    await after.discard('a', remove)
    await after.flush()
    expect(removed).toEqual([join(folder, 'a.lector-export')])
    expect((await open()).list()).toEqual([])
  })

  test('what others left in a folder is found beside those that are known, and can be gone on with or discarded', async () => {
    const store = await open()
    store.begin(record('kept'))
    store.end('kept', true)
    store.begin(record('running'))
    for (const name of ['kept', 'running', 'Two: Part 1', 'other'])
      await mkdir(join(folder, `${name}.lector-export`))
    await mkdir(join(folder, 'a folder'))
    const found = await store.find(folder)
    expect(found.map(({ title, share }) => [title, share])).toEqual([
      ['A book', 0],
      ['Two: Part 1', null],
      ['other', null],
    ])
    const [, stray, other] = found
    expect(store.get(stray.jobId)).toEqual(stray)
    store.begin(stray)
    expect((await store.find(folder)).map(({ title }) => title)).toEqual(['A book', 'other'])
    const removed: string[] = []
    await store.discard(other.jobId, (jobFolder) => Promise.resolve(void removed.push(jobFolder)))
    expect(removed).toEqual([other.jobFolder])
    store.end(stray.jobId, true)
    await store.flush()
    expect((await open()).list().map(({ title }) => title)).toEqual(['A book', 'Two: Part 1', 'A book'])
    expect(await store.find(join(folder, 'nowhere'))).toHaveLength(2)
  })

  test('one of the same files takes the place of what was left', async () => {
    const before = await open()
    before.begin(record('a'))
    await before.flush()
    const after = await open()
    after.begin(record('b', join(folder, 'a.lector-export')))
    after.end('b', false)
    await after.flush()
    expect((await open()).list()).toEqual([])
  })

  test.each(['', '{', '[]', '{"version":2,"exports":[{"jobId":"","jobFolder":3}]}', '{"version":9}', 'null'])(
    'a file that holds %j is set aside and told of',
    async (stored) => {
      await writeFile(path(), stored)
      expect((await open()).list()).toEqual([])
      expect(failures).toHaveLength(1)
      expect((await readdir(folder)).filter((name) => name.includes('unreadable'))).toHaveLength(1)
    },
  )
})
