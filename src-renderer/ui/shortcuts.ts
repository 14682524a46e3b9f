import type { Chord } from '@contract/settings'
import type { StringKey } from '@contract/strings/catalogue'

/** Everything a key can do. */
export const commandIds = [
  'toggle-play',
  'stop',
  'previous-sentence',
  'next-sentence',
  'previous-paragraph',
  'next-paragraph',
  'previous-word',
  'next-word',
  'previous-chapter',
  'next-chapter',
  'leave-structure',
  'repeat-sentence',
  'read-from-here',
  'say-it-like',
  'bookmark',
  'next-bookmark',
  'previous-bookmark',
  'slower',
  'faster',
  'open',
  'paste',
  'new-text',
  'edit-text',
  'save-audio',
  'what-is-read',
  'find',
  'find-next',
  'find-previous',
  'go-to',
  'original-pages',
  'settings',
  'toggle-sidebar',
  'text-smaller',
  'text-larger',
  'text-reset',
  'full-screen',
  'mini-player',
  'next-region',
  'previous-region',
  'shortcuts',
] as const
export type CommandId = (typeof commandIds)[number]

export type Platform = 'linux' | 'win32' | 'darwin'

export type { Chord }

/**
 * - always: also while a field or button has the focus;
 * - no-field: not while typing;
 * - session: only while something is being read, and not where arrows move a value;
 * - no-button: not where the key presses what has the focus.
 */
export type ShortcutScope = 'always' | 'no-field' | 'session' | 'no-button'

/** The headings of the overlay, in its order. */
export const shortcutGroups = ['reading', 'document', 'window'] as const
export type ShortcutGroup = (typeof shortcutGroups)[number]

export interface Shortcut {
  readonly command: CommandId
  readonly chords: readonly Chord[]
  readonly scope: ShortcutScope
  readonly group: ShortcutGroup
  /** Key of what it does, in the words of the overlay. */
  readonly label: StringKey
  /** The browser answers this chord by itself, with an event of its own: it is shown, never matched. */
  readonly isNative?: boolean
}

const key = (code: string, name: string, held: Omit<Chord, 'code' | 'name'> = {}): Chord => ({
  code,
  name,
  ...held,
})
const mod = { mod: true } as const
/** What is done with documents is done wherever the focus is. */
const ofDocument = { scope: 'always', group: 'document' } as const

/** The defaults of every key: the one table behind the keys, the overlay that explains them and the page that changes them. */
export const shortcuts: readonly Shortcut[] = [
  {
    command: 'toggle-play',
    chords: [key('Space', 'Space')],
    scope: 'no-button',
    group: 'reading',
    label: 'commands.toggle-play',
  },
  {
    command: 'toggle-play',
    chords: [key('Space', 'Space', { ctrl: true })],
    scope: 'always',
    group: 'reading',
    label: 'commands.toggle-play-anywhere',
  },
  {
    command: 'read-from-here',
    chords: [key('KeyU', 'U', { ...mod, shift: true })],
    scope: 'always',
    group: 'reading',
    label: 'commands.read-from-here',
  },
  {
    command: 'say-it-like',
    chords: [key('KeyL', 'L', { ...mod, shift: true })],
    scope: 'always',
    group: 'reading',
    label: 'commands.say-it-like',
  },
  {
    command: 'stop',
    chords: [key('Escape', 'Esc')],
    scope: 'no-field',
    group: 'reading',
    label: 'commands.stop',
  },
  {
    command: 'previous-sentence',
    chords: [key('ArrowLeft', '←')],
    scope: 'session',
    group: 'reading',
    label: 'commands.previous-sentence-while-reading',
  },
  {
    command: 'next-sentence',
    chords: [key('ArrowRight', '→')],
    scope: 'session',
    group: 'reading',
    label: 'commands.next-sentence-while-reading',
  },
  {
    command: 'previous-sentence',
    chords: [key('BracketLeft', '[', mod)],
    scope: 'always',
    group: 'reading',
    label: 'commands.previous-sentence',
  },
  {
    command: 'next-sentence',
    chords: [key('BracketRight', ']', mod)],
    scope: 'always',
    group: 'reading',
    label: 'commands.next-sentence',
  },
  {
    command: 'previous-paragraph',
    chords: [key('ArrowLeft', '←', mod)],
    scope: 'no-field',
    group: 'reading',
    label: 'commands.previous-paragraph',
  },
  {
    command: 'next-paragraph',
    chords: [key('ArrowRight', '→', mod)],
    scope: 'no-field',
    group: 'reading',
    label: 'commands.next-paragraph',
  },
  {
    command: 'previous-chapter',
    chords: [key('PageUp', 'Page Up', mod)],
    scope: 'no-field',
    group: 'reading',
    label: 'commands.previous-chapter',
  },
  {
    command: 'next-chapter',
    chords: [key('PageDown', 'Page Down', mod)],
    scope: 'no-field',
    group: 'reading',
    label: 'commands.next-chapter',
  },
  {
    command: 'leave-structure',
    chords: [key('KeyL', 'L')],
    scope: 'session',
    group: 'reading',
    label: 'commands.leave-structure',
  },
  {
    command: 'previous-word',
    chords: [key('Comma', ',')],
    scope: 'no-field',
    group: 'reading',
    label: 'commands.previous-word',
  },
  {
    command: 'next-word',
    chords: [key('Period', '.')],
    scope: 'no-field',
    group: 'reading',
    label: 'commands.next-word',
  },
  {
    command: 'repeat-sentence',
    chords: [key('KeyR', 'R')],
    scope: 'session',
    group: 'reading',
    label: 'commands.repeat-sentence',
  },
  {
    command: 'slower',
    chords: [key('Comma', '<', { shift: true }), key('ArrowDown', '↓', { alt: true })],
    scope: 'no-field',
    group: 'reading',
    label: 'commands.slower',
  },
  {
    command: 'faster',
    chords: [key('Period', '>', { shift: true }), key('ArrowUp', '↑', { alt: true })],
    scope: 'no-field',
    group: 'reading',
    label: 'commands.faster',
  },
  {
    command: 'open',
    chords: [key('KeyO', 'O', mod)],
    ...ofDocument,
    label: 'commands.open',
  },
  {
    command: 'paste',
    chords: [key('KeyV', 'V', { ...mod, shift: true })],
    ...ofDocument,
    label: 'commands.paste',
    // Reading the clipboard unasked needs a permission; a paste made with the keyboard brings its text along.
    isNative: true,
  },
  {
    command: 'new-text',
    chords: [key('KeyN', 'N', mod)],
    ...ofDocument,
    label: 'commands.new-text',
  },
  {
    command: 'edit-text',
    chords: [key('KeyE', 'E', { ...mod, shift: true })],
    ...ofDocument,
    label: 'commands.edit-text',
  },
  {
    command: 'save-audio',
    chords: [key('KeyE', 'E', mod)],
    ...ofDocument,
    label: 'commands.save-audio',
  },
  {
    command: 'what-is-read',
    chords: [key('F8', 'F8')],
    ...ofDocument,
    label: 'commands.what-is-read',
  },
  {
    command: 'original-pages',
    chords: [key('F4', 'F4')],
    ...ofDocument,
    label: 'commands.original-pages',
  },
  {
    command: 'bookmark',
    chords: [key('KeyB', 'B', mod)],
    ...ofDocument,
    label: 'commands.bookmark',
  },
  {
    command: 'next-bookmark',
    chords: [key('F2', 'F2')],
    ...ofDocument,
    label: 'commands.next-bookmark',
  },
  {
    command: 'previous-bookmark',
    chords: [key('F2', 'F2', { shift: true })],
    ...ofDocument,
    label: 'commands.previous-bookmark',
  },
  {
    command: 'find',
    chords: [key('KeyF', 'F', mod)],
    ...ofDocument,
    label: 'commands.find',
  },
  {
    command: 'find-next',
    chords: [key('F3', 'F3')],
    ...ofDocument,
    label: 'commands.find-next',
  },
  {
    command: 'find-previous',
    chords: [key('F3', 'F3', { shift: true })],
    ...ofDocument,
    label: 'commands.find-previous',
  },
  {
    command: 'go-to',
    chords: [key('KeyG', 'G', mod)],
    ...ofDocument,
    label: 'commands.go-to',
  },
  {
    command: 'text-smaller',
    chords: [key('Minus', '−', mod)],
    scope: 'always',
    group: 'window',
    label: 'commands.text-smaller',
  },
  {
    command: 'text-larger',
    chords: [key('Equal', '=', mod), key('Equal', '+', { ...mod, shift: true })],
    scope: 'always',
    group: 'window',
    label: 'commands.text-larger',
  },
  {
    command: 'text-reset',
    chords: [key('Digit0', '0', mod)],
    scope: 'always',
    group: 'window',
    label: 'commands.text-reset',
  },
  {
    command: 'toggle-sidebar',
    chords: [key('F9', 'F9')],
    scope: 'always',
    group: 'window',
    label: 'commands.toggle-sidebar',
  },
  {
    command: 'settings',
    chords: [key('Comma', ',', mod)],
    scope: 'always',
    group: 'window',
    label: 'commands.settings',
  },
  {
    command: 'full-screen',
    // On macOS it is the menu that answers, and F11 is the desktop's.
    chords: [
      key('F11', 'F11', { system: 'not-darwin' }),
      key('KeyF', 'F', { ...mod, ctrl: true, system: 'darwin' }),
    ],
    scope: 'always',
    group: 'window',
    label: 'commands.full-screen',
  },
  {
    command: 'mini-player',
    // Command+M is the system's own there.
    chords: [
      key('KeyM', 'M', { ...mod, system: 'not-darwin' }),
      key('KeyM', 'M', { ...mod, alt: true, system: 'darwin' }),
    ],
    scope: 'always',
    group: 'window',
    label: 'commands.mini-player',
  },
  {
    command: 'next-region',
    chords: [key('F6', 'F6')],
    scope: 'always',
    group: 'window',
    label: 'commands.next-region',
  },
  {
    command: 'previous-region',
    chords: [key('F6', 'F6', { shift: true })],
    scope: 'always',
    group: 'window',
    label: 'commands.previous-region',
  },
  {
    command: 'shortcuts',
    chords: [key('', '?', { key: '?' })],
    scope: 'no-field',
    group: 'window',
    label: 'commands.shortcuts',
  },
]
