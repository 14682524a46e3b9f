import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { InstalledVoice } from '../../../../src-main/engine/voices/family'
import { openPiperVoice } from '../../../../src-main/engine/voices/vits/piper-voice'
import { loadWorkerVoice } from '../../../../src-main/engine/worker/worker-voice'
import { probeDevice } from '../../../../src-main/engine/worker/probe/launch'
import { buildBundle, type Bundle } from '../../../helpers/build-bundle'
import { noGraphics } from '../../../helpers/software-graphics'
import { tinyConfig, tinyVitsBytes } from '../../voices/vits/tiny-vits'

const never = new AbortController().signal

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
  })
})
afterAll(() => {
  bundle.remove()
  rmSync(directory, { recursive: true, force: true })
})

/** What a child finds in its environment is what this process has. */
const environment = { ...process.env }
afterEach(() => {
  for (const name of Object.keys(noGraphics)) delete process.env[name]
  Object.assign(process.env, environment)
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
    expect(await probe()).toEqual({ kind: 'failed', reason: { code: 'device-no-adapter' } })
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })

  test('a process that crashes is a device that failed', async () => {
    const workerPath = script('crash.cjs', 'process.abort()')
    expect(await probe({ workerPath })).toEqual({
      kind: 'failed',
      reason: { code: 'device-ended', values: { detail: 'SIGABRT' } },
    })
  })

  test('a process that hangs is ended', async () => {
    const workerPath = script('hang.cjs', 'process.on("message", () => { for (;;); })')
    expect(await probe({ workerPath, timeoutMilliseconds: 1_000 })).toEqual({
      kind: 'failed',
      reason: { code: 'device-too-slow', values: { seconds: 1 } },
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

/** Processes that this one started and that still run. */
const children = (): number =>
  process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length

describe('loadWorkerVoice, trying in the background', () => {
  test('speaks on the CPU at once and tells later what it found', async () => {
    Object.assign(process.env, noGraphics)
    const workerPath = join(bundle.folder, 'inference-worker.js')
    const untried = { ...voice, preparedDirectory: join(directory, 'untried'), device: 'auto' } as const
    const loaded = await loadWorkerVoice(workerPath, untried, never, { triesDevices: true })
    try {
      const webgpu = () => loaded.providers?.find(({ id }) => id === 'webgpu')
      expect(loaded.device).toBe('CPU')
      expect(webgpu()).toMatchObject({ state: 'unused', reason: { code: 'device-not-tried' } })
      await new Promise<void>((resolve) => loaded.onDeviceChange?.(resolve))
      expect(webgpu()).toMatchObject({ state: 'unavailable', reason: { code: 'device-no-adapter' } })
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
    const before = children()
    const loaded = await loadWorkerVoice(workerPath, untried, never, { triesDevices: true })
    await new Promise((resolve) => setTimeout(resolve, 4_050))
    await loaded.dispose()
    await expect.poll(children).toBe(before)
  })
})
