import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { encodedFormats } from '@contract/recording-files'
import { createEncodedFile } from '../../../../src-main/engine/export/encoded/encoded-file'
import { startEncoding } from '../../../../src-main/engine/export/encoded/encoding/encoding'
import { encodingInThread } from '../../../../src-main/engine/export/encoded/encoding/encoding-thread'
import { buildBundle, type Bundle } from '../../../helpers/build-bundle'
import { speechLike } from './media-tools'

const electron = process.env.LECTOR_ELECTRON

let bundle: Bundle
let threadPath: string
beforeAll(async () => {
  bundle = await buildBundle({
    'encoding-thread': 'src-main/engine/export/encoded/encoding/thread.ts',
    'start-thread': 'src-main/engine/export/encoded/encoding/encoding-thread.ts',
    'encoded-file': 'src-main/engine/export/encoded/encoded-file.ts',
  })
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

/** How long this thread has run on a core, whatever else the machine does. */
const threadTimes = '/proc/thread-self/schedstat'
const busyMilliseconds = (): number => Number(readFileSync(threadTimes, 'latin1').split(' ')[0]) / 1e6

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

  test.skipIf(!existsSync(threadTimes)).each(encodedFormats)(
    'leaves this thread to others, never for 50 ms without a turn of theirs (%s) (needs Linux)',
    async (format) => {
      const samples = speechLike(22_050, 22_050 * 15)
      const form = { format, sampleRateHz: 22_050, tags: {}, cover: null }
      let before = busyMilliseconds()
      let longest = 0
      const turns = setInterval(() => {
        const now = busyMilliseconds()
        longest = Math.max(longest, now - before)
        before = now
      }, 1)
      const file = await createEncodedFile(join(folder, 'book'), form, encodingInThread(threadPath))
      await file.write(samples)
      await file.finish([{ title: 'One', startSample: 0 }])
      clearInterval(turns)
      expect(longest).toBeLessThan(50)
    },
  )

  const encodeOnElectron = async (name: string, form: object): Promise<void> => {
    const script = `
      const { readFileSync } = require('node:fs')
      const { createEncodedFile } = require('./encoded-file.js')
      const { encodingInThread } = require('./start-thread.js')
      const [folder, name, form] = process.argv.slice(1)
      const samples = new Float32Array(Uint8Array.from(readFileSync(folder + '/samples')).buffer)
      const run = async () => {
        const start = encodingInThread('./encoding-thread.js')
        const file = await createEncodedFile(folder + '/' + name, JSON.parse(form), start)
        await file.write(samples)
        await file.finish([{ title: 'One', startSample: 0 }])
      }
      void run()`
    await promisify(execFile)(electron!, ['-e', script, folder, name, JSON.stringify(form)], {
      cwd: bundle.folder,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      timeout: 30_000,
    })
  }

  test.skipIf(!electron).each(encodedFormats)(
    'makes the same bytes on Electron’s own Node (%s) (needs LECTOR_ELECTRON)',
    async (format) => {
      const samples = speechLike(22_050, 40_000)
      const form = { format, sampleRateHz: 22_050, tags: { title: 'One' }, cover: null }
      const here = await createEncodedFile(join(folder, 'here'), form, startEncoding)
      await here.write(samples)
      await here.finish([{ title: 'One', startSample: 0 }])
      await writeFile(join(folder, 'samples'), new Uint8Array(samples.buffer))
      await encodeOnElectron('there', form)
      const [one, other] = await Promise.all(['here', 'there'].map((name) => readFile(join(folder, name))))
      expect(other.equals(one)).toBe(true)
    },
  )

  // Where threads wait for each other when they end, one of twenty does.
  test.skipIf(!electron || process.env.LECTOR_SOAK !== '1')(
    'ends every time on Electron’s own Node, four at once (needs LECTOR_ELECTRON and LECTOR_SOAK=1)',
    async () => {
      await writeFile(join(folder, 'samples'), new Uint8Array(speechLike(22_050, 40_000).buffer))
      const form = { format: 'mp3', sampleRateHz: 22_050, tags: {}, cover: null }
      const encodeMany = async (lane: number): Promise<void> => {
        for (let round = 0; round < 45; round += 1) await encodeOnElectron(`${lane}`, form)
      }
      await Promise.all([0, 1, 2, 3].map(encodeMany))
    },
    600_000,
  )
})
