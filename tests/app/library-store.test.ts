import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import { disk, type FileSystem } from '../../src-main/app/atomic-file'
import { maxDocuments, maxPastedTexts } from '../../src-main/app/library-book'
import { LibraryStore } from '../../src-main/app/library-store'
import { bookmark, failure, fileDocument, full, paste, pastedId, place } from './library-fixture'

let folder: string
let failures: unknown[]
let keepsHistory: boolean
let now: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-library-'))
  failures = []
  keepsHistory = true
  now = 1_000
})
afterEach(() => rm(folder, { recursive: true }))

const open = (files: FileSystem = disk): Promise<LibraryStore> =>
  LibraryStore.open(folder, {
    files,
    keepsHistory: () => keepsHistory,
    reportFailure: (error) => failures.push(error),
    becameAnother: (...ids) => renamed.push(ids),
    now: () => (now += 1),
  })
const renamed: [string, string][] = []
const path = (): string => join(folder, 'library.json')
const pastedFiles = (): Promise<string[]> => readdir(join(folder, 'pasted')).catch(() => [])
const titles = (store: LibraryStore): string[] => store.recent().map(({ id }) => id)

describe('LibraryStore', () => {
  test('starts empty and without a file', async () => {
    const store = await open()
    expect(store.recent()).toEqual([])
    const unknown = { place: null, share: 0, speech: null, bookmarks: [], showsPages: false }
    expect(store.recall('book')).toEqual(unknown)
    expect(store.problem).toBeNull()
    await store.flush()
    expect(await readdir(folder)).toEqual([])
  })

  test('what was opened, where it was left and what it was read with is found again', async () => {
    const store = await open()
    store.opened(fileDocument('a'), null)
    store.opened(fileDocument('b'), null)
    store.keepPlace('a', place(4), 0.25, true)
    store.keepPagesShown('a', true)
    store.keepSpeech('a', { voice: 'joe', speed: 1.5 })
    await store.saveBookmark('a', bookmark('x'))
    store.opened(fileDocument('a'), null)
    await store.flush()
    const again = await open()
    expect(titles(again)).toEqual(['a', 'b'])
    expect(again.recall('a')).toEqual({
      place: place(4),
      share: 0.25,
      speech: { voice: 'joe', speed: 1.5 },
      bookmarks: [bookmark('x')],
      showsPages: true,
    })
    expect(again.recent()[0]).toMatchObject({ kind: 'file', fileName: 'a.txt', share: 0.25 })
  })

  test('a change is on the disk within a second; a place that is not due waits for what is', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const store = await open()
    store.opened(fileDocument('a'), null)
    await vi.advanceTimersByTimeAsync(1_000)
    await vi.waitFor(async () => expect(await readFile(path(), 'utf8')).toContain('Title of a'))
    store.keepPlace('a', place(4), null, false)
    expect(vi.getTimerCount()).toBe(0)
    expect((await open()).recall('a').place).toBeNull()
    store.keepPlace('a', place(5), null, true)
    await vi.advanceTimersByTimeAsync(1_000)
    await vi.waitFor(async () => expect((await open()).recall('a').place).toEqual(place(5)))
    store.keepPlace('a', place(6), null, false)
    await store.flush()
    expect((await open()).recall('a').place).toEqual(place(6))
  })

  test('the same bytes in another place and other bytes in the same place are the document that is known', async () => {
    const store = await open()
    store.opened(fileDocument('a', '/one.txt'), null)
    store.keepPlace('a', place(4), 0.5, true)
    await store.saveBookmark('a', bookmark('x'))
    store.opened(fileDocument('a', '/moved.txt'), null)
    store.opened(fileDocument('a-changed', '/moved.txt'), null)
    expect(store.recent().map(({ id, fileName }) => [id, fileName])).toEqual([['a-changed', 'moved.txt']])
    expect(store.recall('a-changed')).toMatchObject({
      place: place(4),
      bookmarks: [bookmark('x')],
      showsPages: false,
    })
  })

  test('a bookmark is changed where it stands, and is gone for good when it is removed', async () => {
    const store = await open()
    store.opened(fileDocument('a'), null)
    await store.saveBookmark('a', bookmark('x'))
    await store.saveBookmark('a', bookmark('y'))
    const named = { ...bookmark('x'), note: 'Here' }
    expect(await store.saveBookmark('a', named)).toEqual([named, bookmark('y')])
    expect(await store.removeBookmark('a', 'x')).toEqual([bookmark('y')])
    expect(await store.removeBookmark('a', 'x')).toEqual([bookmark('y')])
    expect((await open()).recall('a').bookmarks).toEqual([bookmark('y')])
    await expect(store.saveBookmark('nobody', bookmark('z'))).rejects.toMatchObject({
      code: 'document/missing',
    })
  })

  test('the oldest documents go, but none with bookmarks; pasted texts go with their files', async () => {
    const store = await open()
    paste(store, 0)
    await store.saveBookmark(pastedId(0), bookmark('x'))
    for (let index = 1; index <= maxPastedTexts + 5; index += 1) paste(store, index)
    expect(store.recent()).toHaveLength(maxPastedTexts + 1)
    for (let index = 0; index <= maxDocuments; index += 1) store.opened(fileDocument(`f${index}`), null)
    expect(titles(store)).toHaveLength(maxDocuments + 1)
    expect(titles(store).at(-1)).toBe(pastedId(0))
    await store.flush()
    const again = await open()
    await again.flush()
    again.opened(fileDocument('last'), null)
    await again.flush()
    expect(await pastedFiles()).toEqual([`${pastedId(0)}.json`])
    expect(await again.pastedText(pastedId(0))).toEqual({ text: 'text 0' })
  })

  test('a text is on the disk before the list says so, and one that is gone says that it is', async () => {
    const order: string[] = []
    const store = await open({
      ...disk,
      async rename(from, to) {
        await disk.rename(from, to)
        order.push(to.includes('pasted') ? 'text' : 'list')
      },
    })
    paste(store, 1, 'A letter')
    await store.flush()
    expect(order).toEqual(['text', 'list'])
    expect(await store.pastedText(pastedId(1))).toEqual({ text: 'A letter' })
    await expect(store.pastedText(pastedId(2))).rejects.toMatchObject({ code: 'document/missing' })
    await writeFile(join(folder, 'pasted', `${pastedId(1)}.json`), '{')
    await expect(store.pastedText(pastedId(1))).rejects.toMatchObject({ code: 'document/missing' })
    await expect(store.pastedText('../../etc/passwd')).rejects.toThrow()
  })

  test('what is taken out of the list is known until history is cleared, and a bookmark after that', async () => {
    const store = await open()
    for (const id of ['a', 'b']) {
      store.opened(fileDocument(id), null)
      store.keepPlace(id, place(4), 0.5, true)
    }
    await store.saveBookmark('b', bookmark('x'))
    paste(store, 1)
    expect(store.setListed('a', false).map(({ id }) => id)).toEqual([pastedId(1), 'b'])
    expect(store.recall('a').place).toEqual(place(4))
    expect(store.setListed('a', true)).toHaveLength(3)
    await store.clear()
    expect(store.recent()).toEqual([])
    expect(store.recall('a').place).toBeNull()
    expect(store.recall('b')).toMatchObject({ place: null, bookmarks: [bookmark('x')], showsPages: false })
    await store.flush()
    expect(await pastedFiles()).toEqual([])
    const text = await readFile(path(), 'utf8')
    expect(text).not.toContain('Title of a')
    // The document that is open can still be given a bookmark.
    await store.saveBookmark('a', bookmark('y'))
    expect((await open()).recall('a').bookmarks).toEqual([bookmark('y')])
  })

  test('without history nothing is kept but bookmarks', async () => {
    keepsHistory = false
    const store = await open()
    store.opened(fileDocument('a'), null)
    store.opened(fileDocument('b'), null)
    paste(store, 1)
    store.keepPlace('a', place(4), 0.5, true)
    store.keepSpeech('a', { voice: 'joe', speed: 2 })
    await store.flush()
    expect(await readdir(folder)).toEqual([])
    await store.saveBookmark('b', bookmark('x'))
    const again = await open()
    expect(again.recent()).toEqual([])
    expect(again.recall('b')).toEqual({
      place: null,
      share: 0,
      speech: null,
      bookmarks: [bookmark('x')],
      showsPages: false,
    })
    expect(await store.removeBookmark('b', 'x')).toEqual([])
    expect(await readFile(path(), 'utf8')).not.toContain('Title of b')
  })

  test('history that cannot be cleared is not said to be', async () => {
    const store = await open()
    store.opened(fileDocument('a'), null)
    await store.flush()
    await expect((await open(full)).clear()).rejects.toMatchObject({ code: 'library/not-saved' })
    paste(store, 1)
    await store.flush()
    const held = await open({ ...disk, remove: () => Promise.reject(failure('EACCES')) })
    await expect(held.clear()).rejects.toMatchObject({ details: { reason: 'EACCES' } })
    await expect(store.clear()).resolves.toBeUndefined()
  })

  test.each([
    ['cut in the middle', '{"version":1,"docu'],
    ['empty', ''],
    ['zeroed', '\0'.repeat(500)],
    ['of a newer version', '{"version":2,"documents":[]}'],
    ['of another shape', '{"version":1,"documents":[{"id":"a"}]}'],
  ])(
    'a file that is %s is set aside, reported, and not overwritten; pasted texts stay',
    async (_, content) => {
      await mkdir(join(folder, 'pasted'))
      await writeFile(join(folder, 'pasted', `${pastedId(1)}.json`), '{"text":"kept"}')
      await writeFile(path(), content)
      const store = await open()
      expect(store.recent()).toEqual([])
      expect(store.problem?.code).toBe('library/set-aside')
      const aside = (await readdir(folder)).find((name) => name.startsWith('library.unreadable-'))
      expect(await readFile(join(folder, aside ?? ''), 'utf8')).toBe(content)
      store.opened(fileDocument('a'), null)
      await store.flush()
      expect(titles(await open())).toEqual(['a'])
      expect(await store.pastedText(pastedId(1))).toEqual({ text: 'kept' })
    },
  )

  test('a full disk refuses a bookmark, keeps the old file, and is written when there is room', async () => {
    const store = await open()
    store.opened(fileDocument('a'), null)
    await store.flush()
    let isFull = true
    const filling = await open({
      ...disk,
      writeThrough: (to, data) => (isFull ? full : disk).writeThrough(to, data),
    })
    await expect(filling.saveBookmark('a', bookmark('x'))).rejects.toMatchObject({
      code: 'library/not-saved',
      details: { reason: 'ENOSPC' },
    } satisfies Partial<AppError>)
    expect(failures).toHaveLength(1)
    expect((await open()).recall('a').bookmarks).toEqual([])
    isFull = false
    await filling.flush()
    expect((await open()).recall('a').bookmarks).toEqual([bookmark('x')])
  })

  test('whatever breaks at whatever step of a write, the library is the old or the new one whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 4 }),
        fc.boolean(),
        fc.boolean(),
        async (step, isPartial, isKilled) => {
          await rm(folder, { recursive: true })
          await mkdir(folder)
          const before = await open()
          before.opened(fileDocument('old'), null)
          await before.flush()
          let steps = 0
          // A process that is killed writes nothing more, and removes nothing either.
          const atStep = (): void => {
            if (steps++ === step || (isKilled && steps > step)) throw failure('EIO')
          }
          const store = await open({
            ...disk,
            async writeThrough(to, data) {
              if (isPartial && steps === step) await disk.writeThrough(to, data.slice(0, data.length / 2))
              atStep()
              await disk.writeThrough(to, data)
            },
            async rename(from, to) {
              atStep()
              await disk.rename(from, to)
            },
            async remove(file) {
              if (!isKilled) await disk.remove(file)
            },
          })
          paste(store, 1)
          await store.flush()
          const again = await open()
          expect(again.problem).toBeNull()
          expect([['old'], [pastedId(1), 'old']]).toContainEqual(titles(again))
          if (titles(again).length === 2)
            expect(await again.pastedText(pastedId(1))).toEqual({ text: 'text 1' })
        },
      ),
      { seed: 5, numRuns: 25 },
    )
  })

  test('any order of changes is the same after a reopening as before it', async () => {
    const id = fc.constantFrom('a', 'b', 'c')
    const change = fc.oneof(
      fc.record({ what: fc.constant('open' as const), id, at: fc.constantFrom('/1', '/2', '/3') }),
      fc.record({ what: fc.constant('place' as const), id, block: fc.nat(50) }),
      fc.record({ what: fc.constant('speech' as const), id, speed: fc.constantFrom(0.5, 1, 4) }),
      fc.record({ what: fc.constant('bookmark' as const), id, mark: fc.constantFrom('x', 'y') }),
      fc.record({ what: fc.constant('unmark' as const), id, mark: fc.constantFrom('x', 'y') }),
      fc.record({ what: fc.constant('list' as const), id, isListed: fc.boolean() }),
      fc.record({ what: fc.constant('clear' as const) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 25 }), async (changes) => {
        await rm(folder, { recursive: true })
        await mkdir(folder)
        const store = await open()
        let bookmarks = 0
        for (const made of changes) {
          if (made.what === 'open') store.opened(fileDocument(made.id, made.at), null)
          else if (made.what === 'place') store.keepPlace(made.id, place(made.block), 0.5, false)
          else if (made.what === 'speech') store.keepSpeech(made.id, { voice: 'heart', speed: made.speed })
          else if (made.what === 'bookmark')
            await store.saveBookmark(made.id, bookmark(made.mark)).catch(() => undefined)
          else if (made.what === 'unmark')
            await store.removeBookmark(made.id, made.mark).catch(() => undefined)
          else if (made.what === 'list') store.setListed(made.id, made.isListed)
          else await store.clear()
          const held = ['a', 'b', 'c'].reduce((sum, of) => sum + store.recall(of).bookmarks.length, 0)
          // Only a removal takes a bookmark away.
          if (made.what !== 'unmark') expect(held).toBeGreaterThanOrEqual(bookmarks)
          bookmarks = held
        }
        await store.flush()
        const again = await open()
        expect(again.recent()).toEqual(store.recent())
        for (const of of ['a', 'b', 'c']) expect(again.recall(of)).toEqual(store.recall(of))
      }),
      { seed: 8, numRuns: 40 },
    )
  })

  test('a file in the list is not to be taken by its text, nor a text that was written on', async () => {
    const store = await open()
    store.opened(fileDocument('a'), null)
    paste(store, 1)
    expect([await store.isTaken('a'), await store.isTaken(pastedId(1)), await store.isTaken('b')]).toEqual([
      true,
      false,
      false,
    ])
    store.setListed('a', false)
    expect(await store.isTaken('a')).toBe(false)
  })

  test('files that nobody opened stand in the list under their names, and become what they are when they are', async () => {
    const store = await open()
    store.opened(fileDocument('a'), null)
    expect(store.addUnread(['/books/b.epub', '/books/a.txt', '/books/c.md'])).toBe(3)
    expect(store.recent().map(({ title, fileName }) => [title, fileName])).toEqual([
      ['b', 'b.epub'],
      ['Title of a', 'a.txt'],
      ['c', 'c.md'],
    ])
    const [first] = store.recent()
    expect(store.sourceOf(first.id)?.origin).toEqual({ kind: 'file', path: '/books/b.epub' })
    renamed.length = 0
    store.opened(fileDocument('b', '/books/b.epub'), null)
    expect(renamed).toEqual([])
    expect(titles(store)).toEqual(['b', 'a', expect.stringMatching(/^unread-/)])
    keepsHistory = false
    expect((await open()).addUnread(['/books/d.epub'])).toBe(0)
  })

  test('says what a file was before it was changed, so that all that held for it can follow', async () => {
    renamed.length = 0
    const store = await open()
    store.opened(fileDocument('old', '/book.txt'), null)
    expect(renamed).toEqual([])
    store.opened(fileDocument('new', '/book.txt'), null)
    expect(renamed).toEqual([['old', 'new']])
    expect(store.recall('new')).not.toHaveProperty('formerId')
  })
})
