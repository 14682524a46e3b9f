import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Reason } from '@contract/reasons'
import type { DeviceChoice, DeviceId } from '@contract/settings'
import type { Attempt } from '../../../src-main/engine/onnx/providers/attempt'
import { builtDevices } from '../../../src-main/engine/onnx/session'
import type { InstalledVoice } from '../../../src-main/engine/voices/family'
import { createDeviceChooser } from '../../../src-main/engine/worker/device-chooser'

const never = new AbortController().signal
const hasWebGpu = builtDevices().includes('webgpu')
const fast: Attempt = {
  kind: 'measured',
  adapter: 'A card',
  cpuMillisecondsPerSecond: 20,
  forms: [{ precision: 'float32', millisecondsPerSecond: 2 }],
}
const gone: Attempt = { kind: 'failed', reason: { code: 'device-no-adapter' } }
const lost: Reason = { code: 'device-failed-in-use', values: { detail: 'Device lost' } }

let preparedDirectory: string
beforeEach(() => (preparedDirectory = mkdtempSync(join(tmpdir(), 'lector-chooser-'))))
afterEach(() => rmSync(preparedDirectory, { recursive: true }))

const installed = (device?: DeviceChoice, sha256 = 'a'): InstalledVoice =>
  ({
    manifest: { files: [{ name: 'm.onnx', bytes: 1, sha256 }] },
    filesDirectory: preparedDirectory,
    preparedDirectory,
    precision: 'int8',
    ...(device ? { device } : {}),
  }) as InstalledVoice

function tester(results: Partial<Record<DeviceId, Attempt>> = { webgpu: fast }) {
  const tried: DeviceId[] = []
  const tryDevice = (device: DeviceId): Promise<Attempt> => {
    tried.push(device)
    return Promise.resolve(results[device] ?? gone)
  }
  return { tried, tryDevice }
}

describe.skipIf(!hasWebGpu)('createDeviceChooser (needs a runtime built with WebGPU)', () => {
  test('what was tried once is not tried again, by this chooser or the next', async () => {
    const chooser = await createDeviceChooser(installed('auto'))
    expect(chooser.isIncomplete).toBe(true)
    expect(chooser.decide().device).toBe('CPU')
    const first = tester()
    await chooser.tryDevices(first.tryDevice, { isBackground: true, signal: never })
    expect(first.tried).toContain('webgpu')
    expect(chooser.isIncomplete).toBe(false)
    expect(chooser.decide().device).toBe('WebGPU (A card)')
    const next = await createDeviceChooser(installed('auto'))
    expect(next.isIncomplete).toBe(false)
    expect(next.decide().device).toBe('WebGPU (A card)')
    const second = tester()
    await next.tryDevices(second.tryDevice, { isBackground: true, signal: never })
    expect(second.tried).toEqual([])
    await next.tryDevices(second.tryDevice, { isBackground: false, again: true, signal: never })
    expect(second.tried).toEqual(first.tried)
  })

  test('only the device that was named is tried, and none for the CPU', async () => {
    const named = tester()
    const chooser = await createDeviceChooser(installed('webgpu'))
    await chooser.tryDevices(named.tryDevice, { isBackground: false, signal: never })
    expect(named.tried).toEqual(['webgpu'])
    for (const choice of ['cpu', undefined] as const) {
      const plain = await createDeviceChooser(installed(choice))
      expect(plain.isIncomplete).toBe(false)
      expect(plain.decide().placement.device).toBe('cpu')
    }
  })

  test('another voice is another question', async () => {
    const chooser = await createDeviceChooser(installed('webgpu', 'a'))
    await chooser.tryDevices(tester().tryDevice, { isBackground: false, signal: never })
    expect((await createDeviceChooser(installed('webgpu', 'b'))).isIncomplete).toBe(true)
  })

  test('a device that fails while it is used is left alone; after a second time also at the next start', async () => {
    const first = await createDeviceChooser(installed('webgpu'))
    await first.tryDevices(tester().tryDevice, { isBackground: false, signal: never })
    await first.noteFailure('webgpu', lost)
    expect(first.decide()).toMatchObject({ device: 'CPU' })
    expect(first.decide().providers.find(({ id }) => id === 'webgpu')).toMatchObject({
      state: 'unavailable',
      reason: lost,
    })
    expect(first.isIncomplete).toBe(false)

    const second = await createDeviceChooser(installed('webgpu'))
    expect(second.decide().placement.device).toBe('webgpu')
    await second.noteFailure('webgpu', lost)

    const third = await createDeviceChooser(installed('webgpu'))
    expect(third.decide().device).toBe('CPU')
    expect(third.isIncomplete).toBe(false)
    expect(third.decide().providers.find(({ id }) => id === 'webgpu')?.reason).toEqual({
      code: 'device-failed-often',
      values: { count: 2 },
    })
    // Asking for it by hand wipes the slate.
    await third.tryDevices(tester().tryDevice, { isBackground: false, again: true, signal: never })
    expect(third.decide().placement.device).toBe('webgpu')
  })

  test('leaving in the middle keeps what is known', async () => {
    const controller = new AbortController()
    const chooser = await createDeviceChooser(installed('auto'))
    const trying = chooser.tryDevices(
      (device) => {
        if (device === 'webgpu') return Promise.resolve(fast)
        controller.abort(new Error('enough'))
        return Promise.reject(controller.signal.reason as Error)
      },
      { isBackground: true, signal: controller.signal },
    )
    if (builtDevices().length > 2) await expect(trying).rejects.toThrow('enough')
    else await trying
    expect((await createDeviceChooser(installed('auto'))).decide().placement.device).toBe('webgpu')
  })
})
