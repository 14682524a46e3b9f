import type { StringKey } from '@contract/strings/catalogue'
import type { KeyPress } from './key-match'
import type { Chord, Platform } from './shortcuts'

const names: Readonly<Record<string, string>> = {
  Space: 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  BracketLeft: '[',
  BracketRight: ']',
  Minus: '−',
  Equal: '=',
  Backspace: '⌫',
  Delete: 'Del',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
}
const heldAlone = /^(?:Control|Shift|Alt|Meta|OS|AltGraph|CapsLock|NumLock|ScrollLock|Fn|FnLock)/
const notKeys = new Set(['Dead', 'Unidentified', 'Process', 'Compose'])
const scrolling = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'])
const editing = new Set(['KeyA', 'KeyC', 'KeyV', 'KeyX', 'KeyY', 'KeyZ'])
const keptByMacOs = new Set(['KeyH', 'KeyM', 'KeyQ', 'KeyW', 'Space', 'Tab'])
const keptBySystem = new Set(['ContextMenu', 'PrintScreen', 'Pause', 'Escape'])

/** The chord a key press is; null while only Shift and the like are held, or for a key that has no place. */
export function recordedChord(press: KeyPress, platform: Platform): Chord | null {
  const { code, key, shiftKey, altKey } = press
  if (code === '' || heldAlone.test(code) || heldAlone.test(key) || notKeys.has(key)) return null
  const isMac = platform === 'darwin'
  return {
    code,
    name: nameOf(press),
    ...((isMac ? press.metaKey : press.ctrlKey) ? { mod: true } : {}),
    ...(isMac && press.ctrlKey ? { ctrl: true } : {}),
    ...(shiftKey ? { shift: true } : {}),
    ...(altKey ? { alt: true } : {}),
  }
}

/** Why a key cannot be chosen, as a key of the catalogue; null: it can be. */
export function reservedReason(press: KeyPress, platform: Platform): StringKey | null {
  const { code, ctrlKey, metaKey, altKey, shiftKey } = press
  const isMac = platform === 'darwin'
  const isMod = isMac ? metaKey : ctrlKey
  const isBare = !ctrlKey && !metaKey && !altKey
  if (code === 'Tab') return 'keys.reserved-focus'
  if (isBare && (code === 'Enter' || code === 'NumpadEnter')) return 'keys.reserved-press'
  if (isBare && scrolling.has(code)) return 'keys.reserved-scroll'
  if (isMod && !altKey && !shiftKey && editing.has(code)) return 'keys.reserved-editing'
  if (ctrlKey && altKey) return 'keys.reserved-alt-gr'
  if (altKey && !isMod && (code === 'ArrowLeft' || code === 'ArrowRight')) return 'keys.reserved-history'
  const isSystems =
    keptBySystem.has(code) ||
    (isMac ? ctrlKey || (metaKey && keptByMacOs.has(code)) : metaKey) ||
    (altKey && (code === 'F4' || code === 'Space')) ||
    (shiftKey && code === 'F10')
  return isSystems ? 'keys.reserved-system' : null
}

/** What is printed on the key, as far as that can be known. */
function nameOf({ code, key, shiftKey }: KeyPress): string {
  if (/^\p{L}$/u.test(key)) return key.toUpperCase()
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return digit
  const isPrinted = key.length === 1 && key !== ' ' && !shiftKey
  return names[code] ?? (isPrinted ? key : code.replace(/^Key|^Numpad(?=.)/, ''))
}
