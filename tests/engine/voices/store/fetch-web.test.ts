import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  fetchVoice,
  parseVoiceManifest,
  readVoiceManifest,
  verifyVoice,
  type VoiceManifest,
} from '../../../../src-main/engine/voices/store'
import { misbehavingServer, type MisbehavingServer } from '../../../helpers/misbehaving-server'
import { fakePackageSource, manifestOf } from './fake-package-source'

const contents = { 'model.onnx': 'weights'.repeat(3_000), 'lexicon.json': 'words', 'tagger.json': 'tags' }
const { signal } = new AbortController()
const pacing = { stallMilliseconds: 300, random: () => 0.5, wait: () => Promise.resolve() }

let server: MisbehavingServer
let root: string
let directory: string
let manifest: VoiceManifest

/** The model has an address, the rest is in a package. */
beforeEach(async () => {
  server = await misbehavingServer()
  root = await mkdtemp(join(tmpdir(), 'lector-web-'))
  directory = join(root, 'voice/files')
  server.put('/model.onnx', Buffer.from(contents['model.onnx']))
  const described = manifestOf(contents)
  const files = [{ name: 'model.onnx', url: server.address('/model.onnx') }]
  const web = { kind: 'web' as const, files }
  manifest = { ...described, sources: [web, ...described.sources] }
})
afterEach(async () => {
  await server.close()
  await rm(root, { recursive: true, force: true })
})

describe('fetchVoice', () => {
  test('takes from each source what those before it did not have', async () => {
    const source = fakePackageSource({ 'lexicon.json': 'words', 'tagger.json': 'tags' })
    const fractions: number[] = []
    await fetchVoice({
      ...{ manifest, directory, signal, pacing, run: source.run },
      onProgress: ({ fraction }) => fractions.push(fraction),
    })
    expect((await readdir(directory)).sort()).toEqual(['lexicon.json', 'model.onnx', 'tagger.json'])
    expect(await verifyVoice(directory, manifest, signal)).toEqual([])
    expect(source.downloads()).toBe(1)
    expect(Math.max(...fractions)).toBe(1)
  })

  test('goes on where it was paused, and keeps what is whole', async () => {
    const source = fakePackageSource({ 'lexicon.json': 'words', 'tagger.json': 'tags' })
    server.expect('/model.onnx', { kind: 'cut', afterBytes: 9_000 }, { kind: 'status', status: 404 })
    const options = { manifest, directory, signal, pacing, run: source.run }
    await expect(fetchVoice(options)).rejects.toMatchObject({ code: 'voice/fetch-failed' })
    expect((await readdir(directory)).sort()).toEqual([
      'lexicon.json',
      'model.onnx.part',
      'model.onnx.part.json',
      'tagger.json',
    ])
    await fetchVoice(options)
    expect(server.requests.at(-1)?.range).toBe('bytes=9000-')
    expect(source.downloads()).toBe(1)
    expect(await verifyVoice(directory, manifest, signal)).toEqual([])
  })

  test('copies what another voice has already, and nothing that only says so', async () => {
    const other = join(root, 'other/files')
    await mkdir(other, { recursive: true })
    await writeFile(join(other, 'words.json'), 'words')
    await writeFile(join(other, 'tags.json'), 'tagz')
    const names = { 'lexicon.json': 'words.json', 'tagger.json': 'tags.json' }
    const described = manifest.files.map((file) => ({
      ...file,
      name: Object.entries(names).find(([name]) => name === file.name)?.[1] ?? file.name,
    }))
    const neighbour = { manifest: { ...manifest, id: 'other', files: described }, directory: other }
    const source = fakePackageSource({ 'tagger.json': 'tags' })
    await fetchVoice({
      ...{ manifest, directory, signal, pacing, run: source.run },
      neighbours: () => Promise.resolve([neighbour]),
    })
    expect(await verifyVoice(directory, manifest, signal)).toEqual([])
    // A copy of its own.
    await rm(other, { recursive: true })
    expect(await readFile(join(directory, 'lexicon.json'), 'utf8')).toBe('words')
  })

  test('says that its home cannot be reached, and asks no package for what has an address', async () => {
    await server.close()
    const source = fakePackageSource({ 'lexicon.json': 'words', 'tagger.json': 'tags' })
    const options = { manifest, directory, signal, pacing, run: source.run }
    for (let run = 0; run < 2; run++)
      await expect(fetchVoice(options)).rejects.toMatchObject({ code: 'voice/offline' })
    expect(source.downloads()).toBe(1)
    server = await misbehavingServer()
  })

  test('says so when a voice that was imported has nowhere to come from', async () => {
    await expect(
      fetchVoice({ manifest: { ...manifest, sources: [] }, directory, signal }),
    ).rejects.toMatchObject({ code: 'voice/fetch-failed', message: expect.stringContaining('no source') })
  })
})

describe('a source of addresses', () => {
  test.each([
    'http://example.org/model.onnx',
    'file:///model.onnx',
    'ftp://example.org/model.onnx',
    'https://me:secret@example.org/model.onnx',
    '/model.onnx',
    '',
  ])('does not take %j', (url) => {
    const sources = [{ kind: 'web', files: [{ name: 'model.onnx', url }] }]
    expect(() => parseVoiceManifest({ ...manifest, sources }, 'test')).toThrow(/address/)
  })

  test.each(['../model.onnx', '/etc/passwd', 'C:model', 'a/b'])('has no file named %s', (name) => {
    const sources = [{ kind: 'web', files: [{ name, url: 'https://example.org/a' }] }]
    expect(() => parseVoiceManifest({ ...manifest, sources }, 'test')).toThrow(/plain file name/)
  })
})

describe('the voices of the family of heart', () => {
  test.each(['emma', 'fenrir', 'fable', 'kore'])(
    '%s: its network has an address, all else is in a package or with another voice',
    async (id) => {
      const voice = await readVoiceManifest(join('models', id, 'manifest.json'))
      const heart = await readVoiceManifest('models/heart/manifest.json')
      const addressed = voice.sources.flatMap((source) =>
        source.kind === 'web' ? source.files.map(({ name }) => name) : [],
      )
      expect(addressed).toEqual(['hibari.onnx'])
      expect(voice.sources.at(-1)).toEqual(heart.sources[0])
      const isHearts = (sha256: string) => heart.files.some((file) => file.sha256 === sha256)
      const unlike = voice.files.filter(({ sha256 }) => !isHearts(sha256)).map(({ name }) => name)
      const british = ['lexicon_gb_gold.json.gz', 'lexicon_gb_silver.json.gz', 'oov_gb.onnx', 'oov_gb.json']
      expect(unlike).toEqual(['hibari.onnx', ...(voice.language === 'en-GB' ? british : [])])
      expect(await readFile(join('models', id, voice.licence.file), 'utf8')).toContain('Apache License')
    },
  )
})
