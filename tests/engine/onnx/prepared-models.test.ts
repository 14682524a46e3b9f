import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { writeModel } from '../../../src-main/engine/onnx/graph'
import { openPrepared, prepareOnce } from '../../../src-main/engine/onnx/prepared-models'
import { float32, type ModelSession } from '../../../src-main/engine/onnx/session'
import { randomArray, tinyDecoder } from './graph/tiny-graphs'
import { floats, maxDifference, tensor } from './push-through'

let directory = ''
let sourcePath = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-prepared-'))
  sourcePath = join(directory, 'source.bin')
  await writeFile(sourcePath, 'source')
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const cacheDirectory = () => join(directory, 'cache')

/** Makes it look as if all that lies in a folder was used last so many days ago. */
async function age(folder: string, days: number): Promise<void> {
  const then = new Date(Date.now() - days * 24 * 3_600_000)
  for (const name of await readdir(folder)) await utimes(join(folder, name), then, then)
}

function preparing(workshopVersion = '1', carriedDirectory?: string) {
  const make = vi.fn((source: Uint8Array) => ({
    files: { 'a.bin': Buffer.from(`a of ${Buffer.from(source).toString()}`), 'b.bin': Buffer.from('b') },
    description: { bytes: source.byteLength },
  }))
  const prepare = (signal?: AbortSignal) =>
    prepareOnce({
      sourcePath,
      cacheDirectory: cacheDirectory(),
      carriedDirectory,
      workshopVersion,
      fileNames: ['a.bin', 'b.bin'],
      descriptionSchema: z.strictObject({ bytes: z.number() }),
      make,
      signal,
    })
  return { make, prepare }
}

describe('prepareOnce', () => {
  test('makes the files once and finds them again', async () => {
    const { make, prepare } = preparing()
    const first = await prepare()
    expect(await prepare()).toEqual(first)
    expect(make).toHaveBeenCalledTimes(1)
    expect(first.description).toEqual({ bytes: 6 })
    expect(await readFile(first.paths['a.bin'], 'utf8')).toBe('a of source')
  })

  test('makes them again for another source or another workshop', async () => {
    const { make, prepare } = preparing()
    await prepare()
    await writeFile(sourcePath, 'Source')
    await prepare()
    expect(make).toHaveBeenCalledTimes(2)
    const later = preparing('2')
    await later.prepare()
    expect(later.make).toHaveBeenCalledTimes(1)
  })

  test('reads what came with Lector where it lies, and makes its own of what is damaged there', async () => {
    const made = await preparing().prepare()
    const carriedDirectory = join(directory, 'carried')
    await cp(cacheDirectory(), carriedDirectory, { recursive: true })
    await rm(cacheDirectory(), { recursive: true })
    const { make, prepare } = preparing('1', carriedDirectory)
    const carried = await prepare()
    expect(carried.paths['a.bin']).toBe(made.paths['a.bin'].replace(cacheDirectory(), carriedDirectory))
    expect(carried.description).toEqual(made.description)
    expect(make).not.toHaveBeenCalled()

    await writeFile(carried.paths['a.bin'], 'damaged')
    expect(await prepare()).toEqual(made)
    expect(make).toHaveBeenCalledTimes(1)
    expect(await readFile(carried.paths['a.bin'], 'utf8')).toBe('damaged')
  })

  const damages: [string, (folder: string) => Promise<void>][] = [
    ['a changed file', (folder) => writeFile(join(folder, 'a.bin'), 'x of source')],
    ['a file cut short', (folder) => writeFile(join(folder, 'a.bin'), 'a')],
    ['a missing file', (folder) => rm(join(folder, 'b.bin'))],
    ['a missing index', (folder) => rm(join(folder, 'index.json'))],
    ['an index cut short', (folder) => writeFile(join(folder, 'index.json'), '{"files":')],
    [
      'an index of another form',
      (folder) => writeFile(join(folder, 'index.json'), '{"files":{},"description":1}'),
    ],
    [
      'an index that names no files',
      (folder) => writeFile(join(folder, 'index.json'), '{"files":{},"description":{"bytes":6}}'),
    ],
  ]
  test.each(damages)('makes an entry with %s again', async (_, damage) => {
    const { make, prepare } = preparing()
    const { paths } = await prepare()
    await damage(join(paths['a.bin'], '..'))
    const again = await prepare()
    expect(make).toHaveBeenCalledTimes(2)
    expect(await readFile(again.paths['a.bin'], 'utf8')).toBe('a of source')
    expect(await readFile(again.paths['b.bin'], 'utf8')).toBe('b')
  })

  test('notices damage after its hashes were remembered', async () => {
    const { make, prepare } = preparing()
    const { paths } = await prepare()
    // Older than the file system's clock tick, so that the hash is remembered.
    await new Promise((resolve) => setTimeout(resolve, 250))
    await prepare()
    expect((await readdir(join(cacheDirectory(), 'hashes'))).length).toBeGreaterThan(0)
    const path = paths['a.bin']
    const { atime, mtime } = await stat(path)
    await writeFile(path, 'x of source')
    await utimes(path, atime, mtime)
    await prepare()
    expect(make).toHaveBeenCalledTimes(2)
  })

  test('several at once end with one whole entry and no litter', async () => {
    const all = Array.from({ length: 6 }, () => preparing())
    const entries = await Promise.all(all.map(({ prepare }) => prepare()))
    expect(new Set(entries.map(({ paths }) => paths['a.bin'])).size).toBe(1)
    const folder = join(entries[0]?.paths['a.bin'] ?? '', '..')
    expect((await readdir(folder)).sort()).toEqual(['a.bin', 'b.bin', 'index.json'])
    const { make, prepare } = preparing()
    await prepare()
    expect(make).not.toHaveBeenCalled()
  })

  test('cancelling while it works keeps nothing that counts as whole', async () => {
    const controller = new AbortController()
    const reason = new Error('stopped')
    const { make, prepare } = preparing()
    make.mockImplementationOnce((source) => {
      controller.abort(reason)
      const copy = Buffer.from(source)
      return { files: { 'a.bin': copy, 'b.bin': copy }, description: { bytes: 0 } }
    })
    await expect(prepare(controller.signal)).rejects.toBe(reason)
    expect((await prepare()).description).toEqual({ bytes: 6 })
  })

  test('what another workshop made of the source goes when nobody has used it for a month', async () => {
    const [first, second, third] = ['1', '2', '3'].map((version) => preparing(version))
    const folders: string[] = []
    for (const { prepare } of [first, second]) folders.push(join((await prepare()).paths['a.bin'], '..'))
    await age(cacheDirectory(), 31)
    await second.prepare()
    const { paths } = await third.prepare()
    const left = (await readdir(cacheDirectory())).filter((name) => name !== 'hashes')
    expect(left.sort()).toEqual([folders[1], join(paths['a.bin'], '..')].map((path) => basename(path)).sort())
  })

  test('hashes that were noted long ago are forgotten when something new is made', async () => {
    const { prepare } = preparing()
    await new Promise((resolve) => setTimeout(resolve, 250))
    await prepare()
    await prepare()
    const notes = join(cacheDirectory(), 'hashes')
    expect(await readdir(notes)).toHaveLength(1)
    await age(notes, 31)
    await preparing('2').prepare()
    expect(await readdir(notes)).toEqual([])
  })

  test('a source that cannot be read is named', async () => {
    const { prepare } = preparing()
    await rm(sourcePath)
    await expect(prepare()).rejects.toMatchObject({ code: 'voice/missing' })
  })
})

describe('openPrepared', () => {
  const x = float32(randomArray(6 * 30, 2), [1, 6, 30])
  let path = ''
  beforeEach(async () => {
    path = join(directory, 'tiny.onnx')
    await writeFile(path, writeModel(tinyDecoder()))
  })

  async function use(open: Promise<ModelSession>): Promise<Float32Array> {
    const session = await open
    try {
      return floats(tensor(await session.run({ x }), 'y')).slice()
    } finally {
      await session.dispose()
    }
  }

  const optimisedFiles = async () => (await readdir(join(cacheDirectory(), 'optimised'))).sort()

  test('keeps the optimised form and computes the same from it', async () => {
    const first = await use(openPrepared(path, cacheDirectory()))
    const files = await optimisedFiles()
    expect(files).toHaveLength(2)
    const second = await use(openPrepared(path, cacheDirectory()))
    expect(maxDifference(first, second)).toBe(0)
    expect(await optimisedFiles()).toEqual(files)
  })

  test('makes a damaged optimised form again', async () => {
    const first = await use(openPrepared(path, cacheDirectory()))
    const [form] = await optimisedFiles()
    const at = join(cacheDirectory(), 'optimised', form ?? '')
    const good = await readFile(at)
    await writeFile(at, good.subarray(0, 100))
    expect(maxDifference(await use(openPrepared(path, cacheDirectory())), first)).toBe(0)
    expect((await readFile(at)).length).toBe(good.length)
  })

  describe('of the forms that are kept', () => {
    const folder = () => join(cacheDirectory(), 'optimised')
    /** Opens the model as it was in an earlier release. @returns the names that its form got */
    async function useEarlier(unused: number): Promise<string[]> {
      const known = new Set(await readdir(folder()).catch(() => []))
      await writeFile(path, Buffer.concat([writeModel(tinyDecoder()), Buffer.from([0x9a, 0x06, 1, unused])]))
      await use(openPrepared(path, cacheDirectory()))
      return (await optimisedFiles()).filter((name) => !known.has(name))
    }

    test('those go that nobody has opened for a month, and what was left of writing one', async () => {
      const opened = await useEarlier(1)
      const forgotten = await useEarlier(2)
      await writeFile(join(folder(), `${forgotten[0]}.left`), 'half of it')
      await writeFile(join(folder(), `other-${forgotten[0]}`), 'of another model')
      await age(folder(), 31)
      await useEarlier(1)
      expect(await optimisedFiles()).toHaveLength(6)
      const made = await useEarlier(3)
      expect(await optimisedFiles()).toEqual([...opened, ...made, `other-${forgotten[0]}`].sort())
    })

    test('those stay that somebody has opened since', async () => {
      const earlier = await useEarlier(1)
      await age(folder(), 29)
      const made = await useEarlier(2)
      expect(await optimisedFiles()).toEqual([...earlier, ...made].sort())
    })
  })

  test('opens the plain model where the optimised form cannot be kept', async () => {
    await mkdir(cacheDirectory())
    await writeFile(join(cacheDirectory(), 'optimised'), 'a file where the folder should be')
    expect((await use(openPrepared(path, cacheDirectory()))).length).toBe(30 * 8)
  })

  test('a model the runtime refuses is refused, one that is missing is named', async () => {
    await writeFile(path, 'not a model')
    await expect(openPrepared(path, cacheDirectory())).rejects.toMatchObject({ code: 'voice/incompatible' })
    await rm(path)
    await expect(openPrepared(path, cacheDirectory())).rejects.toMatchObject({ code: 'voice/missing' })
  })
})
