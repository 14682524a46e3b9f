import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { engineCallChannels } from '@contract/channels'
import { engineHostEventSchema, type EngineHostCommand, type EngineHostEvent } from '@contract/host-messages'
import { exportOrderSchema } from '@contract/export-order'
import { speechSettingsSchema } from '@contract/settings'
import { speechEventSchema, type SpeechCommand, type SpeechEvent } from '@contract/speech'
import { buildBundle, type Bundle } from '../helpers/build-bundle'
import { hasVoice } from '../helpers/installed-voice'
import { paragraph } from '../helpers/paragraphs'

const root = resolve(import.meta.dirname, '../..')
const settings = speechSettingsSchema.parse({})
/** Some minutes of speech: whatever is done to it happens in the middle. */
const blocks = Array.from({ length: 60 }, (_, i) =>
  paragraph(`This is paragraph number ${i} of a long document. It is read aloud, or written to a file.`),
)

let bundle: Bundle
beforeAll(async () => {
  bundle = await buildBundle({
    'engine-host': 'src-main/engine-host/index.ts',
    'inference-worker': 'src-main/engine/worker/index.ts',
  })
})
afterAll(() => bundle.remove())

let host: ChildProcess
let exit: Promise<unknown[]>
let toMain: EngineHostEvent[]
let toPage: SpeechEvent[]
beforeEach(() => {
  toMain = []
  toPage = []
  host = fork(join(bundle.folder, 'engine-host.js'), {
    execArgv: ['--import', pathToFileURL(join(root, 'tests/engine-host/host-process.mjs')).href],
    env: { ...process.env, LECTOR_VOICES: join(root, 'models') },
    // ALSA complains at length where there is no sound card.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  exit = once(host, 'exit')
  host.on('message', ({ to, event }: { to: string; event: unknown }) => {
    if (to === 'main') toMain.push(engineHostEventSchema.parse(event))
    else toPage.push(speechEventSchema.parse(event))
  })
})
afterEach(() => host.kill('SIGKILL'))

const fromMain = (command: EngineHostCommand) => host.send({ from: 'main', command })
const fromPage = (command: SpeechCommand) => host.send({ from: 'page', command })
const start = (streamId: number) =>
  fromPage({
    kind: 'start',
    streamId,
    documentId: 'd',
    from: { block: 0, char: 0 },
    settings,
    output: 'window',
  })
const comes = (check: () => boolean) => vi.waitFor(() => expect(check()).toBe(true), { timeout: 50_000 })
const told = (kind: SpeechEvent['kind'], streamId: number): boolean =>
  toPage.some((event) => event.kind === kind && 'streamId' in event && event.streamId === streamId)
const isReady = (): boolean => toPage.at(-1)?.kind === 'ready' || toPage.some(({ kind }) => kind === 'ready')

describe('the engine host as a process', () => {
  test('answers pings, says why a voice is not there, and ends when told to', async () => {
    fromMain({ kind: 'load', choice: { voice: 'nobody', device: 'cpu' } })
    fromMain({ kind: 'connect' })
    fromMain({ kind: 'ping', id: 7 })
    await comes(() => toPage.some(({ kind }) => kind === 'unready') && toMain.length > 0)
    expect(toMain).toEqual([{ kind: 'pong', id: 7 }])
    fromMain({ kind: 'call', requestId: 3, channel: 'voice:repair', input: null })
    await comes(() => toMain.length === 2)
    expect(toMain[1]).toMatchObject({
      kind: 'answered',
      requestId: 3,
      reply: { ok: false, error: { code: 'voice/missing' } },
    })
    fromMain({ kind: 'shut-down' })
    expect(await exit).toEqual([0, null])
  })

  test('every call that main may make is answered, malformed ones by a code', async () => {
    for (const [requestId, channel] of engineCallChannels.entries())
      fromMain({ kind: 'call', requestId, channel, input: { no: 'such input' } })
    await comes(() => toMain.length === engineCallChannels.length)
    for (const answered of toMain)
      expect(answered).toMatchObject({
        kind: 'answered',
        reply: { ok: false, error: { code: 'contract/invalid' } },
      })
  })

  describe.skipIf(!hasVoice)('with the default voice (needs models/heart/files)', () => {
    let path: string
    beforeEach(async () => {
      path = join(bundle.folder, 'book.wav')
      fromMain({ kind: 'load', choice: { voice: 'heart', device: 'cpu' } })
      fromMain({ kind: 'connect' })
      await comes(isReady)
      fromPage({ kind: 'document', documentId: 'd', blocks })
      start(1)
      await comes(() => told('chunk', 1))
    })
    const exportBook = () =>
      fromMain({
        kind: 'export',
        jobId: 'j',
        lectorVersion: '1',
        jobFolder: path.replace(/\.wav$/, '.lector-export'),
        order: exportOrderSchema.parse({
          document: { id: 'd', title: 'Book', authors: [], blocks: book, contents: [] },
          pronunciations: [],
          reading: {},
          ...{ name: 'book', replaces: true, chapters: null, titles: {} },
          speech: settings,
        }),
      })
    const exportStates = (): string[] =>
      toMain.flatMap((event) => (event.kind === 'export' ? event.progress.state : []))
    const book = Array.from({ length: 40 }, () => blocks).flat()
    const books = (): string[] => readdirSync(bundle.folder).filter((name) => name.startsWith('book'))

    test('shutting down in the middle of a stream and an export keeps what is written', async () => {
      exportBook()
      await comes(() => exportStates().includes('running'))
      fromMain({ kind: 'shut-down' })
      expect(await exit).toEqual([0, null])
      expect(books()).toEqual(['book.lector-export', 'book.wav.part'])
      const progress = { state: 'cancelled', isKept: true }
      expect(toMain.at(-1)).toMatchObject({ kind: 'export', progress })
    })

    test('a repair stops what is heard before it takes the voice away; an export goes on', async () => {
      exportBook()
      await comes(() => exportStates().includes('running'))
      toPage = []
      fromMain({ kind: 'call', requestId: 1, channel: 'voice:repair', input: null })
      await comes(() => toMain.some(({ kind }) => kind === 'answered'))
      const reply = { ok: true, value: null }
      expect(toMain).toContainEqual({ kind: 'answered', requestId: 1, reply })
      expect(new Set(exportStates())).toEqual(new Set(['taken', 'running']))
      expect(told('failed', 1)).toBe(false)
      start(2)
      await comes(() => told('chunk', 2))
    })

    test('a page that reloads gets a connection of its own, and the old stream ends', async () => {
      host.send({ from: 'reload' })
      fromMain({ kind: 'connect' })
      toPage = []
      await comes(isReady)
      fromPage({ kind: 'document', documentId: 'd', blocks: blocks.slice(0, 1) })
      start(2)
      await comes(() => told('end', 2))
      expect(told('end', 1)).toBe(false)
    })
  })
})
