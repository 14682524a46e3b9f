import type { FileHandle } from 'node:fs/promises'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { encodedFormats } from '@contract/recording-files'
import { createEncodedFile } from '../../../../src-main/engine/export/encoded/encoded-file'
import { startEncoding } from '../../../../src-main/engine/export/encoded/encoding/encoding'
import { speechLike } from './media-tools'

/** How many more writes and reads go well, and what the next ones end with. */
const disk = vi.hoisted(() => ({ left: Infinity, code: 'ENOSPC', done: 0, isShort: false }))

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  const step = (): void => {
    disk.done++
    if (disk.left-- <= 0) throw Object.assign(new Error(disk.code), { code: disk.code })
  }
  const open = async (...asked: Parameters<typeof real.open>): Promise<FileHandle> => {
    const handle = await real.open(...asked)
    const write = handle.write.bind(handle) as (
      bytes: Uint8Array,
      from: number,
      count: number,
      at: number,
    ) => Promise<{ bytesWritten: number }>
    const read = handle.read.bind(handle)
    return Object.assign(handle, {
      write: async (bytes: Uint8Array, from: number, count: number, at: number) => {
        step()
        return write(bytes, from, disk.isShort ? Math.ceil(count / 2) : count, at)
      },
      read: async (...where: Parameters<typeof read>) => {
        step()
        return read(...where)
      },
    })
  }
  return { ...real, open }
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-full-'))
  Object.assign(disk, { left: Infinity, code: 'ENOSPC', done: 0, isShort: false })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** More than what is kept free for them, so that all that has been written is moved. */
const chapters = Array.from({ length: 40 }, (_, index) => ({
  title: 'x'.repeat(2_000),
  startSample: index * 100,
}))

describe.each(encodedFormats)('createEncodedFile on a disk that is full (%s)', (format) => {
  const path = (): string => join(folder, `book.${format}`)
  const record = async (): Promise<void> => {
    const form = { format, sampleRateHz: 24_000, tags: {}, cover: null }
    const file = await createEncodedFile(path(), form, startEncoding)
    try {
      await file.write(speechLike(24_000, 60_000))
      await file.finish(chapters)
    } catch (error) {
      await file.abandon()
      throw error
    }
  }

  test('at whatever step: it is told as such, and nothing is left', async () => {
    await record()
    const steps = disk.done
    expect(steps).toBeGreaterThan(3)
    await rm(path())
    for (let left = 0; left < steps; left++) {
      disk.left = left
      const failure = { code: 'export/disk-full', details: { path: path() } }
      await expect(record(), `after ${left} steps`).rejects.toMatchObject(failure)
      expect(await readdir(folder), `after ${left} steps`).toEqual([])
    }
  })

  test('another failure has its own reason', async () => {
    Object.assign(disk, { left: 2, code: 'EIO' })
    const failure = { code: 'export/not-writable', details: { reason: 'EIO' } }
    await expect(record()).rejects.toMatchObject(failure)
    expect(await readdir(folder)).toEqual([])
  })

  test('a disk that takes less than it is given at once gets all of it', async () => {
    const { readFile } = await import('node:fs/promises')
    await record()
    const whole = await readFile(path())
    disk.isShort = true
    await record()
    expect((await readFile(path())).equals(whole)).toBe(true)
  })
})
