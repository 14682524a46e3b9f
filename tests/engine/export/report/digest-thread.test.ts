import { createHash } from 'node:crypto'
import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { digestInThread } from '../../../../src-main/engine/export/report/digest/digest-thread'
import { startDigest } from '../../../../src-main/engine/export/report/digest/file-digest'
import { FilePass } from '../../../../src-main/engine/export/report/file-pass'
import { buildBundle, type Bundle } from '../../../helpers/build-bundle'
import { createRandom } from '../../../helpers/random'

const { signal } = new AbortController()
/** Digested in a thread, and not in whole pages. */
const longBytes = 70_000_001
const shortBytes = 5_000_003

let bundle: Bundle
let threadPath: string
beforeAll(async () => {
  bundle = await buildBundle({ 'digest-thread': 'src-main/engine/export/report/digest/thread.ts' })
  threadPath = join(bundle.folder, 'digest-thread.js')
})
afterAll(() => bundle.remove())
let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-digest-'))
  path = join(folder, 'book')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const threads = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'MessagePort').length
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A file of noise at its ends and in its middle. @returns its bytes */
async function writeNoise(byteLength: number): Promise<Buffer> {
  const random = createRandom(byteLength)
  const bytes = Buffer.alloc(byteLength)
  for (const start of [0, byteLength >> 1, byteLength - 4_000])
    for (let i = start; i < Math.min(byteLength, start + 4_000); i++) bytes[i] = random() * 256
  await writeFile(path, bytes)
  return bytes
}

async function openPass(start = digestInThread(threadPath)): Promise<FilePass> {
  const pass = await FilePass.open(path, { signal, startDigest: start })
  if (!pass) throw new Error('there is a file')
  return pass
}

describe('a pass over a file', () => {
  test.each([
    ['short', shortBytes],
    ['long', longBytes],
  ])('digests a %s one and its stretches alike with a thread and without, and ends it', async (_, length) => {
    const bytes = await writeNoise(length)
    const before = threads()
    const stretches = [1, 4_096, 3_000_000, 3_000_000, 3_333_333, 4_999_999]
    for (const start of [startDigest, digestInThread(threadPath)]) {
      const pass = await openPass(start)
      let from = 0
      for (const until of stretches) {
        expect(await pass.digestTo(until)).toBe(sha256(bytes.subarray(from, until)).slice(0, 16))
        from = until
      }
      await pass.readTo(length)
      expect(await pass.sha256()).toBe(sha256(bytes))
      await pass.close()
    }
    await vi.waitFor(() => expect(threads()).toBe(before))
  })

  test('starts a thread for a long file alone', async () => {
    const started: number[] = []
    for (const length of [shortBytes, longBytes]) {
      await writeFile(path, '')
      await truncate(path, length)
      const pass = await openPass((pages) => {
        started.push(length)
        return startDigest(pages)
      })
      await pass.close()
    }
    expect(started).toEqual([longBytes])
  })

  test('left anywhere, leaves no thread', async () => {
    await writeNoise(longBytes)
    const before = threads()
    for (const until of [0, 1, 2_000_000, longBytes]) {
      const pass = await openPass()
      await pass.readTo(until)
      await pass.close()
      await vi.waitFor(() => expect(threads()).toBe(before))
    }
  })

  test.each([
    ['cannot be started', 'throw new Error("broken")'],
    ['ends at once', ''],
    [
      'ends in the middle',
      'let n = 0; const { parentPort: port } = require("worker_threads"); ' +
        'port.on("message", () => { if (++n === 3) process.exit(1); port.postMessage({ kind: "taken" }) })',
    ],
  ])('whose thread %s says so', async (_, script) => {
    await writeFile(join(folder, 'thread.js'), script)
    const file = await open(path, 'w')
    await file.truncate(longBytes)
    await file.close()
    const pass = await openPass(digestInThread(join(folder, 'thread.js')))
    const digest = async (): Promise<string> => {
      await pass.readTo(longBytes)
      return pass.sha256()
    }
    await expect(digest()).rejects.toMatchObject({ code: 'engine/crashed' })
    await pass.close()
  })
})
