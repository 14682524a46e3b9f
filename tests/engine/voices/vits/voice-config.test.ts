import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { maxVoiceSettingsBytes } from '@contract/limits'
import {
  checkConfigFits,
  readVoiceConfig,
  speakerNumber,
  toIds,
} from '../../../../src-main/engine/voices/vits/voice-config'

const usable = {
  audio: { sample_rate: 22050, quality: 'medium' },
  inference: { noise_scale: 0.667, length_scale: 1, noise_w: 0.8 },
  phoneme_id_map: { _: [0], '^': [1], $: [2], a: [14], b: [15, 16] },
}

describe('readVoiceConfig', () => {
  let path = ''
  beforeAll(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'lector-config-')), 'voice.onnx.json')
  })
  afterAll(() => rm(join(path, '..'), { recursive: true, force: true }))

  test('reads what a voice needs and passes over the rest', async () => {
    await writeFile(path, JSON.stringify(usable))
    expect(await readVoiceConfig(path)).toMatchObject({
      sampleRateHz: 22050,
      noiseScale: 0.667,
      durationNoiseScale: 0.8,
      lengthScale: 1,
    })
  })

  test.each([
    [
      'a speaker beyond the last',
      { ...usable, num_speakers: 2, speaker_id_map: { ann: 2 } },
      /number 2 of 2/,
    ],
    ['phonemes of another kind', { ...usable, phoneme_type: 'pinyin' }, /kind pinyin/],
    ['an impossible rate', { ...usable, audio: { sample_rate: 44 } }, /does not describe a voice/],
    ['no end mark', { ...usable, phoneme_id_map: { _: [0], '^': [1] } }, /no symbol \$/],
    ['nothing of a voice', { usable }, /does not describe a voice/],
  ])('refuses a file with %s', async (_, config, message) => {
    await writeFile(path, JSON.stringify(config))
    await expect(readVoiceConfig(path)).rejects.toThrow(
      expect.objectContaining({
        code: 'voice/incompatible',
        message: expect.stringMatching(message) as string,
      }),
    )
  })

  test('refuses a file too long for settings, without reading it', async () => {
    await writeFile(path, '')
    await truncate(path, maxVoiceSettingsBytes + 1)
    await expect(readVoiceConfig(path)).rejects.toMatchObject({ code: 'voice/incompatible' })
  })

  test('refuses what is not JSON, and names a file that is not there', async () => {
    await writeFile(path, 'weights')
    await expect(readVoiceConfig(path)).rejects.toMatchObject({ code: 'voice/incompatible' })
    await expect(readVoiceConfig(`${path}.absent`)).rejects.toMatchObject({ code: 'voice/missing' })
  })
})

describe('a voice of several speakers', () => {
  let path = ''
  beforeAll(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'lector-config-')), 'voice.onnx.json')
    const many = { ...usable, num_speakers: 3, speaker_id_map: { ann: 0, ben: 2 } }
    await writeFile(path, JSON.stringify(many))
  })
  afterAll(() => rm(join(path, '..'), { recursive: true, force: true }))

  test('is chosen from by name or number; the first speaks when nobody is', async () => {
    const config = await readVoiceConfig(path)
    expect(speakerNumber(undefined, config)).toBe(0)
    expect(speakerNumber('ben', config)).toBe(2)
    expect(speakerNumber('1', config)).toBe(1)
    for (const none of ['3', '-1', '1.5', '', 'eve', '__proto__'])
      expect(() => speakerNumber(none, config)).toThrow('no speaker')
  })

  test('does not fit a network of fewer symbols or of other speakers', async () => {
    const config = await readVoiceConfig(path)
    expect(() => checkConfigFits(config, { symbols: 17, speakers: 3 }, path)).not.toThrow()
    const refusal = expect.objectContaining({ code: 'voice/incompatible' }) as Error
    expect(() => checkConfigFits(config, { symbols: 16, speakers: 3 }, path)).toThrow(refusal)
    expect(() => checkConfigFits(config, { symbols: 17, speakers: 1 }, path)).toThrow(refusal)
  })
})

describe('toIds', () => {
  const symbols = new Map(Object.entries(usable.phoneme_id_map))

  test('puts a pad after every phoneme and says where each begins', () => {
    expect(toIds('ab', symbols)).toEqual({
      ids: [1, 0, 14, 0, 15, 16, 0, 2],
      idOfPhoneme: [2, 4, 7],
      skipped: [],
    })
  })

  test('passes over what the voice cannot say, and reports it', () => {
    expect(toIds('aXaXY', symbols)).toEqual({
      ids: [1, 0, 14, 0, 14, 0, 2],
      idOfPhoneme: [2, 4, 4, 6, 6, 6],
      skipped: [
        { symbol: 'X', count: 2 },
        { symbol: 'Y', count: 1 },
      ],
    })
    expect(toIds('', symbols)).toEqual({ ids: [1, 0, 2], idOfPhoneme: [2], skipped: [] })
  })
})
