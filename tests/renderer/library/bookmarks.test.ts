import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import type { Bookmark } from '@contract/library'
import { documentOf, heading, paragraph } from '../reader/documents'
import { blocks, openLibraryStand, type LibraryStand } from './library-stand'

let stand: LibraryStand
beforeEach(() => {
  stand = openLibraryStand()
})
afterEach(() => stand.end())

describe('bookmarks', () => {
  test('one is set at the word heard, under its heading; the same sentence again takes it away', async () => {
    await stand.show({})
    stand.player.enter('playing')
    stand.player.hear({
      block: 1,
      sentence: { startChar: 40, endChar: 57 },
      word: { startChar: 47, endChar: 53 },
    })
    flushSync()
    await stand.library.bookmarks.toggle()
    flushSync()
    expect(stand.library.bookmarks.lines).toMatchObject([
      { position: { block: 1, char: 47 }, bookmark: { words: 'looked up.', chapter: 'One', note: '' } },
    ])
    stand.player.hear({
      block: 1,
      wordIndex: 1,
      sentence: { startChar: 40, endChar: 57 },
      word: { startChar: 40, endChar: 46 },
    })
    flushSync()
    await stand.library.bookmarks.toggle()
    expect(stand.library.bookmarks.lines).toEqual([])
    expect(stand.remarks).toEqual(['Bookmark set', 'Bookmark removed'])
    await stand.library.bookmarks.putBack()
    expect(stand.library.bookmarks.lines).toHaveLength(1)
    expect(stand.library.bookmarks.removed).toBeNull()
  })

  test('a key pressed twice at once sets one and takes it away', async () => {
    await stand.show({})
    stand.page.startPosition.mockResolvedValue({ block: 1, char: 0 })
    const both = Promise.all([stand.library.bookmarks.toggle(), stand.library.bookmarks.toggle()])
    await stand.settle()
    await both
    expect(stand.library.bookmarks.lines).toEqual([])
    expect(stand.inputs('library:save-bookmark')).toHaveLength(1)
  })

  test('one set on a picture without words is where the next ones are', async () => {
    const picture = { ...paragraph(''), kind: 'wordless-picture' as const }
    await stand.show(
      {},
      documentOf([heading('One'), picture, paragraph('Behind the picture.'), picture], 'pictured'),
    )
    for (const block of [1, 3]) await stand.library.bookmarks.add({ block, char: 0 })
    expect(stand.library.bookmarks.lines).toMatchObject([
      { position: { block: 2, char: 0 }, bookmark: { words: 'Behind the picture.' } },
      { position: { block: 3, char: 0 }, bookmark: { words: '' } },
    ])
  })

  test('the next and the one before are gone to in the order of the text; past the last it is said', async () => {
    await stand.show({})
    for (const block of [2, 1]) await stand.library.bookmarks.add({ block, char: 0 })
    expect(stand.library.bookmarks.lines.map(({ position }) => position?.block)).toEqual([1, 2])
    stand.page.startPosition.mockResolvedValue({ block: 1, char: 0 })
    await stand.library.bookmarks.step(1)
    expect(stand.page.show).toHaveBeenLastCalledWith({ block: 2, char: 0 })
    await stand.library.bookmarks.step(-1)
    expect(stand.remarks.at(-1)).toBe('No bookmark before this place')
    stand.player.enter('playing')
    stand.player.hear({
      block: 1,
      sentence: { startChar: 0, endChar: 39 },
      word: { startChar: 4, endChar: 9 },
    })
    flushSync()
    await stand.library.bookmarks.step(1)
    expect(stand.player.starts.at(-1)).toEqual({ block: 2, char: 0 })
  })

  test('one that cannot be saved says so and can be tried again', async () => {
    await stand.show({})
    const save = stand.answers['library:save-bookmark']
    stand.answers['library:save-bookmark'] = () => {
      throw new AppError('library/not-saved', 'full')
    }
    await stand.library.bookmarks.add({ block: 1, char: 0 })
    expect(stand.library.bookmarks.lines).toEqual([])
    expect(stand.session.problems.current?.error.code).toBe('library/not-saved')
    stand.answers['library:save-bookmark'] = save
    stand.session.problems.current?.retry?.()
    await stand.settle()
    expect(stand.library.bookmarks.lines).toHaveLength(1)
  })

  test('one that was removed from another document is not put back into this one', async () => {
    await stand.show({})
    await stand.library.bookmarks.add({ block: 1, char: 0 })
    let answer: (left: Bookmark[]) => void = () => undefined
    stand.answers['library:remove-bookmark'] = () => new Promise<Bookmark[]>((resolve) => (answer = resolve))
    const removal = stand.library.bookmarks.remove(stand.library.bookmarks.lines[0].bookmark)
    await vi.advanceTimersByTimeAsync(0)
    await stand.show({}, documentOf([paragraph('Another.')], 'other'))
    answer([])
    await removal
    expect(stand.library.bookmarks.removed).toBeNull()
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
    (stand.inputs('library:save-bookmark') as { documentId: string; bookmark: Bookmark }[])
      .slice(-2)
      .map(({ documentId, bookmark }) => [documentId, bookmark.place.block])

  test('those of a text that is written on move with it, whatever is answered meanwhile', async () => {
    await stand.show({}, documentOf([...blocks], 'story'))
    for (const block of [1, 2]) await stand.library.bookmarks.add({ block, char: 0 })
    const save = stand.answers['library:save-bookmark']
    let answer: () => void = () => undefined
    stand.answers['library:save-bookmark'] = (input) =>
      new Promise((resolve) => (answer = () => resolve(save(input))))
    stand.session.revise(line)
    stand.library.bookmarks.settle()
    await vi.advanceTimersByTimeAsync(0)
    stand.session.revise(line)
    answer()
    await vi.advanceTimersByTimeAsync(0)
    answer()
    await vi.advanceTimersByTimeAsync(0)
    flushSync()
    expect(stand.library.bookmarks.lines.map(({ position }) => position)).toEqual([
      { block: 3, char: 0 },
      { block: 4, char: 0 },
    ])
    stand.answers['library:save-bookmark'] = save
    stand.library.bookmarks.settle()
    await stand.settle()
    expect(placesOnDisk()).toEqual([
      ['story', 3],
      ['story', 4],
    ])
  })

  test('only those that have moved are written, and one that waits for its turn once, as it is then', async () => {
    await stand.show({}, documentOf([...blocks], 'story'))
    for (const block of [1, 2]) await stand.library.bookmarks.add({ block, char: 0 })
    const save = stand.answers['library:save-bookmark']
    const count = () => stand.inputs('library:save-bookmark').length
    const before = count()
    stand.session.revise({ ...line, fromBlock: 2 })
    stand.library.bookmarks.settle()
    await vi.advanceTimersByTimeAsync(0)
    expect(count()).toBe(before + 1)
    let answer: () => void = () => undefined
    stand.answers['library:save-bookmark'] = (input) =>
      new Promise((resolve) => (answer = () => resolve(save(input))))
    for (let lines = 0; lines < 5; lines++) {
      stand.session.revise({ ...line, fromBlock: 2 })
      stand.library.bookmarks.settle()
      await vi.advanceTimersByTimeAsync(0)
    }
    stand.answers['library:save-bookmark'] = save
    answer()
    await vi.advanceTimersByTimeAsync(0)
    expect(count()).toBe(before + 3)
    expect(placesOnDisk().at(-1)).toEqual(['story', 8])
  })

  test('one that was removed before it was its turn to be written stays removed', async () => {
    await stand.show({}, documentOf([...blocks], 'story'))
    await stand.library.bookmarks.add({ block: 1, char: 0 })
    const removal = stand.library.bookmarks.remove(stand.library.bookmarks.lines[0].bookmark)
    stand.session.revise(line)
    stand.library.bookmarks.settle()
    await removal
    await vi.advanceTimersByTimeAsync(0)
    flushSync()
    expect(stand.library.bookmarks.lines).toEqual([])
  })

  test('those that have moved are written for their own document when another comes', async () => {
    await stand.show({}, documentOf([...blocks], 'story'))
    for (const block of [1, 2]) await stand.library.bookmarks.add({ block, char: 0 })
    stand.session.revise(line)
    await stand.show({}, documentOf([paragraph('Another.')], 'other'))
    stand.library.bookmarks.settle()
    await stand.settle()
    expect(placesOnDisk()).toEqual([
      ['story', 2],
      ['story', 3],
    ])
    expect(stand.library.bookmarks.lines).toEqual([])
  })

  test('those of a document that comes are not shown on the one that is there', async () => {
    await stand.show({})
    await stand.library.bookmarks.add({ block: 1, char: 0 })
    await stand.library.prepare('other', true)
    expect(stand.library.bookmarks.lines).toHaveLength(1)
  })
})
