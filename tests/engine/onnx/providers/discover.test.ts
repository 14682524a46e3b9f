import { describe, expect, test } from 'vitest'
import type { Reason } from '@contract/reasons'
import { discoverDevices } from '../../../../src-main/engine/onnx/providers/discover'

const reasons = (built: string[], platform: string): Record<string, Reason | undefined> =>
  Object.fromEntries(discoverDevices(built, platform).map(({ id, reason }) => [id, reason]))

describe('discoverDevices', () => {
  test('names every device there is, the CPU first, each to be tried or with the reason why not', () => {
    const devices = discoverDevices(['cpu', 'webgpu', 'cuda', 'tensorrt'], 'linux')
    expect(devices.map(({ id }) => id)).toEqual(['cpu', 'webgpu', 'cuda', 'tensorrt', 'dml', 'coreml'])
    expect(devices.filter(({ reason }) => reason === undefined).map(({ id }) => id)).toEqual([
      'cpu',
      'webgpu',
      'cuda',
      'tensorrt',
    ])
  })

  test('a device of another system says which, whatever the build claims', () => {
    expect(reasons(['cpu', 'dml', 'coreml'], 'linux')).toMatchObject({
      dml: { code: 'device-only-on', values: { name: 'DirectML', system: 'Windows' } },
      coreml: { code: 'device-only-on', values: { name: 'Core ML', system: 'macOS' } },
    })
    expect(reasons(['cpu', 'dml'], 'win32').dml).toBeUndefined()
  })

  test('what the runtime was built without is not tried', () => {
    expect(reasons(['cpu'], 'darwin')).toMatchObject({
      webgpu: { code: 'device-not-built' },
      coreml: { code: 'device-not-built' },
    })
  })
})
