import { beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import { pronunciationEntrySchema } from '@contract/pronunciation'
import { settingsSchema } from '@contract/settings'
import { Preview } from '../../../src-renderer/pronunciation/preview.svelte'
import { FakePlayer } from '../fake-player'

const entry = pronunciationEntrySchema.parse({ text: 'Eloi', say: { kind: 'words', words: 'eel oy' } })
let reading: FakePlayer
let players: FakePlayer[]
let preview: Preview

beforeEach(() => {
  reading = new FakePlayer()
  players = []
  preview = new Preview(
    () => {
      const player = new FakePlayer()
      vi.spyOn(player, 'dispose')
      players.push(player)
      return player
    },
    { player: reading },
    () => settingsSchema.parse({}),
  )
})

describe('Preview', () => {
  test('pauses the reading, says the words with their entries on a line of its own, and falls silent', () => {
    reading.enter('playing')
    preview.toggle('new', 'Eloi', [entry])
    expect(reading.state).toBe('paused')
    expect(players[0].pronunciations).toEqual([{ documentId: 'preview', entries: [entry] }])
    expect(players[0].starts).toEqual([{ block: 0, char: 0 }])
    expect(preview.heard).toBe('new')
    players[0].enter('ended')
    expect(preview.heard).toBeNull()
    expect(reading.starts).toEqual([])
  })

  test('the same button stops, another says its own words on the same line', () => {
    preview.toggle('now', 'Eloi', [])
    preview.toggle('new', 'Eloi', [entry])
    expect(preview.heard).toBe('new')
    preview.toggle('new', 'Eloi', [entry])
    expect(preview.heard).toBeNull()
    expect(players).toHaveLength(1)
    expect(players[0].state).toBe('idle')
  })

  test('a failure is kept until something else is said', () => {
    preview.toggle('new', 'Eloi', [entry])
    players[0].failure = new AppError('engine/crashed', 'gone')
    players[0].enter('failed')
    expect([preview.heard, preview.failure?.code]).toEqual([null, 'engine/crashed'])
    preview.toggle('new', 'Eloi', [entry])
    expect(preview.failure).toBeNull()
  })

  test('the line is closed when nobody listens, and opened again when somebody does', () => {
    preview.prepare()
    preview.prepare()
    expect(players).toHaveLength(1)
    preview.close()
    preview.close()
    expect(players[0].dispose).toHaveBeenCalledTimes(1)
    preview.toggle('now', 'Eloi', [])
    expect(players).toHaveLength(2)
  })
})
