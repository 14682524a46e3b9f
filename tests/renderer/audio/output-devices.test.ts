import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { settingsSchema } from '@contract/settings'
import { OutputDevices } from '../../../src-renderer/audio/output-devices.svelte'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'

/** Devices that come and go. */
class Devices extends EventTarget {
  all: readonly (readonly [kind: MediaDeviceKind, id: string, label: string])[] = [
    ['audiooutput', 'default', 'Default'],
    ['audiooutput', 'a', 'Loudspeakers'],
    ['audiooutput', 'b', 'Headphones'],
    ['audioinput', 'c', 'Microphone'],
    ['audiooutput', 'd', ''],
  ]

  enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return Promise.resolve(
      this.all.map(([kind, deviceId, label]) => ({
        ...{ kind, deviceId, label, groupId: '' },
        toJSON: () => null,
      })),
    )
  }
  async change(all: Devices['all']): Promise<void> {
    this.all = all
    this.dispatchEvent(new Event('devicechange'))
    await settle()
  }
}
const settle = () => new Promise((resolve) => setTimeout(resolve))

let devices: Devices
let settings: SettingsStore
let outputs: OutputDevices
let sinks: string[]
beforeEach(async () => {
  devices = new Devices()
  settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), vi.fn())
  outputs = new OutputDevices(devices, settings)
  sinks = []
  outputs.onChange(() => sinks.push(outputs.sinkId))
  await settle()
})
afterEach(() => outputs.dispose())

describe('OutputDevices', () => {
  test('are the outputs that have a name, and the system’s choice only once', () => {
    expect(outputs.known).toEqual([
      { id: 'a', name: 'Loudspeakers' },
      { id: 'b', name: 'Headphones' },
    ])
    expect(outputs).toMatchObject({ chosen: null, isGone: false, sinkId: '' })
  })

  test('one that is chosen is kept and told of', () => {
    outputs.choose('b')
    expect(settings.current.audio.device).toEqual({ id: 'b', name: 'Headphones' })
    outputs.choose('')
    expect(settings.current.audio.device).toBeNull()
    expect(sinks).toEqual(['b', ''])
  })

  test('while one is gone the system’s choice stands in for it', async () => {
    const all = devices.all
    outputs.choose('b')
    await devices.change(all.filter(([, id]) => id !== 'b'))
    expect(outputs).toMatchObject({ chosen: { name: 'Headphones' }, isGone: true, sinkId: '' })
    await devices.change(all)
    expect(outputs).toMatchObject({ isGone: false, sinkId: 'b' })
    expect(sinks).toEqual(['b', '', 'b'])
  })

  test('one that was chosen in an earlier run is taken up once the devices are known', async () => {
    const kept = settingsSchema.parse({ audio: { device: { id: 'a', name: 'Loudspeakers' } } })
    const later = new OutputDevices(devices, new SettingsStore(kept, () => Promise.resolve(), vi.fn()))
    const told = vi.fn()
    later.onChange(told)
    expect(later).toMatchObject({ isGone: false, sinkId: '' })
    await settle()
    expect(later).toMatchObject({ isGone: false, sinkId: 'a' })
    expect(told).toHaveBeenCalledTimes(1)
    later.dispose()
  })

  test('devices that cannot be listed are none', async () => {
    devices.enumerateDevices = () => Promise.reject(new Error('no'))
    await devices.change(devices.all)
    expect(outputs.known).toEqual([])
  })
})
