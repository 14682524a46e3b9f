import type { KeySettings } from '@contract/settings'
import { shortcuts, type Chord, type CommandId, type Shortcut, type ShortcutScope } from './shortcuts'

/** Keys that move or delete within what is typed also when Ctrl is held. */
const editingKeys = new Set(['ArrowLeft', 'ArrowRight', 'Backspace', 'Delete', 'Home', 'End'])

/** What every key does, with a person's own choices in place of the defaults. */
export function boundShortcuts(own: KeySettings): Shortcut[] {
  const edited = new Set<CommandId>()
  return shortcuts.flatMap((row) => {
    const chords = own[row.command]
    if (!chords) return [row]
    if (edited.has(row.command)) return []
    edited.add(row.command)
    return editedRows(row, chords)
  })
}

/** The keys of a command, in the order they are shown. */
export function chordsOf(command: CommandId, bound: readonly Shortcut[]): Chord[] {
  return bound.filter((row) => row.command === command).flatMap(({ chords }) => chords)
}

/** The choices with those of one command changed; ones that are its defaults are no choice. */
export function withChords(own: KeySettings, command: CommandId, chords: readonly Chord[]): KeySettings {
  const others = withoutChords(own, command)
  const free = chords.filter((chord) => !isFixed(command, chord))
  const usual = chordsOf(command, shortcuts).filter((chord) => !isFixed(command, chord))
  const isUsual =
    free.length === usual.length && free.every((chord) => usual.some((other) => isSameChord(chord, other)))
  return isUsual ? others : { ...others, [command]: free }
}

/** The choices with one command's put back. */
function withoutChords(own: KeySettings, command: CommandId): KeySettings {
  return Object.fromEntries(Object.entries(own).filter(([name]) => name !== command))
}

/** Whether a command keeps a key whatever is chosen: Esc closes what lies on top, and pasting is the system's. */
export function isFixed(command: CommandId, chord: Chord): boolean {
  if (command === 'stop' && chord.code === 'Escape') return true
  return shortcuts.some(
    (row) =>
      row.command === command &&
      row.isNative === true &&
      row.chords.some((native) => isSameChord(native, chord)),
  )
}

/** Whether two chords are the same keys, whatever they are called. */
export function isSameChord(one: Chord, other: Chord): boolean {
  return chordId(one) === chordId(other)
}

function chordId({ code, key, mod, ctrl, shift, alt }: Chord): string {
  return [key ?? code, mod, ctrl, key === undefined && shift, alt].map((part) => part || '').join(' ')
}

/** The default keys that were kept stay in their rows; each of the others is a row of its own. */
function editedRows(first: Shortcut, own: readonly Chord[]): Shortcut[] {
  const { command, group } = first
  const rows = shortcuts.filter((row) => row.command === command)
  const kept = rows.map((row) => ({
    ...row,
    chords: row.chords.filter(
      (chord) => isFixed(command, chord) || own.some((chosen) => isSameChord(chosen, chord)),
    ),
  }))
  const known = rows.flatMap(({ chords }) => chords)
  const isOfSession = rows.some(({ scope }) => scope === 'session')
  const added = own
    .filter((chord) => !known.some((other) => isSameChord(chord, other)))
    .map((chord): Shortcut => ({
      command,
      chords: [chord],
      scope: scopeOf(chord, isOfSession),
      group,
      label: `commands.${command}`,
    }))
  return [...kept.filter(({ chords }) => chords.length > 0), ...added]
}

/** Where a key that somebody chose works: one that types or presses something does so where that is meant. */
function scopeOf({ code, mod, ctrl, alt }: Chord, isOfSession: boolean): ShortcutScope {
  const isHeld = mod === true || ctrl === true || alt === true
  if (isHeld && editingKeys.has(code)) return 'no-field'
  if (isHeld || /^F\d+$/.test(code)) return 'always'
  if (code === 'Space') return 'no-button'
  return isOfSession ? 'session' : 'no-field'
}
