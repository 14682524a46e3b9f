import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadStyle, parseStyle } from '../../../../src-main/engine/voices/kokoro/styles'
import { readVoiceManifest, type KokoroManifest } from '../../../../src-main/engine/voices/store'
import { randomArray } from '../../onnx/graph/tiny-graphs'

let manifest: KokoroManifest
beforeAll(async () => {
  const read = await readVoiceManifest(resolve('models/kokoro-heart/manifest.json'))
  if (read.family === 'kokoro') manifest = read
})

describe('parseStyle', () => {
  test('without a choice it is the voice’s own', () => {
    expect(parseStyle(undefined, manifest)).toEqual({ name: 'af_heart' })
  })

  test('understands a style, a blend, and a blend with the second one’s share', () => {
    expect(parseStyle('bm_george', manifest)).toEqual({ name: 'bm_george' })
    expect(parseStyle('af_heart+am_adam', manifest)).toEqual({
      name: 'af_heart',
      blend: { name: 'am_adam', weight: 0.5 },
    })
    expect(parseStyle('af_heart+af_bella:0.25', manifest).blend).toEqual({ name: 'af_bella', weight: 0.25 })
  })

  test.each([
    ['af_nobody', /af_nobody is none of kokoro-heart, which has af_alloy, /],
    ['af_heart+af_nobody', /af_nobody is none of/],
    ['af_heart+af_bella:1.5', /weight over 1/],
    ['af_heart + af_bella', /cannot be read/],
    ['af_heart+af_bella:', /cannot be read/],
    ['', /cannot be read/],
    ['constructor', /none of/],
    ['../af_heart', /cannot be read/],
  ])('refuses %s in words that help', (choice, message) => {
    expect(() => parseStyle(choice, manifest)).toThrow(message)
    expect(() => parseStyle(choice, manifest)).toThrow(
      expect.objectContaining({ code: 'voice/incompatible' }),
    )
  })

  test('every one of the 54 styles can be chosen', () => {
    const names = Object.keys(manifest.styles)
    expect(names).toHaveLength(54)
    for (const name of names) expect(parseStyle(name, manifest)).toEqual({ name })
  })
})

describe('loadStyle', () => {
  const first = randomArray(510 * 256, 1)
  const second = randomArray(510 * 256, 2)
  let directory = ''
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lector-styles-'))
    await writeFile(join(directory, 'af_heart.bin'), Buffer.from(first.buffer))
    await writeFile(join(directory, 'bm_george.bin'), Buffer.from(second.buffer))
    await writeFile(join(directory, 'af_bella.bin'), Buffer.from(first.buffer).subarray(4))
    await writeFile(join(directory, 'af_sky.bin'), Buffer.alloc(first.byteLength, 0xff))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))
  const load = (choice: string) => loadStyle(parseStyle(choice, manifest), manifest, directory)

  test('gives the vector for a length of text, the last for all that are longer', async () => {
    const style = await load('af_heart')
    expect(style.variant).toBe('us')
    expect(style.vectorFor(17)).toEqual(first.slice(17 * 256, 18 * 256))
    expect(style.vectorFor(2_000)).toEqual(first.slice(509 * 256))
    expect(style.vectorFor(0)).toEqual(first.slice(0, 256))
  })

  test('blends two styles by their shares and pronounces as the first', async () => {
    const style = await load('bm_george+af_heart:0.25')
    expect(style.variant).toBe('gb')
    style
      .vectorFor(9)
      .forEach((value, index) =>
        expect(value).toBeCloseTo(0.75 * second[9 * 256 + index] + 0.25 * first[9 * 256 + index], 6),
      )
  })

  test('a share of 0 or 1 is one of the styles', async () => {
    expect((await load('af_heart+bm_george:0')).vectorFor(3)).toEqual((await load('af_heart')).vectorFor(3))
    expect((await load('af_heart+bm_george:1')).vectorFor(3)).toEqual((await load('bm_george')).vectorFor(3))
  })

  test.each([
    ['of the wrong size', 'af_bella', 'voice/incompatible', /522236 bytes, not 522240/],
    ['without numbers', 'af_sky', 'voice/incompatible', /holds what is no number/],
    ['that is not there', 'am_adam', 'voice/missing', /Cannot read/],
  ])('refuses a file %s', async (_, name, code, message) => {
    await expect(load(name)).rejects.toThrow(message)
    await expect(load(name)).rejects.toMatchObject({ code })
  })
})
