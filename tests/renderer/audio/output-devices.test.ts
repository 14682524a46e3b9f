import { afterEach, beforeEach, describe, expect, test, vi, type Mock } from 'vitest'
import { settingsSchema } from '@contract/settings'
import { OutputDevices } from '../../../src-renderer/audio/output-devices.svelte'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'

/** Devices that come and go. */
class Devices extends EventTarget {
  all: readonly (readonly [kind: MediaDeviceKind, id: string, label: string, group?: string])[] = [
    ['audiooutput', 'default', 'Default'],
    ['audiooutput', 'a', 'Loudspeakers'],
    ['audiooutput', 'b', 'Headphones'],
    ['audioinput', 'c', 'Microphone'],
    ['audiooutput', 'd', ''],
  ]

  enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return Promise.resolve(
      this.all.map(([kind, deviceId, label, groupId = '']) => ({
        ...{ kind, deviceId, label, groupId },
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
let lost: Mock<() => void>
beforeEach(async () => {
  devices = new Devices()
  settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), vi.fn())
  outputs = new OutputDevices(devices, settings)
  sinks = []
  outputs.onChange(() => sinks.push(outputs.sinkId))
  lost = vi.fn<() => void>()
  outputs.onLost(lost)
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

  test('devices that cannot be listed are none, and none that is missed', async () => {
    devices.enumerateDevices = () => Promise.reject(new Error('no'))
    await devices.change(devices.all)
    expect(outputs.known).toEqual([])
    expect(lost).not.toHaveBeenCalled()
  })

  test('one that takes no sound is told of until it takes some, or another is chosen', () => {
    outputs.choose('b')
    outputs.tried('b', false)
    expect(outputs.isRefused).toBe(true)
    outputs.tried('b', true)
    expect(outputs.isRefused).toBe(false)
    outputs.tried('b', false)
    outputs.choose('a')
    expect(outputs.isRefused).toBe(false)
    outputs.choose('b')
    expect(outputs.isRefused).toBe(false)
  })

  describe('onLost', () => {
    const [loudspeakers, headphones, monitor] = [
      ['audiooutput', 'a', 'Loudspeakers', 'card'],
      ['audiooutput', 'b', 'Headphones', 'card'],
      ['audiooutput', 'm', 'Monitor', 'screen'],
    ] as const satisfies Devices['all']
    const systemChoice = (label: string, group: string): Devices['all'][number] => [
      'audiooutput',
      'default',
      `Default - ${label}`,
      group,
    ]
    const onLoudspeakers = systemChoice('Loudspeakers', 'card')
    const onHeadphones = systemChoice('Headphones', 'card')
    const onMonitor = systemChoice('Monitor', 'screen')

    test('the chosen one that goes is lost; another is not', async () => {
      outputs.choose('b')
      await devices.change([onLoudspeakers, loudspeakers, headphones])
      expect(lost).not.toHaveBeenCalled()
      await devices.change([onLoudspeakers, loudspeakers])
      expect(lost).toHaveBeenCalledTimes(1)
      await devices.change([onLoudspeakers, loudspeakers, headphones])
      expect(lost).toHaveBeenCalledTimes(1)
    })

    test('while the chosen one takes no sound, the one that sounds counts', async () => {
      await devices.change([onHeadphones, loudspeakers, headphones])
      lost.mockClear()
      outputs.choose('a')
      outputs.tried('a', false)
      await devices.change([onLoudspeakers, loudspeakers])
      expect(lost).toHaveBeenCalledTimes(1)
    })

    test('one in place of another leaves as many, and is a loss all the same', async () => {
      outputs.choose('a')
      await devices.change([onLoudspeakers, loudspeakers, headphones])
      await devices.change([onMonitor, headphones, monitor])
      expect(lost).toHaveBeenCalledTimes(1)
    })

    test('where the system chooses, what it had chosen counts', async () => {
      await devices.change([onHeadphones, loudspeakers, headphones, monitor])
      await devices.change([onHeadphones, loudspeakers, headphones])
      await devices.change([onLoudspeakers, loudspeakers, headphones])
      await devices.change([onLoudspeakers, loudspeakers])
      expect(lost).not.toHaveBeenCalled()
      await devices.change([onMonitor, monitor])
      expect(lost).toHaveBeenCalledTimes(1)
    })

    test('the engine’s way to the system knows of no choice of the window’s', async () => {
      outputs.choose('b')
      settings.changeAudio({ output: 'system' })
      await devices.change([onLoudspeakers, loudspeakers, headphones])
      lost.mockClear()
      await devices.change([onLoudspeakers, loudspeakers])
      expect(lost).not.toHaveBeenCalled()
      await devices.change([onMonitor, monitor])
      expect(lost).toHaveBeenCalledTimes(1)
    })

    test('of those that nobody can know, any one', async () => {
      const nameless = ['audiooutput', '', ''] as const
      await devices.change([nameless, nameless, nameless])
      lost.mockClear()
      await devices.change([nameless, nameless])
      expect(lost).toHaveBeenCalledTimes(1)
    })
  })
})
