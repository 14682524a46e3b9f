import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ProviderReport } from '@contract/providers'
import { compareSounds } from '../../../../src-main/engine/onnx/providers/compare'
import type { InstalledVoice } from '../../../../src-main/engine/voices/family'
import { openPiperVoice } from '../../../../src-main/engine/voices/vits/piper-voice'
import { loadWorkerVoice } from '../../../../src-main/engine/worker/worker-voice'
import { probeDevice } from '../../../../src-main/engine/worker/probe/launch'
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

let directory: string
let modelPath: string
let voice: InstalledVoice
let bundle: Bundle
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lector-probe-'))
  modelPath = join(directory, 'en_US-tiny-x_low.onnx')
  writeFileSync(modelPath, tinyVitsBytes({}))
  writeFileSync(`${modelPath}.json`, JSON.stringify(tinyConfig({})))
  voice = await openPiperVoice({ modelPath, cacheDirectory: join(directory, 'cache'), signal: never })
  bundle = await buildBundle({
    'inference-worker': 'src-main/engine/worker/index.ts',
    'read-on-device': 'tests/engine/worker/probe/read-on-device.ts',
  })
})
afterAll(() => {
  bundle.remove()
  rmSync(directory, { recursive: true, force: true })
})

/** What a child finds in its environment is what this process has. */
const before = { ...process.env }
afterEach(() => {
  for (const name of Object.keys({ ...softwareGraphics, ...noGraphics })) delete process.env[name]
  Object.assign(process.env, before)
})

const probe = (options: { workerPath?: string; timeoutMilliseconds?: number; signal?: AbortSignal } = {}) =>
  probeDevice({
    workerPath: join(bundle.folder, 'inference-worker.js'),
    voice,
    device: 'webgpu',
    timeoutMilliseconds: 60_000,
    isBackground: false,
    signal: never,
    ...options,
  })

function script(name: string, text: string): string {
  const path = join(directory, name)
  writeFileSync(path, text)
  return path
}

describe('probeDevice', () => {
  test('a machine without graphics says so at once', async () => {
    Object.assign(process.env, noGraphics)
    const startedAt = performance.now()
    expect(await probe()).toEqual({ kind: 'failed', reason: 'No graphics adapter was found' })
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })

  test('a process that crashes is a device that failed', async () => {
    const workerPath = script('crash.cjs', 'process.abort()')
    expect(await probe({ workerPath })).toEqual({
      kind: 'failed',
      reason: 'Trying it ended the process (SIGABRT)',
    })
  })

  test('a process that hangs is ended', async () => {
    const workerPath = script('hang.cjs', 'process.on("message", () => { for (;;); })')
    expect(await probe({ workerPath, timeoutMilliseconds: 1_000 })).toEqual({
      kind: 'failed',
      reason: 'It took longer than 1 s to make one second of speech',
    })
  })

  test('what was measured before a crash is kept', async () => {
    const attempt = {
      kind: 'measured',
      cpuMillisecondsPerSecond: 10,
      forms: [{ precision: 'float32', millisecondsPerSecond: 5 }],
    }
    const workerPath = script(
      'late-crash.cjs',
      `process.send({ attempt: { nonsense: 1 } });
       process.send({ attempt: ${JSON.stringify(attempt)} }, () => process.abort())`,
    )
    expect(await probe({ workerPath })).toEqual(attempt)
  })

  test('a script that is not there is a device that failed', async () => {
    expect(await probe({ workerPath: join(directory, 'none.cjs') })).toMatchObject({ kind: 'failed' })
  })

  test('leaving early ends the process and gives the reason', async () => {
    const controller = new AbortController()
    const workerPath = script('wait.cjs', 'setInterval(() => {}, 1000)')
    const probing = probe({ workerPath, signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(probing).rejects.toThrow('enough')
  })
})

describe('loadWorkerVoice, trying in the background', () => {
  test('speaks on the CPU at once and tells later what it found', async () => {
    Object.assign(process.env, noGraphics)
    const workerPath = join(bundle.folder, 'inference-worker.js')
    const untried = { ...voice, preparedDirectory: join(directory, 'untried'), device: 'auto' } as const
    const loaded = await loadWorkerVoice(workerPath, untried, never, { triesDevices: true })
    try {
      const webgpu = () => loaded.providers?.find(({ id }) => id === 'webgpu')
      expect(loaded.device).toBe('CPU')
      expect(webgpu()).toMatchObject({ state: 'unused', reason: 'Not tried yet' })
      await new Promise<void>((resolve) => loaded.onDeviceChange?.(resolve))
      expect(webgpu()).toMatchObject({ state: 'unavailable', reason: 'No graphics adapter was found' })
      expect(loaded.device).toBe('CPU')
    } finally {
      await loaded.dispose()
    }
    // The next start knows.
    const again = await loadWorkerVoice(workerPath, untried, never)
    expect(again.providers?.find(({ id }) => id === 'webgpu')?.state).toBe('unavailable')
    await again.dispose()
  })

  test('a voice that is closed meanwhile waits for nothing and leaves no process', async () => {
    const workerPath = join(bundle.folder, 'inference-worker.js')
    const untried = { ...voice, preparedDirectory: join(directory, 'closed'), device: 'auto' } as const
    const loaded = await loadWorkerVoice(workerPath, untried, never, { triesDevices: true })
    await new Promise((resolve) => setTimeout(resolve, 4_050))
    await loaded.dispose()
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap')).toEqual([])
  })
})

interface Reading {
  device: string
  providers: ProviderReport[]
  loadMilliseconds: number
  samples: number[]
  pushes: number
}

describe.skipIf(!hasSoftwareGraphics)(`loadWorkerVoice ${whyNoGraphics}`, () => {
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
      { env: { ...before, ...environment } as NodeJS.ProcessEnv, maxBuffer: 1 << 28 },
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
      reason: expect.stringMatching(
        /^Slower than the CPU: \d+ ms against [\d.]+ ms for one second of speech$/,
      ),
    })
  })

  test('a device that has gone since leaves the reading to the CPU, and the report says why', async () => {
    const cpu = await read('cpu', noGraphics)
    const reading = await read('webgpu', noGraphics)
    expect(reading.device).toBe('CPU')
    expect(reading.samples).toEqual(cpu.samples)
    expect(reading.providers.find(({ id }) => id === 'webgpu')).toMatchObject({
      state: 'unavailable',
      reason: expect.stringContaining('adapter'),
    })
  })
})
