import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import { settingsSchema, speechSettingsSchema } from '@contract/settings'
import { measuredFields } from '@contract/speech'
import { createDocumentMeasurer } from '../../src-main/engine-host/document-measurer'
import type { MeasuredEvent, MeasureRequest } from '../../src-main/engine-host/measure-teller'
import { SpokenDocument } from '../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../src-main/engine/voices/voice'
import { paragraph } from '../helpers/paragraphs'
import { loadSineVoice } from '../helpers/sine-voice'
import { connectPage, holderOf } from './connected-page'

const blocks = [
  paragraph('A heading', 'heading'),
  paragraph('The first sentence is here. The second one is a little longer than that.'),
  paragraph('* * *'),
  paragraph('A last paragraph.'),
]
const requestOf = (part: Partial<MeasureRequest> = {}): MeasureRequest => ({
  requestId: 1,
  from: { block: 0, char: 0 },
  settings: speechSettingsSchema.parse({}),
  ...part,
})

let sine: Voice
/** A voice that says how often it was asked. */
let asked: string[]
let voice: Voice
beforeAll(async () => {
  sine = await loadSineVoice()
  voice = {
    ...sine,
    analyse(text, tempo, signal) {
      asked.push(text.text)
      if (text.text.includes('Unspeakable'))
        throw new AppError('text/sentence-too-long', 'A word is too long')
      return sine.analyse(text, tempo, signal)
    },
  }
})

/** A voice that is busy for a while with each sentence. */
function taking(inner: Voice, onAsked: () => void, milliseconds: number): Voice {
  return {
    ...inner,
    async *analyse(text, tempo, signal) {
      onAsked()
      await new Promise((resolve) => setTimeout(resolve, milliseconds))
      yield* inner.analyse(text, tempo, signal)
    },
  }
}

function measurer(options: { isQuiet?: () => boolean; document?: SpokenDocument } = {}) {
  asked = []
  const events: MeasuredEvent[] = []
  let leases = 0
  const measured = createDocumentMeasurer({
    document: options.document ?? new SpokenDocument(blocks),
    borrowVoice: () => {
      leases++
      return Promise.resolve({ voice, release: () => void leases-- })
    },
    isQuiet: options.isQuiet ?? (() => true),
    emit: (event) => void (event.kind === 'measured' && events.push(event)),
  })
  const completed = (requestId = 1) =>
    vi.waitFor(() => expect(events.some((e) => e.requestId === requestId && e.isComplete)).toBe(true), {
      timeout: 10_000,
      interval: 5,
    })
  return { measured, events, completed, leases: () => leases }
}
const blocksOf = (events: readonly MeasuredEvent[]) => events.flatMap((event) => event.blocks)

describe('createDocumentMeasurer', () => {
  test('tells of every block, those from where somebody reads on first, and gives the voice back', async () => {
    const { measured, events, completed, leases } = measurer()
    measured.measure(requestOf({ from: { block: 1, char: 0 } }))
    await completed()
    expect(blocksOf(events).map(({ block }) => block)).toEqual([1, 2, 3, 0])
    const counts = blocksOf(events).map(({ sentences }) => sentences.length / measuredFields.length)
    expect(counts).toEqual([2, 0, 1, 1])
    expect(asked[0]).toContain('first')
    await vi.waitFor(() => expect(leases()).toBe(0))
  })

  test('a sentence that cannot be said has no length, and all that follows it has', async () => {
    const texts = ['The first one.', 'Unspeakable as it is. And one more.', 'The last one.']
    const { measured, events, completed } = measurer({
      document: new SpokenDocument(texts.map((text) => paragraph(text))),
    })
    measured.measure(requestOf())
    await completed()
    const counts = blocksOf(events).map(({ sentences }) => sentences.length / measuredFields.length)
    expect(counts).toEqual([1, 1, 1])
  })

  test('a speed that the voice reaches by stretching asks the voice for nothing', async () => {
    const { measured, events, completed } = measurer()
    measured.measure(requestOf({ settings: speechSettingsSchema.parse({ speed: 2 }) }))
    await completed()
    const before = asked.length
    const told = blocksOf(events)
    measured.measure(requestOf({ requestId: 2, settings: speechSettingsSchema.parse({ speed: 4 }) }))
    await completed(2)
    expect(asked.length).toBe(before)
    const end = measuredFields.indexOf('endSamples')
    const ratio = blocksOf(events)[told.length].sentences[end] / told[0].sentences[end]
    expect(ratio).toBeCloseTo(0.5, 2)
  })

  test('pauses inside sentences are asked of the voice, and what was known without them is not lost', async () => {
    const { measured, completed } = measurer()
    measured.measure(requestOf())
    await completed()
    const before = asked.length
    const { speech } = settingsSchema.parse({ speech: { pauses: { commaMilliseconds: 100 } } })
    measured.measure(requestOf({ requestId: 2, settings: speech }))
    await completed(2)
    expect(asked.length).toBe(2 * before)
    measured.measure(requestOf({ requestId: 3 }))
    await completed(3)
    expect(asked.length).toBe(2 * before)
  })

  test('pauses between sentences change what is told, not what is asked of the voice', async () => {
    const { measured, events, completed } = measurer()
    measured.measure(requestOf())
    await completed()
    const before = asked.length
    const { speech } = settingsSchema.parse({ speech: { pauses: { headingMilliseconds: 2_000 } } })
    measured.measure(requestOf({ requestId: 2, settings: speech }))
    await completed(2)
    expect(asked.length).toBe(before)
    const first = blocksOf(events.filter(({ requestId }) => requestId === 2)).find(({ block }) => block === 1)
    expect(first?.sentences[measuredFields.indexOf('pauseSamples')]).toBe(48_000)
  })

  test('nothing is asked of the voice while somebody waits for it; what waits goes on after', async () => {
    let isQuiet = false
    let looks = 0
    const { measured, completed } = measurer({
      isQuiet() {
        looks += 1
        return isQuiet
      },
    })
    measured.measure(requestOf())
    await vi.waitFor(() => expect(looks).toBeGreaterThan(5), { timeout: 10_000 })
    expect(asked).toEqual([])
    isQuiet = true
    await completed()
  })

  test('leaves the voice alone for three times as long as it took it', async () => {
    const busyMilliseconds = 10
    const many = Array.from({ length: 2_000 }, (_, i) => paragraph(`Sentence number ${i}.`))
    let busy = 0
    const measured = createDocumentMeasurer({
      document: new SpokenDocument(many),
      borrowVoice: () =>
        Promise.resolve({
          voice: taking(sine, () => (busy += busyMilliseconds), busyMilliseconds),
          release: () => undefined,
        }),
      isQuiet: () => true,
      emit: () => undefined,
    })
    vi.useFakeTimers()
    try {
      measured.measure(requestOf())
      await vi.advanceTimersByTimeAsync(10_000)
      expect(busy / 10_000).toBeGreaterThan(0.2)
      expect(busy / 10_000).toBeLessThan(0.26)
    } finally {
      measured.stop()
      vi.useRealTimers()
    }
  })

  test('stops with the sentence under way, and tells nothing of what was stopped', async () => {
    const many = Array.from({ length: 200 }, (_, i) => paragraph(`Sentence number ${i}.`))
    const { measured, events, leases } = measurer({ document: new SpokenDocument(many) })
    measured.measure(requestOf())
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(3), { timeout: 5_000, interval: 1 })
    measured.stop()
    const before = asked.length
    // Who gives the voice back asks it for nothing more.
    await vi.waitFor(() => expect(leases()).toBe(0), { timeout: 10_000 })
    expect(asked.length).toBeLessThanOrEqual(before + 1)
    expect(events.some(({ isComplete }) => isComplete)).toBe(false)
  })

  test('what was known is measured anew once the document is said otherwise', async () => {
    const document = new SpokenDocument(blocks)
    const { measured, completed } = measurer({ document })
    measured.measure(requestOf())
    await completed()
    const before = asked.length
    document.readBy({ url: 'skip' })
    measured.forget()
    measured.measure(requestOf({ requestId: 2 }))
    await completed(2)
    expect(asked.length).toBeGreaterThan(before)
  })

  test('a document that grows is measured to its end', async () => {
    const document = new SpokenDocument(blocks.slice(0, 1), { isWhole: false })
    const { measured, events, completed } = measurer({ document })
    measured.measure(requestOf())
    await vi.waitFor(() => expect(blocksOf(events)).toHaveLength(1), { timeout: 5_000 })
    document.extend(blocks.slice(1), true)
    await completed()
    expect(blocksOf(events).map(({ block }) => block)).toEqual([0, 1, 2, 3])
  })
})

describe('connectSpeech', () => {
  test('the lengths told are those of the stream that is read, sample for sample', async () => {
    const page = connectPage({ holder: holderOf(sine), blocks })
    const settings = speechSettingsSchema.parse({ speed: 1.7 })
    page.send({ kind: 'measure', requestId: 7, documentId: 'd', from: { block: 0, char: 0 }, settings })
    const told = () =>
      page.arrivals.flatMap((a) => (a.port === 'control' && a.event.kind === 'measured' ? [a.event] : []))
    await vi.waitFor(() => expect(told().at(-1)?.isComplete).toBe(true), { timeout: 10_000 })
    page.start(1, {}, { speed: 1.7 })
    await vi.waitFor(() => expect(page.endsOf(1)).toEqual(['end']), { timeout: 10_000 })
    const starts = page.eventsOf(1).flatMap((e) => (e.kind === 'sentence' ? [e.startSample] : []))
    const sentences = told()
      .flatMap((event) => event.blocks)
      .flatMap(({ sentences: all }) =>
        Array.from({ length: all.length / measuredFields.length }, (_, i) =>
          all.slice(i * measuredFields.length, (i + 1) * measuredFields.length),
        ),
      )
    let clock = 0
    const expected: number[] = []
    let [rest, end] = [0, 0]
    for (const [, , pause, restSamples, endSamples] of sentences) {
      clock += Math.max(end, rest + pause)
      expected.push(clock)
      ;[rest, end] = [restSamples, endSamples]
    }
    expect(starts).toEqual(expected)
    expect(page.samplesOf(1).length).toBe(clock + end)
  })

  test('while much is to be read and little is buffered, nothing is measured', async () => {
    asked = []
    const long = Array.from({ length: 60 }, (_, i) => paragraph(`Sentence number ${i} of a long text.`))
    const page = connectPage({ holder: holderOf(voice), blocks: long })
    page.playsAtOnce = true
    const settings = speechSettingsSchema.parse({})
    page.send({ kind: 'measure', requestId: 7, documentId: 'd', from: { block: 50, char: 0 }, settings })
    page.start(1)
    await vi.waitFor(() => expect(page.endsOf(1)).toEqual(['end']), { timeout: 20_000 })
    // Everything was read in its order before anything was measured from block 50 on.
    expect(asked.findIndex((text) => text.includes('number 49 '))).toBeLessThan(
      asked.findIndex((text) => text.includes('number 50 ')),
    )
  })

  test('who begins to read waits for the sentence that is measured just then, and for no other', async () => {
    const long = Array.from({ length: 60 }, (_, i) => paragraph(`Sentence number ${i} of a long text.`))
    const readFrom = 30
    const begun: number[] = []
    const numberOf = (text: string): number => Number(/number (\d+)/.exec(text)?.[1])
    const slow: Voice = {
      ...sine,
      async *analyse(text, tempo, signal) {
        begun.push(numberOf(text.text))
        // What is read takes so long that several could be measured meanwhile.
        await sleep(numberOf(text.text) < readFrom ? 2 : 50)
        yield* sine.analyse(text, tempo, signal)
      },
    }
    const page = connectPage({ holder: holderOf(slow), blocks: long })
    const settings = speechSettingsSchema.parse({})
    page.send({ kind: 'measure', requestId: 1, documentId: 'd', from: { block: 0, char: 0 }, settings })
    for (let streamId = 1; streamId <= 5; streamId += 1) {
      const measured = begun.length
      await vi.waitFor(() => expect(begun.length).toBeGreaterThan(measured), { timeout: 10_000, interval: 1 })
      const before = begun.length
      page.start(streamId, { from: { block: readFrom + streamId, char: 0 } })
      await vi.waitFor(() => expect(page.pcmOf(streamId)).not.toEqual([]), { timeout: 10_000, interval: 1 })
      // One may have begun before the wish to read was heard.
      expect(begun.slice(before).filter((number) => number < readFrom).length).toBeLessThanOrEqual(1)
      page.send({ kind: 'stop', streamId })
      await vi.waitFor(() => expect(page.endsOf(streamId)).toHaveLength(1), { timeout: 10_000 })
    }
    page.close()
  })

  test('a page that waits for sound says so: nobody measures meanwhile for another', async () => {
    let open: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    const slow: Voice = {
      ...sine,
      async *analyse(text, tempo, signal) {
        await gate
        yield* sine.analyse(text, tempo, signal)
      },
    }
    const { connection, start, endsOf } = connectPage({ holder: holderOf(slow), blocks })
    expect(connection.isVoiceWanted).toBe(false)
    start(1)
    await vi.waitFor(() => expect(connection.isVoiceWanted).toBe(true))
    open()
    await vi.waitFor(() => expect(endsOf(1)).toEqual(['end']), { timeout: 20_000 })
    expect(connection.isVoiceWanted).toBe(false)
  })
})
