import { describe, expect, test, vi } from 'vitest'
import { hasTrayHost } from '../../src-main/app/tray-host'
import { trayIconBitmap, trayIconPixels } from '../../src-main/app/tray-icon'
import { TrayPresence, type TrayMenuItem } from '../../src-main/app/tray-presence'
import type { Reading } from '../../src-main/app/reading-watch'

describe('hasTrayHost', () => {
  test('asks the session’s bus on Linux, and no one elsewhere', async () => {
    const run = vi.fn(() => Promise.resolve('(true,)\n'))
    expect(await hasTrayHost('win32', run)).toBe(true)
    expect(await hasTrayHost('darwin', run)).toBe(true)
    expect(run).not.toHaveBeenCalled()
    expect(await hasTrayHost('linux', run)).toBe(true)
    expect(await hasTrayHost('linux', () => Promise.resolve('(false,)\n'))).toBe(false)
    expect(await hasTrayHost('linux', () => Promise.reject(new Error('no bus')))).toBe(false)
  })
})

describe('trayIconBitmap', () => {
  test('is ink on nothing, and the same drawing at every scale', () => {
    const once = trayIconBitmap([1, 2, 3], 1)
    const twice = trayIconBitmap([1, 2, 3], 2)
    expect(once).toHaveLength(trayIconPixels ** 2 * 4)
    expect(twice).toHaveLength(once.length * 4)
    const inked = (pixels: Uint8Array) => pixels.filter((value, at) => at % 4 === 3 && value === 255).length
    expect(inked(once)).toBeGreaterThan(30)
    const first = once.findIndex((value, at) => at % 4 === 3 && value === 255)
    expect([...once.subarray(first - 3, first + 1)]).toEqual([3, 2, 1, 255])
    expect(inked(twice)).toBe(inked(once) * 4)
  })
})

describe('TrayPresence', () => {
  function presence() {
    const done: string[] = []
    const shown: { tip: string; menu: readonly TrayMenuItem[] }[] = []
    const reading: { now: Reading } = { now: { state: 'playing', title: 'A book' } }
    const tray = new TrayPresence({
      makeIcon(onOpen) {
        done.push('made')
        onOpen()
        return {
          show: (tip, menu) => shown.push({ tip, menu }),
          destroy: () => done.push('destroyed'),
        }
      },
      reading: () => reading.now,
      say: (what) => what,
      tip: (title) => title,
      togglePlay: () => done.push('toggle'),
      reveal: () => done.push('reveal'),
      quit: () => done.push('quit'),
    })
    return { tray, done, shown, reading }
  }

  test('its menu plays or pauses, opens and quits', () => {
    const { tray, done, shown, reading } = presence()
    tray.enter()
    expect(shown.at(-1)?.menu.map(({ label }) => label)).toEqual(['pause', 'open', 'quit'])
    reading.now = { state: 'paused', title: 'A book' }
    tray.update()
    expect(shown.at(-1)?.menu.map(({ label }) => label)).toEqual(['play', 'open', 'quit'])
    for (const { click } of shown.at(-1)?.menu ?? []) click()
    expect(done).toEqual(['made', 'reveal', 'toggle', 'reveal', 'quit'])
  })

  test('there is one icon while the window is hidden, and none otherwise', () => {
    const { tray, done, shown } = presence()
    tray.update()
    expect(shown).toEqual([])
    tray.enter()
    tray.enter()
    expect(done).toEqual(['made', 'reveal'])
    tray.leave()
    tray.leave()
    expect(done).toEqual(['made', 'reveal', 'destroyed'])
  })
})
