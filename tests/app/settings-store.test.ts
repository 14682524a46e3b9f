import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { settingsSchema } from '@contract/settings'
import { disk, writeFileAtomically, type FileSystem } from '../../src-main/app/atomic-file'
import { SettingsStore } from '../../src-main/app/settings-store'

let folder: string
let failures: unknown[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-settings-'))
  failures = []
})
afterEach(() => rm(folder, { recursive: true }))

const open = (files: FileSystem = disk): Promise<SettingsStore> =>
  SettingsStore.open(folder, files, (error) => failures.push(error))
const path = (): string => join(folder, 'settings.json')
const fresh = settingsSchema.parse({})
const withVolume = (volume: number): typeof fresh => ({ ...fresh, audio: { ...fresh.audio, volume } })
const failure = (code: string): Error => Object.assign(new Error(code), { code })

/** The disk, with a rename that fails `times` times and without waiting. */
const stubborn = (code: string, times: number): FileSystem & { waited: number } => {
  let left = times
  const files = {
    ...disk,
    waited: 0,
    async rename(from: string, to: string) {
      if (left-- > 0) throw failure(code)
      await disk.rename(from, to)
    },
    async sleep(milliseconds: number) {
      files.waited += milliseconds
    },
  }
  return files
}

describe('SettingsStore', () => {
  test('starts with the defaults and no file', async () => {
    const store = await open()
    expect(store.value).toEqual(fresh)
    expect(store.problem).toBeNull()
    expect(await readdir(folder)).toEqual([])
  })

  test('keeps what was changed, filling in what an older file lacks', async () => {
    const store = await open()
    expect(store.change(withVolume(0.25))).toEqual(withVolume(0.25))
    await store.flush()
    expect((await open()).value).toEqual(withVolume(0.25))
    await writeFile(path(), '{"version":1,"audio":{"volume":0.5}}')
    expect((await open()).value).toEqual(withVolume(0.5))
  })

  test.each([
    ['cut in the middle', '{"version":1,"audio":{"vol'],
    ['empty', ''],
    ['zeroed', '\0'.repeat(500)],
    ['of a newer version', '{"version":2}'],
    ['out of range', '{"version":1,"audio":{"volume":7}}'],
    ['no object', '[]'],
  ])('a file that is %s is set aside, reported, and not overwritten', async (_how, content) => {
    await writeFile(path(), content)
    const store = await open()
    expect(store.value).toEqual(fresh)
    expect(store.problem?.code).toBe('settings/unreadable')
    const [aside = ''] = await readdir(folder)
    expect(aside).toMatch(/^settings\.unreadable-\d+\.json$/)
    expect(await readFile(join(folder, aside), 'utf8')).toBe(content)
    store.change(withVolume(0.5))
    await store.flush()
    expect((await open()).problem).toBeNull()
  })

  test('the last of many changes is what is stored', async () => {
    const store = await open()
    for (let step = 0; step <= 100; step += 1) {
      store.change(withVolume(step / 200))
      if (step % 10 === 0) void store.flush()
    }
    await store.flush()
    expect((await open()).value.audio.volume).toBe(0.5)
    expect(await readdir(folder)).toEqual(['settings.json'])
  })

  test('a full disk is reported, keeps the old file and the new value in memory', async () => {
    const store = await open()
    store.change(withVolume(0.5))
    await store.flush()
    const full = await open({ ...disk, writeThrough: () => Promise.reject(failure('ENOSPC')) })
    full.change(withVolume(0.75))
    await full.flush()
    expect(failures).toHaveLength(1)
    expect(full.value.audio.volume).toBe(0.75)
    expect((await open()).value.audio.volume).toBe(0.5)
    expect(await readdir(folder)).toEqual(['settings.json'])
  })
})

describe('writeFileAtomically', () => {
  test.each(['EPERM', 'EBUSY', 'EACCES'])('waits for %s to pass', async (code) => {
    const files = stubborn(code, 20)
    await writeFileAtomically(files, path(), 'new')
    expect(await readFile(path(), 'utf8')).toBe('new')
    expect(files.waited).toBeLessThan(2_500)
  })

  test('gives up after a minute and leaves the old file alone', async () => {
    await writeFile(path(), 'old')
    const files = stubborn('EPERM', Infinity)
    await expect(writeFileAtomically(files, path(), 'new')).rejects.toThrow('EPERM')
    expect(files.waited).toBeGreaterThanOrEqual(60_000)
    expect(files.waited).toBeLessThan(61_000)
    expect(await readFile(path(), 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['settings.json'])
  })

  test('whatever breaks at whatever step, the file is the old or the new one whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 }), fc.boolean(), async (step, isPartial) => {
        await writeFile(path(), 'old')
        const broken: FileSystem = {
          ...disk,
          async writeThrough(to, data) {
            if (isPartial) await disk.writeThrough(to, data.slice(0, 1))
            if (step === 0) throw failure('EIO')
            await disk.writeThrough(to, data)
          },
          async rename(from, to) {
            if (step === 1) throw failure('EIO')
            await disk.rename(from, to)
          },
        }
        const isWritten = await writeFileAtomically(broken, path(), 'new').then(
          () => true,
          () => false,
        )
        expect(await readFile(path(), 'utf8')).toBe(isWritten ? 'new' : 'old')
        expect(isWritten).toBe(step === 2)
      }),
      { seed: 11, numRuns: 30 },
    )
  })
})
