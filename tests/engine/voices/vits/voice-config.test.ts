import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readVoiceConfig, toIds } from '../../../../src-main/engine/voices/vits/voice-config'

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
    ['several speakers', { ...usable, num_speakers: 4 }, /4 speakers/],
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

  test('refuses what is not JSON, and names a file that is not there', async () => {
    await writeFile(path, 'weights')
    await expect(readVoiceConfig(path)).rejects.toMatchObject({ code: 'voice/incompatible' })
    await expect(readVoiceConfig(`${path}.absent`)).rejects.toMatchObject({ code: 'voice/missing' })
  })
})

describe('toIds', () => {
  const symbols = new Map(Object.entries(usable.phoneme_id_map))

  test('puts a pad after every phoneme and says where each begins', () => {
    expect(toIds('ab', symbols)).toEqual({ ids: [1, 0, 14, 0, 15, 16, 0, 2], idOfPhoneme: [2, 4, 7] })
  })

  test('leaves out what the voice cannot say', () => {
    expect(toIds('aXa', symbols)).toEqual({ ids: [1, 0, 14, 0, 14, 0, 2], idOfPhoneme: [2, 4, 4, 6] })
    expect(toIds('', symbols)).toEqual({ ids: [1, 0, 2], idOfPhoneme: [2] })
  })
})
