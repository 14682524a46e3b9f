import { describe, expect, test } from 'vitest'
import { discoverDevices } from '../../../../src-main/engine/onnx/providers/discover'

const reasons = (built: string[], platform: string): Record<string, string | undefined> =>
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
      dml: 'DirectML exists on Windows only',
      coreml: 'Core ML exists on macOS only',
    })
    expect(reasons(['cpu', 'dml'], 'win32').dml).toBeUndefined()
  })

  test('what the runtime was built without is not tried', () => {
    expect(reasons(['cpu'], 'darwin')).toMatchObject({
      webgpu: 'Not in this build of the runtime',
      coreml: 'Not in this build of the runtime',
    })
  })
})
