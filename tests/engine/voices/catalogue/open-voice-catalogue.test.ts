import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { catalogueStateSchema, type CatalogueVoice, type DownloadProgress } from '@contract/catalogue'
import type { VoiceCatalogue } from '../../../../src-main/engine/voices/catalogue'
import { loadInlineVoice } from '../../../../src-main/engine/voices/inline-voice'
import { installVoice } from '../../../../src-main/engine/voices/load-voice'
import type { VoiceShelf } from '../../../../src-main/engine/voices/voice-folders'
import { offerVoices } from '../../../../src-main/engine/voices/voice-offers'
import { asWritten } from '../../../../src-main/engine/text/speakable-text'
import { ownTempo } from '../../../../src-main/engine/voices/tempo'
import { collect } from '../../../helpers/collect'
import { misbehavingServer, type MisbehavingServer } from '../../../helpers/misbehaving-server'
import { joeConfig, joeModel, noJoe, why } from '../vits/joe'
import { tinyConfig, tinyVitsBytes } from '../vits/tiny-vits'
import { catalogueOf, listPath, openShop, pathOf, tinyShelf } from './piper-shop'

const { signal } = new AbortController()
const key = 'en_GB-tiny_one-x_low'
const id = 'en-gb-tiny-one-x-low'

let server: MisbehavingServer
let root: string
let shelf: Required<VoiceShelf>
let catalogue: VoiceCatalogue

beforeEach(async () => {
  server = await misbehavingServer()
  root = await mkdtemp(join(tmpdir(), 'lector-catalogue-'))
  shelf = await tinyShelf(root)
  catalogue = catalogueOf(server, root, shelf)
  openShop(server, [{ key }, { key: 'pt_PT-tugão-medium', speakers: 3, card: '* License: see URL' }])
})
afterEach(async () => {
  await server.close()
  await rm(root, { recursive: true, force: true })
})

async function voice(named: string): Promise<CatalogueVoice | undefined> {
  return (await catalogue.state(signal)).voices.find((one) => one.id === named)
}

/** Says a word with a voice of the shelf. @returns how many samples it has */
async function speak(named: string): Promise<number> {
  const installed = await installVoice({ ...shelf, id: named, signal, onProgress: () => undefined })
  const loaded = await loadInlineVoice(installed, signal)
  try {
    const [utterance] = await collect(loaded.analyse(asWritten('Hello.'), ownTempo, signal))
    return utterance.samples
  } finally {
    await loaded.dispose()
  }
}

describe('state and refresh', () => {
  test('know Lector’s own voices without a network, and Piper’s once its home was asked', async () => {
    const before = catalogueStateSchema.parse(await catalogue.state(signal))
    expect(before.piper).toEqual({ state: 'never', droppedEntries: 0 })
    expect(before.voices.map((one) => [one.id, one.place])).toEqual([
      ['heart', 'elsewhere'],
      ['joe', 'elsewhere'],
    ])
    expect(server.requests).toEqual([])
    const after = catalogueStateSchema.parse(await catalogue.refresh(signal))
    expect(after.piper.state).toBe('fresh')
    expect(after.voices.map((one) => one.id)).toEqual([id, 'heart', 'joe', 'pt-pt-tugao-medium'])
    expect(after.voices[3]).toMatchObject({
      name: 'Tugão',
      language: 'pt-PT',
      quality: 'medium',
      speakers: 3,
      licence: { spdx: null },
      origin: 'piper',
      place: 'elsewhere',
      hereBytes: 0,
    })
  })

  test('ask again for nothing that has not changed, and show what was kept when nobody answers', async () => {
    await catalogue.refresh(signal)
    const sent = server.sentBytes()
    expect((await catalogue.refresh(signal)).piper.state).toBe('fresh')
    expect(server.sentBytes()).toBe(sent)
    server.always(listPath, { kind: 'status', status: 404 })
    const away = await catalogue.refresh(signal)
    expect(away.piper).toMatchObject({ state: 'unreachable', error: { code: 'voice/fetch-failed' } })
    expect(away.voices).toHaveLength(4)
    await server.close()
    expect((await catalogue.refresh(signal)).piper.error).toMatchObject({
      code: 'voice/offline',
      details: { reason: 'unreachable' },
    })
    expect((await catalogue.state(signal)).piper.state).toBe('kept')
    server = await misbehavingServer()
  })

  const file = { size_bytes: 10, md5_digest: '0'.repeat(32) }
  const hostile: Record<string, object> = {
    'leads out of its folder': {
      files: { '../../en_US-a-low.onnx': file, '../../en_US-a-low.onnx.json': file },
    },
    'is absolute': { files: { '/etc/en_US-a-low.onnx': file, '/etc/en_US-a-low.onnx.json': file } },
    'has a drive': { files: { 'C:/en_US-a-low.onnx': file, 'C:/en_US-a-low.onnx.json': file } },
    'goes back by a backslash': {
      files: { '..\\en_US-a-low.onnx': file, '..\\en_US-a-low.onnx.json': file },
    },
    'has an address': { files: { 'https://a/a.onnx': file, 'https://a/a.onnx.json': file } },
    'claims ten terabytes': {
      files: { 'en/a.onnx': { ...file, size_bytes: 1e13 }, 'en/a.onnx.json': file },
    },
    'has a digest that is a path': {
      files: {
        'en/a.onnx': { ...file, md5_digest: '../../../../../../etc/passwd0000000' },
        'en/a.onnx.json': file,
      },
    },
    'has no settings': { files: { 'en/a.onnx': file } },
    'has settings of another': { files: { 'en/a.onnx': file, 'en/b.onnx.json': file } },
    'is of another key': { key: 'en_US-b-low' },
    'speaks no language': { language: { code: '../en' } },
  }
  test.each(Object.entries(hostile))('leave out an entry that %s, and no other', async (_name, entry) => {
    openShop(server, [{ key }, { key: 'en_US-a-low', entry }], { 'en_US-none-low': null, 'con-a-low': {} })
    const { voices, piper } = await catalogue.refresh(signal)
    expect(voices.map((one) => one.id)).toEqual([id, 'heart', 'joe'])
    expect(piper.droppedEntries).toBe(3)
  })

  test.each([
    ['no JSON', Buffer.from('<html>Please log in</html>')],
    ['no catalogue', Buffer.from('[1, 2]')],
    ['more than a catalogue can be', Buffer.alloc(5 * 2 ** 20, ' ')],
  ])('keep what was known when its home sends %s', async (_name, bytes) => {
    await catalogue.refresh(signal)
    server.put(listPath, bytes)
    const { voices, piper } = await catalogue.refresh(signal)
    expect(piper.state).toBe('unreachable')
    expect(voices).toHaveLength(4)
  })
})

describe('licence and sample', () => {
  test('tell under which terms a voice is had before it is fetched, and unknown where that is not certain', async () => {
    await catalogue.refresh(signal)
    expect(await catalogue.licence(id, signal)).toMatchObject({ spdx: 'CC-BY-4.0' })
    expect(await catalogue.licence('pt-pt-tugao-medium', signal)).toEqual({
      spdx: null,
      text: '* License: see URL',
    })
    expect(await catalogue.licence('heart', signal)).toMatchObject({
      spdx: 'Apache-2.0',
      text: expect.stringContaining('Apache License'),
    })
    expect((await voice(id))?.licence.spdx).toBe('CC-BY-4.0')
    const asked = server.requests.length
    await catalogue.licence(id, signal)
    expect(server.requests.length).toBe(asked)
  })

  test('bring a sample once, bounded, and say where there is none', async () => {
    await catalogue.refresh(signal)
    const { mediaType, bytes } = await catalogue.sample(id, signal)
    expect([mediaType, Buffer.from(bytes).toString()]).toEqual(['audio/mpeg', 'ID3 and some sound'])
    const asked = server.requests.length
    await catalogue.sample(id, signal)
    expect(server.requests.length).toBe(asked)
    const sample = pathOf('pt_PT-tugão-medium', 'samples/speaker_0.mp3')
    const refused = () => expect(catalogue.sample('pt-pt-tugao-medium', signal)).rejects
    server.put(sample, Buffer.from('<html>'))
    await refused().toMatchObject({ code: 'voice/no-sample' })
    server.put(sample, Buffer.alloc(3 * 2 ** 20, 0xff))
    await refused().toMatchObject({ details: { reason: 'too-large' } })
    server.always(sample, { kind: 'status', status: 404 })
    await refused().toMatchObject({ code: 'voice/no-sample' })
    await expect(catalogue.sample('heart', signal)).rejects.toMatchObject({ code: 'voice/no-sample' })
  })

  test.each(['../heart', 'nobody', '', 'CON', '/etc'])('know no voice "%s"', async (named) => {
    await catalogue.refresh(signal)
    const failure = { code: 'voice/missing' }
    await expect(catalogue.licence(named, signal)).rejects.toMatchObject(failure)
    await expect(catalogue.download(named, { signal })).rejects.toMatchObject(failure)
    await expect(catalogue.remove(named)).rejects.toMatchObject(failure)
    await expect(catalogue.discard(named)).rejects.toMatchObject(failure)
  })
})

describe('download, discard and remove', () => {
  test('bring a voice that is offered, speaks, says what it takes, and goes again', async () => {
    await catalogue.refresh(signal)
    const told: DownloadProgress[] = []
    await catalogue.download(id, { signal, onProgress: (progress) => told.push(progress) })
    expect(told.at(-1)).toMatchObject({ id, bytes: told[0].totalBytes })
    expect((await offerVoices(shelf)).find((one) => one.id === id)).toMatchObject({
      name: 'Tiny one (x_low)',
      language: 'en-GB',
      missingBytes: 0,
    })
    expect(await speak(id)).toBeGreaterThan(0)
    const here = await voice(id)
    expect(here).toMatchObject({ place: 'here', origin: 'piper', missingBytes: 0, quality: 'x_low' })
    expect(here?.licence.spdx).toBe('CC-BY-4.0')
    expect(here?.hereBytes).toBe(await catalogue.diskUse())
    expect(await catalogue.licence(id, signal)).toMatchObject({ spdx: 'CC-BY-4.0' })
    await catalogue.remove(id)
    expect(await readdir(shelf.keptDirectory)).toEqual([])
    expect((await voice(id))?.place).toBe('elsewhere')
  })

  test('a paused download says what there is, goes on where it was, and can be dropped', async () => {
    await catalogue.refresh(signal)
    server.expect(pathOf(key, '.onnx'), { kind: 'cut', afterBytes: 4_000 }, { kind: 'status', status: 403 })
    await expect(catalogue.download(id, { signal })).rejects.toMatchObject({ details: { status: 403 } })
    const partly = await voice(id)
    expect(partly?.place).toBe('partly')
    expect(partly?.missingBytes).toBeLessThan(partly?.totalBytes ?? 0)
    expect((await offerVoices(shelf)).map((one) => one.id)).not.toContain(id)
    await catalogue.download(id, { signal })
    expect(server.requests.at(-1)).toMatchObject({ path: pathOf(key, '.onnx'), range: 'bytes=4000-' })
    await catalogue.remove(id)
    server.expect(pathOf(key, '.onnx'), { kind: 'cut', afterBytes: 4_000 }, { kind: 'status', status: 403 })
    await expect(catalogue.download(id, { signal })).rejects.toMatchObject({ details: { status: 403 } })
    await catalogue.discard(id)
    expect(await voice(id)).toMatchObject({ place: 'elsewhere', hereBytes: 0 })
  })

  test('two at once make one transfer', async () => {
    await catalogue.refresh(signal)
    const other = catalogueOf(server, root, shelf)
    await Promise.all([catalogue.download(id, { signal }), other.download(id, { signal })])
    expect(server.requests.filter(({ path }) => path === pathOf(key, '.onnx'))).toHaveLength(1)
  })

  test('what Lector cannot speak with is found out by its settings, and nothing of it stays', async () => {
    const config = Buffer.from(JSON.stringify(tinyConfig({ phoneme_type: 'text' })))
    openShop(server, [{ key, config }])
    await catalogue.refresh(signal)
    await expect(catalogue.download(id, { signal })).rejects.toMatchObject({ code: 'voice/incompatible' })
    expect(server.requests.map(({ path }) => path)).not.toContain(pathOf(key, '.onnx'))
    expect((await voice(id))?.place).toBe('elsewhere')
    openShop(server, [{ key, model: Buffer.from('no network') }])
    await catalogue.refresh(signal)
    await expect(catalogue.download(id, { signal })).rejects.toMatchObject({ code: 'voice/incompatible' })
    expect((await voice(id))?.hereBytes).toBe(0)
  })

  test('the default voice and one that came with Lector stay, and links are not followed', async () => {
    await catalogue.refresh(signal)
    await expect(catalogue.remove('heart')).rejects.toMatchObject({
      code: 'voice/not-removable',
      details: { reason: 'default' },
    })
    const { files } = JSON.parse(await readFile('models/joe/manifest.json', 'utf8')) as {
      files: { name: string; bytes: number }[]
    }
    const carried = join(shelf.voicesDirectory, 'joe/files')
    await mkdir(carried)
    for (const { name, bytes } of files) await writeFile(join(carried, name), Buffer.alloc(bytes))
    expect((await voice('joe'))?.place).toBe('carried')
    await expect(catalogue.remove('joe')).rejects.toMatchObject({ details: { reason: 'carried' } })
    await rm(carried, { recursive: true })
    const outside = join(root, 'outside')
    await mkdir(outside)
    await writeFile(join(outside, 'mine'), 'mine')
    await mkdir(join(shelf.keptDirectory, 'joe'), { recursive: true })
    await symlink(outside, join(shelf.keptDirectory, 'joe/files'))
    await expect(catalogue.remove('joe')).rejects.toMatchObject({ details: { reason: 'links' } })
    expect(await readdir(outside)).toEqual(['mine'])
  })

  test.skipIf(noJoe)(
    `a voice of 63 MB that Piper publishes speaks ${why}`,
    async () => {
      const joe = 'en_US-joe-high'
      const [model, config] = await Promise.all([readFile(joeModel), readFile(joeConfig)])
      openShop(server, [{ key: joe, model, config, card: '* License: CC0' }])
      await catalogue.refresh(signal)
      server.expect(
        pathOf(joe, '.onnx'),
        { kind: 'cut', afterBytes: 2 ** 24 },
        { kind: 'flip', atByte: 2 ** 25 },
      )
      const joeId = 'en-us-joe-high'
      await catalogue.download(joeId, { signal })
      expect(await speak(joeId)).toBeGreaterThan(5_000)
      expect((await voice(joeId))?.licence.spdx).toBe('CC0-1.0')
    },
    60_000,
  )
})

describe('importVoice', () => {
  async function pair(
    folder: string,
    name = 'en_US-mine-x_low.onnx',
    model = tinyVitsBytes(),
  ): Promise<string> {
    await mkdir(folder, { recursive: true })
    const path = join(folder, name)
    await writeFile(path, model)
    await writeFile(`${path}.json`, JSON.stringify(tinyConfig()))
    return path
  }
  const mine = 'en-us-mine-x-low'

  test('takes a model in, or the folder it lies in; twice is once, and what it came from may go', async () => {
    const folder = join(root, 'from')
    const path = await pair(folder)
    const taken = await catalogue.importVoice(path, signal)
    expect(taken).toMatchObject({ id: mine, place: 'here', origin: 'own', licence: { spdx: null } })
    expect(await catalogue.importVoice(folder, signal)).toEqual(taken)
    await rm(folder, { recursive: true })
    expect(await speak(mine)).toBeGreaterThan(0)
    expect(await readdir(shelf.keptDirectory)).toEqual([mine])
    await catalogue.remove(mine)
    expect(await readdir(shelf.keptDirectory)).toEqual([])
  })

  test('takes a folder with a manifest in, whose sources it does not believe', async () => {
    await catalogue.importVoice(await pair(join(root, 'from')), signal)
    const folder = join(root, 'described')
    await cp(join(shelf.keptDirectory, mine), folder, { recursive: true })
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as object
    const sources = [{ kind: 'python-package', name: 'evil', version: '1.0', folder: 'a', bytes: 1 }]
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, id: 'other', sources }))
    expect(await catalogue.importVoice(folder, signal)).toMatchObject({ id: 'other', origin: 'own' })
    const kept = await readFile(join(shelf.keptDirectory, 'other/manifest.json'), 'utf8')
    expect(kept).not.toContain('evil')
    await writeFile(join(folder, 'files', `${mine}.onnx`), 'another')
    await rm(join(shelf.keptDirectory, 'other'), { recursive: true })
    await expect(catalogue.importVoice(folder, signal)).rejects.toMatchObject({ code: 'voice/checksum' })
  })

  test('refuses what is no voice, several, a link or another of the same name, and keeps nothing of it', async () => {
    const refused = async (path: string, code: string, reason?: string): Promise<void> => {
      await expect(catalogue.importVoice(path, signal)).rejects.toMatchObject({
        code,
        ...(reason === undefined ? {} : { details: { reason } }),
      })
      expect(await readdir(shelf.keptDirectory)).toEqual([])
    }
    const empty = join(root, 'empty')
    await mkdir(empty)
    await refused(empty, 'voice/not-importable', 'none')
    await refused(join(root, 'nothing'), 'voice/missing')
    const several = join(root, 'several')
    await pair(several)
    await pair(several, 'en_US-other-x_low.onnx')
    await refused(several, 'voice/not-importable', 'several')
    await refused(
      await pair(join(root, 'broken'), undefined, Buffer.from('no')),
      'voice/incompatible',
      'model',
    )
    const lonely = await pair(join(root, 'lonely'))
    await rm(`${lonely}.json`)
    await refused(lonely, 'voice/missing', 'settings')
    const linked = join(root, 'linked')
    await mkdir(linked)
    await symlink(join(several, 'en_US-mine-x_low.onnx'), join(linked, 'a.onnx'))
    await symlink(join(several, 'en_US-mine-x_low.onnx.json'), join(linked, 'a.onnx.json'))
    await refused(linked, 'voice/not-importable', 'links')
    await refused(join(linked, 'a.onnx'), 'voice/not-importable', 'links')
    await catalogue.importVoice(await pair(join(root, 'from')), signal)
    const another = await pair(join(root, 'another'), undefined, tinyVitsBytes({ size: 'medium' }))
    await expect(catalogue.importVoice(another, signal)).rejects.toMatchObject({
      details: { reason: 'taken' },
    })
  })
})
