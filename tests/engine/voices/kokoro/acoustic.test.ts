import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeModel } from '../../../../src-main/engine/onnx/graph'
import { openSession, type ModelSession } from '../../../../src-main/engine/onnx/session'
import { asWritten } from '../../../../src-main/engine/text/speakable-text'
import { createKokoroAcousticModel } from '../../../../src-main/engine/voices/kokoro/acoustic'
import { kokoroTensors, splitKokoroVoice } from '../../../../src-main/engine/voices/kokoro/preparation-split'
import type { Style } from '../../../../src-main/engine/voices/kokoro/styles'
import { createKokoroVocoder } from '../../../../src-main/engine/voices/kokoro/vocoder'
import { parseVoiceManifest, type KokoroManifest } from '../../../../src-main/engine/voices/store'
import type { Utterance } from '../../../../src-main/engine/voices/voice'
import { randomArray } from '../../onnx/graph/tiny-graphs'
import { manifestOf } from '../store/fake-package-source'
import { tinyHopSamples, tinyKokoro } from './tiny-kokoro'
import { frontEndOf, spokenAsWritten } from '../../../helpers/letter-front-end'
import { ownTempo } from '../../../../src-main/engine/voices/tempo'

const pushGrid = { frames: [16], minimumTailFrames: 6 }
const manifest = tinyManifest(tinyHopSamples)
const vocabulary = new Map(Object.entries({ a: [3], b: [5], ' ': [1], ',': [1] }))

function tinyManifest(hopSamples: number): KokoroManifest {
  const common = Object.entries(manifestOf({ 'model.onnx': 'x' })).filter(([key]) => key !== 'frontEnd')
  const parsed = parseVoiceManifest(
    {
      ...Object.fromEntries(common),
      family: 'kokoro',
      model: 'model.onnx',
      styles: { af_tiny: 'model.onnx' },
      style: 'af_tiny',
      hopSamples,
      pushGrid,
      wordLagSeconds: 0,
    },
    'tiny',
  )
  if (parsed.family !== 'kokoro') throw new Error('a manifest of the family')
  return parsed
}

/** Says words of the letters a and b as they are written. */
const frontEnd = frontEndOf((text) => (text.trim() === '' ? [] : [spokenAsWritten(text, /[^\s,]+/g)]))

let network: ModelSession
let decoder: ModelSession
beforeAll(async () => {
  const split = splitKokoroVoice(writeModel(tinyKokoro()))
  network = await openSession(split.acoustic)
  decoder = await openSession(split.decoder)
})
afterAll(async () => {
  await network.dispose()
  await decoder.dispose()
})

async function analyse(text: string, tempo = ownTempo, of = manifest) {
  const asked: number[] = []
  const style: Style = {
    variant: 'us',
    vectorFor(tokens) {
      asked.push(tokens)
      return randomArray(256, 2) as Float32Array<ArrayBuffer>
    },
  }
  const model = createKokoroAcousticModel({ frontEnd, network, vocabulary, style, manifest: of })
  const utterances: Utterance[] = []
  for await (const utterance of model.analyse(asWritten(text), tempo)) utterances.push(utterance)
  return { utterances, asked }
}

describe('createKokoroAcousticModel', () => {
  test('gives frames, word times and everything the decoder takes before any sound is there', async () => {
    const { utterances, asked } = await analyse('ab bab')
    const [{ features, samples, words, skipped }] = utterances
    expect(asked).toEqual([6])
    expect(skipped).toEqual([])
    // Two frames a token, of which there are six and two pads; the durations are the tokens' own numbers here.
    expect(features.frames).toBe(16)
    expect(samples).toBe(16 * tinyHopSamples)
    expect(words.map(({ startSample }) => startSample)).toEqual([1, 10].map((unit) => unit * tinyHopSamples))
    expect(features.arrays[kokoroTensors.energy]).toHaveLength(32)
    expect(features.arrays[kokoroTensors.source]).toHaveLength(16 * tinyHopSamples)
    const vocoder = createKokoroVocoder({ decoder, hopSamples: tinyHopSamples, pushGrid })
    const step = await vocoder.step(features, vocoder.init(features, 1), features.frames)
    expect(step.samples).toHaveLength(samples)
    expect(step.samples).toEqual(await vocoder.decodeWindow(features, 0, features.frames, 2))
  })

  test('passes over a sound that its alphabet lacks, and says so', async () => {
    const { utterances, asked } = await analyse('a🜁b ꙮa')
    expect(asked).toEqual([4])
    expect(utterances[0].skipped).toEqual([
      { symbol: '\ud83d', count: 1 },
      { symbol: '\udf01', count: 1 },
      { symbol: 'ꙮ', count: 1 },
    ])
    expect(utterances[0].words).toHaveLength(2)
  })

  test('speaks faster by its own durations', async () => {
    const [slow, fast] = [await analyse('bb bb'), await analyse('bb bb', { ...ownTempo, lengthScale: 2 })]
    const spoken = ({ utterances }: typeof slow) => utterances[0].words[1].startSample
    expect(spoken(fast)).toBeLessThan(spoken(slow))
  })

  test('is silent for longer at a comma when that is asked for, and nowhere else', async () => {
    const clausePauseSeconds = (5 * tinyHopSamples) / manifest.sampleRateHz
    const [own] = (await analyse('ab, bab')).utterances
    const [slow] = (await analyse('ab, bab', { ...ownTempo, clausePauseSeconds })).utterances
    expect(slow.words[0]).toEqual(own.words[0])
    expect(slow.words[1].startSample - own.words[1].startSample).toBe(5 * tinyHopSamples)
  })

  test('says nothing when there is nothing to say', async () => {
    expect((await analyse(' ')).utterances).toEqual([])
  })

  test('refuses a network that makes another number of samples a frame than its manifest says', async () => {
    await expect(analyse('ab', ownTempo, tinyManifest(7))).rejects.toMatchObject({
      code: 'voice/incompatible',
      message: 'tiny makes 6 samples a frame, not 7',
    })
  })
})
