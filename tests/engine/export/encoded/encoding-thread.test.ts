import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEncodedFile } from '../../../../src-main/engine/export/encoded/encoded-file'
import { encodedFormats } from '../../../../src-main/engine/export/encoded/encoded-form'
import { startEncoding } from '../../../../src-main/engine/export/encoded/encoding/encoding'
import { encodingInThread } from '../../../../src-main/engine/export/encoded/encoding/encoding-thread'
import { buildBundle, type Bundle } from '../../../helpers/build-bundle'
import { speechLike } from './media-tools'

let bundle: Bundle
let threadPath: string
beforeAll(async () => {
  bundle = await buildBundle({ 'encoding-thread': 'src-main/engine/export/encoded/encoding/thread.ts' })
  threadPath = join(bundle.folder, 'encoding-thread.js')
})
afterAll(() => bundle.remove())
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-encoding-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const threads = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'MessagePort').length

describe('encodingInThread', () => {
  test.each(encodedFormats)(
    'makes the bytes that are made without a thread (%s), and ends',
    async (format) => {
      const before = threads()
      const samples = speechLike(22_050, 70_000)
      const written: Buffer[] = []
      for (const start of [startEncoding, encodingInThread(threadPath)]) {
        const path = join(folder, 'book')
        const form = { format, sampleRateHz: 22_050, tags: { title: 'One' }, cover: null }
        const file = await createEncodedFile(path, form, start)
        await file.write(samples.subarray(0, 50_001))
        await file.write(samples.subarray(50_001))
        await file.finish([{ title: 'One', startSample: 0 }])
        written.push(await readFile(path))
      }
      expect(written[1].equals(written[0])).toBe(true)
      expect(threads()).toBe(before)
    },
  )

  test('abandoned while it encodes it leaves no thread and no file', async () => {
    const before = threads()
    const form = { format: 'm4b', sampleRateHz: 24_000, tags: {}, cover: null } as const
    const file = await createEncodedFile(join(folder, 'book'), form, encodingInThread(threadPath))
    const outcome = file.write(speechLike(24_000, 240_000)).catch((error: unknown) => error)
    await file.abandon()
    expect(await outcome).toMatchObject({ code: 'engine/crashed' })
    expect(threads()).toBe(before)
    expect(await readdir(folder)).toEqual([])
  })

  test('a thread that ends by itself is told as such, at once and later', async () => {
    const failing = join(folder, 'failing.cjs')
    const started = { sampleRateHz: 24_000, delaySamples: 0, description: [] }
    await writeFile(
      failing,
      `const { parentPort } = require('node:worker_threads')
      parentPort.postMessage({ kind: 'started', start: ${JSON.stringify(started)} })
      parentPort.on('message', () => { throw new Error('broken') })`,
    )
    const encoding = await encodingInThread(failing)({ format: 'mp3', sampleRateHz: 24_000 })
    const failure = { code: 'engine/crashed', cause: { message: 'broken' } }
    await expect(encoding.write(new Float32Array(9))).rejects.toMatchObject(failure)
    await expect(encoding.finish()).rejects.toMatchObject(failure)
    await encoding.dispose()
    const missing = encodingInThread(join(folder, 'missing.js'))({ format: 'mp3', sampleRateHz: 24_000 })
    await expect(missing).rejects.toMatchObject({ code: 'engine/crashed' })
  })
})
