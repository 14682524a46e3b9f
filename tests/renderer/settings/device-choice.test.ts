import { describe, expect, test } from 'vitest'
import type { ProviderReport } from '@contract/providers'
import { createTranslator } from '@contract/strings/translator'
import { deviceKindOf, fareOf, gpuOf, noGpuReason } from '../../../src-renderer/settings/device-choice'

const { t } = createTranslator('en')
const cpu: ProviderReport = { id: 'cpu', name: 'CPU', state: 'used', millisecondsPerSecond: 10 }
const webgpu: ProviderReport = {
  id: 'webgpu',
  name: 'WebGPU',
  state: 'unused',
  reason: { code: 'device-slower' },
}
const cuda: ProviderReport = { id: 'cuda', name: 'CUDA', state: 'used', millisecondsPerSecond: 200 }
const dml: ProviderReport = {
  id: 'dml',
  name: 'DirectML',
  state: 'unavailable',
  reason: { code: 'device-only-on', values: { name: 'DirectML', system: 'Windows' } },
}

describe('what the device row says', () => {
  test('every setting belongs to one of three choices', () => {
    expect((['auto', 'cpu', 'webgpu', 'cuda'] as const).map(deviceKindOf)).toEqual([
      'auto',
      'cpu',
      'gpu',
      'gpu',
    ])
  })

  test('GPU stands for the interface that runs the voice, else for the first that can be tried', () => {
    expect(gpuOf([cpu, dml, webgpu])).toBe('webgpu')
    expect(gpuOf([{ ...cpu, state: 'unused' }, webgpu, cuda])).toBe('cuda')
    expect(gpuOf([cpu, dml])).toBeNull()
  })

  test('where none can be chosen there is a reason', () => {
    expect(noGpuReason(t, [cpu, dml])).toBe('DirectML: DirectML exists on Windows only')
    expect(noGpuReason(t, [cpu])).toBe('No GPU was found')
    expect(noGpuReason(t, [cpu, webgpu])).toBeNull()
  })

  test('each device says how fast it is, or why it is not used', () => {
    expect(fareOf(t, cpu)).toBe('in use, 100× real time')
    expect(fareOf(t, cuda)).toBe('in use, 5.0× real time')
    expect(fareOf(t, webgpu)).toBe('Slower than the device used')
    expect(fareOf(t, { id: 'cpu', name: 'CPU', state: 'used' })).toBe('in use')
  })
})
