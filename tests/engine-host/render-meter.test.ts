import { describe, expect, test } from 'vitest'
import { createRenderMeter } from '../../src-main/engine-host/render-meter'

const sentence = {
  kind: 'sentence',
  passage: 0,
  index: 0,
  part: 0,
  block: 0,
  startChar: 0,
  endChar: 1,
  voice: 'heart',
  language: null,
  startSample: 0,
  endSample: 1_000,
  restSample: 0,
  words: [],
  skipped: [],
  startedAtMilliseconds: 0,
  frontEndMilliseconds: 10,
  acousticMilliseconds: 20,
} as const

describe('createRenderMeter', () => {
  test('nothing rendered is no division by nothing', () => {
    const meter = createRenderMeter(1_000)
    expect(meter.read()).toEqual({ realTimeFactor: 0, renderedSamples: 0 })
    meter.add(sentence)
    expect(meter.read()).toEqual({ realTimeFactor: 0, renderedSamples: 0 })
  })

  test('is the work of all stages over the audio made, pauses not counted', () => {
    const meter = createRenderMeter(1_000)
    meter.add(sentence)
    meter.add({ kind: 'silence', startSample: 0, samples: 5_000 })
    meter.add({
      kind: 'audio',
      sentence: 0,
      startSample: 5_000,
      samples: new Float32Array(500),
      frames: 2,
      nextFrames: 0,
      frameSamples: 10,
      startedAtMilliseconds: 0,
      milliseconds: 20,
    })
    expect(meter.read()).toEqual({ realTimeFactor: 0.1, renderedSamples: 500 })
  })

  test('what was kept says nothing of how fast a voice is', () => {
    const meter = createRenderMeter(1_000)
    const audio = {
      kind: 'audio',
      sentence: 0,
      startSample: 0,
      samples: new Float32Array(500),
      frames: 2,
      nextFrames: 0,
      frameSamples: 10,
      startedAtMilliseconds: 0,
      milliseconds: 20,
    } as const
    meter.add({ ...audio, milliseconds: 0.1, isKept: true })
    expect(meter.read()).toEqual({ realTimeFactor: 0, renderedSamples: 0 })
    meter.add(audio)
    expect(meter.read()).toEqual({ realTimeFactor: 0.04, renderedSamples: 500 })
  })
})
