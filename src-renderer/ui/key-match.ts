import { isOfSystem } from './chord-label'
import {
  shortcuts,
  type Chord,
  type CommandId,
  type Platform,
  type Shortcut,
  type ShortcutScope,
} from './shortcuts'

/** The part of a keyboard event that decides. */
export interface KeyPress {
  readonly code: string
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** What the focus does with keys: takes typing, moves a value, chooses, is pressed, or nothing. */
export type FocusKind = 'field' | 'slider' | 'choice' | 'button' | 'page'

/** What has the focus, and whether something is being read. */
export interface KeyContext {
  readonly platform: Platform
  readonly focus: FocusKind
  readonly hasSession: boolean
}

/** The command a key press stands for here and now; null leaves the key to the browser. @param bound what every key does */
export function matchKey(
  press: KeyPress,
  context: KeyContext,
  bound: readonly Shortcut[] = shortcuts,
): CommandId | null {
  for (const shortcut of bound) {
    if (shortcut.isNative === true || !isInScope(shortcut.scope, context)) continue
    if (shortcut.chords.some((chord) => isChord(chord, press, context.platform))) return shortcut.command
  }
  return null
}

/** What an element does with keys of its own. */
export function focusKind(element: Element | null): FocusKind {
  if (!element) return 'page'
  if (element.matches('input[type="range"], [role="slider"]')) return 'slider'
  if (element.matches('[role="radio"], input[type="radio"]')) return 'choice'
  if (element.matches('input, textarea, select, [contenteditable="true"]')) return 'field'
  return element.matches('button, a[href], summary') ? 'button' : 'page'
}

function isInScope(scope: ShortcutScope, { focus, hasSession }: KeyContext): boolean {
  switch (scope) {
    case 'always':
      return true
    case 'no-field':
      return focus !== 'field'
    case 'session':
      return hasSession && (focus === 'page' || focus === 'button')
    case 'no-button':
      return focus === 'page' || focus === 'slider'
  }
}

/** Whether a key press is a chord. */
export function isChord(chord: Chord, press: KeyPress, platform: Platform): boolean {
  const isMac = platform === 'darwin'
  // Ctrl+Space belongs to the system there (input source).
  if ((isMac && chord.ctrl) || !isOfSystem(chord, platform)) return false
  const wantsMeta = chord.mod === true && isMac
  const wantsCtrl = chord.ctrl === true || (chord.mod === true && !isMac)
  if (press.ctrlKey !== wantsCtrl || press.metaKey !== wantsMeta) return false
  if (press.altKey !== (chord.alt === true)) return false
  // A key named by what it types needs whatever Shift its layout needs.
  if (chord.key !== undefined) return press.key === chord.key
  return press.shiftKey === (chord.shift === true) && press.code === chord.code
}
