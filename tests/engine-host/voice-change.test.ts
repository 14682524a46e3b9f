import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import { createVoiceHolder, type LoadVoice, type VoiceHolder } from '../../src-main/engine-host/voice-holder'
import type { Voice } from '../../src-main/engine/voices/voice'
import { createRandom } from '../helpers/random'
import { paragraph } from '../helpers/paragraphs'
import { settle } from '../helpers/port-pair'
import { loadSineVoice } from '../helpers/sine-voice'
import { connectPage, type ConnectedPage } from './connected-page'

const text = Array.from({ length: 40 }, (_, i) => `Sentence number ${i} of this long text is said here.`)
const blocks = text.map((sentence) => paragraph(sentence))
const never = new AbortController().signal

let sine: Voice
beforeAll(async () => {
  sine = await loadSineVoice()
})

let disposed: string[]
let loadDelay: Promise<void>
let load: LoadVoice
let holder: VoiceHolder
let page: ConnectedPage

/** A voice that is told apart by its loudness: every sample of `id` lies within its own range. */
const loudnessOf: Readonly<Record<string, number>> = { loud: 1, quiet: 0.25 }
const voiceOf = (id: string): Voice => ({
  ...sine,
  id,
  async *render(utterance, plan, signal) {
    for await (const push of sine.render(utterance, plan, signal))
      yield { ...push, samples: push.samples.map((sample) => sample * loudnessOf[id]) }
  },
  dispose: () => Promise.resolve(void disposed.push(id)),
})

beforeEach(async () => {
  disposed = []
  loadDelay = Promise.resolve()
  load = async ({ voice: id }, signal) => {
    await loadDelay
    signal.throwIfAborted()
    if (!(id in loudnessOf)) throw new AppError('voice/missing', `No voice ${id}`)
    return voiceOf(id)
  }
  holder = createVoiceHolder({
    load: (...args) => load(...args),
    warmUp: () => Promise.resolve(),
    stopUse: () => page.connection.stop(),
    systemAudioUnavailable: { code: 'audio-no-device' },
    onState: (state) => page.connection.onVoice(state),
    onChange: (change) => page.connection.emit(change),
  })
  page = connectPage({ holder, blocks })
  await holder.load({ voice: 'loud', device: 'auto' })
})

const choose = (voice: string): void => page.send({ kind: 'choose-voice', choice: { voice, device: 'auto' } })
const cuts = () => page.eventsOf(1).flatMap((event) => (event.kind === 'cut' ? [event] : []))
const ended = () => vi.waitFor(() => expect(page.endsOf(1).length).toBeGreaterThan(0), { interval: 1 })

/** What the worklet would have: samples in order, from every cut on replaced by what followed. */
function heard(): { samples: Float32Array; holes: number } {
  const samples = new Float32Array(60 * 24_000)
  let received = 0
  let holes = 0
  for (const arrival of page.arrivals) {
    if (arrival.port !== 'pcm' || arrival.message.streamId !== 1) continue
    const { message } = arrival
    if (message.kind === 'cut') received = message.startSample
    if (message.kind !== 'pcm') continue
    if (message.startSample !== received) holes++
    samples.set(message.samples, message.startSample)
    received = message.startSample + message.samples.length
  }
  return { samples: samples.subarray(0, received), holes }
}

/** The sentences as a page keeps them: what begins at or after a cut is forgotten. */
function sentencesKept() {
  let kept: { index: number; block: number; startSample: number; endSample: number }[] = []
  for (const event of page.eventsOf(1)) {
    if (event.kind === 'cut') kept = kept.filter(({ startSample }) => startSample < event.startSample)
    if (event.kind === 'sentence') kept.push(event)
  }
  return kept
}

const peakIn = (samples: Float32Array, from: number, until: number): number =>
  samples.subarray(from, until).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)

describe('a voice chosen while reading', () => {
  test('is heard from the next sentence on, and not one word is lost or said twice', async () => {
    page.playsAtOnce = false
    page.start(1, {}, { stream: { bufferAheadSeconds: 10 } })
    await vi.waitFor(() => expect(page.samplesOf(1).length).toBeGreaterThan(10 * 24_000))
    page.grant(1, 2 * 24_000)
    choose('quiet')
    await vi.waitFor(() => expect(cuts()).toHaveLength(1))
    page.playsAtOnce = true
    page.grant(1, 10 * 24_000)
    await ended()
    const [cut] = cuts()
    const kept = sentencesKept()
    expect(kept.map(({ block }) => block)).toEqual(blocks.map((_, block) => block))
    expect(kept.map(({ index }) => index)).toEqual(blocks.map((_, index) => index))
    // What is heard after two seconds is the next sentence: at most one sentence and a half later.
    expect(cut.startSample).toBeGreaterThan(2 * 24_000)
    expect(cut.startSample).toBeLessThan(6 * 24_000)
    const { samples, holes } = heard()
    expect(holes).toBe(0)
    for (const sentence of kept) {
      const peak = peakIn(samples, sentence.startSample, sentence.endSample)
      if (sentence.index < cut.sentence) expect(peak).toBeGreaterThan(0.5)
      else {
        expect(peak).toBeLessThan(0.25)
        expect(peak).toBeGreaterThan(0.05)
      }
    }
  })

  test('is loaded beside the first, which is let go when nobody speaks with it any more', async () => {
    let loaded: () => void = () => undefined
    page.playsAtOnce = false
    page.start(1, {}, { stream: { bufferAheadSeconds: 10 } })
    await vi.waitFor(() => expect(page.samplesOf(1).length).toBeGreaterThan(10 * 24_000))
    loadDelay = new Promise((resolve) => (loaded = resolve))
    choose('quiet')
    await settle(20)
    expect(holder.state).toMatchObject({ kind: 'ready', voice: { id: 'loud' } })
    expect(page.arrivals.at(-1)).toMatchObject({
      event: { kind: 'changing-voice', choice: { voice: 'quiet' } },
    })
    expect(disposed).toEqual([])
    loaded()
    await vi.waitFor(() => expect(disposed).toEqual(['loud']))
    expect(holder.state).toMatchObject({ kind: 'ready', voice: { id: 'quiet' } })
    page.send({ kind: 'stop', streamId: 1 })
    await ended()
    await holder.dispose()
    expect(disposed).toEqual(['loud', 'quiet'])
  })

  test('that cannot be had changes nothing but a word to the page', async () => {
    page.start(1)
    choose('unknown')
    await ended()
    expect(page.endsOf(1)).toEqual(['end'])
    expect(cuts()).toEqual([])
    const refusals = page.arrivals.filter((a) => a.port === 'control' && a.event.kind === 'voice-refused')
    expect(refusals).toMatchObject([
      { event: { choice: { voice: 'unknown' }, error: { code: 'voice/missing' } } },
    ])
    expect((await holder.borrow(never)).voice.id).toBe('loud')
  })

  test('of two choices the later one speaks; the former is not loaded to its end', async () => {
    page.playsAtOnce = false
    page.start(1, {}, { stream: { bufferAheadSeconds: 10 } })
    await vi.waitFor(() => expect(page.samplesOf(1).length).toBeGreaterThan(10 * 24_000))
    let loaded: () => void = () => undefined
    loadDelay = new Promise((resolve) => (loaded = resolve))
    choose('quiet')
    choose('loud')
    await settle(5)
    loaded()
    await settle(20)
    expect(holder.state).toMatchObject({ kind: 'ready', voice: { id: 'loud' } })
    expect(cuts()).toEqual([])
    expect(disposed.filter((id) => id === 'loud')).toEqual([])
  })

  test('takes back an end that was told but is not heard', async () => {
    page = connectPage({ holder, blocks: blocks.slice(0, 4) })
    page.playsAtOnce = false
    page.start(1, {}, { stream: { bufferAheadSeconds: 60 } })
    await ended()
    choose('quiet')
    await vi.waitFor(() => expect(cuts()).toHaveLength(1))
    await vi.waitFor(() => expect(page.endsOf(1)).toEqual(['end', 'end']))
    expect(sentencesKept().map(({ block }) => block)).toEqual([0, 1, 2, 3])
    page.send({ kind: 'stop', streamId: 1 })
    await settle(10)
    expect(page.endsOf(1)).toEqual(['end', 'end'])
  })

  test('again and again, at any moment: 100 seeded readings lose no sentence and leave no voice', async () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = createRandom(seed)
      disposed = []
      page = connectPage({ holder, blocks: blocks.slice(0, 12) })
      page.playsAtOnce = false
      page.start(1, {}, { stream: { bufferAheadSeconds: 2 + random() * 8 } })
      let granted = 0
      for (let step = 0; step < 200 && page.endsOf(1).length === 0; step++) {
        if (random() < 0.2) choose(random() < 0.5 ? 'quiet' : 'loud')
        const share = Math.round(random() * 24_000)
        const { samples } = heard()
        const take = Math.max(0, Math.min(share, samples.length - granted))
        page.grant(1, take)
        granted += take
        await settle(1 + Math.round(random() * 3))
      }
      page.playsAtOnce = true
      page.grant(1, 24_000 * 60)
      await ended()
      const { holes } = heard()
      expect({ seed, holes }).toEqual({ seed, holes: 0 })
      expect(sentencesKept().map(({ block }) => block)).toEqual(blocks.slice(0, 12).map((_, block) => block))
    }
    await holder.dispose()
  }, 60_000)
})
