import { beforeAll, describe, expect, test, vi } from 'vitest'
import { pronunciationEntrySchema } from '@contract/pronunciation'
import { examineEntry, pronounceWith } from '../../src-main/engine-host/pronouncing'
import { SpokenDocument } from '../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../src-main/engine/voices/voice'
import { paragraph } from '../helpers/paragraphs'
import { loadSineVoice } from '../helpers/sine-voice'
import { connectPage, holderOf } from './connected-page'

const entry = (text: string, changes: object = {}) =>
  pronunciationEntrySchema.parse({ text, say: { kind: 'words', words: 'something else' }, ...changes })
const never = new AbortController().signal
const blocks = [
  paragraph('The Eloi came. Nobody else did. Then more Eloi, and Eloi again.'),
  paragraph('Not one of them.'),
  paragraph('An Eloi.'),
]

describe('pronounceWith', () => {
  test('an entry that cannot be used leaves the others in force', () => {
    const pronounce = pronounceWith([entry('(', { match: 'regex' }), entry('Eloi')])
    expect(pronounce(blocks[2], { startChar: 0, endChar: 8 })).toMatchObject([{ startChar: 3, endChar: 7 }])
  })
})

describe('examineEntry', () => {
  test('counts sentences, not places', async () => {
    const document = new SpokenDocument(blocks)
    expect(await examineEntry(entry('Eloi'), document, never)).toEqual({ problem: null, sentences: 3 })
    expect(await examineEntry(entry('Morlock'), document, never)).toEqual({ problem: null, sentences: 0 })
  })

  test('an entry for one place changes its sentence alone', async () => {
    const document = new SpokenDocument(blocks)
    const place = { block: 0, char: 42, before: 'Then more ', after: 'Eloi, and Eloi again.' }
    const char = blocks[0].text.indexOf('Eloi, and')
    const here = entry('Eloi', { scope: 'here', place: { ...place, char } })
    expect(await examineEntry(here, document, never)).toEqual({ problem: null, sentences: 1 })
    const nowhere = entry('Eloi', { scope: 'here' })
    expect((await examineEntry(nowhere, document, never)).problem).toMatchObject({ code: 'no-place' })
  })

  test('without a document the entry is checked all the same', async () => {
    expect(await examineEntry(entry('Eloi'), null, never)).toEqual({ problem: null, sentences: 0 })
    const { problem } = await examineEntry(entry('(', { match: 'regex' }), null, never)
    expect(problem).toMatchObject({ code: 'pattern-parenthesis' })
  })

  test('a long document is left when another entry is asked about', async () => {
    const long = new SpokenDocument(
      Array.from({ length: 200 }, () => paragraph('Eloi here, Eloi there. '.repeat(400))),
    )
    const controller = new AbortController()
    const counting = examineEntry(entry('Eloi'), long, controller.signal)
    controller.abort(new Error('typed on'))
    await expect(counting).rejects.toThrow('typed on')
  })
})

describe('connectSpeech with pronunciations', () => {
  let voice: Voice
  beforeAll(async () => {
    voice = await loadSineVoice()
  })
  const spoken = () => {
    const texts: unknown[] = []
    const listening: Voice = {
      ...voice,
      render: (...all) => voice.render(...all),
      dispose: () => voice.dispose(),
      analyse(text, ...rest) {
        texts.push(text.pronunciations.map(({ say }) => say))
        return voice.analyse(text, ...rest)
      },
    }
    return { texts, listening }
  }
  const say = { kind: 'words' as const, words: 'something else' }

  test('a document is said with the entries it came with, a change holds for the next sentences', async () => {
    const { texts, listening } = spoken()
    const page = connectPage({ holder: holderOf(listening), blocks })
    page.send({ kind: 'document', documentId: 'e', blocks, pronunciations: [entry('came')] })
    page.start(1, { documentId: 'e' })
    await vi.waitFor(() => expect(page.endsOf(1)).toEqual(['end']), { timeout: 10_000 })
    expect(texts).toEqual([[say], [], [], [], []])
    page.send({ kind: 'pronunciations', documentId: 'e', entries: [entry('Eloi')] })
    // Of another document than the one held: nothing happens.
    page.send({ kind: 'pronunciations', documentId: 'f', entries: [] })
    page.start(2, { documentId: 'e', from: { block: 2, char: 0 } })
    await vi.waitFor(() => expect(page.endsOf(2)).toEqual(['end']), { timeout: 10_000 })
    expect(texts.slice(5)).toEqual([[say]])
    page.close()
  })

  test('an entry is examined against the document held; of several only the last is answered', async () => {
    const page = connectPage({ holder: holderOf(voice), blocks })
    const long = Array.from({ length: 100 }, () => paragraph('Eloi here, Eloi there. '.repeat(400)))
    page.send({ kind: 'document', documentId: 'long', blocks: long })
    page.send({ kind: 'examine-entry', requestId: 1, entry: entry('Eloi') })
    page.send({ kind: 'document', documentId: 'd', blocks })
    page.send({ kind: 'examine-entry', requestId: 2, entry: entry('Eloi') })
    const answers = () =>
      page.arrivals.flatMap((arrival) =>
        arrival.port === 'control' && arrival.event.kind === 'entry-examined' ? [arrival.event] : [],
      )
    await vi.waitFor(() => expect(answers()).not.toEqual([]), { timeout: 10_000 })
    expect(answers()).toEqual([{ kind: 'entry-examined', requestId: 2, problem: null, sentences: 3 }])
    page.close()
  })
})
