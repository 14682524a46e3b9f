import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { streamify, writeModel } from '../../../src-main/engine/onnx/graph'
import { prepareFloat16 } from '../../../src-main/engine/onnx/float16-form'
import { compareSounds } from '../../../src-main/engine/onnx/providers/compare'
import { openSession } from '../../../src-main/engine/onnx/session'
import { familyOf } from '../../../src-main/engine/voices/registry'
import { prepareSpectralVoice } from '../../../src-main/engine/voices/spectral/preparation'
import { prepareVitsVoice } from '../../../src-main/engine/voices/vits/preparation'
import { hasVoice, installedVoice } from '../../helpers/installed-voice'
import { joeModel, noJoe, why } from '../voices/vits/joe'
import { randomArray, tinyDecoder } from './graph/tiny-graphs'
import { joinFrames, joinRows, pushThrough, type Pushable } from './push-through'

let directory: string
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'lector-half-'))))
afterEach(() => rmSync(directory, { recursive: true }))

/** Of the half-precision form against its model, both on the CPU, streamed in several pushes. */
async function signalToNoise(
  path: string,
  model: Pushable,
  x: Float32Array,
  isRows: boolean,
): Promise<number> {
  const sounds: Float32Array[] = []
  for (const file of [path, await prepareFloat16(path, directory)]) {
    const session = await openSession(file)
    const { pieces } = await pushThrough(session, model, x, [70, 20])
    sounds.push(
      isRows ? joinRows(pieces) : joinFrames(pieces, model.output === 'samples' ? 1 : model.channels),
    )
    await session.dispose()
  }
  return compareSounds(sounds[0], sounds[1]).signalToNoiseDb
}

describe('prepareFloat16', () => {
  test('is made once, and again when the model changes or the form is damaged', async () => {
    const path = join(directory, 'tiny.onnx')
    const model = writeModel(streamify(tinyDecoder(), { statePrefix: 's_' }).model)
    await writeFile(path, model)
    const form = await prepareFloat16(path, directory)
    const bytes = await readFile(form)
    expect(bytes.byteLength).toBeLessThan(model.byteLength)
    expect(await prepareFloat16(path, directory)).toBe(form)
    await writeFile(form, 'damaged')
    expect(await prepareFloat16(path, directory)).toBe(form)
    expect(await readFile(form)).toEqual(bytes)
    await writeFile(path, writeModel(streamify(tinyDecoder(4), { statePrefix: 's_' }).model))
    expect(await prepareFloat16(path, directory)).not.toBe(form)
  })

  test('a model that is not there or none fails with its code', async () => {
    await expect(prepareFloat16(join(directory, 'none.onnx'), directory)).rejects.toMatchObject({
      code: 'voice/missing',
    })
    await mkdir(join(directory, 'x'))
    await writeFile(join(directory, 'x', 'text.onnx'), 'hello')
    await expect(prepareFloat16(join(directory, 'x', 'text.onnx'), directory)).rejects.toMatchObject({
      code: 'voice/incompatible',
    })
  })

  test.skipIf(!hasVoice)('heart’s decoder keeps 60 dB (needs models/heart/files)', async () => {
    const voice = await installedVoice('float32')
    await familyOf(voice.manifest).prepare(voice, new AbortController().signal)
    const { decoderFloat32, decoder } = await prepareSpectralVoice({
      modelPath: join(voice.filesDirectory, 'hibari.onnx'),
      cacheDirectory: voice.preparedDirectory,
    })
    const pushable: Pushable = {
      input: decoder.latentInput,
      channels: decoder.latentChannels,
      lastInput: decoder.lastInput,
      output: decoder.spectrumOutput,
      states: decoder.states,
    }
    const x = randomArray(decoder.latentChannels * 130, 4)
    expect(await signalToNoise(decoderFloat32, pushable, x, true)).toBeGreaterThan(60)
  })

  test.skipIf(noJoe)(`joe’s decoder keeps 45 dB, its flow 55 dB ${why}`, async () => {
    const { decoder, flow, contract } = await prepareVitsVoice({
      modelPath: joeModel,
      cacheDirectory: directory,
    })
    const x = randomArray(contract.channels * 130, 4)
    expect(await signalToNoise(decoder, contract.decoder, x, false)).toBeGreaterThan(45)
    expect(await signalToNoise(flow, contract.flow, x, false)).toBeGreaterThan(55)
  })
})
