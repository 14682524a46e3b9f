import { describe, expect, test } from 'vitest'
import { focusKind, matchKey, type KeyContext, type KeyPress } from '../../../src-renderer/ui/key-match'

const press = (code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key: code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})
const context = (part: Partial<KeyContext> = {}): KeyContext => ({
  platform: 'linux',
  focus: 'page',
  hasSession: true,
  ...part,
})

describe('matchKey', () => {
  test('Space plays on the page and after a slider, but presses a focused button and types in a field', () => {
    expect(matchKey(press('Space'), context())).toBe('toggle-play')
    expect(matchKey(press('Space'), context({ focus: 'slider' }))).toBe('toggle-play')
    expect(matchKey(press('Space'), context({ focus: 'button' }))).toBeNull()
    expect(matchKey(press('Space'), context({ focus: 'field' }))).toBeNull()
  })

  test('Ctrl+Space plays wherever the focus is, and is left to the system on macOS', () => {
    const chord = press('Space', { ctrlKey: true })
    expect(matchKey(chord, context({ focus: 'field' }))).toBe('toggle-play')
    expect(matchKey(chord, context({ platform: 'darwin' }))).toBeNull()
  })

  test('arrows step through sentences only while something is read, and leave sliders and choices alone', () => {
    expect(matchKey(press('ArrowRight'), context())).toBe('next-sentence')
    expect(matchKey(press('ArrowRight'), context({ focus: 'button' }))).toBe('next-sentence')
    expect(matchKey(press('ArrowRight'), context({ hasSession: false }))).toBeNull()
    expect(matchKey(press('ArrowRight'), context({ focus: 'slider' }))).toBeNull()
    expect(matchKey(press('ArrowRight'), context({ focus: 'choice' }))).toBeNull()
  })

  test('letters are typed, not obeyed, in a field', () => {
    expect(matchKey(press('KeyR'), context())).toBe('repeat-sentence')
    expect(matchKey(press('KeyR'), context({ focus: 'field' }))).toBeNull()
    expect(matchKey(press('KeyO', { ctrlKey: true }), context({ focus: 'field' }))).toBe('open')
  })

  test('Command takes the place of Ctrl on macOS', () => {
    expect(matchKey(press('KeyO', { metaKey: true }), context({ platform: 'darwin' }))).toBe('open')
    expect(matchKey(press('KeyO', { ctrlKey: true }), context({ platform: 'darwin' }))).toBeNull()
  })

  test('keys are bound by their place, and "?" by what is typed', () => {
    expect(matchKey(press('KeyO', { ctrlKey: true, key: 'щ' }), context())).toBe('open')
    expect(matchKey(press('Minus', { shiftKey: true, key: '?' }), context())).toBe('shortcuts')
    expect(matchKey(press('Slash', { shiftKey: true, key: '_' }), context())).toBeNull()
  })

  test('a chord with one key too many is another chord', () => {
    expect(matchKey(press('KeyO', { ctrlKey: true, altKey: true }), context())).toBeNull()
    expect(matchKey(press('Space', { shiftKey: true }), context())).toBeNull()
  })

  test('pasting with the keyboard stays with the browser, which brings the text along', () => {
    expect(matchKey(press('KeyV', { ctrlKey: true }), context())).toBeNull()
    expect(matchKey(press('KeyV', { ctrlKey: true, shiftKey: true }), context())).toBeNull()
  })
})

describe('focusKind', () => {
  test.each([
    ['<input type="range">', 'slider'],
    ['<div role="slider" tabindex="0"></div>', 'slider'],
    ['<input type="radio">', 'choice'],
    ['<input>', 'field'],
    ['<textarea></textarea>', 'field'],
    ['<button></button>', 'button'],
    ['<button role="switch"></button>', 'button'],
    ['<article></article>', 'page'],
  ])('%s is a %s', (html, kind) => {
    document.body.innerHTML = html
    expect(focusKind(document.body.firstElementChild)).toBe(kind)
  })
})
