import { resolve } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { emptyPiece, type DocumentPiece } from '@contract/document'
import type { DocumentReading, DocumentStep } from '@contract/document-host-protocol'
import { AppError } from '@contract/errors'
import type { DocumentHostRequest, PictureRequest } from '@contract/host-messages'
import type { LaunchDocument } from '../../src-main/app/document-launcher'
import { DocumentShelf } from '../../src-main/app/document-shelf'
import { fileArguments } from '../../src-main/app/file-arguments'
import { PageNotices } from '../../src-main/app/page-notices'

vi.mock('electron', () => ({ utilityProcess: {} }))

/** A document of as many pieces, each of one block that is called by its number and stands for a picture. */
const pieceOf = (number: number): DocumentPiece => ({
  ...emptyPiece(),
  blocks: [
    {
      kind: 'paragraph',
      text: String(number),
      image: { name: number === 2 ? 'bad.png' : `${number}.png`, width: 1, height: 1 },
      marks: [],
      source: { part: 0, startChar: 0, endChar: 1, exact: false },
    },
  ],
})

interface Launched {
  readonly request: DocumentHostRequest
  readonly signal: AbortSignal
  /** Lets the piece that is waited for come. */
  arrive(): Promise<void>
  breakOff(error: Error): Promise<void>
}

const never = new AbortController().signal
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

/** A shelf over documents of `pieces` pieces, whose name is their id. */
function makeShelf({ pieces = 1, signal = never }: { pieces?: number; signal?: AbortSignal } = {}) {
  const launched: Launched[] = []
  const told: unknown[] = []
  const remembered: string[] = []
  let listens: Promise<void> = Promise.resolve()
  const launch: LaunchDocument = async (request, until) => {
    const { source } = request
    const id = source.kind === 'file' ? source.path : source.text
    let given = 1
    let waiting: { resolve(step: DocumentStep): void; reject(error: unknown): void } | null = null
    until.addEventListener('abort', () => waiting?.reject(until.reason))
    launched.push({
      request,
      signal: until,
      arrive() {
        given += 1
        waiting?.resolve({ piece: pieceOf(given), isLast: given === pieces })
        return settle().then(() => undefined)
      },
      breakOff(error) {
        waiting?.reject(error)
        return settle().then(() => undefined)
      },
    })
    if (id.includes('slow'))
      await new Promise((_, reject) => until.addEventListener('abort', () => reject(until.reason)))
    if (id.includes('bad'))
      throw new AppError('document/encrypted', 'no', { details: { reason: 'password' } })
    return {
      head: { id, title: id, format: 'txt', authors: [] },
      first: { piece: pieceOf(1), isLast: pieces === 1 },
      next: () => new Promise((resolve, reject) => (waiting = { resolve, reject })),
      end: () => undefined,
    } satisfies DocumentReading
  }
  const pictures: PictureRequest[] = []
  const taken: string[] = []
  const shelf = new DocumentShelf({
    launch,
    async askPicture(request) {
      pictures.push(request)
      await settle()
      if (request.name === 'bad.png') throw new AppError('document/corrupt', 'no')
      return { mediaType: 'image/png', bytes: new Uint8Array([pictures.length]) }
    },
    askSound: (request) =>
      Promise.resolve({ bytes: new Uint8Array(request.byteLength), totalBytes: request.startByte }),
    signal,
    pageListens: () => listens,
    grew: (news) => told.push(news),
    brokeOff: (news) => told.push(news),
    isTaken: (id) => Promise.resolve(taken.includes(id)),
    opened: (head) => remembered.push(head.id),
  })
  return {
    shelf,
    launched,
    pictures,
    told,
    remembered,
    taken,
    muteUntil: (until: Promise<void>) => (listens = until),
  }
}

describe('DocumentShelf', () => {
  test('reads pictures one at a time, from where their document came', async () => {
    const { shelf, pictures } = makeShelf({ pieces: 1 })
    await shelf.openFile('/book.epub')
    const [first, second] = [shelf.picture('/book.epub', 0), shelf.picture('/book.epub', 0)]
    expect(pictures).toHaveLength(1)
    await first
    await second
    expect(pictures[1]).toEqual({
      kind: 'read-picture',
      source: { kind: 'file', path: '/book.epub' },
      name: '1.png',
    })
  })

  test('a pasted text does not take the place of a file, and is itself again when it is pasted again or opened', async () => {
    const { shelf, taken } = makeShelf({ pieces: 1 })
    taken.push((await shelf.openFile('/book.txt')).id)
    const { id } = await shelf.openText('/book.txt')
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect((await shelf.openText('/book.txt')).id).toBe(id)
    expect((await shelf.openFile('/book.txt')).id).toBe('/book.txt')
    taken.push(id)
    const another = (await shelf.openText('/book.txt')).id
    expect([id, '/book.txt']).not.toContain(another)
    expect((await shelf.openText('/book.txt', undefined, another)).id).toBe(another)
  })

  test('a text is written on when all of it is there', async () => {
    const { shelf, launched } = makeShelf({ pieces: 2 })
    await shelf.openText('note')
    expect(() => shelf.revise('note', [], 'Mine')).toThrow('to write on')
    await launched[0].arrive()
    expect(shelf.revise('note', [], 'Mine').title).toBe('Mine')
    await expect(shelf.get('note')).resolves.toMatchObject({ title: 'Mine', blocks: [{}, {}] })
  })

  describe('while it is found out what is to be opened', () => {
    const choose = (shelf: DocumentShelf) => {
      let decide: (path: string) => void = () => undefined
      const opened = shelf
        .chosen(new Promise<string>((resolve) => (decide = resolve)))
        .then((path) => shelf.openFile(path))
      return { opened, decide: (path: string) => decide(path) }
    }

    test('what is opened meanwhile is not given up for it', async () => {
      const { shelf, launched } = makeShelf()
      const { opened, decide } = choose(shelf)
      const other = shelf.openFile('/b.txt')
      decide('/a.txt')
      await expect(opened).rejects.toMatchObject({ code: 'document/cancelled' })
      await expect(other).resolves.toMatchObject({ id: '/b.txt' })
      expect(launched).toHaveLength(1)
    })

    test('the one chosen last is opened', async () => {
      const { shelf } = makeShelf()
      const [first, second] = [choose(shelf), choose(shelf)]
      second.decide('/b.txt')
      await expect(second.opened).resolves.toMatchObject({ id: '/b.txt' })
      first.decide('/a.txt')
      await expect(first.opened).rejects.toMatchObject({ code: 'document/cancelled' })
    })

    test('giving up ends that, and not the document that grows', async () => {
      const { shelf, launched } = makeShelf({ pieces: 2 })
      await shelf.openFile('/book.txt')
      const { opened, decide } = choose(shelf)
      shelf.cancelOpening()
      decide('/a.txt')
      await expect(opened).rejects.toMatchObject({ code: 'document/cancelled' })
      expect(launched).toHaveLength(1)
      expect(launched[0].signal.aborted).toBe(false)
      shelf.cancelOpening()
      expect(launched[0].signal.aborted).toBe(true)
    })
  })

  test('a picture that cannot be read does not keep the next one', async () => {
    const { shelf, launched } = makeShelf({ pieces: 2 })
    await shelf.openFile('/book.epub')
    await launched[0].arrive()
    await expect(shelf.picture('/book.epub', 1)).rejects.toMatchObject({ code: 'document/corrupt' })
    await expect(shelf.picture('/book.epub', 0)).resolves.toMatchObject({ mediaType: 'image/png' })
  })

  test.each([
    ['/book.epub', 7],
    ['/other.epub', 0],
  ])('there is no picture in %s at block %i', async (documentId, block) => {
    const { shelf } = makeShelf()
    await shelf.openFile('/book.epub')
    await expect(shelf.picture(documentId, block)).rejects.toMatchObject({ code: 'document/missing' })
  })

  test('keeps what was opened, and lets the oldest go', async () => {
    const { shelf } = makeShelf()
    await shelf.openText('first')
    for (let index = 0; index < 15; index += 1) await shelf.openFile(`/${index}.txt`)
    await shelf.openText('first')
    await shelf.openFile('/another.txt')
    expect((await shelf.get('first')).title).toBe('first')
    await expect(shelf.get('/0.txt')).rejects.toThrow(AppError)
  })

  test('a document is there with its first piece; the page is told of the others in order', async () => {
    const { shelf, launched, told } = makeShelf({ pieces: 3 })
    const opened = await shelf.openFile('/a')
    expect(opened).toMatchObject({ id: '/a', isWhole: false, blocks: [{ text: '1' }] })
    await settle()
    const whole = vi.fn()
    const got = shelf.get('/a').then((document) => (whole(), document))
    await launched[0].arrive()
    expect(whole).not.toHaveBeenCalled()
    await launched[0].arrive()
    expect(told).toMatchObject([
      { documentId: '/a', piece: { blocks: [{ text: '2' }] }, isWhole: false },
      { documentId: '/a', piece: { blocks: [{ text: '3' }] }, isWhole: true },
    ])
    expect((await got).blocks.map(({ text }) => text)).toEqual(['1', '2', '3'])
    // What the page was given does not grow behind its back.
    expect(opened.blocks).toHaveLength(1)
  })

  test('a document that breaks off is told to the page and to whoever wants all of it', async () => {
    const { shelf, launched, told } = makeShelf({ pieces: 3 })
    await shelf.openFile('/a')
    await settle()
    const got = expect(shelf.get('/a')).rejects.toMatchObject({ code: 'document/timeout' })
    await launched[0].breakOff(new AppError('document/timeout', 'slow'))
    await got
    expect(told).toMatchObject([{ documentId: '/a', error: { code: 'document/timeout' } }])
  })

  test('nothing is read on while no page listens', async () => {
    const { shelf, launched, told, muteUntil } = makeShelf({ pieces: 2 })
    let open = (): void => undefined
    muteUntil(new Promise((resolve) => (open = resolve)))
    await shelf.openFile('/a')
    await settle()
    await launched[0].arrive()
    expect(told).toEqual([])
    open()
    await settle()
    await launched[0].arrive()
    expect(told).toHaveLength(1)
  })

  test('opening another document ends the growth of the one before, but only when it can be opened', async () => {
    const { shelf, launched, told } = makeShelf({ pieces: 2 })
    await shelf.openFile('/a')
    await settle()
    await expect(shelf.openFile('/bad')).rejects.toMatchObject({ code: 'document/encrypted' })
    expect(launched[0].signal.aborted).toBe(false)
    await shelf.openFile('/b')
    expect(launched[0].signal.aborted).toBe(true)
    await expect(shelf.get('/a')).rejects.toMatchObject({ code: 'document/cancelled' })
    await settle()
    await launched[2].arrive()
    expect(told).toMatchObject([{ documentId: '/b' }])
  })

  test('what is being opened can be given up, or gives way to what is opened next', async () => {
    const { shelf, launched } = makeShelf()
    const first = shelf.openFile('/slow 1')
    const second = shelf.openFile('/slow 2')
    await expect(first).rejects.toMatchObject({ code: 'document/cancelled' })
    shelf.cancelOpening()
    await expect(second).rejects.toMatchObject({ code: 'document/cancelled' })
    expect(launched.every(({ signal }) => signal.aborted)).toBe(true)
    shelf.cancelOpening()
  })

  test('giving up a document that is shown keeps what was read of it, and tells nobody', async () => {
    const { shelf, launched, told } = makeShelf({ pieces: 3 })
    await shelf.openFile('/a')
    await settle()
    await launched[0].arrive()
    shelf.cancelOpening()
    await expect(shelf.get('/a')).rejects.toMatchObject({ code: 'document/cancelled' })
    expect(told).toHaveLength(1)
  })

  test('what could not be opened is opened again with a password, which is not kept', async () => {
    const { shelf, launched } = makeShelf()
    await expect(shelf.reopen({})).rejects.toMatchObject({ code: 'document/missing' })
    await expect(shelf.openFile('/bad')).rejects.toMatchObject({ code: 'document/encrypted' })
    await expect(shelf.reopen({ password: 'secret' })).rejects.toMatchObject({ code: 'document/encrypted' })
    await expect(shelf.reopen({ encoding: 'Shift_JIS' })).rejects.toThrow()
    expect(launched.slice(1).map(({ request }) => request)).toEqual([
      { source: { kind: 'file', path: '/bad' }, options: { password: 'secret' } },
      { source: { kind: 'file', path: '/bad' }, options: { encoding: 'Shift_JIS' } },
    ])
    await shelf.openText('words', '<b>words</b>')
    await shelf.reopen({})
    expect(launched.at(-1)?.request.source).toEqual({ kind: 'text', text: 'words', html: '<b>words</b>' })
  })

  test('what could be opened is told, and what could not says of which file it is', async () => {
    const { shelf, remembered } = makeShelf()
    await shelf.openFile('/folder/good.txt')
    await expect(shelf.openFile('/folder/bad.pdf')).rejects.toMatchObject({
      code: 'document/encrypted',
      details: { reason: 'password', fileName: 'bad.pdf' },
    })
    await expect(shelf.reopen({ password: 'wrong' })).rejects.toMatchObject({
      details: { fileName: 'bad.pdf' },
    })
    await expect(shelf.openText('bad')).rejects.toMatchObject({ details: { reason: 'password' } })
    expect(remembered).toEqual(['/folder/good.txt'])
  })

  test('closing ends everything', async () => {
    const closing = new AbortController()
    const { shelf, launched, told } = makeShelf({ pieces: 2, signal: closing.signal })
    await shelf.openFile('/a')
    const slow = shelf.openFile('/slow')
    const reason = new Error('closing')
    closing.abort(reason)
    await expect(slow).rejects.toBe(reason)
    await expect(shelf.get('/a')).rejects.toBe(reason)
    expect(launched.every(({ signal }) => signal.aborted)).toBe(true)
    expect(told).toEqual([])
  })
})

describe('PageNotices', () => {
  test('whoever waits for a page goes on when there is one', async () => {
    const notices = new PageNotices()
    const open = vi.fn()
    void notices.whenOpen().then(open)
    await settle()
    expect(open).not.toHaveBeenCalled()
    notices.open({ send: () => undefined, isDestroyed: () => false })
    await settle()
    expect(open).toHaveBeenCalledOnce()
    await notices.whenOpen()
  })
})

describe('fileArguments', () => {
  test('finds files behind switches and the folder of a checkout', () => {
    const commandLine = ['/electron', '--no-sandbox', '.', 'book.txt', '--flag', '/a/b.md']
    expect(fileArguments(commandLine, '/home', false)).toEqual([
      resolve('/home', 'book.txt'),
      resolve('/a/b.md'),
    ])
    expect(fileArguments(['/lector', 'book.txt'], '/home', true)).toEqual([resolve('/home', 'book.txt')])
    expect(fileArguments(['/electron', '.'], '/home', false)).toEqual([])
  })
})
