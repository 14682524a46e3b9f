import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { settingsSchema } from '@contract/settings'
import { createTranslator } from '@contract/strings/translator'
import { minMeanSegmentPixels } from '../../../src-renderer/player/seek-arithmetic'
import { Timeline } from '../../../src-renderer/player/timeline.svelte'
import { ReadingSession } from '../../../src-renderer/reader/reading-session.svelte'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'
import { FakePlayer } from '../fake-player'
import { documentOf, heading, paragraph } from '../reader/documents'

let player: FakePlayer
let session: ReadingSession
let timeline: Timeline

beforeEach(() => {
  player = new FakePlayer()
  const settings = new SettingsStore(
    settingsSchema.parse({}),
    () => Promise.resolve(),
    () => undefined,
  )
  session = new ReadingSession(createTranslator('en').t, player, settings)
  timeline = new Timeline(session, settings)
})
afterEach(() => {
  timeline.dispose()
  session.dispose()
})

/** Shows a chapter of as many paragraphs, each one sentence that lasts so many seconds, and a chapter behind it. */
function show(...seconds: number[]): void {
  const texts = seconds.map((_, index) => (index === 0 ? heading('One') : paragraph('As long as any.')))
  const blocks = [...texts, heading('Two'), paragraph('As long as any.')]
  session.show({ ...documentOf(blocks), isWhole: true })
  flushSync()
  player.tellLengths({
    sampleRateHz: 100,
    blocks: [...seconds, 1, 1].map((length, block) => ({
      block,
      sentences: length === 0 ? [] : [0, 3, 0, length * 100, length * 100],
    })),
    isComplete: true,
  })
  flushSync()
}
const segments = (widthPixels: number) => timeline.segments(timeline.chapterAt(0), widthPixels)
const whole = [{ start: 0, end: 1 }]

describe('Timeline.segments', () => {
  test('one for each paragraph of the chapter, as long as that takes', () => {
    show(2, 12, 6)
    expect(segments(400)).toEqual([
      { start: 0, end: 0.1 },
      { start: 0.1, end: 0.7 },
      { start: 0.7, end: 1 },
    ])
  })

  test('of a later chapter they begin with that chapter', () => {
    show(2, 12, 6)
    expect(timeline.segments(timeline.chapterAt(3), 400)).toEqual([
      { start: 0, end: 0.5 },
      { start: 0.5, end: 1 },
    ])
  })

  test('a paragraph of which nothing is said has none', () => {
    show(5, 0, 5)
    expect(segments(400)).toEqual([
      { start: 0, end: 0.5 },
      { start: 0.5, end: 1 },
    ])
  })

  test('one in all where the mean of them would be too short to tell apart', () => {
    show(1, 2, 3, 4)
    expect(segments(4 * minMeanSegmentPixels)).toHaveLength(4)
    expect(segments(4 * minMeanSegmentPixels - 1)).toEqual(whole)
    expect(minMeanSegmentPixels).toBe(16)
  })

  test('one in all of a chapter in which nothing is said, and of no document', () => {
    expect(segments(400)).toEqual(whole)
    show(0, 0)
    expect(segments(400)).toEqual(whole)
  })
})
