import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  cut,
  foldDynamicQuantisation,
  readModel,
  widenConvolutions,
  writeModel,
} from '../../../../src-main/engine/onnx/graph'
import { compareSounds } from '../../../../src-main/engine/onnx/providers/compare'
import { float32, int64, openSession, type Tensor } from '../../../../src-main/engine/onnx/session'
import {
  prepareSpectralVoice,
  type PreparedSpectralVoice,
} from '../../../../src-main/engine/voices/spectral/preparation'
import { floats, joinRows, maxDifference, pushThrough, tensor, type Pushable } from '../../onnx/push-through'

const voicePath = [
  process.env['LECTOR_TEST_VOICE'],
  join(__dirname, '../../../../models/heart/files/hibari.onnx'),
].find((path) => path !== undefined && existsSync(path))
const noVoice = voicePath === undefined
const why = '(needs the default voice, skipped where its files are not fetched)'
const spectra = ['lh', 'theta', 'ln', 'lr', 'phi']
const bins = 601
/** Where the published model is cut in two. */
const cutAt = '/Concat_43_output_0'

/** A sentence of 46 phonemes ("Streaming speech must not sound any different …") in the voice's own numbering. */
const ids = [
  0, 61, 62, 123, 156, 51, 55, 102, 112, 16, 61, 58, 156, 51, 133, 16, 55, 138, 61, 62, 16, 56, 156, 69, 62,
  16, 61, 156, 92, 156, 56, 46, 16, 156, 86, 56, 51, 16, 46, 156, 102, 48, 123, 83, 56, 62, 4, 0,
]

describe('prepareSpectralVoice', () => {
  let directory = ''
  let prepared: PreparedSpectralVoice
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lector-preparation-'))
    if (voicePath) prepared = await prepareSpectralVoice({ modelPath: voicePath, cacheDirectory: directory })
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  const published = () => ({ ids: int64(ids, [1, ids.length]), speed: float32(new Float32Array([1]), [1]) })
  const feeds = (addedDurations = new Float32Array(ids.length)) => ({
    ...published(),
    [prepared.decoder.addedDurationsInput]: float32(addedDurations, [ids.length]),
  })

  async function runOnce(
    path: string | Uint8Array,
    inputs: Record<string, Tensor>,
  ): Promise<Readonly<Record<string, Tensor>>> {
    const session = await openSession(path)
    try {
      return await session.run(inputs)
    } finally {
      await session.dispose()
    }
  }

  async function decode(path: string, latent: Tensor, sizes: readonly number[]): Promise<Float32Array> {
    const { latentInput, latentChannels, lastInput, spectrumOutput, states } = prepared.decoder
    const model: Pushable = {
      input: latentInput,
      channels: latentChannels,
      lastInput,
      output: spectrumOutput,
      states,
    }
    const session = await openSession(path)
    try {
      return joinRows((await pushThrough(session, model, floats(latent), sizes)).pieces)
    } finally {
      await session.dispose()
    }
  }

  /** The published outputs, five of [1, 601, F], as rows [F, 5 × 601]. */
  function asRows(outputs: Readonly<Record<string, Tensor>>): Float32Array {
    const frames = floats(tensor(outputs, 'lh')).length / bins
    const rows = new Float32Array(frames * spectra.length * bins)
    spectra.forEach((name, part) => {
      const values = floats(tensor(outputs, name))
      for (let bin = 0; bin < bins; bin++) {
        for (let frame = 0; frame < frames; frame++) {
          rows[(frame * spectra.length + part) * bins + bin] = values[bin * frames + frame] ?? NaN
        }
      }
    })
    return rows
  }

  test.skipIf(noVoice)(`describes the default voice's decoder ${why}`, () => {
    const { decoder } = prepared
    expect(decoder).toMatchObject({
      latentChannels: 130,
      rowFloats: 5 * bins,
      lookAheadFrames: 27,
      latentInput: 'latent',
      latentOutputOfFront: 'latent',
    })
    expect(decoder.states.map(({ channels }) => channels)).toEqual([130, ...Array<number>(8).fill(256)])
    for (const state of decoder.states) expect(state).toMatchObject({ startFrames: 3, steadyFrames: 6 })
  })

  test.skipIf(noVoice)(
    `gives a latent frame and a pitch for twice the sum of the durations ${why}`,
    async () => {
      const outputs = await runOnce(prepared.front, feeds())
      const durations = floats(tensor(outputs, 'durations'))
      const frames = 2 * durations.reduce((sum, units) => sum + units, 0)
      expect(durations).toHaveLength(ids.length)
      expect(tensor(outputs, 'latent').dims).toEqual([1, 130, frames])
      expect(tensor(outputs, 'f0').dims).toEqual([1, frames])
    },
  )

  test.skipIf(noVoice)(`lasts as much longer as is added to its durations ${why}`, async () => {
    const own = await runOnce(prepared.front, feeds())
    const added = Float32Array.from(ids, (_, index) => (index === 5 ? 7 : 0))
    const outputs = await runOnce(prepared.front, feeds(added))
    const unitsOf = (said: typeof own) => floats(tensor(said, 'durations'))
    expect(unitsOf(outputs)).toEqual(unitsOf(own).map((units, index) => units + added[index]))
    expect(tensor(outputs, 'latent').dims[2]).toBe((tensor(own, 'latent').dims[2] ?? 0) + 2 * 7)
  })

  test.skipIf(noVoice)(
    `computes what the published model computes, bit for bit, in one push ${why}`,
    async () => {
      const whole = await runOnce(voicePath ?? '', published())
      const front = await runOnce(prepared.front, feeds())
      expect(maxDifference(floats(tensor(front, 'f0')), floats(tensor(whole, 'f0')))).toBe(0)
      const latent = tensor(front, 'latent')
      const rows = await decode(prepared.decoderInt8, latent, [Infinity])
      // The runtime sums an image's convolution in another order: beside it, bits are compared with the same order.
      const decoder = cut(readModel(await readFile(voicePath ?? '')), { inputs: [cutAt], outputs: spectra })
      const [asPublished, asImages] = await Promise.all(
        [decoder, widenConvolutions(decoder)].map(async (model) =>
          asRows(await runOnce(writeModel(model), { [cutAt]: latent })),
        ),
      )
      expect(maxDifference(asPublished, asRows(whole))).toBe(0)
      expect(maxDifference(rows, asImages)).toBe(0)
      // Another order flips a rounding to eight bits here and there: 23 dB less than those roundings themselves make.
      expect(compareSounds(asPublished, rows).signalToNoiseDb).toBeGreaterThan(45)
    },
  )

  test.skipIf(noVoice)(
    `folds the decoder to float32 and streams it exactly for any push size ${why}`,
    async () => {
      const model = readModel(await readFile(voicePath ?? ''))
      const { latent } = await runOnce(prepared.front, feeds())
      if (!latent) throw new Error('no latent')
      const folded = foldDynamicQuantisation(cut(model, { inputs: [cutAt], outputs: spectra }))
      const whole = asRows(await runOnce(writeModel(folded), { [cutAt]: latent }))
      const frames = latent.dims[2] ?? 0
      for (const size of [1, 2, 7, 50, frames]) {
        const rows = await decode(prepared.decoderFloat32, latent, [Math.max(size, 28), size])
        expect(maxDifference(rows, whole), `pushes of ${size}`).toBeLessThanOrEqual(1e-4)
      }
    },
  )

  test.skipIf(noVoice)(`gives equal bits for equal pushes in int8 ${why}`, async () => {
    const { latent } = await runOnce(prepared.front, feeds())
    if (!latent) throw new Error('no latent')
    const first = await decode(prepared.decoderInt8, latent, [43, 48, 160])
    const second = await decode(prepared.decoderInt8, latent, [43, 48, 160])
    expect(maxDifference(first, second)).toBe(0)
  })

  test.skipIf(noVoice)(`finds the files made before and makes a damaged one again ${why}`, async () => {
    const options = { modelPath: voicePath ?? '', cacheDirectory: directory }
    const before = await stat(prepared.front)
    await prepareSpectralVoice(options)
    expect((await stat(prepared.front)).mtimeMs).toBe(before.mtimeMs)

    const good = await readFile(prepared.front)
    await writeFile(prepared.front, good.subarray(0, 1000))
    expect(await prepareSpectralVoice(options)).toEqual(prepared)
    expect((await readFile(prepared.front)).equals(good)).toBe(true)
  })

  test('names the file when the model is not there', async () => {
    const modelPath = join(directory, 'absent.onnx')
    await expect(prepareSpectralVoice({ modelPath, cacheDirectory: directory })).rejects.toMatchObject({
      code: 'voice/missing',
      message: expect.stringContaining('absent.onnx') as string,
    })
  })

  test('refuses a file that is no model of this family, and keeps nothing', async () => {
    const modelPath = join(directory, 'other.onnx')
    await copyFile(__filename, modelPath)
    await expect(prepareSpectralVoice({ modelPath, cacheDirectory: directory })).rejects.toMatchObject({
      code: 'voice/incompatible',
    })
  })

  test('cancelling before the start throws the reason', async () => {
    const reason = new Error('stopped')
    const signal = AbortSignal.abort(reason)
    await expect(prepareSpectralVoice({ modelPath: 'x', cacheDirectory: directory, signal })).rejects.toBe(
      reason,
    )
  })
})
