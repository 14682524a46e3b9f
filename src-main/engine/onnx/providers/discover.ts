import type { Reason } from '@contract/reasons'
import { deviceIds, type DeviceId } from '@contract/settings'

/** A way of running graphs, and whether trying it here can succeed. */
export interface Candidate {
  readonly id: DeviceId
  /** For people. */
  readonly name: string
  /** Why trying is useless; absent: it can be tried. */
  readonly reason?: Reason
}

/** What people call each device. */
export const deviceNames: Readonly<Record<DeviceId, string>> = {
  cpu: 'CPU',
  webgpu: 'WebGPU',
  cuda: 'CUDA',
  tensorrt: 'TensorRT',
  dml: 'DirectML',
  coreml: 'Core ML',
}

/** The one system a device exists on, by Node's name for it. */
const onlyOn: Readonly<Partial<Record<DeviceId, readonly [platform: string, name: string]>>> = {
  dml: ['win32', 'Windows'],
  coreml: ['darwin', 'macOS'],
}

/**
 * What this build of the runtime and this system have to offer, in the order in which they are named to people.
 * @param built names of the devices the runtime was built with; some need a library or a driver besides, which only
 *   trying shows
 */
export function discoverDevices(built: readonly string[], platform: string): Candidate[] {
  return deviceIds.map((id) => {
    const name = deviceNames[id]
    const [system, systemName] = onlyOn[id] ?? [platform, '']
    if (system !== platform)
      return { id, name, reason: { code: 'device-only-on', values: { name, system: systemName } } }
    if (!built.includes(id)) return { id, name, reason: { code: 'device-not-built' } }
    return { id, name }
  })
}
