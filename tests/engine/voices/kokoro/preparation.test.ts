import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  foldQuantisedConvolution,
  readModel,
  rename,
  wire,
  writeModel,
} from '../../../../src-main/engine/onnx/graph'
import type { Model } from '../../../../src-main/engine/onnx/graph/model'
import { float32, int64, openSession, type TensorMap } from '../../../../src-main/engine/onnx/session'
import { findCuts } from '../../../../src-main/engine/voices/kokoro/cut-points'
import { prepareKokoroVoice } from '../../../../src-main/engine/voices/kokoro/preparation'
import { kokoroTensors, splitKokoroVoice } from '../../../../src-main/engine/voices/kokoro/preparation-split'
import { floats, maxDifference, tensor } from '../../onnx/push-through'
import { randomArray } from '../../onnx/graph/tiny-graphs'
import { kokoroFiles, kokoroModel, noKokoro, why } from './kokoro-files'
import { tinyHopSamples, tinyKokoro } from './tiny-kokoro'

async function runOnce(model: Uint8Array, feeds: TensorMap): Promise<TensorMap> {
  const session = await openSession(model)
  try {
    return await session.run(feeds)
  } finally {
    await session.dispose()
  }
}

/** Samples of the model in one piece with its convolutions in float32, and of its two halves one after the other. */
async function bothWays(source: Uint8Array, tokens: readonly number[], style: Float32Array) {
  const styled = { [kokoroTensors.style]: float32(style, [1, 256]) }
  const feeds = {
    ...styled,
    [kokoroTensors.tokens]: int64(tokens, [1, tokens.length]),
    [kokoroTensors.speed]: float32(Float32Array.of(1), [1]),
  }
  const folded = foldQuantisedConvolution(readModel(source))
  const whole = await runOnce(writeModel(folded), feeds)
  const { acoustic, decoder } = splitKokoroVoice(source)
  const { durations, ...between } = await runOnce(acoustic, {
    ...feeds,
    [kokoroTensors.addedDurations]: float32(new Float32Array(tokens.length), [tokens.length]),
  })
  const halves = await runOnce(decoder, { ...styled, ...between })
  return {
    whole: floats(tensor(whole, folded.graph.output[0].name)),
    halves: floats(tensor(halves, kokoroTensors.audio)),
    durations: floats(durations),
    between,
  }
}

describe('splitKokoroVoice', () => {
  const style = randomArray(256, 8)

  test('the two halves make the sound of the whole', async () => {
    const { whole, halves, durations, between } = await bothWays(
      writeModel(tinyKokoro()),
      [0, 5, 2, 9, 4, 0],
      style,
    )
    expect(whole).toHaveLength(12 * tinyHopSamples)
    expect(whole.some((sample) => sample !== 0)).toBe(true)
    expect(maxDifference(halves, whole)).toBeLessThan(1e-6)
    expect(Array.from(durations)).toEqual([1, 5, 2, 9, 4, 1])
    expect(between[kokoroTensors.aligned].dims).toEqual([1, 4, 12])
    expect(between[kokoroTensors.pitch].dims).toEqual([1, 1, 24])
    expect(between[kokoroTensors.energy].dims).toEqual([1, 1, 24])
    expect(between[kokoroTensors.source].dims).toEqual([1, 12 * tinyHopSamples, 1])
  })

  test('finds the places by structure, whatever they are called', () => {
    const model = foldQuantisedConvolution(tinyKokoro())
    expect(findCuts(model, wire(model.graph))).toEqual({
      durations: 'lasting',
      aligned: 'drawn_out',
      pitch: 'hertz',
      energy: 'loud',
      source: 'buzz',
      audio: 'heard',
    })
  })

  test.each<[string, Model, RegExp]>([
    ['other inputs', rename(tinyKokoro(), { speed: 'pace' }), /its inputs are tokens, style, pace$/],
    ['two sources', tinyKokoro((graph, both) => graph.add('Tanh', [both], 'more')), /it has 2 Tanh, not one/],
    [
      'two decoders',
      tinyKokoro((graph, both) => {
        graph.add('Concat', ['drawn_out', 'hertz_halved', 'loud_halved'], 'again', { axis: 1 })
        graph.add('ReduceMean', ['again'], 'level')
        return graph.add('Add', [both, 'level'], 'lifted')
      }),
      /joined in 2 places, not one/,
    ],
    [
      'durations that may be nothing',
      (() => {
        const model = tinyKokoro()
        const node = model.graph.node.map((one) => (one.opType === 'Clip' ? { ...one, opType: 'Max' } : one))
        return { ...model, graph: { ...model.graph, node } }
      })(),
      /its durations are not held above zero/,
    ],
  ])('refuses a network with %s', (_, model, message) => {
    expect(() => splitKokoroVoice(writeModel(model))).toThrow(message)
    expect(() => splitKokoroVoice(writeModel(model))).toThrow(
      expect.objectContaining({ code: 'voice/incompatible' }),
    )
  })

  test.skipIf(noKokoro)(`cuts the published voice without changing its sound ${why}`, async () => {
    const vectors = new Float32Array(new Uint8Array(await readFile(join(kokoroFiles, 'af_heart.bin'))).buffer)
    // "hello"
    const tokens = [0, 50, 83, 54, 156, 31, 0]
    const source = await readFile(kokoroModel)
    const { whole, halves, durations } = await bothWays(source, tokens, vectors.slice(5 * 256, 6 * 256))
    expect(whole).toHaveLength(600 * durations.reduce((sum, frames) => sum + frames, 0))
    expect(maxDifference(halves, whole)).toBeLessThanOrEqual(1e-4)
  })
})

describe('prepareKokoroVoice', () => {
  let directory = ''
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lector-kokoro-'))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  test('keeps what it made', async () => {
    const modelPath = join(directory, 'tiny.onnx')
    await writeFile(modelPath, writeModel(tinyKokoro()))
    const options = { modelPath, cacheDirectory: join(directory, 'prepared') }
    const first = await prepareKokoroVoice(options)
    expect(await prepareKokoroVoice(options)).toEqual(first)
    expect(readModel(await readFile(first.decoder)).graph.output[0].name).toBe(kokoroTensors.audio)
  })

  test('refuses a truncated and a foreign file, and one that is not there', async () => {
    const modelPath = join(directory, 'broken.onnx')
    const prepare = () => prepareKokoroVoice({ modelPath, cacheDirectory: join(directory, 'prepared') })
    await expect(prepare()).rejects.toMatchObject({ code: 'voice/missing' })
    await writeFile(modelPath, writeModel(tinyKokoro()))
    await truncate(modelPath, 400)
    await expect(prepare()).rejects.toMatchObject({ code: 'voice/incompatible' })
    await writeFile(modelPath, 'PK\u0003\u0004 no network')
    await expect(prepare()).rejects.toMatchObject({ code: 'voice/incompatible' })
  })

  test('stops when it is cancelled', async () => {
    const reason = new Error('enough')
    const modelPath = join(directory, 'tiny.onnx')
    await expect(
      prepareKokoroVoice({ modelPath, cacheDirectory: directory, signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason)
  })
})
