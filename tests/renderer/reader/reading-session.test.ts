import { emptyPiece } from '@contract/document'
import { AppError } from '@contract/errors'
import { settingsSchema } from '@contract/settings'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTranslator } from '@contract/strings/translator'
import { ReadingSession } from '../../../src-renderer/reader/reading-session.svelte'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'
import { pageAt } from '../fake-page'
import { FakePlayer } from '../fake-player'
import { chunkEvent, sentenceEvent } from '../stream-events'
import { documentOf, heading, paragraph } from './documents'

let player: FakePlayer
let settings: SettingsStore
let session: ReadingSession
const shown = documentOf([
  heading('Title'),
  paragraph('A paragraph of forty characters, or so.'),
  paragraph('End.'),
])

function later<Value>() {
  let resolve: (value: Value) => void = () => {}
  const promise = new Promise<Value>((settle) => (resolve = settle))
  return { promise, resolve }
}

beforeEach(() => {
  vi.useFakeTimers()
  player = new FakePlayer()
  settings = new SettingsStore(settingsSchema.parse({ version: 1 }), () => Promise.resolve(), vi.fn())
  session = new ReadingSession(createTranslator('en').t, player, settings)
  session.show(shown)
})
afterEach(() => {
  session.dispose()
  vi.useRealTimers()
})

describe('ReadingSession', () => {
  test('Play starts where the page says, Play again pauses, and again goes on', async () => {
    session.page = pageAt({ block: 1, char: 4 })
    await session.togglePlay()
    expect(player.starts).toEqual([{ block: 1, char: 4 }])
    player.enter('playing')
    await session.togglePlay()
    expect(session.playback).toBe('paused')
    expect(session.announcements.text).toBe('Paused, Title')
    await session.togglePlay()
    expect(session.playback).toBe('starting')
    expect(player.starts).toHaveLength(1)
  })

  test('a part that was read to its end is followed by the rest, not by the beginning', async () => {
    const until = { block: 1, char: 11 }
    session.startAt({ block: 1, char: 2 }, until)
    expect(player.untils).toEqual([until])
    player.enter('playing')
    player.enter('ended')
    await session.togglePlay()
    expect(player.starts.at(-1)).toEqual(until)
    expect(player.untils.at(-1)).toBeUndefined()
  })

  test('the glyph follows what is audible, not what was pressed', async () => {
    session.page = pageAt({ block: 1, char: 4 })
    await session.togglePlay()
    expect(session.isAudible).toBe(false)
    player.enter('playing')
    expect(session.isAudible).toBe(true)
    session.startAt({ block: 2, char: 0 })
    expect(session.playback).toBe('starting')
    expect(session.isAudible).toBe(true)
    player.enter('paused')
    expect(session.isAudible).toBe(false)
  })

  test('a start is called slow only after 300 ms', () => {
    session.startAt({ block: 0, char: 0 })
    vi.advanceTimersByTime(299)
    expect(session.isStartSlow).toBe(false)
    vi.advanceTimersByTime(2)
    expect(session.isStartSlow).toBe(true)
    player.enter('playing')
    expect(session.isStartSlow).toBe(false)
  })

  test('steps in quick succession count from where the last one led', async () => {
    session.startAt({ block: 0, char: 0 })
    player.enter('playing')
    player.hear({ block: 0 })
    player.destination = { block: 1, char: 0 }
    await session.move('next-sentence')
    player.destination = { block: 1, char: 12 }
    await session.move('next-sentence')
    expect(player.located.map((request) => request.from)).toEqual([
      { block: 0, char: 0 },
      { block: 1, char: 0 },
    ])
    expect(player.starts.at(-1)).toEqual({ block: 1, char: 12 })
  })

  test('when nothing is read any more steps count from the page, one after the other', async () => {
    const page = pageAt({ block: 1, char: 4 })
    session.page = page
    session.startAt({ block: 1, char: 0 })
    player.enter('playing')
    player.hear({ block: 2, word: { startChar: 0, endChar: 3 } })
    player.enter('ended')
    player.destination = { block: 2, char: 0 }
    await session.move('next-sentence')
    await session.move('next-sentence')
    expect(player.located.map(({ from }) => from)).toEqual([
      { block: 1, char: 4 },
      { block: 1, char: 4 },
    ])
    expect(page.startPosition).toHaveBeenCalledTimes(2)
  })

  test.each(['a click', 'stopping', 'another document'])(
    'a step that answers after %s leads nowhere',
    async (way) => {
      const page = pageAt({ block: 1, char: 4 })
      session.page = page
      session.startAt({ block: 0, char: 0 })
      player.enter('playing')
      const answer = later<{ block: number; char: number }>()
      player.locate = () => answer.promise
      const step = session.move('next-sentence')
      if (way === 'a click') session.startAt({ block: 2, char: 0 })
      else if (way === 'stopping') session.stop()
      else session.show(documentOf([paragraph('Another')], 'other'))
      const starts = player.starts.length
      answer.resolve({ block: 1, char: 0 })
      await step
      expect(player.starts).toHaveLength(starts)
      expect(page.placeCaret).not.toHaveBeenCalledWith({ block: 1, char: 0 })
    },
  )

  test('the same announcement again is one that was gone in between', () => {
    session.announcements.sayAgain('Bookmark set')
    expect(session.announcements.text).toBe('Bookmark set')
    session.announcements.sayAgain('Bookmark set')
    expect(session.announcements.text).toBe('')
    vi.advanceTimersByTime(1_000)
    expect(session.announcements.text).toBe('Bookmark set')
  })

  test('what is to be said once more is not said into the voice', () => {
    session.announcements.sayAgain('Bookmark set')
    session.announcements.sayAgain('Bookmark set')
    session.startAt({ block: 1, char: 0 })
    vi.advanceTimersByTime(1_000)
    expect(session.announcements.text).toBe('')
  })

  test('a step without a session moves the caret and says nothing', async () => {
    const page = pageAt({ block: 1, char: 4 })
    session.page = page
    player.destination = { block: 2, char: 0 }
    await session.move('next-paragraph')
    expect(player.starts).toEqual([])
    expect(page.placeCaret).toHaveBeenCalledWith({ block: 2, char: 0 })
  })

  test('a step beyond the last sentence leaves the voice where it is', async () => {
    session.startAt({ block: 2, char: 0 })
    player.enter('playing')
    player.destination = null
    await session.move('next-sentence')
    expect(player.starts).toHaveLength(1)
  })

  test('stopping leaves the caret at the last word heard', () => {
    const page = pageAt({ block: 1, char: 4 })
    session.page = page
    session.startAt({ block: 1, char: 0 })
    player.enter('playing')
    player.hear({ block: 1, word: { startChar: 12, endChar: 14 } })
    session.stop()
    expect(page.placeCaret).toHaveBeenCalledWith({ block: 1, char: 12 })
    expect(session.heard).toBeNull()
  })

  test('after the end Play begins again at the top', async () => {
    const page = pageAt({ block: 1, char: 4 })
    session.page = page
    session.startAt({ block: 1, char: 0 })
    player.enter('playing')
    player.enter('ended')
    expect(session.announcements.text).toBe('Finished')
    await session.togglePlay()
    expect(page.rewind).toHaveBeenCalled()
    expect(player.starts.at(-1)).toEqual({ block: 0, char: 0 })
  })

  test('after the end Read from here goes by the page like at any other time', async () => {
    session.page = pageAt({ block: 1, char: 4 })
    for (const until of [null, { block: 1, char: 11 }]) {
      session.startAt({ block: 0, char: 0 }, until)
      player.enter('playing')
      player.enter('ended')
      await session.playFromHere()
      expect(player.starts.at(-1)).toEqual({ block: 1, char: 4 })
      expect(player.untils.at(-1)).toBeUndefined()
    }
  })

  test.each([null, { block: 1, char: 11 }])(
    'after the end Play goes by where the caret was put since, and by none that was there before (until %o)',
    async (until) => {
      const page = pageAt({ block: 1, char: 4 })
      session.page = page
      page.chosen.mockReturnValue({ block: 0, char: 2 })
      session.startAt({ block: 0, char: 2 }, until)
      player.enter('playing')
      player.enter('ended')
      await session.togglePlay()
      expect(player.starts.at(-1)).toEqual(until ?? { block: 0, char: 0 })
      player.enter('playing')
      player.enter('ended')
      page.chosen.mockReturnValue({ block: 1, char: 4 })
      await session.togglePlay()
      expect(player.starts.at(-1)).toEqual({ block: 1, char: 4 })
    },
  )

  test('time listened adds up over seeks and does not count pauses', () => {
    session.startAt({ block: 0, char: 0 })
    player.enter('playing')
    player.hear({ streamId: 1, sample: 24_000 * 7 })
    session.startAt({ block: 1, char: 0 })
    player.enter('playing')
    player.hear({ streamId: 2, sample: 24_000 * 3 })
    expect(session.listenedSeconds).toBe(10)
  })

  test('what is rendered ahead is known as a place in the text', () => {
    player.instruments = {
      ...player.instruments,
      chunks: [chunkEvent({ samples: 24_000 })],
      sentences: [sentenceEvent({ block: 1 })],
    }
    session.startAt({ block: 1, char: 0 })
    expect(session.rendered).toEqual({ block: 1, char: 10 })
  })

  test('a failed opening keeps the current document and shows one problem', async () => {
    const opened = await session.open(() => Promise.reject(new AppError('document/not-text', 'a picture')))
    expect(opened).toBe(false)
    expect(session.document).toEqual(shown)
    expect(session.problems.current?.error.code).toBe('document/not-text')
    expect(session.isOpening).toBe(false)
  })

  test('Play pressed while a document opens reads it as soon as it is there', async () => {
    const coming = later<typeof shown>()
    const opening = session.open(() => coming.promise)
    await session.togglePlay()
    expect(player.starts).toEqual([])
    coming.resolve(documentOf([paragraph('New')], 'new'))
    await opening
    await vi.waitFor(() => expect(player.starts).toEqual([{ block: 0, char: 0 }]))
    await session.open(() => Promise.resolve(shown))
    expect(player.starts).toHaveLength(1)
  })

  test('of two documents opened at once the later one is shown, whichever comes first', async () => {
    const slow = later<typeof shown>()
    const earlier = session.open(() => slow.promise)
    await session.open(() => Promise.resolve(documentOf([paragraph('Later')], 'later')))
    slow.resolve(documentOf([paragraph('Earlier')], 'earlier'))
    expect(await earlier).toBe(false)
    expect(session.document?.id).toBe('later')
    expect(session.isOpening).toBe(false)
  })

  test('a cancelled dialog changes nothing', async () => {
    await session.open(() => Promise.resolve(null))
    expect(session.document).toEqual(shown)
    expect(session.problems.current).toBeNull()
  })

  test('a failure while reading can be tried again at the same word', () => {
    session.startAt({ block: 1, char: 0 })
    player.enter('playing')
    player.hear({ block: 1, word: { startChar: 12, endChar: 14 } })
    player.failure = new AppError('engine/crashed', 'gone')
    player.enter('failed')
    expect(session.problems.current?.error.code).toBe('engine/crashed')
    session.problems.current?.retry?.()
    expect(player.starts.at(-1)).toEqual({ block: 1, char: 12 })
    expect(session.problems.current).toBeNull()
  })

  test('a dismissed failure does not come back by itself', () => {
    player.failure = new AppError('engine/crashed', 'gone')
    player.enter('failed')
    session.problems.dismiss()
    player.enter('failed')
    expect(session.problems.current).toBeNull()
  })

  test('a change of speed while reading reaches the player at once, a storm of them now and then', () => {
    session.startAt({ block: 0, char: 0 })
    for (let step = 1; step <= 20; step++) settings.changeSpeech({ speed: 1 + step * 0.05 })
    expect(player.tuned).toHaveLength(1)
    vi.advanceTimersByTime(200)
    expect(player.tuned.at(-1)?.speech.speed).toBe(2)
    expect(player.tuned).toHaveLength(2)
  })

  test('a new document forgets what was read before', () => {
    session.startAt({ block: 0, char: 0 })
    player.enter('playing')
    player.hear({ sample: 240_000 })
    session.show(documentOf([paragraph('Another')], 'other'))
    expect(session.heard).toBeNull()
    expect(session.listenedSeconds).toBe(0)
    expect(session.playback).toBe('idle')
  })

  test('the heading being read is known', () => {
    session.startAt({ block: 1, char: 0 })
    player.enter('playing')
    player.hear({ block: 2 })
    expect(session.contents[session.entryRead]?.title).toBe('Title')
  })

  test('a document that grows has more contents and more length, and the engine is told in order', () => {
    session.show({ ...documentOf([heading('One'), paragraph('First.')], 'book'), isWhole: false })
    const before = session.document
    expect(player.documents.at(-1)).toMatchObject({ id: 'book', isWhole: false, reading: {} })
    const blocks = [heading('Two'), paragraph('Second.')]
    const contents = [{ title: 'Two', level: 1, startBlock: 2 }]
    session.grow('book', { ...emptyPiece(), blocks, contents }, false)
    session.grow('other', { ...emptyPiece(), blocks }, true)
    expect(session.document).toBe(before)
    expect(session.contents.map(({ title }) => title)).toEqual(['One', 'Two'])
    expect(session.scale.totalChars).toBe('OneFirst.TwoSecond.'.length)
    expect(session.shown.isWhole).toBe(false)
    expect(player.extended).toEqual([{ documentId: 'book', blocks, isWhole: false }])
  })

  test('what was handed over stays as it was: the session’s document is its own', () => {
    const opened = { ...documentOf([paragraph('First.')], 'book'), isWhole: false }
    session.show(opened)
    session.grow('book', { ...emptyPiece(), blocks: [paragraph('Second.')] }, true)
    expect(opened.blocks).toHaveLength(1)
    expect(session.document?.blocks).toHaveLength(2)
  })

  test('a rest that breaks off is told as such, and reading ends where the text does', () => {
    session.show({ ...documentOf([paragraph('First.')], 'book'), isWhole: false })
    const retry = vi.fn()
    session.breakOff('book', new AppError('document/corrupt', 'cut'), retry)
    expect(session.problems.current).toMatchObject({ error: { code: 'document/corrupt' }, isOfRest: true })
    expect(player.extended).toEqual([{ documentId: 'book', blocks: [], isWhole: true }])
    session.breakOff('book', null)
    expect(player.extended).toHaveLength(1)
  })

  test('rules that change go to the engine at once, those of the document before those for all', () => {
    settings.changeReading((reading) => ({ ...reading, rules: { code: 'read', url: 'skip' } }))
    settings.changeReading((reading) => ({ ...reading, documents: { test: { code: 'skip' } } }))
    settings.changeView({ sidebar: false })
    expect(player.rules).toEqual([
      { documentId: 'test', rules: { code: 'read', url: 'skip' } },
      { documentId: 'test', rules: { code: 'skip', url: 'skip' } },
    ])
    session.show(documentOf([paragraph('Another.')], 'other'))
    expect(player.documents.at(-1)?.reading).toEqual({ code: 'read', url: 'skip' })
  })

  test('what failed goes on at its word when Play is pressed', async () => {
    session.startAt({ block: 0, char: 0 })
    player.enter('playing')
    player.hear({ word: { startChar: 4, endChar: 8 } })
    player.failure = new AppError('engine/crashed', 'gone')
    player.enter('failed')
    await session.togglePlay()
    expect(player.starts.at(-1)).toEqual({ block: 0, char: 4 })
  })

  test('a voice that is refused is said so, and the setting goes back to the one that speaks', () => {
    settings.changeSpeech({ voice: 'joe' })
    const voices = [{ id: 'joe', name: 'Joe', language: 'en-US', missingBytes: 1 }]
    const error = new AppError('voice/fetch-failed', 'no network')
    player.engine = { ...player.engine, voices, refused: { choice: { voice: 'joe', device: 'auto' }, error } }
    player.enter('playing')
    expect(settings.current.speech.voice).toBe('heart')
    expect(session.problems.current?.error).toMatchObject({
      code: 'voice/fetch-failed',
      details: { refusedVoice: 'Joe' },
    })
    session.problems.current?.retry?.()
    expect(settings.current.speech.voice).toBe('joe')
  })
})
