import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProviderReport } from '@contract/providers'
import { compareSounds } from '../../../../src-main/engine/onnx/providers/compare'
import { openPiperVoice } from '../../../../src-main/engine/voices/vits/piper-voice'
import { buildBundle, type Bundle } from '../../../helpers/build-bundle'
import {
  hasSoftwareGraphics,
  noGraphics,
  softwareGraphics,
  whyNoGraphics,
} from '../../../helpers/software-graphics'
import { tinyConfig, tinyVitsBytes } from '../../voices/vits/tiny-vits'

const never = new AbortController().signal
const run = promisify(execFile)

interface Reading {
  device: string
  providers: ProviderReport[]
  loadMilliseconds: number
  samples: number[]
  pushes: number
}

describe.skipIf(!hasSoftwareGraphics)(`loadWorkerVoice ${whyNoGraphics}`, () => {
  let directory: string
  let modelPath: string
  let bundle: Bundle
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'lector-device-'))
    modelPath = join(directory, 'en_US-tiny-x_low.onnx')
    writeFileSync(modelPath, tinyVitsBytes({}))
    writeFileSync(`${modelPath}.json`, JSON.stringify(tinyConfig({})))
    await openPiperVoice({ modelPath, cacheDirectory: join(directory, 'cache'), signal: never })
    bundle = await buildBundle({
      'inference-worker': 'src-main/engine/worker/index.ts',
      'read-on-device': 'tests/engine/worker/probe/read-on-device.ts',
    })
  })
  afterAll(() => {
    bundle.remove()
    rmSync(directory, { recursive: true, force: true })
  })

  const read = async (device: string, environment: Readonly<Record<string, string>>): Promise<Reading> => {
    const { stdout } = await run(
      process.execPath,
      [
        join(bundle.folder, 'read-on-device.js'),
        modelPath,
        join(directory, 'cache'),
        device,
        join(bundle.folder, 'inference-worker.js'),
        'The sound of one sentence.',
      ],
      { env: { ...process.env, ...environment } as NodeJS.ProcessEnv, maxBuffer: 1 << 28 },
    )
    return JSON.parse(stdout) as Reading
  }

  test('a device that was named reads the sentence, its state staying there from push to push', async () => {
    const cpu = await read('cpu', softwareGraphics)
    const gpu = await read('webgpu', softwareGraphics)
    expect(cpu.device).toBe('CPU')
    expect(gpu.device).toBe('WebGPU (SwiftShader)')
    expect(gpu.pushes).toBeGreaterThanOrEqual(4)
    const { peak, signalToNoiseDb } = compareSounds(
      Float32Array.from(cpu.samples),
      Float32Array.from(gpu.samples),
    )
    expect(peak).toBeLessThan(1e-4)
    expect(signalToNoiseDb).toBeGreaterThan(80)
    expect(gpu.providers.find(({ id }) => id === 'cpu')).toMatchObject({
      state: 'unused',
      millisecondsPerSecond: expect.any(Number),
    })
  })

  test('with auto, what was measured decides without being measured again: the CPU is faster', async () => {
    const reading = await read('auto', softwareGraphics)
    expect(reading.device).toBe('CPU')
    expect(reading.providers.find(({ id }) => id === 'webgpu')).toMatchObject({
      state: 'unused',
      reason: {
        code: 'device-slower-than-cpu',
        values: { device: expect.stringMatching(/^[\d.]+$/), cpu: expect.stringMatching(/^[\d.]+$/) },
      },
    })
  })

  test('a device that has gone since leaves the reading to the CPU, and the report says why', async () => {
    const cpu = await read('cpu', noGraphics)
    const reading = await read('webgpu', noGraphics)
    expect(reading.device).toBe('CPU')
    expect(reading.samples).toEqual(cpu.samples)
    expect(reading.providers.find(({ id }) => id === 'webgpu')).toMatchObject({
      state: 'unavailable',
      reason: { code: 'device-failed-in-use', values: { detail: expect.stringContaining('adapter') } },
    })
  })
})
