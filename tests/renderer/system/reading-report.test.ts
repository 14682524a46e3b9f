import { flushSync } from 'svelte'
import { describe, expect, test, vi } from 'vitest'
import { settingsSchema } from '@contract/settings'
import { createTranslator } from '@contract/strings/translator'
import { ReadingSession } from '../../../src-renderer/reader/reading-session.svelte'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'
import type { MediaReading } from '../../../src-renderer/system/media-keys'
import { readingStateOf, reportReadings } from '../../../src-renderer/system/reading-report.svelte'
import { FakePlayer } from '../fake-player'
import { documentOf, paragraph } from '../reader/documents'

describe('reportReadings', () => {
  test('main hears of every change of state once, the media keys of every sentence', () => {
    const player = new FakePlayer()
    const settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), vi.fn())
    const session = new ReadingSession(createTranslator('en').t, player, settings)
    const told: unknown[] = []
    const media: MediaReading[] = []
    const stop = reportReadings(
      session,
      { totalSeconds: 0, secondsAt: () => 0 },
      (reading) => told.push(reading),
      (reading) => media.push(reading),
    )
    flushSync()
    expect(told).toEqual([{ state: 'none', title: '' }])
    const shown = documentOf([paragraph('A first sentence here. A second.')])
    session.show(shown)
    session.startAt({ block: 0, char: 0 })
    player.enter('playing')
    flushSync()
    player.enter('starving')
    flushSync()
    expect(told.at(-1)).toEqual({ state: 'playing', title: shown.title })
    expect(told).toHaveLength(2)
    const before = media.length
    player.hear({ wordIndex: 0 })
    flushSync()
    player.hear({ wordIndex: 1, word: { startChar: 2, endChar: 7 } })
    flushSync()
    expect(media).toHaveLength(before + 1)
    player.hear({ sentenceIndex: 1 })
    flushSync()
    expect(media).toHaveLength(before + 2)
    session.shown.rename('Called otherwise')
    flushSync()
    expect(told.at(-1)).toEqual({ state: 'playing', title: 'Called otherwise' })
    expect(media.at(-1)).toMatchObject({ title: 'Called otherwise' })
    player.enter('ended')
    flushSync()
    expect(told.at(-1)).toEqual({ state: 'none', title: 'Called otherwise' })
    stop()
    session.dispose()
  })

  test.each([
    ['idle', 'none'],
    ['starting', 'playing'],
    ['playing', 'playing'],
    ['starving', 'playing'],
    ['paused', 'paused'],
    ['ended', 'none'],
    ['failed', 'none'],
  ] as const)('a player that is %s reads: %s', (state, expected) => {
    expect(readingStateOf(state)).toBe(expected)
  })
})
