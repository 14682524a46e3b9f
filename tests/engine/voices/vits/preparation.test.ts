import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chainSessions } from '../../../../src-main/engine/onnx/chained-sessions'
import { float32, int64, openSession, type Tensor } from '../../../../src-main/engine/onnx/session'
import { prepareVitsVoice, type PreparedVitsVoice } from '../../../../src-main/engine/voices/vits/preparation'
import {
  encoderTensors,
  type StreamedNetworkContract,
} from '../../../../src-main/engine/voices/vits/preparation-split'
import { readVoiceConfig, toIds } from '../../../../src-main/engine/voices/vits/voice-config'
import { floats, joinFrames, maxDifference, pushThrough, tensor } from '../../onnx/push-through'
import { randomArray } from '../../onnx/graph/tiny-graphs'
import { joeConfig, joeModel, noJoe, twentyWords, why } from './joe'

describe('prepareVitsVoice', () => {
  let directory = ''
  let prepared: PreparedVitsVoice
  let ids: number[] = []
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lector-vits-'))
    if (noJoe) return
    prepared = await prepareVitsVoice({ modelPath: joeModel, cacheDirectory: directory })
    ids = toIds(twentyWords, (await readVoiceConfig(joeConfig)).symbols).ids
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  const feeds = (noise: number) => ({
    input: int64(ids, [1, ids.length]),
    input_lengths: int64([ids.length], [1]),
    scales: float32(Float32Array.of(noise, 1, noise), [3]),
  })

  async function runOnce(path: string, inputs: Record<string, Tensor>) {
    const session = await openSession(path)
    try {
      return await session.run(inputs)
    } finally {
      await session.dispose()
    }
  }

  async function push(path: string, contract: StreamedNetworkContract, x: Float32Array, sizes: number[]) {
    const session = await openSession(path)
    try {
      const { pieces } = await pushThrough(session, contract, x, sizes)
      return joinFrames(pieces, contract.rate === 1 ? contract.channels : 1)
    } finally {
      await session.dispose()
    }
  }

  /** Every symbol's mean as often as it lasts: the prior without noise. */
  async function quietPrior(): Promise<Float32Array> {
    const { durationNoise, means, durations } = encoderTensors
    const noise = float32(new Float32Array(2 * ids.length), [1, 2, ids.length])
    const encoder = chainSessions(await Promise.all(prepared.encoder.map((part) => openSession(part))))
    const outputs = await encoder.run({ ...feeds(0), [durationNoise]: noise })
    await encoder.dispose()
    const lasting = floats(tensor(outputs, durations))
    const columns = Array.from(lasting).flatMap((frames, symbol) => Array<number>(frames).fill(symbol))
    const { channels } = prepared.contract
    const mean = floats(tensor(outputs, means))
    const prior = new Float32Array(channels * columns.length)
    for (let channel = 0; channel < channels; channel++)
      columns.forEach((symbol, frame) => {
        prior[channel * columns.length + frame] = mean[channel * ids.length + symbol]
      })
    return prior
  }

  test.skipIf(noJoe)(`describes the voice ${why}`, () => {
    const { channels, flow, decoder } = prepared.contract
    expect(channels).toBe(192)
    expect(prepared.contract).toMatchObject({ symbols: 256, speakers: 1, encoderParts: 4 })
    // Four couplings of four convolutions over five frames; the decoder's look-ahead is 10.09 frames.
    expect(flow).toMatchObject({ rate: 1, lagFrames: 32 })
    expect(decoder).toMatchObject({ rate: 256, lagFrames: 2582 })
    expect(decoder.states).toHaveLength(29)
  })

  test.skipIf(noJoe)(`computes what the published model computes, in one push ${why}`, async () => {
    const published = floats(tensor(await runOnce(joeModel, feeds(0)), 'output'))
    const latent = await push(prepared.flow, prepared.contract.flow, await quietPrior(), [Infinity])
    const samples = await push(prepared.decoder, prepared.contract.decoder, latent, [Infinity])
    // The runtime fuses the parts of the encoder a little otherwise than the whole.
    expect(maxDifference(samples, published)).toBeLessThanOrEqual(1e-5)
    expect(peak(samples)).toBeGreaterThan(0.1)
  })

  test.skipIf(noJoe)(
    `decodes pushes of 1, 2, 7, 25 and 100 frames as one shot, within 1e-4 peak ${why}`,
    async () => {
      const { flow, decoder } = prepared.contract
      const prior = await quietPrior()
      // Noise as in speech: the latent of the means alone is too smooth to be a test.
      randomArray(prior.length, 3).forEach((value, index) => (prior[index] += 0.8 * value))
      const latent = await push(prepared.flow, flow, prior, [Infinity])
      const whole = await push(prepared.decoder, decoder, latent, [Infinity])
      expect(peak(whole)).toBeGreaterThan(0.1)
      for (const size of [1, 2, 7, 25, 100]) {
        const pushed = await push(prepared.decoder, decoder, latent, [Math.max(size, 11), size])
        expect(maxDifference(pushed, whole), `pushes of ${size}`).toBeLessThanOrEqual(1e-4)
      }
    },
    120_000,
  )

  test.skipIf(noJoe)(
    `pushes of 53, then 20 or 160 frames through the flow sound as one shot, within 1e-4 peak ${why}`,
    async () => {
      const { flow, decoder } = prepared.contract
      const prior = await quietPrior()
      randomArray(prior.length, 4).forEach((value, index) => (prior[index] += 0.8 * value))
      const decode = async (sizes: number[]) =>
        push(prepared.decoder, decoder, await push(prepared.flow, flow, prior, sizes), [Infinity])
      const whole = await decode([Infinity])
      for (const size of [20, 160])
        expect(maxDifference(await decode([53, size]), whole)).toBeLessThanOrEqual(1e-4)
    },
    60_000,
  )

  test('refuses a file that is no model of this family', async () => {
    const modelPath = join(directory, 'other.onnx')
    await copyFile(__filename, modelPath)
    await expect(prepareVitsVoice({ modelPath, cacheDirectory: directory })).rejects.toMatchObject({
      code: 'voice/incompatible',
    })
  })
})

/** The greatest magnitude: that speech is compared, not silence. */
function peak(samples: Float32Array): number {
  return maxDifference(samples, new Float32Array(samples.length))
}
