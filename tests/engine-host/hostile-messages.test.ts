import { fork, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { engineHostCommandSchema, engineHostEventSchema, type EngineHostEvent } from '@contract/host-messages'
import { speechSettingsSchema } from '@contract/settings'
import { speechEventSchema, type SpeechEvent } from '@contract/speech'
import { createValueMutator } from '../fuzz/mutate-value'
import { buildBundle, type Bundle } from '../helpers/build-bundle'
import { hasVoice } from '../helpers/installed-voice'
import { paragraph } from '../helpers/paragraphs'

const isWhole = process.env.LECTOR_SOAK === '1'
/** To the speech ports and to the port of main, each. */
const messages = isWhole ? 20_000 : 1_500
/** So many at once, then the host must have answered. */
const batch = 250
const hugeChars = 200_000
const root = resolve(import.meta.dirname, '../..')

const settings = speechSettingsSchema.parse({})
const blocks = [paragraph('A first sentence is read. Then a second one.'), paragraph('A third stands alone.')]
const position = { block: 0, char: 0 }
const change = {
  fromBlock: 0,
  removedBlocks: 1,
  blocks: blocks.slice(0, 1),
  keptStartChars: 0,
  keptEndChars: 0,
}
const entry = { text: 'first', match: 'regex', matchCase: false, say: { kind: 'words', words: 'last' } }
const id = { documentId: 'd' }
const stream = { streamId: 1 }

/** What a page says, to be changed into what it may not say. */
const fromPages: readonly object[] = [
  {
    kind: 'document',
    ...id,
    blocks,
    isWhole: false,
    reading: {},
    language: 'en',
    pronunciations: [entry],
    revision: 1,
  },
  { kind: 'revise', ...id, revision: 2, change },
  { kind: 'extend', ...id, blocks, isWhole: true },
  { kind: 'reading-rules', ...id, rules: {} },
  { kind: 'pronunciations', ...id, entries: [entry] },
  { kind: 'examine-entry', requestId: 1, entry },
  {
    kind: 'start',
    ...stream,
    ...id,
    from: position,
    until: { block: 1, char: 3 },
    settings,
    output: 'window',
  },
  { kind: 'tune', ...stream, settings },
  { kind: 'choose-voice', choice: { voice: 'nobody', device: 'cpu', speaker: '0' } },
  { kind: 'pause', ...stream },
  { kind: 'resume', ...stream },
  { kind: 'volume', ...stream, volume: 0.5 },
  { kind: 'stop', ...stream },
  { kind: 'halt', ...stream, sample: 100 },
  { kind: 'measure', requestId: 1, ...id, from: position, settings, sampleRateHz: 48_000 },
  { kind: 'locate', requestId: 1, ...id, from: position, move: 'next-word' },
]
const fromWorklets: readonly object[] = [{ kind: 'credit', streamId: 1, samples: 24_000 }]
/** What main says; what is well-formed in spite of all is done, so that only what harms nothing is sent then. */
const fromMains: readonly object[] = [
  { kind: 'load', choice: { voice: 'heart', device: 'cpu' } },
  { kind: 'connect' },
  { kind: 'repair-voice', requestId: 1 },
  { kind: 'export', jobId: 'j', jobFolder: 'nowhere', lectorVersion: '1', order: null },
  { kind: 'discard-export', requestId: 1, jobFolder: 'nowhere' },
  { kind: 'cancel-export', jobId: 'j' },
  { kind: 'pause-export', jobId: 'j', isPaused: true },
  { kind: 'test', requestId: 1, test: 'seams', stream: settings.stream },
  { kind: 'cancel-test' },
  { kind: 'keep-speech', maxBytes: 1_000_000 },
  { kind: 'allow-fetching', isAllowed: false },
  { kind: 'measure-kept-speech', requestId: 1 },
  { kind: 'clear-kept-speech', requestId: 1 },
  { kind: 'ping', id: 1 },
  { kind: 'shut-down' },
]
const harmless = ['cancel-export', 'pause-export', 'cancel-test', 'measure-kept-speech', 'ping']

let bundle: Bundle
let folder: string
let host: ChildProcess
let ended: string | null
const toMain: EngineHostEvent[] = []
const toPage: SpeechEvent[] = []
const count = { refused: 0, failed: 0, told: 0 }

describe.skipIf(!hasVoice)(
  'the engine host among malformed messages (needs models/heart/files; LECTOR_SOAK=1: all 20,000 to each port)',
  () => {
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'lector-hostile-'))
      await mkdir(join(folder, 'work'))
      bundle = await buildBundle({
        'engine-host': 'src-main/engine-host/index.ts',
        'inference-worker': 'src-main/engine/worker/index.ts',
      })
      host = fork(join(bundle.folder, 'engine-host.js'), {
        cwd: join(folder, 'work'),
        execArgv: ['--import', pathToFileURL(join(root, 'tests/engine-host/host-process.mjs')).href],
        env: {
          ...process.env,
          LECTOR_VOICES: join(root, 'models'),
          LECTOR_SPEECH_CACHE: join(folder, 'speech'),
        },
        // What JSON cannot hold is sent as well.
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      })
      ended = null
      host.on('exit', (code, signal) => (ended = `${code} ${signal}`))
      host.on('message', ({ to, event }: { to: string; event: unknown }) => {
        if (to === 'main') {
          const told = engineHostEventSchema.parse(event)
          if (told.kind === 'refused') count.refused++
          else toMain.push(told)
        } else {
          const told = speechEventSchema.parse(event)
          if (told.kind === 'failed') count.failed++
          count.told++
          toPage.push(told)
          // Nobody looks back further.
          if (toPage.length > 2_000) toPage.splice(0, 1_000)
        }
      })
      send('main', { kind: 'allow-fetching', isAllowed: false })
      send('main', { kind: 'load', choice: { voice: 'heart', device: 'cpu' } })
      send('main', { kind: 'connect' })
      await comes(() => toPage.some(({ kind }) => kind === 'ready'))
    })
    afterAll(async () => {
      host.kill('SIGKILL')
      await bundle.remove()
      await rm(folder, { recursive: true, force: true })
    })

    const send = (from: 'main' | 'page' | 'worklet', command: unknown): boolean => {
      try {
        return host.send({ from, command })
      } catch {
        // No clone can be made of it: it reaches nobody.
        return false
      }
    }
    const comes = (check: () => boolean) =>
      vi.waitFor(() => expect(check() || ended).toBe(true), { timeout: 50_000, interval: 5 })
    let pings = 1_000_000
    /** The host has taken all that was sent, and lives. */
    async function answers(): Promise<void> {
      const asked = ++pings
      send('main', { kind: 'ping', id: asked })
      await comes(() => toMain.some((event) => event.kind === 'pong' && event.id === asked))
      toMain.length = 0
      expect(ended).toBe(null)
    }
    let streams = 1_000_000
    async function stillSpeaks(): Promise<void> {
      const streamId = ++streams
      send('page', { kind: 'choose-voice', choice: { voice: 'heart', device: 'cpu' } })
      send('page', { kind: 'document', documentId: 'whole', blocks })
      send('page', {
        ...{ kind: 'start', streamId, documentId: 'whole', from: position, settings, output: 'window' },
      })
      await comes(() => toPage.some((event) => event.kind === 'end' && event.streamId === streamId))
      expect(ended).toBe(null)
    }
    const patience = isWhole ? 900_000 : 120_000

    test(
      `lives through ${messages} at its speech ports, and speaks`,
      async () => {
        const mutate = createValueMutator(11, hugeChars)
        for (let index = 0; index < messages; index++) {
          const isPcm = index % 8 === 0
          const bases = isPcm ? fromWorklets : fromPages
          send(isPcm ? 'worklet' : 'page', mutate(bases[Math.floor(index / 8) % bases.length]))
          // Now and then there is a document to be wrong about.
          if (index % 50 === 0) send('page', { kind: 'document', documentId: 'd', blocks })
          if (index % batch === batch - 1) await answers()
        }
        await stillSpeaks()
        expect(count.failed).toBeGreaterThan(0)
      },
      patience,
    )

    test(
      `lives through ${messages} in the name of main, refuses each that is malformed, and speaks`,
      async () => {
        const mutate = createValueMutator(12, hugeChars)
        let malformed = 0
        for (let index = 0; malformed < messages; index++) {
          const command = mutate(fromMains[index % fromMains.length])
          const parsed = engineHostCommandSchema.safeParse(command)
          if (parsed.success && !harmless.includes(parsed.data.kind)) continue
          if (send('main', command) && !parsed.success) malformed++
          if (index % batch === batch - 1) await answers()
        }
        // A connection without its ports.
        send('worklet', null)
        await answers()
        expect(count.refused).toBeGreaterThanOrEqual(malformed)
        await stillSpeaks()
      },
      patience,
    )

    test('nothing was run or written', async () => {
      expect(await readdir(join(folder, 'work'))).toEqual([])
      if (isWhole) console.log(JSON.stringify(count))
    })
  },
)
