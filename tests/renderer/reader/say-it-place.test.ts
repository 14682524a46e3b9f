import { settingsSchema } from '@contract/settings'
import { createTranslator } from '@contract/strings/translator'
import { expect, test, vi } from 'vitest'
import { ReadingSession } from '../../../src-renderer/reader/reading-session.svelte'
import { SayItPlace } from '../../../src-renderer/reader/say-it-place.svelte'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'
import { FakePlayer } from '../fake-player'
import { documentOf, paragraph } from './documents'

test('the page follows the voice again after the box was open for one word and then for another', () => {
  const settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), vi.fn())
  const session = new ReadingSession(createTranslator('en').t, new FakePlayer(), settings)
  session.show(documentOf([paragraph('Two words.')]))
  session.startAt({ block: 0, char: 0 })
  const place = new SayItPlace(session)
  const words = (text: string, char: number) => ({
    words: text,
    range: document.createRange(),
    position: { block: 0, char },
  })
  place.open(words('Two', 0))
  expect(session.isFollowing).toBe(false)
  place.open(words('words', 4))
  expect(place.close()).toEqual({ block: 0, char: 4 })
  expect(session.isFollowing).toBe(true)
  session.dispose()
})
