import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyPiece, type TextPosition } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import { placeAt } from '../../../src-renderer/library/find-place'
import { documentOf, paragraph } from '../reader/documents'
import { blocks, story, openLibraryStand, type LibraryStand } from './library-stand'

let stand: LibraryStand
beforeEach(() => {
  stand = openLibraryStand()
})
afterEach(() => stand.end())

describe('the place of a document', () => {
  const left = { block: 2, char: 26 }

  test('is gone to when it is opened, without taking the focus', async () => {
    await stand.show({ place: placeAt(blocks, left) })
    expect(stand.page.show).toHaveBeenCalledExactlyOnceWith(left)
    expect(stand.page.placeCaret).toHaveBeenCalledExactlyOnceWith(left, false)
    expect(stand.library.awaitedPlace).toBeNull()
  })

  test('is awaited while the document grows, and Play waits with it', async () => {
    const first = { ...documentOf(blocks.slice(0, 2), 'story'), isWhole: false }
    await stand.show({ place: placeAt(blocks, left) }, first)
    expect(stand.page.show).not.toHaveBeenCalled()
    const found = stand.library.awaitedPlace
    expect(found).not.toBeNull()
    stand.session.grow('story', { ...emptyPiece(), blocks: blocks.slice(2) }, false)
    flushSync()
    await stand.settle()
    expect(stand.page.show).toHaveBeenCalledWith(left)
    expect(await found).toEqual(left)
  })

  test('that is not in the text any more is where its share of the whole is', async () => {
    const place = { ...left, before: 'words that are gone', after: 'and nowhere else' }
    await stand.show({ place, share: 0.5 }, { ...documentOf([paragraph('x'.repeat(100))], 'story') })
    expect(stand.page.show).toHaveBeenCalledWith({ block: 0, char: 50 })
  })

  test('is given up when a hand moves the page, or something is read meanwhile', async () => {
    const first = { ...documentOf(blocks.slice(0, 2), 'story'), isWhole: false }
    await stand.show({ place: placeAt(blocks, left) }, first)
    const found = stand.library.awaitedPlace
    stand.library.takeOver()
    expect(await found).toBeNull()
    await stand.show({ place: placeAt(blocks, left) }, { ...first })
    stand.session.startAt({ block: 1, char: 0 })
    stand.session.grow('story', { ...emptyPiece(), blocks: blocks.slice(2) }, true)
    flushSync()
    await stand.settle()
    expect(stand.page.show).not.toHaveBeenCalled()
  })

  test('is not gone to when the document is only opened in another way', async () => {
    await stand.show({ place: placeAt(blocks, left) }, story, false)
    expect(stand.page.show).not.toHaveBeenCalled()
  })

  test('is told at every word heard, written at every sentence, and again when the voice rests', async () => {
    await stand.show({})
    stand.session.startAt({ block: 1, char: 0 })
    stand.player.enter('playing')
    const hear = (char: number, sentenceIndex: number, sentence: [number, number]): void => {
      stand.player.hear({
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
    stand.player.enter('paused')
    flushSync()
    const kept = stand.inputs('library:keep-place') as {
      place: TextPosition
      isDue: boolean
      share: number
    }[]
    expect(kept.map(({ place, isDue }) => [place.char, isDue])).toEqual([
      [0, true],
      [4, false],
      [40, true],
      [40, true],
    ])
    expect(kept[0].share).toBeCloseTo(3 / 127, 5)
  })

  test('is where the page came to rest when nothing is read', async () => {
    await stand.show({})
    stand.page.startPosition.mockResolvedValue({ block: 2, char: 0 })
    stand.library.moved()
    stand.library.moved()
    await stand.settle()
    expect(stand.inputs('library:keep-place')).toMatchObject([{ place: { block: 2, char: 0 }, isDue: true }])
  })

  test('is where the page was moved to after the voice has come to its end, also when the window goes', async () => {
    await stand.show({})
    stand.session.startAt({ block: 2, char: 0 })
    stand.player.enter('playing')
    stand.player.hear({
      block: 2,
      sentence: { startChar: 0, endChar: 66 },
      word: { startChar: 60, endChar: 65 },
    })
    flushSync()
    stand.player.enter('ended')
    flushSync()
    stand.page.stand.mockReturnValue({ scrollTop: 900, inSight: { block: 1, char: 0 }, caret: null })
    stand.library.moved()
    stand.library.settle()
    const kept = stand.inputs('library:keep-place') as { place: TextPosition; share: number }[]
    expect(kept.map(({ place }) => [place.block, place.char])).toEqual([
      [2, 60],
      [2, 60],
      [1, 0],
    ])
    await stand.settle()
    stand.library.settle()
    expect(stand.inputs('library:keep-place')).toHaveLength(3)
  })

  test('has no share while nobody knows how long the document is', async () => {
    await stand.show({}, { ...documentOf(blocks.slice(0, 2), 'story'), isWhole: false })
    stand.library.moved()
    await stand.settle()
    expect(stand.inputs('library:keep-place')).toMatchObject([{ share: null }])
  })
})

describe('what a document is read with', () => {
  test('is put into the settings when it is opened, and is no change of a person’s', async () => {
    await stand.show({ speech: { voice: 'heart', speed: 1.5 } })
    expect(stand.settings.current.speech.speed).toBe(1.5)
    expect(stand.inputs('library:keep-speech')).toEqual([])
  })

  test('is kept when it is changed, and when it is read for the first time', async () => {
    await stand.show({})
    stand.settings.changeSpeech({ speed: 2 })
    expect(stand.inputs('library:keep-speech')).toEqual([
      { documentId: 'story', speech: { voice: 'heart', speed: 2 } },
    ])
    stand.player.enter('playing')
    flushSync()
    expect(stand.inputs('library:keep-speech')).toHaveLength(2)
    stand.settings.changeAudio({ volume: 0.5 })
    expect(stand.inputs('library:keep-speech')).toHaveLength(2)
  })

  test('a voice that is gone leaves the one that speaks', async () => {
    stand.player.engine = {
      ...stand.player.engine,
      voices: [{ id: 'heart', name: 'Heart', language: 'en-US', missingBytes: 0 }],
    }
    stand.player.enter('idle')
    await stand.show({ speech: { voice: 'gone', speed: 1.5 } })
    expect(stand.settings.current.speech).toMatchObject({ voice: 'heart', speed: 1.5 })
  })
})

describe('the library', () => {
  test('a store that was set aside is told once', async () => {
    const problem = toErrorData(new AppError('library/set-aside', 'unreadable'))
    stand.answers['library:list'] = () => ({ documents: [], problem })
    await stand.library.refresh()
    await stand.library.refresh()
    expect(stand.failures).toMatchObject([{ code: 'library/set-aside' }])
  })

  test('what could not be done is told, and nothing says that it was', async () => {
    const recent = { id: 'one', title: 'One' }
    stand.answers['library:list'] = () => ({ documents: [recent], problem: null })
    stand.answers['library:list-document'] = () => {
      throw new AppError('library/not-saved', 'full')
    }
    stand.answers['library:clear'] = stand.answers['library:list-document']
    await stand.library.refresh()
    await stand.library.remove('one')
    expect(stand.library.removed).toBeNull()
    expect(await stand.library.clear()).toBe(false)
    expect(stand.failures).toHaveLength(2)
    const fail = stand.answers['library:list-document']
    stand.answers['library:list-document'] = () => []
    await stand.library.remove('one')
    stand.answers['library:list-document'] = fail
    await stand.library.putBack()
    expect(stand.library.removed).toEqual(recent)
    stand.answers['library:clear'] = () => null
    expect(await stand.library.clear()).toBe(true)
    expect(stand.library.removed).toBeNull()
  })

  test('shows contents where there are any until another tab is chosen', async () => {
    await stand.show({})
    expect(stand.library.tab).toBe('contents')
    await stand.show({}, documentOf([paragraph('No heading.')], 'plain'))
    expect(stand.library.tab).toBe('recent')
    stand.library.tab = 'bookmarks'
    await stand.show({})
    expect(stand.library.tab).toBe('bookmarks')
  })
})
