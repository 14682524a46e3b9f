import { flushSync } from 'svelte'
import { afterEach, describe, expect, test } from 'vitest'
import SystemPage from '../../../src-renderer/settings/SystemPage.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'

let mounted: MountedApp
afterEach(() => mounted.close())

const press = (button: HTMLElement, code: string, held: KeyboardEventInit = {}) => {
  button.dispatchEvent(
    new KeyboardEvent('keydown', { code, key: code, bubbles: true, cancelable: true, ...held }),
  )
  flushSync()
}
const hotkeys = () => mounted.app.settings.current.system.hotkeys
const record = (name: string): HTMLElement => {
  const button = named('button', name)
  button.click()
  flushSync()
  return button
}

describe('SystemPage', () => {
  test('a global key is off until keys are pressed, and off again when it is cleared', () => {
    mounted = mountInApp(SystemPage, {}, null)
    const button = record('Read what I copied: Off')
    press(button, 'ControlLeft', { ctrlKey: true })
    expect(hotkeys().readClipboard).toBeNull()
    press(button, 'KeyR', { ctrlKey: true, altKey: true })
    expect(hotkeys().readClipboard).toBe('Control+Alt+R')
    named('button', 'Read what I copied: Ctrl+Alt+R. Choose keys.')
    named('button', 'Read what I copied: turn off').click()
    flushSync()
    expect(hotkeys().readClipboard).toBeNull()
  })

  test('keys that cannot be had are refused with the reason', () => {
    mounted = mountInApp(SystemPage, {}, null)
    press(record('Read what I copied: Off'), 'F9')
    const button = record('Play or pause: Off')
    press(button, 'KeyR')
    expect(document.body.textContent).toContain('Hold Ctrl, Alt or Command with a key.')
    press(button, 'F9')
    expect(document.body.textContent).toContain('Both cannot have the same keys.')
    expect(hotkeys()).toEqual({ readClipboard: 'F9', playPause: null })
    mounted.app.desktop.refusedHotkeys = ['readClipboard']
    flushSync()
    expect(document.body.textContent).toContain('Another program has these keys.')
  })

  test('a refusal goes with the field it was told of', () => {
    mounted = mountInApp(SystemPage, {}, null)
    const button = record('Play or pause: Off')
    press(button, 'KeyR')
    expect(document.body.textContent).toContain('Hold Ctrl, Alt or Command with a key.')
    button.dispatchEvent(new FocusEvent('blur'))
    flushSync()
    expect(document.body.textContent).not.toContain('Hold Ctrl, Alt or Command with a key.')
  })

  test('Esc leaves the keys as they were, and goes no further', () => {
    mounted = mountInApp(SystemPage, {}, null)
    const button = record('Play or pause: Off')
    let heard = 0
    const listen = () => (heard += 1)
    document.addEventListener('keydown', listen)
    press(button, 'Escape')
    document.removeEventListener('keydown', listen)
    expect(heard).toBe(0)
    expect(button.getAttribute('aria-pressed')).toBe('false')
    expect(hotkeys().playPause).toBeNull()
  })

  test('closing and the mini player are set as they are chosen', () => {
    mounted = mountInApp(SystemPage, {}, null)
    named('[role="switch"]', 'Mini player on top').click()
    document.querySelectorAll<HTMLInputElement>('input[type="radio"]')[1]?.click()
    flushSync()
    expect(mounted.app.settings.current.system).toMatchObject({
      isMiniOnTop: false,
      closeWhilePlaying: 'tray',
    })
  })
})
