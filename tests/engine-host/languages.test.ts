import { beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import { startEncoding } from '../../src-main/engine/export/encoded/encoding/encoding'
import { createExportJobs } from '../../src-main/engine-host/export-jobs'
import { createVoiceHolder, type VoiceHolder } from '../../src-main/engine-host/voice-holder'
import type { ExportProgress } from '@contract/calls/export'
import { exportOrderSchema } from '@contract/export-order'
import { speechSettingsSchema } from '@contract/settings'
import { makeDesk, readWav } from '../helpers/command-line'
import { paragraph } from '../helpers/paragraphs'
import { settle } from '../helpers/port-pair'
import { createSineEnsemble, loadSinger } from '../helpers/sine-voices'
import { connectPage, type ConnectedPage } from './connected-page'

const english = 'The train stopped in the middle of the line, and nobody knew why it had to be just there.'
const german = 'Der Zug hielt mitten auf der Strecke, und niemand wusste, warum er gerade dort halten musste.'
const french =
  'Le train s’arrêta au milieu de la campagne, et personne ne savait pourquoi il fallait attendre.'
const singers = [
  { id: 'ann', language: 'en-US', sampleRateHz: 24_000, loudness: 1 },
  { id: 'bob', language: 'en-GB', sampleRateHz: 22_050, loudness: 0.5 },
  { id: 'gerd', language: 'de-DE', sampleRateHz: 16_000, loudness: 0.1 },
]
const byId = (id: string) => singers.find((singer) => singer.id === id)!
const texts = Array.from({ length: 16 }, (_, index) => (index % 4 === 3 ? german : english))
const blocks = texts.map((text) => paragraph(text))

let log: string[]
let holder: VoiceHolder
let page: ConnectedPage

beforeEach(async () => {
  log = []
  holder = createVoiceHolder({
    load: ({ voice }) => loadSinger(byId(voice)),
    warmUp: () => Promise.resolve(),
    stopUse: () => page.connection.stop(),
    systemAudioUnavailable: { code: 'audio-no-device' },
    onState: (state) => page.connection.onVoice(state),
    onChange: (change) => page.connection.emit(change),
  })
  open(blocks)
  await holder.load({ voice: 'ann', device: 'auto' })
})

function open(blocksOfIt: typeof blocks, load?: () => Promise<void>): void {
  page = connectPage({ holder, ensemble: createSineEnsemble(singers, { log, load }), blocks: blocksOfIt })
}
const ended = (streamId: number) =>
  vi.waitFor(() => expect(page.endsOf(streamId).length).toBeGreaterThan(0), { interval: 1, timeout: 10_000 })
const unvoiced = () =>
  page.arrivals.flatMap((arrival) =>
    arrival.port === 'control' && arrival.event.kind === 'unvoiced-language' ? [arrival.event] : [],
  )

/** Sentences kept after all cuts, and the peak of what is heard of each. */
function heardPeaks(): { block: number; peak: number }[] {
  const samples = new Float32Array(120 * 24_000)
  let kept: { block: number; startSample: number; endSample: number }[] = []
  for (const arrival of page.arrivals) {
    if (arrival.port === 'pcm') {
      if (arrival.message.kind === 'pcm') samples.set(arrival.message.samples, arrival.message.startSample)
      continue
    }
    const { event } = arrival
    if (event.kind === 'cut') kept = kept.filter(({ startSample }) => startSample < event.startSample)
    if (event.kind === 'sentence') kept.push(event)
  }
  return kept.map(({ block, startSample, endSample }) => ({
    block,
    peak: samples
      .subarray(startSample, endSample)
      .reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
  }))
}

describe('a stream of a document in two languages', () => {
  test('reads each paragraph with a voice of its language', async () => {
    page.start(1)
    await ended(1)
    const peaks = heardPeaks()
    expect(peaks.map(({ block }) => block)).toEqual(texts.map((_, block) => block))
    for (const { block, peak } of peaks)
      if (texts[block] === german) expect(peak).toBeLessThan(0.11)
      else expect(peak).toBeGreaterThan(0.5)
    expect(log).toEqual(['load gerd'])
    expect(unvoiced()).toEqual([])
  })

  test('goes on so when another voice is chosen meanwhile', async () => {
    page.playsAtOnce = false
    page.start(1, {}, { stream: { bufferAheadSeconds: 10 } })
    await vi.waitFor(() => expect(page.samplesOf(1).length).toBeGreaterThan(10 * 24_000))
    page.send({ kind: 'choose-voice', choice: { voice: 'bob', device: 'auto' } })
    await vi.waitFor(() => expect(page.eventsOf(1).some(({ kind }) => kind === 'cut')).toBe(true))
    page.playsAtOnce = true
    page.grant(1, 10 * 24_000)
    await ended(1)
    const peaks = heardPeaks()
    expect(peaks.map(({ block }) => block)).toEqual(texts.map((_, block) => block))
    for (const { block, peak } of peaks) expect(peak < 0.11).toBe(texts[block] === german)
    const englishPeaks = peaks.filter(({ block }) => texts[block] === english)
    expect(englishPeaks.at(0)?.peak).toBeGreaterThan(0.5)
    expect(englishPeaks.at(-1)?.peak).toBeLessThanOrEqual(0.5)
    expect(log).toEqual(['load gerd'])
  })

  test('locked, is read by the chosen voice, even from the middle of a reading', async () => {
    page.playsAtOnce = false
    page.start(1, {}, { stream: { bufferAheadSeconds: 10 } })
    await vi.waitFor(() => expect(page.samplesOf(1).length).toBeGreaterThan(10 * 24_000))
    page.send({ kind: 'tune', streamId: 1, settings: speechSettingsSchema.parse({ followLanguage: false }) })
    page.playsAtOnce = true
    page.grant(1, 10 * 24_000)
    await ended(1)
    const peaks = heardPeaks()
    expect(peaks.find(({ block }) => block === 3)?.peak).toBeLessThan(0.11)
    expect(peaks.at(-1)?.peak).toBeGreaterThan(0.5)
  })

  test('tells once that a language has no voice, however often it is read', async () => {
    open([english, french, french].map((text) => paragraph(text)))
    page.start(1)
    await ended(1)
    page.start(2)
    await ended(2)
    expect(unvoiced()).toEqual([{ kind: 'unvoiced-language', documentId: 'd', language: 'fr', error: null }])
    for (const { peak } of heardPeaks()) expect(peak).toBeGreaterThan(0.5)
  })

  test('tells why the voice of a language cannot be had', async () => {
    open([paragraph(german)], () => Promise.reject(new AppError('voice/checksum', 'damaged')))
    page.start(1)
    await ended(1)
    expect(page.endsOf(1)).toEqual(['end'])
    expect(unvoiced()).toMatchObject([{ language: 'de', error: { code: 'voice/checksum' } }])
  })

  test('has its other voice loaded before it is played', async () => {
    expect(log).toEqual([])
    await vi.waitFor(() => expect(log).toEqual(['load gerd']), { timeout: 5_000, interval: 10 })
    expect(page.arrivals.some(({ port }) => port === 'pcm')).toBe(false)
  })

  test('is not looked at any more when another document has come', async () => {
    page.send({ kind: 'document', documentId: 'e', blocks: [paragraph(english)] })
    await settle(600)
    expect(log).toEqual([])
  })

  test('takes the language that the document says it is in for what tells nothing else', async () => {
    page.send({ kind: 'document', documentId: 'e', blocks: [paragraph('Guten Morgen!')], language: 'de' })
    page.start(1, { documentId: 'e' })
    await ended(1)
    expect(log).toEqual(['load gerd'])
  })
})

describe('an export of a document in two languages', () => {
  test('has each read by a voice of its own, and says which had none', async () => {
    const desk = await makeDesk()
    const told: ExportProgress[] = []
    const loads: string[] = []
    const jobs = createExportJobs({
      openVoices: async () => ({
        voice: await loadSinger(byId('ann')),
        ensemble: createSineEnsemble(singers, { log: loads }),
        atOnce: 2,
        dispose: () => Promise.resolve(),
      }),
      startEncoding,
      emit: (progress) => void told.push(progress),
    })
    const mixed = [english, german, french].map((text) => paragraph(text))
    const path = `${desk.path}/mixed.wav`
    const settings = speechSettingsSchema.parse({})
    const document = { id: 'd', title: 'Mixed', authors: [], blocks: mixed, contents: [] }
    const order = exportOrderSchema.parse({
      ...{ document, pronunciations: [], reading: {}, speech: settings },
      ...{ name: 'mixed', replaces: true, chapters: null, titles: {} },
    })
    jobs.start({
      kind: 'export',
      jobId: 'j',
      jobFolder: `${desk.path}/mixed.lector-export`,
      lectorVersion: '1',
      order,
    })
    await vi.waitFor(
      () => expect(told.at(-1)).toMatchObject({ state: 'done', sentences: 3, unvoiced: ['fr'] }),
      {
        timeout: 10_000,
      },
    )
    expect((await readWav(path)).sampleRateHz).toBe(24_000)
    expect(loads).toEqual(['load gerd'])
    await desk.remove()
  })
})
