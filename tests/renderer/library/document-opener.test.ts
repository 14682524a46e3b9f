import { beforeEach, afterEach, describe, expect, test, vi, type Mock } from 'vitest'
import type { OpenedDocument } from '@contract/calls/document'
import type { Call } from '@contract/define-call'
import { emptyPiece } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import { settingsSchema } from '@contract/settings'
import { createTranslator } from '@contract/strings/translator'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import { DocumentOpener, type DocumentMemory } from '../../../src-renderer/library/document-opener.svelte'
import { ReadingSession } from '../../../src-renderer/reader/reading-session.svelte'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'
import { pageAt } from '../fake-page'
import { FakePlayer } from '../fake-player'
import { documentOf, paragraph } from '../reader/documents'

/** What was asked of main, in order, and how each is answered. */
let calls: {
  channel: string
  input: unknown
  answer: (value: unknown) => void
  fail: (error: unknown) => void
}[]
let player: FakePlayer
let session: ReadingSession
let opener: DocumentOpener
let memory: { prepare: Mock<DocumentMemory['prepare']>; arrive: Mock<DocumentMemory['arrive']> }

const bridge: Pick<Bridge, 'call' | 'pathOfFile'> = {
  call: ((declared: Call, input: unknown) =>
    new Promise<unknown>((answer, fail) =>
      calls.push({ channel: declared.channel, input, answer, fail }),
    )) as Bridge['call'],
  pathOfFile: (file) => (file.name === 'nowhere.txt' ? '' : `/books/${file.name}`),
}
const opened = (text: string, id: string, isWhole = true): OpenedDocument => ({
  ...documentOf([paragraph(text)], id),
  isWhole,
})
const grewBy = (documentId: string, text: string, isWhole = false) => ({
  documentId,
  piece: { ...emptyPiece(), blocks: [paragraph(text)] },
  isWhole,
})
const texts = () => session.document?.blocks.map(({ text }) => text)
const settle = () => vi.advanceTimersByTimeAsync(0)
const locked = (reason: string, fileName = 'a.pdf') =>
  new AppError('document/encrypted', 'locked', { details: { reason, fileName } })

async function open(document: OpenedDocument): Promise<void> {
  const opening = opener.openSample()
  calls.at(-1)?.answer(document)
  await opening
}

beforeEach(() => {
  vi.useFakeTimers()
  calls = []
  player = new FakePlayer()
  const settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), vi.fn())
  session = new ReadingSession(createTranslator('en').t, player, settings)
  memory = { prepare: vi.fn(() => Promise.resolve()), arrive: vi.fn() }
  opener = new DocumentOpener(bridge, session, memory)
})
afterEach(() => {
  session.dispose()
  vi.useRealTimers()
})

describe('DocumentOpener', () => {
  test('pieces go to the page and to the engine as they come, until all of the document is there', async () => {
    await open(opened('First.', 'book', false))
    opener.grew(grewBy('book', 'Second.'))
    opener.grew(grewBy('book', 'Third.', true))
    opener.grew(grewBy('book', 'Too late.'))
    expect(texts()).toEqual(['First.', 'Second.', 'Third.'])
    expect(player.extended.map(({ blocks, isWhole }) => [blocks[0]?.text, isWhole])).toEqual([
      ['Second.', false],
      ['Third.', true],
    ])
  })

  test('pieces that overtake their document wait for it, and those of another are nobody’s', async () => {
    await open(opened('Old.', 'old'))
    const opening = opener.openFiles([new File([], 'new.epub')])
    opener.grew(grewBy('new', 'Second.'))
    opener.grew(grewBy('old', 'Not awaited.'))
    opener.grew(grewBy('else', 'Of no one.'))
    calls.at(-1)?.answer(opened('First.', 'new', false))
    await opening
    opener.grew(grewBy('old', 'Not shown any more.'))
    expect(texts()).toEqual(['First.', 'Second.'])
  })

  test('a document goes on growing while another is chosen, and stays when none is', async () => {
    await open(opened('First.', 'book', false))
    const choosing = opener.openDialog()
    opener.grew(grewBy('book', 'Second.'))
    calls.at(-1)?.answer(null)
    await choosing
    opener.grew(grewBy('book', 'Third.', true))
    expect(texts()).toEqual(['First.', 'Second.', 'Third.'])
    expect(opener.canReopen).toBe(true)
  })

  test('a document that breaks off keeps what is there, and says so', async () => {
    await open(opened('First.', 'book', false))
    opener.brokeOff({ documentId: 'book', error: toErrorData(new AppError('document/corrupt', 'cut off')) })
    expect(texts()).toEqual(['First.'])
    expect(session.problems.current).toMatchObject({ error: { code: 'document/corrupt' }, isOfRest: true })
    expect(player.extended).toEqual([{ documentId: 'book', blocks: [], isWhole: true }])
  })

  test('cancelling keeps what has come, and what comes after is not taken', async () => {
    await open(opened('First.', 'book', false))
    opener.cancel()
    opener.grew(grewBy('book', 'Second.'))
    expect(calls.at(-1)?.channel).toBe('document:cancel-opening')
    expect(texts()).toEqual(['First.'])
    expect(session.problems.current).toBeNull()
  })

  test('an opening that is cancelled shows nothing, whatever comes of it', async () => {
    const opening = opener.openSample()
    opener.cancel()
    expect(session.isOpening).toBe(false)
    calls[0]?.answer(opened('Late.', 'late'))
    expect(await opening).toBe(false)
    expect(session.document).toBeNull()
  })

  test('a locked document asks for its password until it is the right one; it is kept nowhere', async () => {
    const opening = opener.openFiles([new File([], 'a.pdf')])
    calls[0]?.fail(locked('password'))
    expect(await opening).toBe(false)
    expect(session.problems.current).toBeNull()
    expect(opener.question).toEqual({ fileName: 'a.pdf', isWrong: false })
    const first = opener.answer('guess')
    expect(calls[1]).toMatchObject({ channel: 'document:reopen', input: { password: 'guess' } })
    calls[1]?.fail(locked('wrong-password'))
    await first
    expect(opener.question?.isWrong).toBe(true)
    const second = opener.answer('secret')
    calls[2]?.answer(opened('Unlocked.', 'a'))
    await second
    expect(texts()).toEqual(['Unlocked.'])
    expect(opener.question).toBeNull()
    expect(JSON.stringify(opener.options)).not.toContain('secret')
  })

  test('a document from outside asks as well; one that no password opens says why', () => {
    opener.refused(toErrorData(locked('password', 'b.pdf')))
    expect(opener.question).toEqual({ fileName: 'b.pdf', isWrong: false })
    opener.dismissQuestion()
    opener.refused(toErrorData(locked('drm', 'c.epub')))
    expect(opener.question).toBeNull()
    expect(session.problems.current?.error.details).toMatchObject({ reason: 'drm', fileName: 'c.epub' })
  })

  test('what is known of a document is there before it is shown, and is gone by when it is', async () => {
    const opening = opener.openRecent({ id: 'book', options: { encoding: 'KOI8-R' } })
    expect(calls[0]).toMatchObject({ channel: 'library:open', input: { documentId: 'book' } })
    memory.prepare.mockImplementation(() => {
      expect(session.document).toBeNull()
      return Promise.resolve()
    })
    memory.arrive.mockImplementation(() => expect(session.document?.id).toBe('book'))
    calls[0]?.answer(opened('Words.', 'book'))
    expect(await opening).toBe(true)
    expect(memory.prepare).toHaveBeenCalledExactlyOnceWith('book', true)
    expect(memory.arrive).toHaveBeenCalledOnce()
    expect(opener.options).toEqual({ encoding: 'KOI8-R' })
    const reopening = opener.reopen({ encoding: 'UTF-8' })
    await settle()
    calls.at(-1)?.answer(opened('Words.', 'book'))
    await reopening
    expect(memory.prepare).toHaveBeenLastCalledWith('book', false)
  })

  test('in another encoding a text opens where it was, by the share of it that lies before', async () => {
    const page = pageAt({ block: 0, char: 50 })
    await open(opened('x'.repeat(100), 'text'))
    session.page = page
    const reopening = opener.reopen({ encoding: 'KOI8-R' })
    await settle()
    expect(calls.at(-1)).toMatchObject({ channel: 'document:reopen', input: { encoding: 'KOI8-R' } })
    calls.at(-1)?.answer(opened('y'.repeat(80), 'text', false))
    await settle()
    await reopening
    expect(opener.options).toEqual({ encoding: 'KOI8-R' })
    expect(page.show).not.toHaveBeenCalled()
    opener.grew(grewBy('text', 'y'.repeat(120), true))
    await settle()
    expect(page.show).toHaveBeenCalledWith({ block: 1, char: 20 })
  })

  test('while the last document asked for could not be opened, the one shown is opened in no other way', async () => {
    await open(opened('First.', 'book'))
    const opening = opener.openSample()
    calls.at(-1)?.fail(new AppError('document/corrupt', 'broken'))
    await opening
    const before = calls.length
    await opener.reopen({ wholePage: true })
    expect(calls).toHaveLength(before)
    expect(session.problems.current?.error.code).toBe('document/corrupt')
  })

  test('what is dropped without a path says so', async () => {
    expect(await opener.openFiles([new File([], 'nowhere.txt')])).toBe(false)
    expect(session.problems.current?.error).toMatchObject({
      code: 'document/missing',
      details: { fileName: 'nowhere.txt' },
    })
  })
})
