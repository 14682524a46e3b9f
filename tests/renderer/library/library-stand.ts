import { flushSync } from 'svelte'
import { vi } from 'vitest'
import type { Call } from '@contract/define-call'
import type { Bookmark, Remembered } from '@contract/library'
import { settingsSchema } from '@contract/settings'
import { createTranslator } from '@contract/strings/translator'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import { Library } from '../../../src-renderer/library/library.svelte'
import { ReadingSession, type SessionDocument } from '../../../src-renderer/reader/reading-session.svelte'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'
import { pageAt } from '../fake-page'
import { FakePlayer } from '../fake-player'
import { documentOf, heading, paragraph } from '../reader/documents'

const nothing: Remembered = { place: null, share: 0, speech: null, bookmarks: [], showsPages: false }
export const blocks = [
  heading('One'),
  paragraph('The lamps were lit one after the other. Nobody looked up.'),
  paragraph('Then it was dark, and the tide came in over the stones of the quay.'),
]
export const story = documentOf(blocks, 'story')

/** A library with a main that keeps bookmarks; on fake timers, which it starts and `end` stops. */
export function openLibraryStand() {
  vi.useFakeTimers()
  const calls: { channel: string; input: unknown }[] = []
  const remarks: string[] = []
  const failures: unknown[] = []
  let held: Bookmark[] = []
  /** What main says, by channel; a call to any other is never answered. */
  const answers: Record<string, (input: never) => unknown> = {
    'library:list': () => ({ documents: [], problem: null }),
    'library:keep-place': () => null,
    'library:keep-speech': () => null,
    'library:save-bookmark': ({ bookmark }: { bookmark: Bookmark }) =>
      (held = [...held.filter(({ id }) => id !== bookmark.id), bookmark]),
    'library:remove-bookmark': ({ id }: { id: string }) => (held = held.filter((other) => other.id !== id)),
  }
  const bridge: Pick<Bridge, 'call'> = {
    call: ((declared: Call, input: unknown) => {
      calls.push({ channel: declared.channel, input })
      const answer = answers[declared.channel]
      return answer ? Promise.resolve().then(() => answer(input as never)) : new Promise(() => undefined)
    }) as Bridge['call'],
  }
  const player = new FakePlayer()
  const settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), vi.fn())
  const { t } = createTranslator('en')
  const session = new ReadingSession(t, player, settings)
  const library = new Library({
    t,
    bridge,
    session,
    settings,
    say: (remark) => remarks.push(remark),
    report: (error) => failures.push(error),
  })
  const stopWatching = library.watch()
  const settle = () => vi.advanceTimersByTimeAsync(300)
  const stand = {
    answers,
    remarks,
    failures,
    player,
    settings,
    session,
    library,
    /** Of the document that was shown last. */
    page: pageAt(),
    settle,
    inputs: (channel: string) => calls.filter((call) => call.channel === channel).map(({ input }) => input),
    /** Opens the story as the opener does. */
    async show(
      remembered: Partial<Remembered>,
      document: SessionDocument = story,
      goesToPlace = true,
    ): Promise<void> {
      answers['library:recall'] = () => ({ ...nothing, ...remembered })
      await library.prepare(document.id, goesToPlace)
      session.show(document)
      stand.page = pageAt()
      session.page = stand.page
      library.arrive()
      flushSync()
      await settle()
    },
    end(): void {
      stopWatching()
      session.dispose()
      vi.useRealTimers()
    },
  }
  return stand
}
export type LibraryStand = ReturnType<typeof openLibraryStand>
