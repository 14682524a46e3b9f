import { describe, expect, test, vi } from 'vitest'
import { settingsSchema } from '@contract/settings'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'
import { chordLabel, isOfSystem } from '../../../src-renderer/ui/chord-label'
import { matchKey, type KeyContext, type KeyPress } from '../../../src-renderer/ui/key-match'
import { Keys } from '../../../src-renderer/ui/keys.svelte'
import { recordedChord, reservedReason } from '../../../src-renderer/ui/recorded-chord'
import { shortcuts, type Chord, type CommandId } from '../../../src-renderer/ui/shortcuts'

const press = (code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key: code.replace(/^Key/, '').toLowerCase(),
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})
const chord = (code: string, held: Partial<KeyPress> = {}): Chord => {
  const made = recordedChord(press(code, held), 'linux')
  if (!made) throw new Error(`${code} is no key`)
  return made
}
const page: KeyContext = { platform: 'linux', focus: 'page', hasSession: true }

function open() {
  const settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), vi.fn())
  return { settings, keys: new Keys(settings, 'linux') }
}

describe('Keys', () => {
  test('without a choice they are the table of defaults', () => {
    const { keys } = open()
    expect(keys.bound).toEqual(shortcuts)
    expect(keys.text('open')).toBe('Ctrl+O')
    expect(keys.owner(press('KeyO', { ctrlKey: true }))).toBe('open')
  })

  test('a key that was chosen works at once, and one that was taken away no longer', () => {
    const { keys } = open()
    keys.set('open', [chord('F7')])
    expect(keys.text('open')).toBe('F7')
    expect(matchKey(press('F7'), page, keys.bound)).toBe('open')
    expect(matchKey(press('F7'), { ...page, focus: 'field' }, keys.bound)).toBe('open')
    expect(matchKey(press('KeyO', { ctrlKey: true }), page, keys.bound)).toBeNull()
  })

  test('a command may have no keys at all', () => {
    const { keys } = open()
    keys.set('open', [])
    expect(keys.text('open')).toBe('')
    expect(keys.isChanged('open')).toBe(true)
    keys.reset('open')
    expect(keys.text('open')).toBe('Ctrl+O')
  })

  test('a default that is kept works where it always did, a letter that is added types in a field', () => {
    const { keys } = open()
    keys.set('toggle-play', [...keys.of('toggle-play'), chord('KeyK')])
    const inField = { ...page, focus: 'field' as const }
    expect(matchKey(press('Space', { ctrlKey: true }), inField, keys.bound)).toBe('toggle-play')
    expect(matchKey(press('Space'), inField, keys.bound)).toBeNull()
    expect(matchKey(press('KeyK'), page, keys.bound)).toBe('toggle-play')
    expect(matchKey(press('KeyK'), inField, keys.bound)).toBeNull()
  })

  test('a letter for what is done while reading works only then', () => {
    const { keys } = open()
    keys.set('next-sentence', [chord('KeyJ')])
    expect(matchKey(press('KeyJ'), page, keys.bound)).toBe('next-sentence')
    expect(matchKey(press('KeyJ'), { ...page, hasSession: false }, keys.bound)).toBeNull()
  })

  test('choosing the defaults again is no choice', () => {
    const { settings, keys } = open()
    const usual = keys.of('slower')
    keys.set('slower', [])
    keys.set('slower', [...usual].reverse())
    expect(settings.current.keys).toEqual({})
  })

  test('Esc and pasting keep their keys', () => {
    const { keys } = open()
    keys.set('stop', [])
    keys.set('paste', [])
    expect(keys.text('stop')).toBe('Esc')
    expect(keys.text('paste')).toBe('Ctrl+Shift+V')
    expect(matchKey(press('KeyV', { ctrlKey: true, shiftKey: true }), page, keys.bound)).toBeNull()
  })

  test('names of commands that are not known here are kept and do nothing', () => {
    const { settings, keys } = open()
    settings.change((now) => ({ ...now, keys: { 'of-another-version': [chord('F7')] } }))
    expect(keys.bound).toEqual(shortcuts)
    keys.set('open', [chord('F7')])
    expect(Object.keys(settings.current.keys).sort()).toEqual(['of-another-version', 'open'])
    expect(settingsSchema.parse(settings.current)).toEqual(settings.current)
  })

  test('every command has a name of its own, and every default key could be recorded', () => {
    for (const { command, chords, isNative } of shortcuts)
      for (const { code, mod, ctrl, shift, alt } of chords.filter((each) => isOfSystem(each, 'linux'))) {
        if (code === '' || code === 'Escape' || isNative === true) continue
        const again = press(code, {
          ctrlKey: mod === true || ctrl === true,
          shiftKey: shift === true,
          altKey: alt === true,
        })
        expect([command, reservedReason(again, 'linux')]).toEqual([command, null])
      }
  })
})

describe('recordedChord', () => {
  test('waits while only Shift and the like are held', () => {
    for (const code of ['ShiftLeft', 'ControlRight', 'AltLeft', 'MetaLeft'])
      expect(recordedChord(press(code), 'linux')).toBeNull()
    expect(recordedChord(press('KeyE', { key: 'Dead' }), 'linux')).toBeNull()
  })

  test('is bound by place and named by what is printed there', () => {
    const pressed = recordedChord(press('KeyQ', { key: 'a', ctrlKey: true }), 'linux')
    expect(pressed).toEqual({ code: 'KeyQ', name: 'A', mod: true })
    expect(chordLabel(chord('Comma', { key: '<', shiftKey: true }), 'linux')).toBe('Shift+,')
    expect(chordLabel(chord('Digit1', { key: '!', shiftKey: true }), 'linux')).toBe('Shift+1')
    expect(chordLabel(chord('F12'), 'linux')).toBe('F12')
  })

  test('is Command on macOS', () => {
    const pressed = recordedChord(press('KeyJ', { metaKey: true }), 'darwin')
    expect(pressed && chordLabel(pressed, 'darwin')).toBe('⌘J')
  })
})

describe('reservedReason', () => {
  test.each<[string, Partial<KeyPress>]>([
    ['Tab', {}],
    ['Enter', {}],
    ['PageDown', {}],
    ['KeyC', { ctrlKey: true }],
    ['KeyE', { ctrlKey: true, altKey: true }],
    ['ArrowLeft', { altKey: true }],
    ['F4', { altKey: true }],
    ['KeyL', { metaKey: true }],
    ['PrintScreen', {}],
  ])('%s %o is kept for others', (code, held) => {
    expect(reservedReason(press(code, held), 'linux')).not.toBeNull()
  })

  test('letters, function keys and Ctrl with them are free', () => {
    const free: readonly [string, Partial<KeyPress>][] = [
      ['KeyK', {}],
      ['F7', {}],
      ['KeyK', { ctrlKey: true }],
      ['PageDown', { ctrlKey: true }],
      ['KeyC', { ctrlKey: true, shiftKey: true }],
    ]
    for (const [code, held] of free) expect(reservedReason(press(code, held), 'linux')).toBeNull()
  })
})

test('a command that has lost its key to another is told by the key', () => {
  const { keys } = open()
  const wanted: CommandId = 'find'
  keys.set('open', [])
  keys.set(wanted, [...keys.of(wanted), chord('KeyO', { ctrlKey: true })])
  expect(keys.owner(press('KeyO', { ctrlKey: true }))).toBe(wanted)
  keys.reset('open')
  expect(keys.text('open')).toBe('')
  keys.reset(wanted)
  keys.reset('open')
  expect(keys.text('open')).toBe('Ctrl+O')
})
