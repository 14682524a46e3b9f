import { describe, expect, test } from 'vitest'
import { systemSettingsSchema } from '@contract/settings'
import { acceleratorText, recordKeys } from '../../../src-renderer/settings/accelerator'
import type { KeyPress } from '../../../src-renderer/ui/key-match'

const press = (code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('recordKeys', () => {
  test.each([
    [press('KeyR', { ctrlKey: true, altKey: true }), 'Control+Alt+R'],
    [press('Digit1', { metaKey: true, shiftKey: true }), 'Shift+Command+1'],
    [press('F9'), 'F9'],
    [press('ArrowUp', { altKey: true }), 'Alt+Up'],
    [press('Space', { ctrlKey: true }), 'Control+Space'],
  ])('%j', (pressed, accelerator) => {
    expect(recordKeys(pressed)).toEqual({ state: 'keys', accelerator })
    expect(systemSettingsSchema.safeParse({ hotkeys: { playPause: accelerator } }).success).toBe(true)
  })

  test('what is only held waits for a key; what types, or has no name, is refused', () => {
    expect(recordKeys(press('ControlLeft', { ctrlKey: true }))).toEqual({ state: 'held' })
    expect(recordKeys(press('KeyR', { shiftKey: true }))).toEqual({
      state: 'refused',
      why: 'settings.hotkey-needs-held',
    })
    expect(recordKeys(press('IntlRo', { ctrlKey: true }))).toEqual({
      state: 'refused',
      why: 'settings.hotkey-unknown-key',
    })
  })
})

describe('acceleratorText', () => {
  test('names keys as the system does', () => {
    expect(acceleratorText('Control+Alt+R', 'linux')).toBe('Ctrl+Alt+R')
    expect(acceleratorText('Alt+Command+R', 'darwin')).toBe('⌥⌘R')
    expect(acceleratorText('Command+R', 'win32')).toBe('Super+R')
  })
})
