import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { chordLabel } from '../../../src-renderer/ui/chord-label'
import { shortcuts, type CommandId } from '../../../src-renderer/ui/shortcuts'

/** Without the blanks that line its tables up. */
const welcome = readFileSync('resources/welcome.md', 'utf8').replace(/ +/g, ' ')
const keysOf = (command: CommandId): string[] =>
  shortcuts
    .filter((shortcut) => shortcut.command === command)
    // Written out, because it is read aloud.
    .flatMap(({ chords }) => chords.map((chord) => chordLabel(chord, 'linux').replace('Ctrl', 'Control')))

/** What the text says a key does, and what that is called here. */
const promises: readonly [text: string, command: CommandId, key: string][] = [
  ['press Space to begin', 'toggle-play', 'Space'],
  ['The arrow keys step from sentence to sentence', 'next-sentence', '→'],
  ['R says the last one again', 'repeat-sentence', 'R'],
  ['Find a word | Control+F', 'find', 'Control+F'],
  ['Set a bookmark | Control+B', 'bookmark', 'Control+B'],
  ['Save it as audio | Control+E', 'save-audio', 'Control+E'],
  ['See every key | question mark', 'shortcuts', '?'],
  ['F8 shows everything', 'what-is-read', 'F8'],
  ['press Control+Shift+L', 'say-it-like', 'Control+Shift+L'],
  ['press Control+N and write', 'new-text', 'Control+N'],
  ['Control+Shift+E begins and ends editing', 'edit-text', 'Control+Shift+E'],
  ['Control+O finds it', 'open', 'Control+O'],
]

describe('the welcome text', () => {
  test.each(promises)('“%s” is what the key does', (text, command, key) => {
    expect(welcome.replace(/\s+/g, ' ')).toContain(text)
    expect(keysOf(command)).toContain(key)
  })

  test('names no other key', () => {
    const named = new Set(welcome.match(/(?:Control\+)(?:Shift\+)?[A-Z]\b|\bF\d+\b/g))
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
