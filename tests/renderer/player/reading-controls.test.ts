import { settingsSchema } from '@contract/settings'
import { createTranslator } from '@contract/strings/translator'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HaltPoints } from '../../../src-renderer/player/halt-points'
import { ReadingControls } from '../../../src-renderer/player/reading-controls.svelte'
import { ReadingSession } from '../../../src-renderer/reader/reading-session.svelte'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'
import { SleepTimer } from '../../../src-renderer/player/sleep-timer.svelte'
import { pageAt } from '../fake-page'
import { FakePlayer } from '../fake-player'
import { sentenceEvent } from '../stream-events'
import { documentOf, heading, paragraph } from '../reader/documents'

let player: FakePlayer
let session: ReadingSession
let controls: ReadingControls
let haltPoints: HaltPoints
const sayWord = vi.fn()
const word = {
  block: 1,
  char: 4,
  sentence: { startChar: 0, endChar: 11 },
  word: { startChar: 4, endChar: 7 },
}

beforeEach(() => {
  sayWord.mockClear()
  player = new FakePlayer()
  const settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), vi.fn())
  session = new ReadingSession(createTranslator('en').t, player, settings)
  session.show(documentOf([heading('One'), paragraph('One two six.'), heading('Two'), paragraph('Three.')]))
  haltPoints = new HaltPoints(player)
  controls = new ReadingControls(session, haltPoints, sayWord)
})
afterEach(() => {
  haltPoints.dispose()
  session.dispose()
})

describe('stepWord', () => {
  test('pauses the voice, stands on the word and says it', async () => {
    session.startAt({ block: 1, char: 0 })
    player.enter('playing')
    player.hear({ block: 1 })
    player.destination = word
    await controls.stepWord('next-word')
    expect(player.state).toBe('paused')
    expect(player.located).toEqual([{ from: { block: 1, char: 0 }, move: 'next-word' }])
    expect(session.position).toEqual({ block: 1, char: 4 })
    expect(sayWord).toHaveBeenCalledExactlyOnceWith(word)
  })

  test('without a session it places the caret', async () => {
    const page = pageAt({ block: 1, char: 0 })
    session.page = page
    player.destination = word
    await controls.stepWord('next-word')
    expect(page.placeCaret).toHaveBeenCalledExactlyOnceWith(word)
    expect(player.rewound).toEqual([])
  })

  test('after a jump that is not heard yet it counts from there, and then from word to word', async () => {
    session.startAt({ block: 1, char: 0 })
    player.enter('paused')
    player.hear({ block: 1, streamId: -1 })
    session.startAt({ block: 3, char: 0 })
    player.hear({ block: 1, streamId: -1 })
    player.destination = { ...word, block: 3 }
    await controls.stepWord('next-word')
    await controls.stepWord('next-word')
    expect(player.located.map(({ from }) => from)).toEqual([
      { block: 3, char: 0 },
      { block: 3, char: 4 },
    ])
  })

  test('a word that is found after a click elsewhere is not stood on', async () => {
    session.startAt({ block: 1, char: 0 })
    player.enter('playing')
    player.hear({ block: 1 })
    let answer: (place: typeof word) => void = () => undefined
    player.locate = () => new Promise((resolve) => (answer = resolve))
    const step = controls.stepWord('next-word')
    await vi.waitFor(() => expect(player.state).toBe('paused'))
    session.startAt({ block: 3, char: 0 })
    answer(word)
    await step
    expect(player.rewound).toEqual([])
    expect(sayWord).not.toHaveBeenCalled()
  })

  test('twenty presses in a row stand on one word and say one', async () => {
    session.startAt({ block: 1, char: 0 })
    player.enter('paused')
    player.hear({ block: 1 })
    player.destination = word
    await Promise.all(Array.from({ length: 20 }, () => controls.stepWord('next-word')))
    expect(player.located).toHaveLength(20)
    expect(sayWord).toHaveBeenCalledTimes(1)
  })
})

describe('moveChapter', () => {
  test('reading goes on at the heading when it was going on', async () => {
    session.startAt({ block: 1, char: 0 })
    player.enter('playing')
    player.hear({ block: 1 })
    await controls.moveChapter(1)
    expect(player.starts.at(-1)).toEqual({ block: 2, char: 0 })
  })

  test('two presses before the first is heard lead two chapters on', async () => {
    session.show(
      documentOf([heading('One'), paragraph('First.'), heading('Two'), heading('Three')], 'chapters'),
    )
    session.startAt({ block: 1, char: 0 })
    await controls.moveChapter(1)
    await controls.moveChapter(1)
    expect(player.starts.slice(-2).map(({ block }) => block)).toEqual([2, 3])
  })

  test('a paused reading stands at the heading, and stays paused', async () => {
    session.startAt({ block: 3, char: 0 })
    player.enter('paused')
    player.hear({ block: 3 })
    player.destination = { ...word, block: 2, char: 0 }
    await controls.moveChapter(-1)
    expect(player.starts).toHaveLength(1)
    expect(session.position).toEqual({ block: 2, char: 4 })
  })
})

describe('leave', () => {
  const listed = documentOf([
    heading('One'),
    { ...paragraph('First.'), kind: 'list-item' },
    { ...paragraph('Second.'), kind: 'list-item' },
    paragraph('After the list.'),
  ])

  test('reading goes on behind the list that is heard, and only there can something be left', async () => {
    session.show({ ...listed, isWhole: true })
    session.startAt({ block: 1, char: 0 })
    player.enter('playing')
    player.hear({ block: 1 })
    expect(controls.canLeave).toBe(true)
    await controls.leave()
    expect(player.starts.at(-1)).toEqual({ block: 3, char: 0 })
    player.enter('playing')
    player.hear({ streamId: 2, block: 3 })
    expect(controls.canLeave).toBe(false)
    const { length } = player.starts
    await controls.leave()
    expect(player.starts).toHaveLength(length)
  })

  test('where nothing is read, the list that is in sight or has the caret can be left', async () => {
    session.show({ ...listed, isWhole: true })
    const page = pageAt()
    session.page = page
    expect(controls.canLeave).toBe(false)
    page.stand.mockReturnValue({ scrollTop: 0, inSight: { block: 0, char: 0 }, caret: { block: 2, char: 1 } })
    expect(controls.canLeave).toBe(true)
    await controls.leave()
    expect(page.show).toHaveBeenCalledWith({ block: 3, char: 0 })
  })

  test('after a jump that is not heard yet what was jumped into can be left', () => {
    session.show({ ...listed, isWhole: true })
    session.startAt({ block: 1, char: 0 })
    expect(controls.canLeave).toBe(true)
  })

  test('a paused reading stands behind the list, and stays paused', async () => {
    session.show({ ...listed, isWhole: true })
    session.startAt({ block: 2, char: 0 })
    player.enter('paused')
    player.hear({ block: 2 })
    player.destination = { ...word, block: 3, char: 0 }
    await controls.leave()
    expect(player.starts).toHaveLength(1)
    expect(session.position?.block).toBe(3)
  })
})

describe('what becomes of a sentence', () => {
  test('stopping after each halts before every sentence, and Play goes on', async () => {
    controls.setMode('stop')
    expect(player.halts).toEqual([{ before: 'sentence' }])
    session.startAt({ block: 1, char: 0 })
    player.enter('paused', true)
    await session.togglePlay()
    expect(player.resumes).toBe(1)
    controls.setMode('go-on')
    expect(player.halts.at(-1)).toBeNull()
  })

  test('repeating says the sentence as often as was asked for, then the next', async () => {
    controls.setMode('repeat')
    controls.setTimes(3)
    session.startAt({ block: 1, char: 0 })
    player.destination = { block: 1, char: 0 }
    const halt = async () => {
      player.enter('playing')
      player.hear({ block: 1 })
      player.enter('paused', true)
      await vi.waitFor(() => expect(player.state).toBe('starting'))
    }
    await halt()
    await halt()
    expect(player.starts).toHaveLength(3)
    await halt()
    expect(player.starts).toHaveLength(3)
    expect(player.resumes).toBe(1)
  })

  test('a click on another sentence begins to count anew', async () => {
    controls.setMode('repeat')
    controls.setTimes(2)
    session.startAt({ block: 1, char: 0 })
    const halt = async (block: number) => {
      player.enter('playing')
      player.hear({ block })
      player.enter('paused', true)
      await vi.waitFor(() => expect(player.state).toBe('starting'))
    }
    player.destination = { block: 1, char: 0 }
    await halt(1)
    session.startAt({ block: 3, char: 0 })
    player.destination = { block: 3, char: 0 }
    await halt(3)
    expect(player.starts.at(-1)).toEqual({ block: 3, char: 0 })
    expect(player.resumes).toBe(0)
    await halt(3)
    expect(player.resumes).toBe(1)
  })

  test('the last sentence of the chapter that the sleep timer waits for is repeated, and then reading sleeps', async () => {
    const contents = [0, 2].map((block) => ({ block, title: '', depth: 1 }))
    let look: () => void = () => undefined
    const sleep = new SleepTimer({ player, contents }, haltPoints, (_milliseconds, task) => {
      look = task
      return () => undefined
    })
    controls.setMode('repeat')
    controls.setTimes(2)
    session.startAt({ block: 1, char: 0 })
    player.enter('playing')
    player.hear({ block: 1, sample: 10 })
    sleep.choose('chapter')
    look()
    const next = sentenceEvent({ block: 2, startSample: 20 })
    player.instruments = { ...player.instruments, sentences: [next] }
    player.destination = { block: 1, char: 0 }
    player.enter('paused', true)
    expect(sleep.choice).toBe('chapter')
    await vi.waitFor(() => expect(player.starts).toHaveLength(2))
    player.enter('playing')
    player.hear({ block: 1, sample: 10 })
    player.enter('paused', true)
    expect(sleep.choice).toBeNull()
    expect(player.state).toBe('paused')
    expect(player.resumes).toBe(0)
    sleep.dispose()
  })

  test('a pause of the person’s own repeats nothing', () => {
    controls.setMode('repeat')
    session.startAt({ block: 1, char: 0 })
    player.hear({ block: 1 })
    player.enter('paused')
    expect(player.located).toEqual([])
  })
})
