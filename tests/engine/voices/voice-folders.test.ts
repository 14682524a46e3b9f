import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readVoiceManifest, type VoiceManifest } from '../../../src-main/engine/voices/store'
import { foldersOf, placeOfFiles } from '../../../src-main/engine/voices/voice-folders'
import { offerVoices } from '../../../src-main/engine/voices/voice-offers'

const content = 'weights'
let directory = ''
let manifest: VoiceManifest
const shelf = () => ({ voicesDirectory: join(directory, 'models'), keptDirectory: join(directory, 'voices') })

/** The default voice as it is described, in one small file. */
async function writeManifest(): Promise<VoiceManifest> {
  const described = JSON.parse(await readFile('models/heart/manifest.json', 'utf8'))
  const sha256 = createHash('sha256').update(content).digest('hex')
  const files = [{ name: 'hibari.onnx', bytes: content.length, sha256 }]
  const path = join(shelf().voicesDirectory, 'heart/manifest.json')
  await write(path, JSON.stringify({ ...described, files }))
  return readVoiceManifest(path)
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-shelf-'))
  manifest = await writeManifest()
})
afterEach(() => rm(directory, { recursive: true, force: true }))

describe('foldersOf', () => {
  test('keeps all of a voice beside its manifest, but where that is not to be written to', () => {
    const { voicesDirectory, keptDirectory } = shelf()
    const beside = {
      files: join(voicesDirectory, 'heart/files'),
      prepared: join(voicesDirectory, 'heart/prepared'),
    }
    expect(foldersOf({ voicesDirectory }, 'heart')).toEqual(beside)
    expect(foldersOf(shelf(), 'heart')).toEqual({
      files: join(keptDirectory, 'heart/files'),
      prepared: join(keptDirectory, 'heart/prepared'),
      carried: beside,
    })
  })
})

describe('placeOfFiles', () => {
  const place = () => {
    const folders = foldersOf(shelf(), 'heart')
    const { signal } = new AbortController()
    return placeOfFiles(folders, manifest, signal, join(folders.prepared, 'hashes'))
  }

  test('reads the files that came with Lector where they lie', async () => {
    const files = join(shelf().voicesDirectory, 'heart/files')
    await write(join(files, 'hibari.onnx'), content)
    expect(await place()).toBe(files)
  })

  test('has others fetched where they may be written to when those are damaged or none came', async () => {
    const kept = join(shelf().keptDirectory, 'heart/files')
    expect(await place()).toBe(kept)
    await write(join(shelf().voicesDirectory, 'heart/files/hibari.onnx'), 'WEIGHTS')
    expect(await place()).toBe(kept)
  })
})

describe('offerVoices', () => {
  const missing = async () => (await offerVoices(shelf())).map(({ missingBytes }) => missingBytes)

  test('misses nothing of a voice that came with Lector or was fetched since', async () => {
    expect(await missing()).toEqual([content.length])
    await write(join(shelf().keptDirectory, 'heart/files/hibari.onnx'), content)
    expect(await missing()).toEqual([0])
    await rm(shelf().keptDirectory, { recursive: true })
    await write(join(shelf().voicesDirectory, 'heart/files/hibari.onnx'), content)
    expect(await missing()).toEqual([0])
  })
})
