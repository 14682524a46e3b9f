import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import { speechSettingsSchema } from '@contract/settings'
import { narrate } from '../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../src-main/engine/streaming/spoken-document'
import type { VoiceLease } from '../../src-main/engine-host/voice-holder'
import type { Voice } from '../../src-main/engine/voices/voice'
import { firstDifference } from '../helpers/first-difference'
import { paragraph } from '../helpers/paragraphs'
import { settle } from '../helpers/port-pair'
import { loadSineVoice } from '../helpers/sine-voice'
import { connectPage, holderOf, joinedSamples, type ConnectedPage } from './connected-page'

const blocks = [
  paragraph('A heading', 'heading'),
  paragraph('The first sentence is here. The second one is a little longer than that. And one more.'),
  paragraph('A last paragraph.'),
]
/** Long enough that a small buffer is full before it ends. */
const long = Array.from({ length: 30 }, (_, i) =>
  paragraph(`Sentence number ${i} of a long text is said here.`),
)
const rateHz = 24_000
const shortBuffer = { stream: { bufferAheadSeconds: 2 } }

let voice: Voice
beforeAll(async () => {
  voice = await loadSineVoice()
})

let page: ConnectedPage
beforeEach(() => {
  page = connectPage({ holder: holderOf(voice), blocks })
})
const ended = (streamId: number, from = page) =>
  vi.waitFor(() => expect(from.endsOf(streamId)).toHaveLength(1), { timeout: 10_000, interval: 1 })

async function narrated(changes: object, document = blocks): Promise<Float32Array> {
  const settings = speechSettingsSchema.parse(changes)
  const parts: Float32Array[] = []
  const { signal } = new AbortController()
  const from = { block: 0, char: 0 }
  const options = { voice, document: new SpokenDocument(document), from, settings: () => settings, signal }
  for await (const piece of narrate(options)) {
    if (piece.kind === 'audio') parts.push(piece.samples)
    if (piece.kind === 'silence') parts.push(new Float32Array(piece.samples))
  }
  return joinedSamples(parts)
}

describe('connectSpeech', () => {
  test('a page that connects is told at once how the voice fares', async () => {
    await settle(2)
    expect(page.arrivals[0]).toMatchObject({ port: 'control', event: { kind: 'preparing', what: 'loading' } })
  })

  test.each([
    ['cached', 'adaptive'],
    ['cached', 'fixed'],
    ['overlap-add', 'fixed'],
    ['cross-fade', 'fixed'],
    ['none', 'fixed'],
  ])('what is sent is the narration, without a hole (%s, %s chunks)', async (seam, chunkPolicy) => {
    const settings = { stream: { seam, chunkPolicy, chunkMilliseconds: 90 } }
    page.start(1, {}, settings)
    await ended(1)
    expect(page.endsOf(1)).toEqual(['end'])
    let clock = 0
    for (const { startSample, samples } of page.pcmOf(1)) {
      expect(startSample).toBe(clock)
      clock += samples.length
    }
    expect(firstDifference(page.samplesOf(1), await narrated(settings))).toBe(-1)
    const ends = page.arrivals.filter((a) => a.port === 'pcm' && a.message.kind === 'end')
    expect(ends).toEqual([{ port: 'pcm', message: { kind: 'end', streamId: 1, totalSamples: clock } }])
    expect(page.eventsOf(1).at(-1)).toEqual({ kind: 'end', streamId: 1, totalSamples: clock })
  })

  test('a sentence and its words are told before its first sample', async () => {
    page.start(1)
    await ended(1)
    const told = new Set<number>()
    let toldUntil = 0
    for (const arrival of page.arrivals) {
      if (arrival.port === 'control' && arrival.event.kind === 'sentence') {
        told.add(arrival.event.index)
        toldUntil = arrival.event.endSample
      } else if (arrival.port === 'pcm' && arrival.message.kind === 'pcm') {
        const isSound = arrival.message.samples.some((sample) => sample !== 0)
        if (isSound) expect(arrival.message.startSample).toBeLessThan(toldUntil)
      } else if (arrival.port === 'control' && arrival.event.kind === 'chunk') {
        expect(told).toContain(arrival.event.sentence)
      }
    }
    expect([...told]).toEqual([0, 1, 2, 3, 4])
    expect(page.eventsOf(1).filter(({ kind }) => kind === 'first-audio')).toHaveLength(1)
  })

  test('no more is on its way than the buffer ahead and one chunk', async () => {
    page = connectPage({ holder: holderOf(voice), blocks: long })
    page.playsAtOnce = false
    page.start(1, {}, shortBuffer)
    const longest = 0.96 * rateHz
    await settle(60)
    let granted = 0
    for (let round = 0; round < 20; round++) {
      const sent = page.samplesOf(1).length
      expect(sent - granted).toBeGreaterThanOrEqual(2 * rateHz)
      expect(sent - granted).toBeLessThan(2 * rateHz + longest)
      granted += 5_000
      page.grant(1, 5_000)
      await settle(15)
    }
    expect(page.endsOf(1)).toEqual([])
    page.send({ kind: 'stop', streamId: 1 })
    await ended(1)
  })

  test('a longer buffer ahead lets more through at once, a shorter one holds back', async () => {
    page = connectPage({ holder: holderOf(voice), blocks: long })
    page.playsAtOnce = false
    page.start(1, {}, shortBuffer)
    await settle(60)
    const tune = (bufferAheadSeconds: number): void =>
      page.send({
        kind: 'tune',
        streamId: 1,
        settings: speechSettingsSchema.parse({ stream: { bufferAheadSeconds } }),
      })
    tune(6)
    await settle(60)
    const sent = page.samplesOf(1).length
    expect(sent).toBeGreaterThanOrEqual(6 * rateHz)
    tune(3)
    await settle(10)
    page.grant(1, 2.5 * rateHz)
    await settle(30)
    expect(page.samplesOf(1).length).toBe(sent)
    page.grant(1, 2 * rateHz)
    await settle(30)
    expect(page.samplesOf(1).length).toBeGreaterThan(sent)
    await page.connection.stop()
  })

  test('credit for another stream and credit that is none are ignored', async () => {
    page = connectPage({ holder: holderOf(voice), blocks: long })
    page.playsAtOnce = false
    page.start(2, {}, shortBuffer)
    await settle(60)
    const sent = page.samplesOf(2).length
    page.grant(1, 1_000_000)
    page.grant(2, -1_000_000)
    page.grant(2, NaN)
    await settle(30)
    expect(page.samplesOf(2).length).toBe(sent)
    await page.connection.stop()
  })

  test('stopping says "cancelled" once, and nothing after it', async () => {
    page = connectPage({ holder: holderOf(voice), blocks: long })
    page.playsAtOnce = false
    page.start(1, {}, shortBuffer)
    await vi.waitFor(() => expect(page.pcmOf(1).length).toBeGreaterThan(1))
    page.send({ kind: 'stop', streamId: 1 })
    page.send({ kind: 'stop', streamId: 1 })
    await ended(1)
    const before = page.pcmOf(1).length
    page.grant(1, 1_000_000)
    await settle(40)
    expect(page.endsOf(1)).toEqual(['cancelled'])
    expect(page.eventsOf(1).at(-1)?.kind).toBe('cancelled')
    expect(page.pcmOf(1)).toHaveLength(before)
  })

  test('stopping a stream that is over changes nothing', async () => {
    page.start(1)
    await ended(1)
    page.send({ kind: 'stop', streamId: 1 })
    await settle()
    expect(page.endsOf(1)).toEqual(['end'])
  })

  test('a second start ends the first and plays whole', async () => {
    page = connectPage({ holder: holderOf(voice), blocks: long })
    page.playsAtOnce = false
    page.start(1, {}, shortBuffer)
    await vi.waitFor(() => expect(page.pcmOf(1).length).toBeGreaterThan(1))
    page.playsAtOnce = true
    page.start(2)
    await Promise.all([ended(1), ended(2)])
    expect(page.endsOf(1)).toEqual(['cancelled'])
    expect(firstDifference(page.samplesOf(2), await narrated({}, long))).toBe(-1)
  })

  test('a stop while the voice is still loading is answered at once', async () => {
    let sawAbort = false
    const borrow = (signal: AbortSignal): Promise<VoiceLease> =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          sawAbort = true
          reject(signal.reason as Error)
        }),
      )
    page = connectPage({ holder: { ...holderOf(voice), borrow }, blocks })
    page.start(1)
    page.send({ kind: 'stop', streamId: 1 })
    await ended(1)
    expect(page.endsOf(1)).toEqual(['cancelled'])
    expect(sawAbort).toBe(true)
  })

  test('a voice that cannot be had fails the stream with its own code', async () => {
    const failing = () => Promise.reject(new AppError('voice/checksum', 'damaged'))
    page = connectPage({ holder: { ...holderOf(voice), borrow: failing }, blocks })
    page.start(1)
    await ended(1)
    expect(page.eventsOf(1)).toMatchObject([{ kind: 'failed', error: { code: 'voice/checksum' } }])
  })

  test('an unknown document, a block past the end and an empty document are refused', async () => {
    page.start(1, { documentId: 'other' })
    page.start(2, { from: { block: blocks.length, char: 0 } })
    const empty = connectPage({ holder: holderOf(voice), blocks: [] })
    empty.start(3)
    await Promise.all([ended(1), ended(2), ended(3, empty)])
    for (const event of [page.eventsOf(1)[0], page.eventsOf(2)[0], empty.eventsOf(3)[0]])
      expect(event).toMatchObject({ kind: 'failed', error: { code: 'contract/invalid' } })
  })

  test('a place after the last word has nothing to say', async () => {
    page.start(1, { from: { block: 2, char: 10_000 } })
    await ended(1)
    expect(page.eventsOf(1)).toMatchObject([{ kind: 'failed', error: { code: 'text/nothing-to-say' } }])
  })

  test('the last word of a document can be read alone', async () => {
    const char = blocks[2].text.indexOf('paragraph')
    page.start(1, { from: { block: 2, char } })
    await ended(1)
    const sentences = page.eventsOf(1).flatMap((event) => (event.kind === 'sentence' ? [event] : []))
    expect(sentences).toHaveLength(1)
    expect(sentences[0].words.map(({ startChar }) => startChar)).toEqual([char])
    expect(page.endsOf(1)).toEqual(['end'])
  })

  test('reading stops before `until`', async () => {
    page.start(1, { until: { block: 1, char: blocks[1].text.indexOf('The second') } })
    await ended(1)
    const sentences = page.eventsOf(1).flatMap((event) => (event.kind === 'sentence' ? [event] : []))
    expect(sentences.map(({ block, startChar }) => [block, startChar])).toEqual([
      [0, 0],
      [1, 0],
    ])
  })

  test('places are found by the engine, also while it reads', async () => {
    page.start(1)
    const from = { block: 1, char: 40 }
    page.send({ kind: 'locate', requestId: 7, documentId: 'd', from, move: 'sentence-start' })
    page.send({ kind: 'locate', requestId: 8, documentId: 'other', from, move: 'sentence-start' })
    page.send({
      kind: 'locate',
      requestId: 9,
      documentId: 'd',
      from: { block: 99, char: 0 },
      move: 'next-sentence',
    })
    await ended(1)
    const located = page.arrivals.flatMap((a) =>
      a.port === 'control' && a.event.kind === 'located' ? [a.event] : [],
    )
    expect(located).toEqual([
      { kind: 'located', requestId: 7, position: { block: 1, char: blocks[1].text.indexOf('The second') } },
      { kind: 'located', requestId: 8, position: null },
      { kind: 'located', requestId: 9, position: null },
    ])
  })

  test('the next document takes the place of the former, which a stream may still be reading', async () => {
    page.start(1)
    page.send({ kind: 'document', documentId: 'e', blocks: [paragraph('Another text.')] })
    page.send({
      kind: 'locate',
      requestId: 1,
      documentId: 'd',
      from: { block: 0, char: 0 },
      move: 'next-sentence',
    })
    await ended(1)
    expect(firstDifference(page.samplesOf(1), await narrated({}))).toBe(-1)
    page.start(2, { documentId: 'd' })
    page.start(3, { documentId: 'e' })
    await Promise.all([ended(2), ended(3)])
    expect([page.endsOf(2), page.endsOf(3)]).toEqual([['failed'], ['end']])
  })

  test('a message that is no command is reported and refused; the connection lives on', async () => {
    page.sendAnything({ kind: 'sing' })
    page.sendAnything(null)
    page.sendAnything({ kind: 'start', streamId: 4, documentId: 'd', from: { block: -1, char: 0 } })
    page.start(5)
    await Promise.all([ended(4), ended(5)])
    expect(page.malformed).toHaveLength(3)
    expect(page.eventsOf(4)).toMatchObject([{ kind: 'failed', error: { code: 'contract/invalid' } }])
    expect(page.endsOf(5)).toEqual(['end'])
  })

  test('a stream whose number the page would not take back is answered by nothing', async () => {
    for (const streamId of [2 ** 53, 1e308, NaN, '1'])
      page.sendAnything({ kind: 'start', streamId, documentId: 'd', from: { block: -1, char: 0 } })
    page.start(6)
    await ended(6)
    expect(page.malformed).toHaveLength(4)
    const failed = page.arrivals.filter((one) => one.port === 'control' && one.event.kind === 'failed')
    expect(failed).toEqual([])
  })

  test('a chunk size tuned on the way takes effect, and the sound stays whole', async () => {
    page = connectPage({ holder: holderOf(voice), blocks: long })
    page.playsAtOnce = false
    page.start(1, {}, shortBuffer)
    await settle(60)
    const before = page.pcmOf(1).length
    const stream = { chunkPolicy: 'fixed', chunkMilliseconds: 50 }
    page.send({ kind: 'tune', streamId: 1, settings: speechSettingsSchema.parse({ stream }) })
    page.playsAtOnce = true
    page.grant(1, page.samplesOf(1).length)
    await ended(1)
    expect(firstDifference(page.samplesOf(1), await narrated({}, long))).toBe(-1)
    const after = page.pcmOf(1).slice(before)
    const sounding = after.filter(({ samples }) => samples.some((sample) => sample !== 0))
    // The one that waited for credit was cut before.
    expect(sounding.slice(1).every(({ samples }) => samples.length <= 0.05 * rateHz)).toBe(true)
  })

  test('a page that goes away stops its stream', async () => {
    page = connectPage({ holder: holderOf(voice), blocks: long })
    page.playsAtOnce = false
    page.start(1)
    await vi.waitFor(() => expect(page.pcmOf(1).length).toBeGreaterThan(0))
    page.close()
    await vi.waitFor(() => expect(page.closes).toBe(1))
    await page.connection.stop()
  })

  test('disposing tells the page before the line is cut, and may be done twice', async () => {
    page = connectPage({ holder: holderOf(voice), blocks: long })
    page.playsAtOnce = false
    page.start(1)
    await vi.waitFor(() => expect(page.pcmOf(1).length).toBeGreaterThan(0))
    await page.connection.dispose()
    await page.connection.dispose()
    await settle()
    expect(page.endsOf(1)).toEqual(['cancelled'])
  })

  test('system output that is not there fails the stream once', async () => {
    page.start(1, { output: 'system' })
    await ended(1)
    expect(page.eventsOf(1)).toMatchObject([{ kind: 'failed', error: { code: 'audio/unavailable' } }])
  })
})
