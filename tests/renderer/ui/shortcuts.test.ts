import { createTranslator } from '@contract/strings/translator'
import { describe, expect, test } from 'vitest'
import { chordLabel, chordParts, isOfSystem } from '../../../src-renderer/ui/chord-label'
import { commandIds, shortcuts, type Platform } from '../../../src-renderer/ui/shortcuts'

const { t } = createTranslator('en')

describe('shortcuts', () => {
  test('every command can be reached by a key', () => {
    const reachable = new Set(shortcuts.map((shortcut) => shortcut.command))
    expect(commandIds.filter((command) => !reachable.has(command))).toEqual([])
  })

  test('no two shortcuts share a chord in the same scope', () => {
    const chords = shortcuts.flatMap((shortcut) =>
      shortcut.chords.map(({ code, key, mod, ctrl, shift, alt }) =>
        JSON.stringify([
          shortcut.scope,
          key ?? code,
          mod === true,
          ctrl === true,
          shift === true,
          alt === true,
        ]),
      ),
    )
    expect(new Set(chords).size).toBe(chords.length)
  })

  test('none holds Ctrl and Alt, or moves through the history: both belong to others', () => {
    for (const { chords } of shortcuts)
      // Neither is so on macOS.
      for (const chord of chords.filter(({ system }) => system !== 'darwin')) {
        expect(chord.alt === true && (chord.mod === true || chord.ctrl === true)).toBe(false)
        if (chord.alt) expect(['ArrowLeft', 'ArrowRight']).not.toContain(chord.code)
      }
  })

  test('a label is of its command', () => {
    for (const { command, label } of shortcuts)
      expect(label.replace(/-(?:anywhere|while-reading)$/, '')).toBe(`commands.${command}`)
  })

  test('labels tell the shortcuts of the overlay apart', () => {
    const labels = shortcuts.map((shortcut) => t(shortcut.label))
    expect(new Set(labels).size).toBe(labels.length)
  })
})

describe('chordLabel', () => {
  const labelOf = (command: string, platform: Platform) =>
    shortcuts
      .filter((row) => row.command === command)
      .flatMap(({ chords }) => chords.filter((chord) => isOfSystem(chord, platform)))
      .map((chord) => chordLabel(chord, platform))[0]

  test('names keys in the order people press them', () => {
    expect(labelOf('paste', 'linux')).toBe('Ctrl+Shift+V')
    expect(labelOf('paste', 'win32')).toBe('Ctrl+Shift+V')
    expect(labelOf('paste', 'darwin')).toBe('⇧⌘V')
  })

  test('the mini player leaves Command+M to macOS', () => {
    expect(labelOf('mini-player', 'linux')).toBe('Ctrl+M')
    expect(labelOf('mini-player', 'darwin')).toBe('⌥⌘M')
    expect(labelOf('full-screen', 'win32')).toBe('F11')
    expect(labelOf('full-screen', 'darwin')).toBe('⌃⌘F')
  })

  test('a key that is typed with Shift does not name Shift as well', () => {
    expect(labelOf('faster', 'linux')).toBe('>')
    expect(chordParts({ code: 'F6', name: 'F6', shift: true }, 'linux')).toEqual(['Shift', 'F6'])
  })
})
