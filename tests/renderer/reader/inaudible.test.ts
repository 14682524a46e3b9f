import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import StatusBar from '../../../src-renderer/ui/StatusBar.svelte'
import { mountInApp, type MountedApp } from '../app-fixture'
import { documentOf, paragraph } from './documents'

let mounted: MountedApp
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  mounted = mountInApp(StatusBar, {}, { ...documentOf([paragraph('A paragraph.')]), isWhole: true })
  mounted.player.enter('playing')
  flushSync()
})
afterEach(async () => {
  await mounted.close()
  vi.useRealTimers()
})

const setVolume = (volume: number) => {
  mounted.app.settings.changeAudio({ volume })
  flushSync()
}
const wait = (milliseconds: number) => {
  vi.advanceTimersByTime(milliseconds)
  flushSync()
}

describe('Inaudible', () => {
  test('reading at no volume is paused, and goes on as loud as before', () => {
    const { inaudible } = mounted.app
    setVolume(0.4)
    setVolume(0)
    wait(2_000)
    expect(mounted.player.state).toBe('paused')
    expect(inaudible.reason).toBe('muted')
    inaudible.resolve()
    flushSync()
    expect(mounted.app.settings.current.audio.volume).toBe(0.4)
    expect(mounted.player.state).toBe('starting')
    expect(inaudible.reason).toBeNull()
  })

  test('a volume on its way through 0 disturbs nothing', () => {
    setVolume(0)
    wait(500)
    setVolume(0.2)
    wait(5_000)
    expect(mounted.player.state).toBe('playing')
  })

  test('whoever goes on in silence is let, until the volume was up again', () => {
    setVolume(0)
    wait(2_000)
    mounted.player.enter('playing')
    flushSync()
    expect(mounted.app.inaudible.reason).toBeNull()
    wait(5_000)
    expect(mounted.player.state).toBe('playing')
    setVolume(0.5)
    setVolume(0)
    wait(2_000)
    expect(mounted.app.inaudible.reason).toBe('muted')
  })

  test('turning the volume up is an answer too; Play waits for its own', () => {
    setVolume(0)
    wait(2_000)
    setVolume(0.3)
    expect(mounted.app.inaudible.reason).toBeNull()
    expect(mounted.player.state).toBe('paused')
  })

  test('a device that goes while reading pauses it; one that comes, or goes in silence, does not', async () => {
    const { devices, player, app } = mounted
    const change = async (outputs: number) => {
      devices.outputs = outputs
      devices.dispatchEvent(new Event('devicechange'))
      for (let turn = 0; turn < 10; turn++) await Promise.resolve()
      flushSync()
    }
    await change(3)
    expect(player.state).toBe('playing')
    await change(1)
    expect(player.state).toBe('paused')
    expect(app.inaudible.reason).toBe('device-gone')
    app.inaudible.dismiss()
    await change(0)
    expect(app.inaudible.reason).toBeNull()
  })
})
