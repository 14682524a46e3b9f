import type { Chord, Platform } from './shortcuts'

/** A chord as people read it: "Ctrl+Shift+V"; "⇧⌘V" on macOS. */
export function chordLabel(chord: Chord, platform: Platform): string {
  return chordParts(chord, platform).join(platform === 'darwin' ? '' : '+')
}

/** Whether a chord holds on a system. */
export function isOfSystem({ system }: Chord, platform: Platform): boolean {
  return system === undefined || (system === 'darwin') === (platform === 'darwin')
}

/** The keys of a chord in the order the system names them, each to be shown as one. */
export function chordParts(chord: Chord, platform: Platform): string[] {
  const isMac = platform === 'darwin'
  // "<", ">" and "+" already say that Shift is held.
  const namesShift = chord.shift === true && !'<>+'.includes(chord.name)
  const control = chord.ctrl === true || (chord.mod === true && !isMac)
  const held: (string | false)[] = [
    control && (isMac ? '⌃' : 'Ctrl'),
    chord.alt === true && (isMac ? '⌥' : 'Alt'),
    namesShift && (isMac ? '⇧' : 'Shift'),
    chord.mod === true && isMac && '⌘',
  ]
  return [...held.filter((part) => part !== false), chord.name]
}
