import type { KeyPress } from '../ui/key-match'
import type { Platform } from '../ui/shortcuts'

/** The keys pressed so far: an accelerator as Electron names it, or why they are none (yet). */
export type Recorded =
  | { readonly state: 'keys'; readonly accelerator: string }
  /** Only Shift, Ctrl and the like: another key is awaited. */
  | { readonly state: 'held' }
  | { readonly state: 'refused'; readonly why: 'settings.hotkey-needs-held' | 'settings.hotkey-unknown-key' }

const modifier = /^(?:Control|Shift|Alt|Meta|OS)(?:Left|Right)?$/
/** Electron's names (docs: Accelerator) of the keys that are no letters, digits or function keys. */
const named: Readonly<Record<string, string>> = {
  Space: 'Space',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Insert: 'Insert',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
}

/** Reads the keys of a global hotkey. A key that types something needs Ctrl, Alt or Command: it is taken everywhere. */
export function recordKeys(press: Omit<KeyPress, 'key'>): Recorded {
  if (modifier.test(press.code)) return { state: 'held' }
  const key = keyName(press.code)
  if (key === null) return { state: 'refused', why: 'settings.hotkey-unknown-key' }
  const isFunctionKey = /^F\d+$/.test(key)
  if (!isFunctionKey && !press.ctrlKey && !press.altKey && !press.metaKey)
    return { state: 'refused', why: 'settings.hotkey-needs-held' }
  const held = [
    press.ctrlKey && 'Control',
    press.altKey && 'Alt',
    press.shiftKey && 'Shift',
    press.metaKey && 'Command',
  ]
  return { state: 'keys', accelerator: [...held.filter((part) => part !== false), key].join('+') }
}

/** An accelerator as people read it: "Ctrl+Alt+R"; "⌃⌥R" on macOS. */
export function acceleratorText(accelerator: string, platform: Platform): string {
  const isMac = platform === 'darwin'
  const names: Readonly<Record<string, string>> = isMac
    ? { Control: '⌃', Alt: '⌥', Shift: '⇧', Command: '⌘' }
    : { Control: 'Ctrl', Command: 'Super' }
  return accelerator
    .split('+')
    .map((part) => names[part] ?? part)
    .join(isMac ? '' : '+')
}

function keyName(code: string): string | null {
  const [, letter] = /^(?:Key|Digit)([A-Z0-9])$/.exec(code) ?? []
  if (letter !== undefined) return letter
  if (/^F(?:[1-9]|1\d|2[0-4])$/.test(code)) return code
  return named[code] ?? null
}
