import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodedFormats, type EncodedFormat } from '@contract/recording-files'
import { unfinishedSuffix } from '@contract/recording-words'
import { createEncodedFile } from '../../../../src-main/engine/export/encoded/encoded-file'
import type { EncodedForm } from '../../../../src-main/engine/export/encoded/encoded-form'
import { startEncoding } from '../../../../src-main/engine/export/encoded/encoding/encoding'
import { createRandom } from '../../../helpers/random'
import { speechLike } from './media-tools'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-encoded-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const form = (format: EncodedFormat): EncodedForm => ({
  format,
  sampleRateHz: 22_050,
  tags: { title: 'A title', date: '2026-11-22' },
  cover: null,
})
const chapters = [{ title: 'One', startSample: 0 }]
const pathOf = (format: EncodedFormat): string => join(folder, `book.${format}`)

describe.each(encodedFormats)('createEncodedFile (%s)', (format) => {
  test('the same samples make the same bytes, however they are cut into writes', async () => {
    const samples = speechLike(22_050, 30_000)
    const random = createRandom(3)
    const written: Buffer[] = []
    for (const mostSamples of [30_000, 7_000, 900]) {
      const file = await createEncodedFile(pathOf(format), form(format), startEncoding)
      for (let at = 0; at < samples.length;) {
        const count = mostSamples === 30_000 ? mostSamples : Math.floor(random() * mostSamples)
        await file.write(samples.subarray(at, at + count))
        at += count
      }
      await file.finish(chapters)
      written.push(await readFile(pathOf(format)))
    }
    expect(written[0].length).toBeGreaterThan(3_000)
    expect(written[1].equals(written[0])).toBe(true)
    expect(written[2].equals(written[0])).toBe(true)
  })

  test('it appears whole, after all else is done, and only under its name', async () => {
    const file = await createEncodedFile(pathOf(format), form(format), startEncoding)
    await file.write(speechLike(22_050, 5_000))
    expect(await readdir(folder)).toEqual([`book.${format}${unfinishedSuffix}`])
    let before: string[] = []
    await file.finish([], async () => {
      before = await readdir(folder)
    })
    expect(before).toEqual([`book.${format}${unfinishedSuffix}`])
    expect(await readdir(folder)).toEqual([`book.${format}`])
  })

  test('what is written or finished after the end is refused, and changes nothing', async () => {
    const file = await createEncodedFile(pathOf(format), form(format), startEncoding)
    await file.write(new Float32Array(100))
    await file.finish([])
    const bytes = await readFile(pathOf(format))
    await expect(file.write(new Float32Array(100))).rejects.toThrow('takes samples until')
    await expect(file.finish([])).rejects.toThrow('finished once')
    await file.abandon()
    expect((await readFile(pathOf(format))).equals(bytes)).toBe(true)
  })

  test('abandoned at any time it leaves nothing', async () => {
    const moments = ['begun', 'written', 'while writing', 'before appearing', 'twice'] as const
    for (const moment of moments) {
      const file = await createEncodedFile(pathOf(format), form(format), startEncoding)
      const writing = moment === 'begun' ? null : file.write(speechLike(22_050, 80_000))
      if (moment !== 'while writing') await writing
      if (moment === 'before appearing') {
        const failing = file.finish(chapters, () => Promise.reject(new Error('no words')))
        await expect(failing).rejects.toMatchObject({ code: 'export/not-writable' })
      }
      const outcome = writing?.catch((error: unknown) => error)
      await file.abandon()
      if (moment === 'twice') await file.abandon()
      if (moment === 'while writing') expect(await outcome).toBeInstanceOf(Error)
      expect(await readdir(folder), moment).toEqual([])
    }
  })

  test('a folder of that name, and one that is not there, are refused before any work', async () => {
    await mkdir(pathOf(format))
    await expect(createEncodedFile(pathOf(format), form(format), startEncoding)).rejects.toMatchObject({
      code: 'export/not-writable',
      details: { reason: 'EISDIR' },
    })
    const missing = join(folder, 'missing', 'book')
    await expect(createEncodedFile(missing, form(format), startEncoding)).rejects.toMatchObject({
      code: 'export/not-writable',
      details: { path: missing, reason: 'ENOENT' },
    })
    expect(await readdir(folder)).toEqual([`book.${format}`])
  })

  test.skipIf(!existsSync('/dev/full'))(
    'a full disk is told as such and leaves nothing behind (needs /dev/full)',
    async () => {
      const path = pathOf(format)
      await symlink('/dev/full', path + unfinishedSuffix)
      const full = { code: 'export/disk-full', details: { path } }
      await expect(createEncodedFile(path, form(format), startEncoding)).rejects.toMatchObject(full)
      expect(await readdir(folder)).toEqual([])
    },
  )
})
