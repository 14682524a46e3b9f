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
const record = (jobId: string, path = join(folder, `${jobId}.wav`)): UnfinishedExport => ({
  jobId,
  documentId: 'book',
  title: 'A book',
  path,
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
    expect(after.list()).toMatchObject([{ jobId: 'a', documentId: 'book', title: 'A book', share: 0.4 }])
    expect(after.get('a')?.share).toBe(0.4)
  })

  test('words that were set aside come back with what is discarded, or go where the new recording has appeared', async () => {
    const before = await open()
    for (const id of ['killed', 'done']) {
      before.begin(record(id))
      await writeFile(join(folder, `${id}.wav`), '')
      await writeFile(join(folder, `${id}.words.json`), 'newer')
      await writeFile(join(folder, `${id}.words.json.lector-aside`), 'older')
    }
    await writeFile(join(folder, 'killed.wav.part'), '')
    await before.flush()
    const after = await open()
    expect(await readFile(join(folder, 'killed.words.json'), 'utf8')).toBe('newer')
    for (const id of ['killed', 'done']) await after.discard(id)
    await after.flush()
    expect(await readFile(join(folder, 'killed.words.json'), 'utf8')).toBe('older')
    expect(await readFile(join(folder, 'done.words.json'), 'utf8')).toBe('newer')
    expect((await readdir(folder)).filter((name) => /aside$|part$/.test(name))).toEqual([])
    expect(failures).toEqual([])
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

  test('one that is discarded goes with what there is of its file, and nothing else goes', async () => {
    const before = await open()
    before.begin(record('a'))
    await before.flush()
    await mkdir(join(folder, 'a.lector-export'))
    for (const name of ['a.wav.part', 'a.words.json.part', 'a.lector-export/journal'])
      await writeFile(join(folder, name), 'half')
    for (const name of ['a.wav', 'a.words.json']) await writeFile(join(folder, name), 'an older one')
    const after = await open()
    await after.discard('unknown')
    await after.discard('a')
    await after.flush()
    expect((await readdir(folder)).filter((name) => name.startsWith('a.'))).toEqual(['a.wav', 'a.words.json'])
    expect((await open()).list()).toEqual([])
  })

  test('one whose file cannot be removed stays, and can be discarded later', async () => {
    const before = await open()
    before.begin(record('a'))
    await before.flush()
    await writeFile(join(folder, 'a.wav.part'), 'half')
    let isInUse = true
    const after = await open({
      ...disk,
      remove: (file) => (isInUse ? Promise.reject(new Error('in use')) : disk.remove(file)),
    })
    await expect(after.discard('a')).rejects.toThrow('in use')
    await after.flush()
    expect(after.get('a')).not.toBeNull()
    expect((await open()).list()).toHaveLength(1)
    isInUse = false
    await after.discard('a')
    await after.flush()
    expect(await readdir(folder)).not.toContain('a.wav.part')
    expect((await open()).list()).toEqual([])
  })

  test('one into the same file takes the place of what was left', async () => {
    const before = await open()
    before.begin(record('a'))
    await before.flush()
    const after = await open()
    after.begin(record('b', join(folder, 'a.wav')))
    after.end('b', false)
    await after.flush()
    expect((await open()).list()).toEqual([])
  })

  test.each(['', '{', '[]', '{"version":1,"exports":[{"jobId":"","path":3}]}', '{"version":9}', 'null'])(
    'a file that holds %j is set aside and told of',
    async (stored) => {
      await writeFile(path(), stored)
      expect((await open()).list()).toEqual([])
      expect(failures).toHaveLength(1)
      expect((await readdir(folder)).filter((name) => name.includes('unreadable'))).toHaveLength(1)
    },
  )
})
