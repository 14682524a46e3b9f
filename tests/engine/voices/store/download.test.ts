import { createHash } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { downloadFile, type DownloadPacing } from '../../../../src-main/engine/voices/store/download'
import type { WebFile } from '../../../../src-main/engine/voices/store/part-file'
import { misbehavingServer, type Conduct, type MisbehavingServer } from '../../../helpers/misbehaving-server'
import { createRandom } from '../../../helpers/random'

const wholeBytes = 300_000
const path = '/voice/model.onnx'
const { signal } = new AbortController()

let server: MisbehavingServer
let folder: string
let content: Buffer
let pauses: number[]
let file: WebFile

/** Nobody waits in a test: what would be waited is written down. */
const pacing = (): DownloadPacing => ({
  stallMilliseconds: 150,
  random: () => 0.5,
  wait: (milliseconds) => {
    pauses.push(milliseconds)
    return Promise.resolve()
  },
})

beforeEach(async () => {
  server = await misbehavingServer()
  folder = await mkdtemp(join(tmpdir(), 'lector-download-'))
  const random = createRandom(7)
  content = Buffer.from(Array.from({ length: wholeBytes }, () => Math.floor(random() * 256)))
  server.put(path, content)
  pauses = []
  file = {
    url: server.address(path),
    path: join(folder, 'model.onnx'),
    bytes: wholeBytes,
    digest: { algorithm: 'sha256', value: createHash('sha256').update(content).digest('hex') },
  }
})
afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const download = (given: Partial<WebFile> = {}) =>
  downloadFile({ ...file, ...given }, { signal, pacing: pacing() })

async function expectWhole(): Promise<void> {
  expect((await readFile(file.path)).equals(content)).toBe(true)
  expect(await readdir(folder)).toEqual(['model.onnx'])
}

/** Nothing that could be taken for the file is there. */
async function expectNone(): Promise<void> {
  expect(await readdir(folder)).not.toContain('model.onnx')
}

describe('downloadFile', () => {
  test('brings a file in one request and leaves nothing beside it', async () => {
    const told: number[] = []
    await downloadFile(file, { signal, onBytes: (bytes) => told.push(bytes) })
    await expectWhole()
    expect(told.at(-1)).toBe(wholeBytes)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(server.requests).toEqual([{ path, range: undefined, condition: undefined }])
  })

  test('takes md5 where the publisher gives nothing else', async () => {
    const value = createHash('md5').update(content).digest('hex')
    await download({ digest: { algorithm: 'md5', value } })
    await expectWhole()
  })

  test.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'cut at ten random points, is whole and was sent once (seed %i)',
    async (seed) => {
      const random = createRandom(seed)
      const points = Array.from({ length: 10 }, () => Math.floor(random() * wholeBytes)).sort((a, b) => a - b)
      const lengths = points.map((point, index) => point - (points[index - 1] ?? 0))
      server.expect(path, ...lengths.map((afterBytes) => ({ kind: 'cut', afterBytes }) as const))
      await download()
      await expectWhole()
      expect(server.sentBytes()).toBeLessThan(wholeBytes * 1.05)
      // It asks only for what is missing, and only of the same file.
      expect(server.requests.slice(1).every(({ range }) => range === undefined || range !== 'bytes=0-')).toBe(
        true,
      )
    },
  )

  const good: Record<string, readonly Conduct[]> = {
    'answers a range with all of it': [{ kind: 'cut', afterBytes: 90_000 }, { kind: 'ignore-range' }],
    'answers with another range': [{ kind: 'cut', afterBytes: 90_000 }, { kind: 'wrong-range' }],
    'knows no such range': [
      { kind: 'cut', afterBytes: 90_000 },
      { kind: 'status', status: 416 },
    ],
    'wants to be left alone for a while': [
      { kind: 'status', status: 429, headers: { 'Retry-After': '7' } },
      { kind: 'status', status: 503 },
    ],
    'fails inside': [
      { kind: 'status', status: 500 },
      { kind: 'status', status: 502 },
    ],
    'flips a bit once': [{ kind: 'flip', atByte: 123_456 }],
    'sends twice as much': [{ kind: 'twice' }],
    'tells no length': [{ kind: 'unmeasured' }],
    'tells a length that is too great': [{ kind: 'lie', length: wholeBytes + 5_000 }],
    'tells a length that is too small': [{ kind: 'lie', length: 70_000 }],
    'stalls under way': [{ kind: 'stall', afterBytes: 80_000 }],
    'does not answer once': [{ kind: 'silent' }],
    'packs it once': [{ kind: 'packed' }],
  }
  test.each(Object.entries(good))('a server that %s: the file is whole', async (_name, conducts) => {
    server.expect(path, ...conducts)
    await download()
    await expectWhole()
  })

  const clear: Record<string, [Conduct, string, string | undefined]> = {
    'always flips a bit': [{ kind: 'flip', atByte: 5 }, 'voice/checksum', undefined],
    'always stalls': [{ kind: 'stall', afterBytes: 0 }, 'voice/fetch-failed', 'stalled'],
    'never answers': [{ kind: 'silent' }, 'voice/fetch-failed', 'stalled'],
    'always breaks off': [{ kind: 'cut', afterBytes: 100 }, 'voice/fetch-failed', 'broken'],
    'is always overloaded': [{ kind: 'status', status: 503 }, 'voice/fetch-failed', 'busy'],
    'wants to be left alone for a day': [
      { kind: 'status', status: 429, headers: { 'Retry-After': '86400' } },
      'voice/fetch-failed',
      'busy',
    ],
    'does not have it': [{ kind: 'status', status: 404 }, 'voice/fetch-failed', 'refused'],
    'does not give it to us': [{ kind: 'status', status: 403 }, 'voice/fetch-failed', 'refused'],
    'leads to an insecure place': [
      { kind: 'redirect', to: 'http://example.invalid/model.onnx' },
      'voice/fetch-failed',
      'redirects',
    ],
    'leads to another protocol': [
      { kind: 'redirect', to: 'file:///etc/passwd' },
      'voice/fetch-failed',
      'redirects',
    ],
    'leads nowhere': [{ kind: 'redirect', to: '' }, 'voice/fetch-failed', 'redirects'],
    'knows no ranges at all': [{ kind: 'status', status: 416 }, 'voice/fetch-failed', 'unfit'],
  }
  test.each(Object.entries(clear))(
    'a server that %s: a clear error',
    async (_name, [conduct, code, reason]) => {
      server.always(path, conduct)
      const failure = expect(download()).rejects
      await failure.toMatchObject({ code, details: reason === undefined ? {} : { reason } })
      await expectNone()
      expect(server.requests.length).toBeLessThan(12)
    },
  )

  test('a file that changes between two tries is begun anew, and what it was before is refused', async () => {
    server.expect(path, { kind: 'cut', afterBytes: 100_000 }, { kind: 'change' })
    await expect(download()).rejects.toMatchObject({ code: 'voice/checksum' })
    await expectNone()
    // It was told by its condition: nothing of the old was joined to the new.
    expect(server.requests[1]).toMatchObject({ range: 'bytes=100000-', condition: expect.any(String) })
  })

  test('a change that the server keeps to itself is seen all the same', async () => {
    server.expect(path, { kind: 'cut', afterBytes: 100_000 })
    const other = Buffer.from(content.map((byte) => byte ^ 1))
    server.put(path, other)
    server.expect(path, { kind: 'ignore-condition' })
    const interrupted = new AbortController()
    await expect(
      downloadFile(file, {
        signal: interrupted.signal,
        pacing: { ...pacing(), wait: () => Promise.reject(new Error('over')) },
      }),
    ).rejects.toThrow('over')
    server.put(path, content)
    await download()
    await expectWhole()
  })

  test('waits longer each time, and as long as it is asked to', async () => {
    const busy = { kind: 'status', status: 503 } as const
    server.expect(path, busy, busy, { ...busy, headers: { 'Retry-After': '60' } }, busy)
    await download()
    expect(pauses).toEqual([750, 1500, 60_000, 6000])
  })

  test('follows five redirects and no sixth', async () => {
    const steps = Array.from({ length: 6 }, (_, step) => `/step-${step}`)
    steps.forEach((step, index) =>
      server.always(step, { kind: 'redirect', to: server.address(steps[index + 1] ?? path) }),
    )
    await download({ url: server.address(steps[1]) })
    await expectWhole()
    await rm(file.path)
    await expect(download({ url: server.address(steps[0]) })).rejects.toMatchObject({
      details: { reason: 'redirects' },
    })
  })

  test.each([
    'http://example.invalid/a',
    'ftp://example.invalid/a',
    'https://me:secret@example.invalid/a',
    'no',
  ])('asks nobody at %s', async (url) => {
    await expect(download({ url })).rejects.toMatchObject({
      code: 'voice/fetch-failed',
      details: { reason: 'address' },
    })
  })

  test('says soon that there is no network', async () => {
    const { url } = file
    await server.close()
    await expect(download({ url })).rejects.toMatchObject({
      code: 'voice/offline',
      details: { reason: 'unreachable' },
    })
    expect(pauses.length).toBe(1)
    server = await misbehavingServer()
  })

  test('paused and gone on with, was sent once', async () => {
    await server.close()
    server = await misbehavingServer({ pauseMilliseconds: 2 })
    server.put(path, content)
    const url = server.address(path)
    const pause = new AbortController()
    const reason = new Error('pause')
    const paused = downloadFile(
      { ...file, url },
      { signal: pause.signal, onBytes: (bytes) => bytes > 100_000 && pause.abort(reason) },
    )
    await expect(paused).rejects.toBe(reason)
    await expectNone()
    await download({ url })
    await expectWhole()
    expect(server.requests.length).toBe(2)
    expect(server.sentBytes()).toBeLessThan(wholeBytes * 1.05 + 65_536)
  })

  test('a part of another file, a record cut short and a link are not gone on with', async () => {
    const part = `${file.path}.part`
    const record = `${part}.json`
    const outside = join(folder, 'outside')
    await writeFile(outside, 'mine')
    for (const text of ['{"url":"https://other', JSON.stringify({ url: file.url, digest: '0' })]) {
      await writeFile(part, 'something else')
      await writeFile(record, text)
      await download()
      await rm(file.path)
    }
    await symlink(outside, part)
    await writeFile(record, JSON.stringify({ url: file.url, digest: file.digest.value }))
    await download()
    expect(await readFile(outside, 'utf8')).toBe('mine')
    await rm(outside)
    await expectWhole()
  })

  test('a part that was damaged on the disk is found out and brought anew', async () => {
    server.expect(path, { kind: 'cut', afterBytes: 200_000 }, { kind: 'status', status: 404 })
    await expect(download()).rejects.toMatchObject({ details: { reason: 'refused' } })
    const part = `${file.path}.part`
    const bytes = await readFile(part)
    bytes[99] ^= 1
    await writeFile(part, bytes)
    await download()
    await expectWhole()
  })

  test('refuses what has no room before it is fetched', async () => {
    await expect(download({ bytes: 2 ** 52 })).rejects.toMatchObject({
      code: 'voice/disk-full',
      details: { bytesNeeded: expect.any(Number), bytesFree: expect.any(Number) },
    })
    expect(server.requests).toEqual([])
  })
})
