import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { chordLabel, shortcuts, type CommandId } from '../../../src-renderer/ui/shortcuts'

const welcome = readFileSync('resources/welcome.md', 'utf8')
const keysOf = (command: CommandId): string[] =>
  shortcuts
    .filter((shortcut) => shortcut.command === command)
    .flatMap(({ chords }) => chords.map((chord) => chordLabel(chord, 'linux')))

/** What the text says a key does, and what that is called here. */
const promises: readonly [text: string, command: CommandId, key: string][] = [
  ['press Space to begin', 'toggle-play', 'Space'],
  ['The arrow keys step from sentence to sentence', 'next-sentence', '→'],
  ['R says the last one again', 'repeat-sentence', 'R'],
  ['Find a word | Ctrl+F', 'find', 'Ctrl+F'],
  ['Set a bookmark | Ctrl+B', 'bookmark', 'Ctrl+B'],
  ['Save as a WAV file | Ctrl+E', 'save-wav', 'Ctrl+E'],
  ['See every key | question mark', 'shortcuts', '?'],
  ['F8 shows everything', 'what-is-read', 'F8'],
  ['press Ctrl+Shift+L', 'say-it-like', 'Ctrl+Shift+L'],
  ['press Ctrl+N and write', 'new-text', 'Ctrl+N'],
  ['Ctrl+Shift+E begins and ends editing', 'edit-text', 'Ctrl+Shift+E'],
  ['Ctrl+O finds it', 'open', 'Ctrl+O'],
]

describe('the welcome text', () => {
  test.each(promises)('“%s” is what the key does', (text, command, key) => {
    expect(welcome.replace(/\s+/g, ' ')).toContain(text)
    expect(keysOf(command)).toContain(key)
  })

  test('names no other key', () => {
    const named = new Set(welcome.match(/(?:Ctrl\+)(?:Shift\+)?[A-Z]\b|\bF\d+\b/g))
    expect([...named].filter((key) => !promises.some(([, , known]) => known === key))).toEqual([])
  })

  test('faster is Shift and the full stop, slower Shift and the comma', () => {
    const codes = (command: CommandId) =>
      shortcuts.filter((shortcut) => shortcut.command === command).flatMap(({ chords }) => chords)
    expect(codes('faster')).toContainEqual(expect.objectContaining({ code: 'Period', shift: true }))
    expect(codes('slower')).toContainEqual(expect.objectContaining({ code: 'Comma', shift: true }))
  })

  test('is short and calm', () => {
    const words = welcome.split(/\s+/).filter((word) => /\w/.test(word)).length
    expect(words).toBeGreaterThanOrEqual(250)
    expect(words).toBeLessThanOrEqual(450)
    expect(welcome).not.toContain('!')
  })
})
