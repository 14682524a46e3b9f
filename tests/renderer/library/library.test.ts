import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Call } from '@contract/define-call'
import { emptyPiece, type TextPosition } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import type { Bookmark, Remembered } from '@contract/library'
import { settingsSchema } from '@contract/settings'
import { createTranslator } from '@contract/strings/translator'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import { placeAt } from '../../../src-renderer/library/find-place'
import { Library } from '../../../src-renderer/library/library.svelte'
import { ReadingSession, type SessionDocument } from '../../../src-renderer/reader/reading-session.svelte'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'
import { pageAt } from '../fake-page'
import { FakePlayer } from '../fake-player'
import { documentOf, heading, paragraph } from '../reader/documents'

const { t } = createTranslator('en')
const nothing: Remembered = { place: null, share: 0, speech: null, bookmarks: [], showsPages: false }
const blocks = [
  heading('One'),
  paragraph('The lamps were lit one after the other. Nobody looked up.'),
  paragraph('Then it was dark, and the tide came in over the stones of the quay.'),
]
const story = documentOf(blocks, 'story')

let calls: { channel: string; input: unknown }[]
let answers: Record<string, (input: never) => unknown>
let player: FakePlayer
let session: ReadingSession
let settings: SettingsStore
let library: Library
let remarks: string[]
let failures: unknown[]
let stopWatching: () => void
let page: ReturnType<typeof pageAt>
const bridge: Pick<Bridge, 'call'> = {
  call: ((declared: Call, input: unknown) => {
    calls.push({ channel: declared.channel, input })
    const answer = answers[declared.channel]
    return answer ? Promise.resolve().then(() => answer(input as never)) : new Promise(() => undefined)
  }) as Bridge['call'],
}
const inputs = (channel: string) => calls.filter((call) => call.channel === channel).map((call) => call.input)
const settle = () => vi.advanceTimersByTimeAsync(300)

/** Opens the story as the opener does. */
async function show(
  remembered: Partial<Remembered>,
  document: SessionDocument = story,
  goesToPlace = true,
): Promise<void> {
  answers['library:recall'] = () => ({ ...nothing, ...remembered })
  await library.prepare(document.id, goesToPlace)
  session.show(document)
  page = pageAt()
  session.page = page
  library.arrive()
  flushSync()
  await settle()
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  calls = []
  remarks = []
  failures = []
  let held: Bookmark[] = []
  answers = {
    'library:list': () => ({ documents: [], problem: null }),
    'library:keep-place': () => null,
    'library:keep-speech': () => null,
    'library:save-bookmark': ({ bookmark }: { bookmark: Bookmark }) =>
      (held = [...held.filter(({ id }) => id !== bookmark.id), bookmark]),
    'library:remove-bookmark': ({ id }: { id: string }) => (held = held.filter((other) => other.id !== id)),
  }
  player = new FakePlayer()
  settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), vi.fn())
  session = new ReadingSession(t, player, settings)
  library = new Library({
    t,
    bridge,
    session,
    settings,
    say: (remark) => remarks.push(remark),
    report: (error) => failures.push(error),
  })
  stopWatching = library.watch()
})
afterEach(() => {
  stopWatching()
  session.dispose()
  vi.useRealTimers()
})

describe('the place of a document', () => {
  const left = { block: 2, char: 26 }

  test('is gone to when it is opened, without taking the focus', async () => {
    await show({ place: placeAt(blocks, left) })
    expect(page.show).toHaveBeenCalledExactlyOnceWith(left)
    expect(page.placeCaret).toHaveBeenCalledExactlyOnceWith(left, false)
    expect(library.awaitedPlace).toBeNull()
  })

  test('is awaited while the document grows, and Play waits with it', async () => {
    const first = { ...documentOf(blocks.slice(0, 2), 'story'), isWhole: false }
    await show({ place: placeAt(blocks, left) }, first)
    expect(page.show).not.toHaveBeenCalled()
    const found = library.awaitedPlace
    expect(found).not.toBeNull()
    session.grow('story', { ...emptyPiece(), blocks: blocks.slice(2) }, false)
    flushSync()
    await settle()
    expect(page.show).toHaveBeenCalledWith(left)
    expect(await found).toEqual(left)
  })

  test('that is not in the text any more is where its share of the whole is', async () => {
    const place = { ...left, before: 'words that are gone', after: 'and nowhere else' }
    await show({ place, share: 0.5 }, { ...documentOf([paragraph('x'.repeat(100))], 'story') })
    expect(page.show).toHaveBeenCalledWith({ block: 0, char: 50 })
  })

  test('is given up when a hand moves the page, or something is read meanwhile', async () => {
    const first = { ...documentOf(blocks.slice(0, 2), 'story'), isWhole: false }
    await show({ place: placeAt(blocks, left) }, first)
    const found = library.awaitedPlace
    library.takeOver()
    expect(await found).toBeNull()
    await show({ place: placeAt(blocks, left) }, { ...first })
    session.startAt({ block: 1, char: 0 })
    session.grow('story', { ...emptyPiece(), blocks: blocks.slice(2) }, true)
    flushSync()
    await settle()
    expect(page.show).not.toHaveBeenCalled()
  })

  test('is not gone to when the document is only opened in another way', async () => {
    await show({ place: placeAt(blocks, left) }, story, false)
    expect(page.show).not.toHaveBeenCalled()
  })

  test('is told at every word heard, written at every sentence, and again when the voice rests', async () => {
    await show({})
    session.startAt({ block: 1, char: 0 })
    player.enter('playing')
    const hear = (char: number, sentenceIndex: number, sentence: [number, number]): void => {
      player.hear({
        block: 1,
        sentenceIndex,
        wordIndex: char,
        sentence: { startChar: sentence[0], endChar: sentence[1] },
        word: char < 0 ? null : { startChar: char, endChar: char + 3 },
      })
      flushSync()
    }
    hear(0, 0, [0, 39])
    hear(4, 0, [0, 39])
    // Between two words it is still at the first of them.
    hear(-1, 0, [0, 39])
    hear(40, 1, [40, 57])
    player.enter('paused')
    flushSync()
    const kept = inputs('library:keep-place') as { place: TextPosition; isDue: boolean; share: number }[]
    expect(kept.map(({ place, isDue }) => [place.char, isDue])).toEqual([
      [0, true],
      [4, false],
      [40, true],
      [40, true],
    ])
    expect(kept[0].share).toBeCloseTo(3 / 127, 5)
  })

  test('is where the page came to rest when nothing is read', async () => {
    await show({})
    page.startPosition.mockResolvedValue({ block: 2, char: 0 })
    library.moved()
    library.moved()
    await settle()
    expect(inputs('library:keep-place')).toMatchObject([{ place: { block: 2, char: 0 }, isDue: true }])
  })

  test('is where the page was moved to after the voice has come to its end, also when the window goes', async () => {
    await show({})
    session.startAt({ block: 2, char: 0 })
    player.enter('playing')
    player.hear({ block: 2, sentence: { startChar: 0, endChar: 66 }, word: { startChar: 60, endChar: 65 } })
    flushSync()
    player.enter('ended')
    flushSync()
    page.stand.mockReturnValue({ scrollTop: 900, inSight: { block: 1, char: 0 }, caret: null })
    library.moved()
    library.settle()
    const kept = inputs('library:keep-place') as { place: TextPosition; share: number }[]
    expect(kept.map(({ place }) => [place.block, place.char])).toEqual([
      [2, 60],
      [2, 60],
      [1, 0],
    ])
    await settle()
    library.settle()
    expect(inputs('library:keep-place')).toHaveLength(3)
  })

  test('has no share while nobody knows how long the document is', async () => {
    await show({}, { ...documentOf(blocks.slice(0, 2), 'story'), isWhole: false })
    library.moved()
    await settle()
    expect(inputs('library:keep-place')).toMatchObject([{ share: null }])
  })
})

describe('what a document is read with', () => {
  test('is put into the settings when it is opened, and is no change of a person’s', async () => {
    await show({ speech: { voice: 'heart', speed: 1.5 } })
    expect(settings.current.speech.speed).toBe(1.5)
    expect(inputs('library:keep-speech')).toEqual([])
  })

  test('is kept when it is changed, and when it is read for the first time', async () => {
    await show({})
    settings.changeSpeech({ speed: 2 })
    expect(inputs('library:keep-speech')).toEqual([
      { documentId: 'story', speech: { voice: 'heart', speed: 2 } },
    ])
    player.enter('playing')
    flushSync()
    expect(inputs('library:keep-speech')).toHaveLength(2)
    settings.changeAudio({ volume: 0.5 })
    expect(inputs('library:keep-speech')).toHaveLength(2)
  })

  test('a voice that is gone leaves the one that speaks', async () => {
    player.engine = {
      ...player.engine,
      voices: [{ id: 'heart', name: 'Heart', language: 'en-US', missingBytes: 0 }],
    }
    player.enter('idle')
    await show({ speech: { voice: 'gone', speed: 1.5 } })
    expect(settings.current.speech).toMatchObject({ voice: 'heart', speed: 1.5 })
  })
})

describe('bookmarks', () => {
  test('one is set at the word heard, under its heading; the same sentence again takes it away', async () => {
    await show({})
    player.enter('playing')
    player.hear({
      block: 1,
      sentence: { startChar: 40, endChar: 57 },
      word: { startChar: 47, endChar: 53 },
    })
    flushSync()
    await library.bookmarks.toggle()
    flushSync()
    expect(library.bookmarks.lines).toMatchObject([
      { position: { block: 1, char: 47 }, bookmark: { words: 'looked up.', chapter: 'One', note: '' } },
    ])
    player.hear({
      block: 1,
      wordIndex: 1,
      sentence: { startChar: 40, endChar: 57 },
      word: { startChar: 40, endChar: 46 },
    })
    flushSync()
    await library.bookmarks.toggle()
    expect(library.bookmarks.lines).toEqual([])
    expect(remarks).toEqual(['Bookmark set', 'Bookmark removed'])
    await library.bookmarks.putBack()
    expect(library.bookmarks.lines).toHaveLength(1)
    expect(library.bookmarks.removed).toBeNull()
  })

  test('a key pressed twice at once sets one and takes it away', async () => {
    await show({})
    page.startPosition.mockResolvedValue({ block: 1, char: 0 })
    const both = Promise.all([library.bookmarks.toggle(), library.bookmarks.toggle()])
    await settle()
    await both
    expect(library.bookmarks.lines).toEqual([])
    expect(inputs('library:save-bookmark')).toHaveLength(1)
  })

  test('one set on a picture without words is where the next ones are', async () => {
    const picture = { ...paragraph(''), kind: 'wordless-picture' as const }
    await show(
      {},
      documentOf([heading('One'), picture, paragraph('Behind the picture.'), picture], 'pictured'),
    )
    for (const block of [1, 3]) await library.bookmarks.add({ block, char: 0 })
    expect(library.bookmarks.lines).toMatchObject([
      { position: { block: 2, char: 0 }, bookmark: { words: 'Behind the picture.' } },
      { position: { block: 3, char: 0 }, bookmark: { words: '' } },
    ])
  })

  test('the next and the one before are gone to in the order of the text; past the last it is said', async () => {
    await show({})
    for (const block of [2, 1]) await library.bookmarks.add({ block, char: 0 })
    expect(library.bookmarks.lines.map(({ position }) => position?.block)).toEqual([1, 2])
    page.startPosition.mockResolvedValue({ block: 1, char: 0 })
    await library.bookmarks.step(1)
    expect(page.show).toHaveBeenLastCalledWith({ block: 2, char: 0 })
    await library.bookmarks.step(-1)
    expect(remarks.at(-1)).toBe('No bookmark before this place')
    player.enter('playing')
    player.hear({ block: 1, sentence: { startChar: 0, endChar: 39 }, word: { startChar: 4, endChar: 9 } })
    flushSync()
    await library.bookmarks.step(1)
    expect(player.starts.at(-1)).toEqual({ block: 2, char: 0 })
  })

  test('one that cannot be saved says so and can be tried again', async () => {
    await show({})
    const save = answers['library:save-bookmark']
    answers['library:save-bookmark'] = () => {
      throw new AppError('library/not-saved', 'full')
    }
    await library.bookmarks.add({ block: 1, char: 0 })
    expect(library.bookmarks.lines).toEqual([])
    expect(session.problems.current?.error.code).toBe('library/not-saved')
    answers['library:save-bookmark'] = save
    session.problems.current?.retry?.()
    await settle()
    expect(library.bookmarks.lines).toHaveLength(1)
  })

  test('one that was removed from another document is not put back into this one', async () => {
    await show({})
    await library.bookmarks.add({ block: 1, char: 0 })
    let answer: (left: Bookmark[]) => void = () => undefined
    answers['library:remove-bookmark'] = () => new Promise<Bookmark[]>((resolve) => (answer = resolve))
    const removal = library.bookmarks.remove(library.bookmarks.lines[0].bookmark)
    await vi.advanceTimersByTimeAsync(0)
    await show({}, documentOf([paragraph('Another.')], 'other'))
    answer([])
    await removal
    expect(library.bookmarks.removed).toBeNull()
  })

  /** A line put in before everything else. */
  const line = {
    fromBlock: 0,
    removedBlocks: 0,
    blocks: [paragraph('A line.')],
    keptStartChars: 0,
    keptEndChars: 0,
  }
  const placesOnDisk = () =>
    (inputs('library:save-bookmark') as { documentId: string; bookmark: Bookmark }[])
      .slice(-2)
      .map(({ documentId, bookmark }) => [documentId, bookmark.place.block])

  test('those of a text that is written on move with it, whatever is answered meanwhile', async () => {
    await show({}, documentOf([...blocks], 'story'))
    for (const block of [1, 2]) await library.bookmarks.add({ block, char: 0 })
    const save = answers['library:save-bookmark']
    let answer: () => void = () => undefined
    answers['library:save-bookmark'] = (input) =>
      new Promise((resolve) => (answer = () => resolve(save(input))))
    session.revise(line)
    library.bookmarks.settle()
    await vi.advanceTimersByTimeAsync(0)
    session.revise(line)
    answer()
    await vi.advanceTimersByTimeAsync(0)
    answer()
    await vi.advanceTimersByTimeAsync(0)
    flushSync()
    expect(library.bookmarks.lines.map(({ position }) => position)).toEqual([
      { block: 3, char: 0 },
      { block: 4, char: 0 },
    ])
    answers['library:save-bookmark'] = save
    library.bookmarks.settle()
    await settle()
    expect(placesOnDisk()).toEqual([
      ['story', 3],
      ['story', 4],
    ])
  })

  test('those that have moved are written for their own document when another comes', async () => {
    await show({}, documentOf([...blocks], 'story'))
    for (const block of [1, 2]) await library.bookmarks.add({ block, char: 0 })
    session.revise(line)
    await show({}, documentOf([paragraph('Another.')], 'other'))
    library.bookmarks.settle()
    await settle()
    expect(placesOnDisk()).toEqual([
      ['story', 2],
      ['story', 3],
    ])
    expect(library.bookmarks.lines).toEqual([])
  })

  test('those of a document that comes are not shown on the one that is there', async () => {
    await show({})
    await library.bookmarks.add({ block: 1, char: 0 })
    await library.prepare('other', true)
    expect(library.bookmarks.lines).toHaveLength(1)
  })
})

describe('the library', () => {
  test('a store that was set aside is told once', async () => {
    const problem = toErrorData(new AppError('library/set-aside', 'unreadable'))
    answers['library:list'] = () => ({ documents: [], problem })
    await library.refresh()
    await library.refresh()
    expect(failures).toMatchObject([{ code: 'library/set-aside' }])
  })

  test('what could not be done is told, and nothing says that it was', async () => {
    const recent = { id: 'one', title: 'One' }
    answers['library:list'] = () => ({ documents: [recent], problem: null })
    answers['library:list-document'] = () => {
      throw new AppError('library/not-saved', 'full')
    }
    answers['library:clear'] = answers['library:list-document']
    await library.refresh()
    await library.remove('one')
    expect(library.removed).toBeNull()
    expect(await library.clear()).toBe(false)
    expect(failures).toHaveLength(2)
    const fail = answers['library:list-document']
    answers['library:list-document'] = () => []
    await library.remove('one')
    answers['library:list-document'] = fail
    await library.putBack()
    expect(library.removed).toEqual(recent)
    answers['library:clear'] = () => null
    expect(await library.clear()).toBe(true)
    expect(library.removed).toBeNull()
  })

  test('shows contents where there are any until another tab is chosen', async () => {
    await show({})
    expect(library.tab).toBe('contents')
    await show({}, documentOf([paragraph('No heading.')], 'plain'))
    expect(library.tab).toBe('recent')
    library.tab = 'bookmarks'
    await show({})
    expect(library.tab).toBe('bookmarks')
  })
})
