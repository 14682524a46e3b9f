import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { streamify, writeModel, type Model } from '../../../../src-main/engine/onnx/graph'
import { openSession } from '../../../../src-main/engine/onnx/session'
import { pushBoundaries } from '../../../../src-main/engine/streaming/push-grid'
import { priorFeatures } from '../../../../src-main/engine/voices/vits/prior'
import {
  createStreamedNetwork,
  type StreamedNetwork,
} from '../../../../src-main/engine/voices/vits/streamed-network'
import { createVitsVocoder } from '../../../../src-main/engine/voices/vits/vocoder'
import type { AcousticFeatures, Vocoder } from '../../../../src-main/engine/voices/voice'
import { randomArray, TinyGraph, tinyHifigan, value } from '../../onnx/graph/tiny-graphs'
import { maxDifference } from '../../onnx/push-through'

const channels = 6
const grid = { frames: [10, 25], minimumTailFrames: 4 }

/** A flow with a look-ahead of eight frames. */
function tinyFlow(): Model {
  const graph = new TinyGraph()
  graph.conv('prior', 'wide', { from: channels, to: channels, kernel: 9 })
  graph.conv('wide', 'wider', { from: channels, to: channels, kernel: 9 })
  graph.add('Tanh', ['wider'], 'shift')
  graph.add('Sub', ['prior', 'shift'], 'latent')
  return graph.model([value('prior', [1, channels, 'F'])], [value('latent', [1, channels, 'F'])])
}

async function network(model: Model): Promise<StreamedNetwork> {
  const { model: rewritten, input, lastInput, outputs, states } = streamify(model, { statePrefix: 's' })
  const [{ name, rate, lagFrames }] = outputs
  return createStreamedNetwork(await openSession(writeModel(rewritten)), {
    input,
    channels,
    lastInput,
    output: name,
    rate,
    lagFrames,
    states: [...states],
    conditions: [],
  })
}

/** Symbols of 0 to 6 frames, with means and deviations of their own. */
function features(symbols: number): AcousticFeatures {
  const durations = Float32Array.from({ length: symbols }, (_, symbol) => (symbol * 5) % 7)
  return {
    frames: durations.reduce((sum, one) => sum + one, 0),
    arrays: {
      [priorFeatures.means]: Float32Array.from(randomArray(channels * symbols, 1)),
      [priorFeatures.deviations]: Float32Array.from(randomArray(channels * symbols, 2), Math.abs),
      [priorFeatures.durations]: durations,
    },
  }
}

describe('createVitsVocoder', () => {
  let vocoder: Vocoder<unknown>
  beforeAll(async () => {
    const blocks = [{ kernel: 3, dilations: [1, 2] }]
    const decoder = tinyHifigan([{ kernel: 8, stride: 4, blocks }], channels)
    vocoder = createVitsVocoder({
      flow: await network(tinyFlow()),
      decoder: await network(decoder),
      pushGrid: grid,
    })
  })
  afterAll(() => vocoder.dispose())

  async function render(
    of: AcousticFeatures,
    boundaries: readonly number[],
    seed = 1,
  ): Promise<Float32Array> {
    const samples: number[] = []
    let state = vocoder.init(of, seed)
    for (const until of boundaries) {
      const step = await vocoder.step(of, state, until)
      state = step.state
      samples.push(...step.samples)
    }
    return Float32Array.from(samples)
  }

  test('pushes of 1, 2, a prime and all sound as one shot', async () => {
    const long = features(130)
    expect(long.frames).toBeGreaterThan(300)
    const whole = await render(long, [long.frames])
    expect(whole).toHaveLength(long.frames * vocoder.hopSamples)
    for (const frames of [1, 2, 7, 100]) {
      const pushes = { frames: [frames], minimumTailFrames: 1 }
      const pushed = await render(long, pushBoundaries(long.frames, vocoder.lookAheadFrames, pushes))
      expect(maxDifference(pushed, whole), `pushes of ${frames}`).toBeLessThanOrEqual(1e-5)
    }
  })

  test('equal pushes give equal bits, another seed another sound', async () => {
    const some = features(40)
    const boundaries = pushBoundaries(some.frames, vocoder.lookAheadFrames, grid)
    const once = await render(some, boundaries)
    expect(await render(some, boundaries)).toEqual(once)
    expect(maxDifference(await render(some, boundaries, 2), once)).toBeGreaterThan(0.01)
  })

  test('a state is a value: a push can be repeated from it', async () => {
    const some = features(60)
    const first = await vocoder.step(some, vocoder.init(some, 1), 20)
    const once = await vocoder.step(some, first.state, 50)
    expect((await vocoder.step(some, first.state, 50)).samples).toEqual(once.samples)
  })

  test('renders the shortest sentence', async () => {
    const short = features(2)
    expect(await render(short, [short.frames])).toHaveLength(short.frames * vocoder.hopSamples)
  })

  test('a window of all frames is the whole, and any window has its length', async () => {
    const some = features(30)
    const whole = await render(some, [some.frames])
    expect(await vocoder.decodeWindow(some, 0, some.frames, 1)).toEqual(whole)
    expect(await vocoder.decodeWindow(some, 11, 30, 1)).toHaveLength(19 * vocoder.hopSamples)
  })
})
