import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DictionaryReply } from '@contract/document-host-protocol'
import type { DictionaryRequest } from '@contract/host-messages'
import { pronunciationEntrySchema } from '@contract/pronunciation'
import { createTranslator } from '@contract/strings/translator'
import { disk } from '../../src-main/app/atomic-file'
import { exportDictionary, importDictionary } from '../../src-main/app/dictionary-files'
import { PronunciationStore } from '../../src-main/app/pronunciation-store'

let folder: string
let store: PronunciationStore
let requests: DictionaryRequest[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-dictionaries-'))
  store = await PronunciationStore.open(folder, disk)
  requests = []
})
afterEach(() => rm(folder, { recursive: true }))

const { signal } = new AbortController()
const entry = (text: string, scope = 'everywhere') =>
  pronunciationEntrySchema.parse({ text, scope, say: { kind: 'nothing' } })
const surroundings = (reply: DictionaryReply, files = disk) => ({
  t: createTranslator('en').t,
  store,
  files,
  signal,
  ask(request: DictionaryRequest) {
    requests.push(request)
    return Promise.resolve(reply)
  },
})
const written: DictionaryReply = { kind: 'dictionary-written', text: 'the text', leftOut: [] }

describe('importDictionary', () => {
  test('adds what the host found and hands its problems on', async () => {
    const reply: DictionaryReply = {
      kind: 'dictionary-read',
      entries: [entry('a'), entry('b', 'document')],
      problems: [{ line: 3, code: 'no-text' }],
    }
    const imported = await importDictionary(surroundings(reply), 'book', '/somewhere/words.csv')
    expect(requests).toEqual([{ kind: 'read-dictionary', path: '/somewhere/words.csv' }])
    expect(imported).toMatchObject({ added: 2, changed: 0, problems: [{ line: 3 }] })
    expect(store.holding('book')).toHaveLength(2)
  })

  test('without a document, entries of one are left out and named', async () => {
    const reply: DictionaryReply = {
      kind: 'dictionary-read',
      entries: [entry('a'), entry('b', 'document')],
      problems: [],
    }
    const imported = await importDictionary(surroundings(reply), null, '/words.json')
    expect(imported.added).toBe(1)
    expect(imported.problems).toEqual([{ code: 'other-document', values: { text: 'b' } }])
  })
})

describe('exportDictionary', () => {
  test.each([
    ['words.json', 'json'],
    ['words.CSV', 'csv'],
    ['words.pls', 'pls'],
    ['words', 'json'],
  ])('writes %s as %s, without the ids', async (name, format) => {
    await store.save('book', null, entry('a', 'document'))
    const path = join(folder, name)
    const result = await exportDictionary(surroundings(written), 'book', path)
    expect(requests).toEqual([{ kind: 'write-dictionary', format, entries: [entry('a', 'document')] }])
    expect(result).toEqual({ fileName: name, written: 1, leftOut: [] })
    expect(await readFile(path, 'utf8')).toBe('the text')
  })

  test.each([
    ['ENOSPC', 'export/disk-full'],
    ['EROFS', 'export/not-writable'],
  ])('says why it cannot be written (%s)', async (code, expected) => {
    const broken = {
      ...disk,
      writeThrough: () => Promise.reject(Object.assign(new Error(code), { code })),
    }
    await expect(
      exportDictionary(surroundings(written, broken), null, join(folder, 'a.json')),
    ).rejects.toMatchObject({ code: expected })
  })
})
