import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseVoiceManifest, readVoiceManifest } from '../../../../src-main/engine/voices/store'
import { manifestOf } from './fake-package-source'

const good = manifestOf({ 'model.onnx': 'weights' })
const parse = (value: unknown) => parseVoiceManifest(value, 'models/tiny/manifest.json')
const refusal = (value: unknown) => {
  try {
    parse(value)
  } catch (error) {
    return error
  }
  return null
}
const withFile = (file: object) => ({ ...good, files: [{ ...good.files[0], ...file }] })

describe('parseVoiceManifest', () => {
  test('accepts a whole manifest and returns it unchanged', () => {
    expect(parse(good)).toEqual(good)
  })

  test('refuses unknown keys at every level', () => {
    for (const value of [
      { ...good, extra: 1 },
      withFile({ url: 'x' }),
      { ...good, sources: [{ ...good.sources[0], extra: 1 }] },
      { ...good, pushGrid: { ...good.pushGrid, extra: 1 } },
      { ...good, licence: { ...good.licence, text: '' } },
    ])
      expect(refusal(value)).toMatchObject({ code: 'voice/incompatible' })
  })

  test.each([
    '../model.onnx',
    '/etc/passwd',
    'C:\\model.onnx',
    'a/b.onnx',
    'a\\b.onnx',
    '..',
    '.hidden',
    'a..b',
    'ends.',
    '',
    'nul',
    'CON.txt',
    'a\u0000b',
    'a:b',
    'x'.repeat(101),
  ])('refuses the file name %j', (name) => {
    expect(refusal(withFile({ name }))).toMatchObject({ code: 'voice/incompatible' })
  })

  test('refuses a folder in a package that leads out of it', () => {
    for (const folder of ['..', '../x', '/x', 'a/../b', 'a//b', 'a\\b', '']) {
      const value = { ...good, sources: [{ ...good.sources[0], folder }] }
      expect(refusal(value)).toMatchObject({ code: 'voice/incompatible' })
    }
  })

  test('refuses package names and versions that pip would read as options', () => {
    for (const change of [
      { name: '--index-url=x' },
      { name: '-r' },
      { version: '-1' },
      { version: '1.0 --pre' },
    ])
      expect(refusal({ ...good, sources: [{ ...good.sources[0], ...change }] })).not.toBeNull()
  })

  test('refuses impossible sizes, malformed checksums and two files of one name', () => {
    expect(refusal(withFile({ bytes: 1e13 }))).not.toBeNull()
    expect(refusal(withFile({ bytes: -1 }))).not.toBeNull()
    expect(refusal(withFile({ sha256: 'A'.repeat(64) }))).not.toBeNull()
    expect(refusal(withFile({ sha256: '../../x' }))).not.toBeNull()
    const file = good.files[0]
    expect(refusal({ ...good, files: [file, { ...file, name: 'MODEL.onnx' }] })).not.toBeNull()
  })

  test('refuses a pace that does not increase, lacks the own pace or the slowest speed', () => {
    for (const pace of [
      [],
      [[1, 1]],
      [
        [0.5, 0.5],
        [0.6, 0.5],
        [1, 1],
      ],
      [
        [0.5, 0.5],
        [1.25, 1.15],
      ],
      [
        [0.5, 0.6],
        [1, 1],
      ],
      [
        [1, 1],
        [0.5, 0.5],
      ],
    ])
      expect(refusal({ ...good, pace })).toMatchObject({ code: 'voice/incompatible' })
  })

  test('names the place that is wrong', () => {
    expect(refusal(withFile({ name: '../x' }))).toMatchObject({
      message: 'models/tiny/manifest.json: files.0.name: not a plain file name',
    })
  })

  test('throws nothing but voice/incompatible, whatever it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(refusal(value)).toMatchObject({ code: 'voice/incompatible' })
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})

describe('parseVoiceManifest of a voice of one network', () => {
  const common = Object.fromEntries(Object.entries(good).filter(([key]) => key !== 'lastSoundSeconds'))
  const vits = {
    ...common,
    family: 'vits',
    model: 'model.onnx',
    config: 'model.onnx',
    frontEnd: { espeakVoice: 'en-us' },
  }

  test('accepts its own fields and refuses those of another family', () => {
    expect(parse(vits)).toEqual(vits)
    expect(refusal({ ...vits, frontEnd: { language: 'en', variant: 'us' } })).toMatchObject({
      code: 'voice/incompatible',
    })
    expect(refusal({ ...good, model: 'model.onnx' })).toMatchObject({ code: 'voice/incompatible' })
    expect(refusal({ ...vits, lastSoundSeconds: 0.05 })).toMatchObject({ code: 'voice/incompatible' })
    expect(refusal({ ...vits, family: 'other' })).toMatchObject({ code: 'voice/incompatible' })
  })

  test('refuses a model that is not among its files', () => {
    expect(refusal({ ...vits, model: 'other.onnx' })).toMatchObject({ code: 'voice/incompatible' })
    expect(refusal({ ...vits, config: '../model.onnx' })).toMatchObject({ code: 'voice/incompatible' })
  })
})

describe('parseVoiceManifest of a voice of styles', () => {
  const common = Object.fromEntries(Object.entries(good).filter(([key]) => key !== 'frontEnd'))
  const kokoro = {
    ...common,
    family: 'kokoro',
    model: 'model.onnx',
    styles: { af_tiny: 'model.onnx' },
    style: 'af_tiny',
  }

  test('accepts its own fields', () => {
    expect(parse(kokoro)).toEqual(kokoro)
  })

  test.each([
    ['a model that is not among its files', { model: 'other.onnx' }],
    ['a style that is not among its files', { styles: { af_tiny: 'other.bin' } }],
    ['a style it does not have', { style: 'af_other' }],
    ['a style inherited from nowhere', { style: 'constructor' }],
    ['a style named like a path', { styles: { 'af/tiny': 'model.onnx' } }],
    ['no styles at all', { styles: {} }],
  ])('refuses %s', (_, change) => {
    expect(refusal({ ...kokoro, ...change })).toMatchObject({ code: 'voice/incompatible' })
  })

  test('takes its files from several packages, of the registries known', () => {
    const npm = { kind: 'npm-package', name: '@a/b', version: '1.0.0', folder: 'x', bytes: 1 }
    const sourced = (...packages: object[]) => ({ ...kokoro, sources: [{ kind: 'packages', packages }] })
    const part = { name: 'part.bin', of: 'model.onnx' }
    expect(refusal(sourced({ ...npm, part }, good.sources[0]))).toBeNull()
    for (const value of [
      sourced(),
      sourced({ ...npm, name: 'b; rm -rf .' }),
      sourced({ ...npm, name: '--help' }),
      sourced({ ...npm, name: '@a/../b' }),
      sourced({ ...npm, version: 'latest' }),
      sourced({ ...npm, folder: '../x' }),
      sourced({ ...npm, part: { ...part, of: '../model.onnx' } }),
      sourced({ kind: 'packages', packages: [npm] }),
    ])
      expect(refusal(value)).toMatchObject({ code: 'voice/incompatible' })
  })
})

describe('readVoiceManifest', () => {
  test('says which file is missing or is not JSON', async () => {
    const missing = join(import.meta.dirname, 'nowhere.json')
    await expect(readVoiceManifest(missing)).rejects.toMatchObject({ code: 'voice/missing' })
    const notJson = join(import.meta.dirname, 'manifest.test.ts')
    await expect(readVoiceManifest(notJson)).rejects.toMatchObject({ code: 'voice/incompatible' })
  })

  test('accepts the manifest of the default voice, whose licence and notice travel with it', async () => {
    const folder = join(import.meta.dirname, '../../../../models/heart')
    const manifest = await readVoiceManifest(join(folder, 'manifest.json'))
    expect(manifest.id).toBe('heart')
    expect(await readFile(join(folder, manifest.licence.file), 'utf8')).toContain('Apache License')
    expect(await readFile(join(folder, 'NOTICE'), 'utf8')).toContain('Kokoro')
  })

  test('accepts the manifest of the voice joe, whose licence travels with it', async () => {
    const folder = join(import.meta.dirname, '../../../../models/joe')
    const manifest = await readVoiceManifest(join(folder, 'manifest.json'))
    expect(manifest).toMatchObject({ id: 'joe', family: 'vits' })
    expect(await readFile(join(folder, manifest.licence.file), 'utf8')).toContain('CC0 1.0 Universal')
  })
})
