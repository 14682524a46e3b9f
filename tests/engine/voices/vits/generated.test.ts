import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chainSessions } from '../../../../src-main/engine/onnx/chained-sessions'
import { float32, int64, openSession } from '../../../../src-main/engine/onnx/session'
import { pushBoundaries } from '../../../../src-main/engine/streaming/push-grid'
import { createVitsAcousticModel } from '../../../../src-main/engine/voices/vits/acoustic'
import { prepareVitsVoice } from '../../../../src-main/engine/voices/vits/preparation'
import { createStreamedNetwork } from '../../../../src-main/engine/voices/vits/streamed-network'
import { createVitsVocoder } from '../../../../src-main/engine/voices/vits/vocoder'
import { readVoiceConfig, toIds } from '../../../../src-main/engine/voices/vits/voice-config'
import { floats, maxDifference, tensor } from '../../onnx/push-through'
import { tinyConfig, tinyVitsBytes, type TinySize } from './tiny-vits'
import { frontEndOf } from '../../../helpers/letter-front-end'
import { asWritten } from '../../../../src-main/engine/text/speakable-text'
import { ownTempo } from '../../../../src-main/engine/voices/tempo'

const phonemes = 'həloː ə hed ab hilo əb hadə mihəb'
const pace = [
  [0.5, 0.5],
  [1, 1],
] as const

describe('a voice generated like the published ones', () => {
  let directory = ''
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lector-tiny-vits-'))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  /** The voice as published, without noise, and as Lector runs it. */
  async function open(size: TinySize, speakers = 1, speaker = 0) {
    const path = join(directory, `${size}-${speakers}.onnx`)
    await writeFile(path, tinyVitsBytes({ size, speakers }))
    const quiet = { noise_scale: 0, length_scale: 1, noise_w: 0 }
    await writeFile(`${path}.json`, JSON.stringify(tinyConfig({ inference: quiet, num_speakers: speakers })))
    const config = await readVoiceConfig(`${path}.json`)
    const prepared = await prepareVitsVoice({ modelPath: path, cacheDirectory: directory })
    const { contract } = prepared
    const acoustic = createVitsAcousticModel({
      frontEnd: frontEndOf((text) => [
        {
          startChar: 0,
          endChar: text.length,
          phonemes,
          words: [
            {
              startChar: 0,
              endChar: text.length,
              phonemeStart: 0,
              phonemeEnd: phonemes.length,
              spoken: text,
            },
          ],
        },
      ]),
      encoder: chainSessions(await Promise.all(prepared.encoder.map((part) => openSession(part)))),
      contract,
      config,
      speaker,
      hopSamples: contract.decoder.rate,
      wordLagSeconds: 0,
      pace,
    })
    const vocoder = createVitsVocoder({
      flow: createStreamedNetwork(await openSession(prepared.flow), contract.flow),
      decoder: createStreamedNetwork(await openSession(prepared.decoder), contract.decoder),
      pushGrid: { frames: [10, 25], minimumTailFrames: 8 },
    })
    const published = async (): Promise<Float32Array> => {
      const session = await openSession(path)
      const { ids } = toIds(phonemes, config.symbols)
      const outputs = await session.run({
        input: int64(ids, [1, ids.length]),
        input_lengths: int64([ids.length], [1]),
        scales: float32(Float32Array.of(0, 1, 0), [3]),
        ...(speakers > 1 ? { sid: int64([speaker], [1]) } : {}),
      })
      const samples = Float32Array.from(floats(tensor(outputs, 'output')))
      await session.dispose()
      return samples
    }
    const render = async (size: number): Promise<Float32Array> => {
      const { value: utterance } = await acoustic.analyse(asWritten('hello'), ownTempo).next()
      if (!utterance) throw new Error('nothing was said')
      const { features } = utterance
      let state = vocoder.init(features, 1)
      const samples: number[] = []
      const boundaries =
        size === Infinity
          ? [features.frames]
          : pushBoundaries(features.frames, vocoder.lookAheadFrames, {
              frames: [size],
              minimumTailFrames: 1,
            })
      for (const until of boundaries) {
        const step = await vocoder.step(features, state, until)
        state = step.state
        for (const sample of step.samples) samples.push(sample)
      }
      return Float32Array.from(samples)
    }
    const dispose = async (): Promise<void> => {
      await acoustic.dispose()
      await vocoder.dispose()
    }
    return { contract, published, render, dispose }
  }

  test.each([
    ['low', 1, 256],
    ['medium', 1, 256],
    ['high', 1, 256],
    ['odd', 1, 15],
    ['medium', 3, 256],
    ['high', 4, 256],
  ] as const)(
    'of size %s with %i speakers streams what it computes whole, at every push size',
    async (size, speakers, rate) => {
      const voice = await open(size, speakers, speakers - 1)
      try {
        expect(voice.contract).toMatchObject({ speakers, decoder: { rate } })
        const published = await voice.published()
        const whole = await voice.render(Infinity)
        expect(maxDifference(published, new Float32Array(published.length))).toBeGreaterThan(0.05)
        expect(maxDifference(whole, published)).toBeLessThanOrEqual(1e-5)
        for (const push of [1, 2, 7, 25, 100])
          expect(maxDifference(await voice.render(push), whole), `pushes of ${push}`).toBeLessThanOrEqual(
            1e-4,
          )
      } finally {
        await voice.dispose()
      }
    },
  )

  test('sounds otherwise with another speaker', async () => {
    const [first, second] = [await open('odd', 3, 0), await open('odd', 3, 1)]
    const [one, other] = [await first.render(Infinity), await second.render(Infinity)]
    const common = Math.min(one.length, other.length)
    expect(maxDifference(one.subarray(0, common), other.subarray(0, common))).toBeGreaterThan(0.01)
    expect(await first.render(Infinity)).toEqual(one)
    await first.dispose()
    await second.dispose()
  })
})
