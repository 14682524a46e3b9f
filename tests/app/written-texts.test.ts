import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { disk, type FileSystem } from '../../src-main/app/atomic-file'
import { LibraryStore } from '../../src-main/app/library-store'
import type { WrittenText } from '../../src-main/app/pasted-texts'
import { bookmark, fileDocument, full, paste, pastedId } from './library-fixture'

let folder: string
let failures: unknown[]
let keepsHistory: boolean

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-texts-'))
  failures = []
  keepsHistory = true
})
afterEach(() => rm(folder, { recursive: true }))

const open = (files: FileSystem = disk): Promise<LibraryStore> =>
  LibraryStore.open(folder, {
    files,
    keepsHistory: () => keepsHistory,
    reportFailure: (error) => failures.push(error),
    becameAnother: () => undefined,
    now: () => 1_000,
  })
const pastedFiles = (): Promise<string[]> => readdir(join(folder, 'pasted')).catch(() => [])
const writtenText = (title: string, id = pastedId(1)): WrittenText => ({
  ...{ id, title, authors: [], format: 'txt' },
  ...{ parts: [], blocks: [], contents: [], outside: [], warnings: [] },
})
const titleOf = async (store: LibraryStore): Promise<string | null> => {
  const text = await store.pastedText(pastedId(1))
  return 'written' in text ? text.written.title : null
}

describe('texts that are written on', () => {
  test('a text that was written on is on the disk when that is said, and the same text pasted again is another', async () => {
    const store = await open()
    paste(store, 1)
    await store.flush()
    expect(await store.isWritten(pastedId(1))).toBe(false)
    expect(await store.keepWritten(writtenText('Changed'))).toBe(true)
    expect(await titleOf(await open())).toBe('Changed')
    expect(await store.isTaken(pastedId(1))).toBe(true)
    expect(store.recent()[0].title).toBe('Changed')
    keepsHistory = false
    expect(await store.keepWritten(writtenText('Again'))).toBe(false)
  })

  test('a text that cannot be written says so', async () => {
    const store = await open()
    paste(store, 1)
    await store.flush()
    const broken = await open(full)
    await expect(broken.keepWritten(writtenText('T'))).rejects.toMatchObject({ code: 'library/not-saved' })
    expect(await titleOf(broken)).toBe('T')
  })

  test('a text kept by an earlier Lector beside what it was made of is what was written', async () => {
    const store = await open()
    paste(store, 1)
    await store.flush()
    const kept = { text: 'text 1', html: '<p>text 1</p>', written: writtenText('Kept') }
    await writeFile(join(folder, 'pasted', `${pastedId(1)}.json`), JSON.stringify(kept))
    expect(await titleOf(await open())).toBe('Kept')
  })

  test('while a text is being written nothing else writes it, and what is read is the newest', async () => {
    const writing = new Set<string>()
    const alone = async (to: string, write: () => Promise<void>): Promise<void> => {
      expect([...writing]).not.toContain(to)
      writing.add(to)
      await new Promise((resolve) => setTimeout(resolve, 20))
      await write().finally(() => writing.delete(to))
    }
    const store = await open({
      ...disk,
      writeThrough: (to, data) => alone(to, () => disk.writeThrough(to, data)),
      remove: (path) => alone(path, () => disk.remove(path)),
    })
    paste(store, 1)
    const pasting = store.flush()
    const saving = ['One', 'Two'].map((title) => store.keepWritten(writtenText(title)))
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await titleOf(store)).toBe('Two')
    expect(await store.isTaken(pastedId(1))).toBe(true)
    // Opened again meanwhile, it is not put back to what was pasted.
    paste(store, 1)
    expect(await titleOf(store)).toBe('Two')
    await Promise.all([pasting, ...saving])
    expect(await titleOf(await open())).toBe('Two')
    const last = store.keepWritten(writtenText('Three'))
    await Promise.all([store.clear(), last])
    expect(await pastedFiles()).toEqual([])
    expect(failures).toEqual([])
  })

  test('a text that is only opened is not written again', async () => {
    const written: string[] = []
    const store = await open({
      ...disk,
      writeThrough(to, data) {
        if (to.includes('pasted')) written.push(data)
        return disk.writeThrough(to, data)
      },
    })
    for (let times = 0; times < 2; times += 1) {
      paste(store, 1)
      await store.flush()
    }
    expect(written).toEqual(['{"text":"text 1"}'])
    expect(store.sourceOf(pastedId(1))?.origin).toEqual({ kind: 'pasted', bytes: 17 })
  })

  test.each([
    ['gone', (file: string) => rm(file)],
    ['damaged', (file: string) => writeFile(file, '{"text":')],
  ])('a text whose file is %s is whole again when it is pasted again', async (_, lose) => {
    const store = await open()
    paste(store, 1)
    await store.flush()
    await lose(join(folder, 'pasted', `${pastedId(1)}.json`))
    const next = await open()
    expect(await next.isWritten(pastedId(1))).toBe(false)
    paste(next, 1)
    await next.flush()
    expect(await (await open()).pastedText(pastedId(1))).toEqual({ text: 'text 1' })
  })

  test('a text that only a later version understands is written over by nothing', async () => {
    const store = await open()
    paste(store, 1)
    await store.flush()
    const path = join(folder, 'pasted', `${pastedId(1)}.json`)
    await writeFile(path, '{"written":{"later":true}}')
    const next = await open()
    expect(await next.isWritten(pastedId(1))).toBe(true)
    paste(next, 1)
    await next.flush()
    expect(await readFile(path, 'utf8')).toBe('{"written":{"later":true}}')
  })

  test('a file that is opened while the same text is being written stays a file', async () => {
    let isOpened = false
    const store: LibraryStore = await open({
      ...disk,
      async writeThrough(to, data) {
        if (to.includes('pasted') && !isOpened) {
          isOpened = true
          store.opened(fileDocument(pastedId(1), '/one.txt'), null)
        }
        return disk.writeThrough(to, data)
      },
    })
    paste(store, 1)
    await store.flush()
    await store.flush()
    expect((await open()).sourceOf(pastedId(1))?.origin).toEqual({ kind: 'file', path: '/one.txt' })
  })

  test('a text that cannot be read for a moment is written over by nothing', async () => {
    const store = await open()
    await store.keepWritten(writtenText('Changed'))
    const path = join(folder, 'pasted', `${pastedId(1)}.json`)
    await rename(path, `${path}.away`)
    await mkdir(path)
    const next = await open()
    expect(await next.isWritten(pastedId(1))).toBe(true)
    paste(next, 1)
    await rm(path, { recursive: true })
    await rename(`${path}.away`, path)
    await next.flush()
    expect(await titleOf(await open())).toBe('Changed')
  })

  test('a file of the same text is where the text lies from then on, unless it was written on', async () => {
    const openFile = async (store: LibraryStore): Promise<void> => {
      await store.isWritten(pastedId(1))
      store.opened(fileDocument(pastedId(1), '/one.txt'), null)
    }
    const store = await open()
    paste(store, 1)
    await store.flush()
    await openFile(store)
    expect(store.sourceOf(pastedId(1))?.origin).toEqual({ kind: 'file', path: '/one.txt' })
    // Also of one that is not on the disk yet.
    paste(store, 2)
    store.opened(fileDocument(pastedId(2), '/two.txt'), null)
    await store.flush()
    expect(store.sourceOf(pastedId(2))?.origin).toEqual({ kind: 'file', path: '/two.txt' })
    paste(store, 1)
    await store.keepWritten(writtenText('Changed'))
    const next = await open()
    await openFile(next)
    expect(next.sourceOf(pastedId(1))?.origin.kind).toBe('pasted')
    expect(await titleOf(next)).toBe('Changed')
  })

  test.each([
    ['taken out of the list', (store: LibraryStore) => store.setListed(pastedId(1), false)],
    ['forgotten', (store: LibraryStore) => store.clear()],
    [
      'known by its bookmark alone',
      async (store: LibraryStore) => {
        await store.saveBookmark(pastedId(1), bookmark('x'))
        await store.clear()
      },
    ],
  ])('a text that is written on after it was %s is in the list again, and stays', async (_, leave) => {
    const store = await open()
    paste(store, 1)
    await leave(store)
    expect(store.recent()).toEqual([])
    expect(await store.keepWritten(writtenText('Changed'))).toBe(true)
    const again = await open()
    await again.flush()
    expect(again.recent()).toMatchObject([{ id: pastedId(1), title: 'Changed' }])
    expect(await titleOf(again)).toBe('Changed')
  })
})
