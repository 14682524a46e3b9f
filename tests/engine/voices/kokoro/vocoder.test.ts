import { describe, expect, test } from 'vitest'
import { float32, type ModelSession, type TensorMap } from '../../../../src-main/engine/onnx/session'
import { kokoroTensors } from '../../../../src-main/engine/voices/kokoro/preparation-split'
import { joinFrames } from '../../../../src-main/engine/voices/kokoro/quiet-cuts'
import { createKokoroVocoder } from '../../../../src-main/engine/voices/kokoro/vocoder'
import type { AcousticFeatures } from '../../../../src-main/engine/voices/voice'
import { joinedSamples } from '../../../engine-host/connected-page'
import { tinyHopSamples as hopSamples } from './tiny-kokoro'

const channels = 2
const features = (frames: number): AcousticFeatures => ({
  frames,
  arrays: {
    [kokoroTensors.aligned]: Float32Array.from({ length: channels * frames }, (_, i) => i),
    [kokoroTensors.pitch]: Float32Array.from({ length: 2 * frames }, (_, i) => i),
    [kokoroTensors.energy]: Float32Array.from({ length: 2 * frames }, (_, i) => (i % 100 < 90 ? 5 : -5)),
    [kokoroTensors.source]: Float32Array.from({ length: hopSamples * frames }, (_, i) => i),
    [kokoroTensors.style]: new Float32Array(256),
  },
})

/** Answers with its source plus `lift` of the stretch, and notes the stretches in frames. */
function decoding(lift: (frames: number) => number = () => 0) {
  const stretches: [number, number][] = []
  let disposed = 0
  const decoder: ModelSession = {
    inputNames: [],
    outputNames: [],
    keptTensors: 0,
    run(feeds: TensorMap) {
      const source = feeds[kokoroTensors.source].data as Float32Array
      const frames = source.length / hopSamples
      const from = source[0] / hopSamples
      stretches.push([from, from + frames])
      expect(feeds[kokoroTensors.aligned].dims).toEqual([1, channels, frames])
      expect(feeds[kokoroTensors.aligned].data[0]).toBe(from)
      for (const name of [kokoroTensors.pitch, kokoroTensors.energy])
        expect(feeds[name].dims).toEqual([1, 1, 2 * frames])
      expect(feeds[kokoroTensors.pitch].data[0]).toBe(2 * from)
      const audio = source.map((sample) => sample + lift(frames))
      return Promise.resolve({ [kokoroTensors.audio]: float32(audio, [audio.length]) })
    },
    release: () => undefined,
    dispose: () => Promise.resolve(void disposed++),
  }
  return { decoder, stretches, disposed: () => disposed }
}

const pushGrid = { frames: [40, 60], minimumTailFrames: 24 }

describe('createKokoroVocoder', () => {
  test.each([[[7, 50, 90, 200]], [[1, 2, 3, 4, 200]], [[199, 200]], [[200]]])(
    'whatever the pushes (%j), every sample comes once and in order',
    async (ends) => {
      const vocoder = createKokoroVocoder({ decoder: decoding().decoder, hopSamples, pushGrid })
      const sentence = features(200)
      let state = vocoder.init(sentence, 1)
      const pieces: Float32Array[] = []
      for (const end of ends) {
        const step = await vocoder.step(sentence, state, end)
        state = step.state
        pieces.push(step.samples)
      }
      const samples = joinedSamples(pieces)
      expect(samples).toHaveLength(200 * hopSamples)
      samples.forEach((sample, index) => expect(Math.abs(sample - index)).toBeLessThan(1e-3))
    },
  )

  test('decodes 250 ms more on both sides, at least a second in all', async () => {
    const { decoder, stretches } = decoding()
    const vocoder = createKokoroVocoder({ decoder, hopSamples, pushGrid })
    const sentence = features(200)
    expect(await vocoder.decodeWindow(sentence, 60, 100, 1)).toHaveLength(40 * hopSamples)
    expect(await vocoder.decodeWindow(sentence, 100, 102, 1)).toEqual(
      Float32Array.from({ length: 2 * hopSamples }, (_, i) => 100 * hopSamples + i),
    )
    await vocoder.decodeWindow(sentence, 0, 40, 1)
    await vocoder.decodeWindow(sentence, 195, 200, 1)
    expect(stretches).toEqual([
      [50, 110],
      [81, 121],
      [0, 50],
      [177, 200],
    ])
  })

  test('goes over from one level to the next within the overlap', async () => {
    const vocoder = createKokoroVocoder({
      decoder: decoding((frames) => (frames > 100 ? 1_000 : 0)).decoder,
      hopSamples,
      pushGrid,
    })
    const sentence = features(200)
    const first = await vocoder.step(sentence, vocoder.init(sentence, 1), 60)
    expect(first.samples).toHaveLength((60 - joinFrames) * hopSamples)
    const second = await vocoder.step(sentence, first.state, 200)
    const lifts = second.samples.map((sample, index) => sample - (first.samples.length + index))
    const overlap = lifts.subarray(0, joinFrames * hopSamples)
    overlap.forEach((lift, index) => expect(lift).toBeGreaterThan(overlap[index - 1] ?? 0))
    lifts.subarray(overlap.length).forEach((lift) => expect(lift).toBeCloseTo(1_000, 2))
  })

  test('cuts a sentence in its pauses, by its features alone', () => {
    const vocoder = createKokoroVocoder({ decoder: decoding().decoder, hopSamples, pushGrid })
    expect(vocoder.pushEnds?.(features(200))).toEqual([48, 98, 148, 200])
    expect(vocoder.pushEnds?.(features(30))).toEqual([30])
  })

  test('frees the decoder', async () => {
    const { decoder, disposed } = decoding()
    await createKokoroVocoder({ decoder, hopSamples, pushGrid }).dispose()
    expect(disposed()).toBe(1)
  })
})
