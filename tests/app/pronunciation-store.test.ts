import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pronunciationEntrySchema, type PronunciationEntry } from '@contract/pronunciation'
import { disk, type FileSystem } from '../../src-main/app/atomic-file'
import { PronunciationStore } from '../../src-main/app/pronunciation-store'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-pronunciations-'))
})
afterEach(() => rm(folder, { recursive: true }))

const path = (): string => join(folder, 'pronunciations.json')
const open = (files: FileSystem = disk): Promise<PronunciationStore> => PronunciationStore.open(folder, files)
const failure = (code: string): Error => Object.assign(new Error(code), { code })
const full: FileSystem = { ...disk, writeThrough: () => Promise.reject(failure('ENOSPC')) }
const entry = (text: string, changes: Partial<PronunciationEntry> = {}): PronunciationEntry => ({
  ...pronunciationEntrySchema.parse({ text, say: { kind: 'words', words: `say ${text}` } }),
  ...changes,
})
const own = (text: string): PronunciationEntry => entry(text, { scope: 'document' })
const texts = (store: PronunciationStore, documentId: string | null): string[] =>
  store.holding(documentId).map(({ text }) => text)

describe('PronunciationStore', () => {
  test('starts empty and without a file', async () => {
    const store = await open()
    expect(store.holding(null)).toEqual([])
    expect(store.problem).toBeNull()
    expect(await readdir(folder)).toEqual([])
  })

  test('what was saved is on the disk when the call is answered, and found again by the document’s id', async () => {
    const store = await open()
    await store.save('book', null, own('Eloi'))
    await store.save('book', null, entry('Weena'))
    await store.save(null, null, entry('Morlock', { say: { kind: 'phonemes', phonemes: 'ˈmɔːlɒk' } }))
    const again = await open()
    expect(texts(again, 'book')).toEqual(['Eloi', 'Weena', 'Morlock'])
    expect(texts(again, 'another')).toEqual(['Weena', 'Morlock'])
    expect(again.holding('book')).toEqual(store.holding('book'))
  })

  test('an entry is changed where it stands, moves with its scope, and is removed for good', async () => {
    const store = await open()
    const [first] = await store.save('book', null, entry('a'))
    await store.save('book', null, entry('b'))
    await store.save('book', first.id, entry('c'))
    expect(texts(store, null)).toEqual(['c', 'b'])
    await store.save('book', first.id, own('c'))
    expect([texts(store, 'book'), texts(store, null)]).toEqual([['c', 'b'], ['b']])
    await store.remove('book', first.id)
    await store.remove('book', first.id)
    expect(texts(await open(), 'book')).toEqual(['b'])
    // A document without entries leaves nothing behind.
    expect(JSON.parse(await readFile(path(), 'utf8'))).toMatchObject({ documents: {} })
  })

  test('a list replaces what holds for one document and for all, no other document’s', async () => {
    const store = await open()
    await store.save('one', null, own('mine'))
    await store.save('two', null, own('other'))
    const held = await store.save('one', null, entry('all'))
    await store.replace('one', [...held].reverse())
    expect(texts(store, 'one')).toEqual(['mine', 'all'])
    await store.replace('one', [])
    expect([texts(store, 'one'), texts(store, 'two')]).toEqual([[], ['other']])
  })

  test('an import replaces what is said for the same text and adds the rest', async () => {
    const store = await open()
    const [before] = await store.save(null, null, entry('Nguyen'))
    const merged = await store.merge(null, [
      entry('NGUYEN', { say: { kind: 'words', words: 'win' } }),
      entry('Siobhan'),
      entry('Siobhan', { say: { kind: 'nothing' } }),
      entry('Nguyen', { matchCase: true }),
    ])
    expect(merged).toMatchObject({ added: 2, changed: 2 })
    expect(merged.entries).toHaveLength(3)
    expect(merged.entries[0]).toMatchObject({ id: before.id, say: { words: 'win' } })
    expect(merged.entries[1].say).toEqual({ kind: 'nothing' })
  })

  test.each([
    ['cut in the middle', '{"version":1,"everywh'],
    ['empty', ''],
    ['zeroed', '\0'.repeat(500)],
    ['of a newer version', '{"version":2}'],
    ['a list with an entry that is none', '{"version":1,"everywhere":[{"id":"x"}]}'],
  ])('a file that is %s is set aside, reported, and not overwritten', async (_how, content) => {
    await writeFile(path(), content)
    const store = await open()
    expect(store.problem?.code).toBe('pronunciation/set-aside')
    expect(store.holding(null)).toEqual([])
    const [aside = ''] = await readdir(folder)
    expect(aside).toMatch(/^pronunciations\.unreadable-\d+\.json$/)
    expect(await readFile(join(folder, aside), 'utf8')).toBe(content)
    await store.save(null, null, entry('a'))
    expect((await open()).problem).toBeNull()
  })

  test('a folder in the file’s place is set aside as well', async () => {
    await mkdir(path())
    const store = await open()
    expect(store.problem?.code).toBe('pronunciation/set-aside')
    await store.save(null, null, entry('a'))
    expect(texts(await open(), null)).toEqual(['a'])
  })

  test('a change that cannot be written is refused and does not hold', async () => {
    await (await open()).save(null, null, entry('old'))
    const store = await open(full)
    await expect(store.save(null, null, entry('new'))).rejects.toMatchObject({
      code: 'pronunciation/not-saved',
      details: { reason: 'ENOSPC' },
    })
    expect(texts(store, null)).toEqual(['old'])
    expect(texts(await open(), null)).toEqual(['old'])
    expect(await readdir(folder)).toEqual(['pronunciations.json'])
  })

  test('a process killed between write and rename leaves the old entries, and the next change is written', async () => {
    await (await open()).save(null, null, entry('old'))
    // What such a process leaves behind: half of a new file beside the old one.
    await writeFile(`${path()}.new`, '{"version":1,"every')
    const store = await open()
    expect(store.problem).toBeNull()
    expect(texts(store, null)).toEqual(['old'])
    await store.save(null, null, entry('new'))
    expect(texts(await open(), null)).toEqual(['old', 'new'])
    expect(await readdir(folder)).toEqual(['pronunciations.json'])
  })

  test('changes made at once are all kept, whichever of them fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), async (fates) => {
        await rm(path(), { force: true })
        let turn = 0
        const store = await open({
          ...disk,
          writeThrough: (to, data) =>
            fates[turn++] ? disk.writeThrough(to, data) : Promise.reject(failure('EIO')),
        })
        const outcomes = await Promise.allSettled(
          fates.map((_fate, index) => store.save(null, null, entry(`word ${index}`))),
        )
        expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(fates)
        const kept = fates.flatMap((fate, index) => (fate ? [`word ${index}`] : []))
        expect(texts(store, null)).toEqual(kept)
        expect(texts(await open(), null)).toEqual(kept)
      }),
      { seed: 5, numRuns: 25 },
    )
  })

  test('an entry of a document needs a document', async () => {
    const store = await open()
    await expect(store.save(null, null, own('a'))).rejects.toMatchObject({ code: 'contract/invalid' })
  })

  test('a document whose id is a name that every object has is a document like any other', async () => {
    const store = await open()
    expect(store.holding('constructor')).toEqual([])
    await store.save('constructor', null, own('a'))
    expect(texts(await open(), 'constructor')).toEqual(['a'])
  })

  test('entries of a document that has become another one hold for that at once, and at the next start', async () => {
    const store = await open()
    await store.save('old', null, own('Eloi'))
    store.move('old', 'new', () => undefined)
    expect(texts(store, 'new')).toEqual(['Eloi'])
    expect(texts(store, 'old')).toEqual([])
    await store.settled()
    expect(texts(await open(), 'new')).toEqual(['Eloi'])
    await store.save('other', null, own('Weena'))
    store.move('new', 'other', () => undefined)
    expect(texts(store, 'other')).toEqual(['Weena'])
    expect(texts(store, 'new')).toEqual(['Eloi'])
  })
})
