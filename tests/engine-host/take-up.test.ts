import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { SpeechEvent, TakeUp } from '@contract/speech'
import type { TextPosition } from '@contract/document'
import type { Voice } from '../../src-main/engine/voices/voice'
import { StreamTimeline } from '../../src-renderer/audio/stream-timeline'
import { createRandom } from '../helpers/random'
import { paragraph } from '../helpers/paragraphs'
import { loadSineVoice } from '../helpers/sine-voice'
import { connectPage, holderOf, type ConnectedPage } from './connected-page'

type Sentence = Extract<SpeechEvent, { kind: 'sentence' }>

const rateHz = 24_000
const blocks = Array.from({ length: 6 }, (_, index) =>
  paragraph(
    `Sentence ${index} is said here, and it is not short. ${index % 3 === 0 ? 'Another follows! ' : ''}Then it ends.`,
  ),
)
/** In the middle of a sentence: what is left of it is what the stream begins with. */
const from = { block: 0, char: 15 }

let voice: Voice
const pages: ConnectedPage[] = []
beforeAll(async () => {
  voice = await loadSineVoice()
})
afterEach(() => {
  for (const page of pages.splice(0)) page.close()
})

/** A host that has just been started. */
function connect(): ConnectedPage {
  const page = connectPage({ holder: holderOf(voice), blocks })
  pages.push(page)
  return page
}
const ended = (page: ConnectedPage): Promise<void> =>
  vi.waitFor(() => expect(page.endsOf(1)).toEqual(['end']), { interval: 1, timeout: 10_000 })
const sentencesOf = (page: ConnectedPage): Sentence[] =>
  page.eventsOf(1).flatMap((event) => (event.kind === 'sentence' ? [event] : []))

/** A comparison of samples one by one takes longer than to make them. */
const isSame = (one: Float32Array, other: Float32Array): boolean =>
  Buffer.from(one.buffer).equals(Buffer.from(other.buffer))

async function readWhole(): Promise<{ samples: Float32Array; sentences: Sentence[] }> {
  const page = connect()
  page.start(1, { from })
  await ended(page)
  return { samples: page.samplesOf(1), sentences: sentencesOf(page) }
}

/** What a page asks for that holds so many samples of what was said. */
function placeLeft(
  sentences: readonly Sentence[],
  sample: number,
): { from: TextPosition; takeUp: TakeUp; sentence: Sentence } {
  const timeline = new StreamTimeline(1)
  for (const sentence of sentences) timeline.add(sentence)
  const sentence = timeline.sentenceToTakeUp(sample)
  if (!sentence) throw new Error(`Nothing is known of what is said at ${sample}`)
  const { start, block, startChar } = sentence
  const takeUp = { sample, heardSample: sample, ...(start ? { start } : {}) }
  return { from: start ? { block, char: startChar } : from, takeUp, sentence }
}

describe('a stream that another host began', () => {
  test('is gone on with at any sample, and not one sample, word or place is another', async () => {
    const whole = await readWhole()
    const random = createRandom(5)
    // Where a sentence begins and ends, too.
    const edges = whole.sentences
      .slice(0, 6)
      .flatMap(({ startSample, endSample }) => [startSample, endSample])
    const places = [
      1,
      ...edges.filter((sample) => sample > 0),
      ...Array.from({ length: 30 }, () => 1 + Math.floor(random() * (whole.samples.length - 1))),
      whole.samples.length,
    ]
    for (const sample of places) {
      const page = connect()
      const { sentence, ...left } = placeLeft(whole.sentences, sample)
      page.start(1, left)
      await ended(page)
      const [first] = page.arrivals.flatMap((arrival) => (arrival.port === 'pcm' ? [arrival.message] : []))
      expect(first).toEqual({ kind: 'cut', streamId: 1, startSample: sample })
      expect(page.pcmOf(1)[0]?.startSample ?? sample, `at ${sample}`).toBe(sample)
      expect(isSame(page.samplesOf(1), whole.samples.slice(sample)), `from ${sample}`).toBe(true)
      expect(sentencesOf(page)).toEqual(whole.sentences.slice(sentence.index))
      expect(page.eventsOf(1).at(-1)).toMatchObject({ kind: 'end', totalSamples: whole.samples.length })
    }
  })

  test('gets no more ahead than what the page has room for', async () => {
    const { sentences } = await readWhole()
    const page = connect()
    page.playsAtOnce = false
    const left = placeLeft(sentences, 3 * rateHz)
    const takeUp = { ...left.takeUp, heardSample: 2 * rateHz }
    page.start(1, { from: left.from, takeUp }, { stream: { bufferAheadSeconds: 3 } })
    const sent = (): number => page.samplesOf(1).length
    await vi.waitFor(() => expect(sent()).toBeGreaterThanOrEqual(2 * rateHz))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(sent()).toBeLessThan(2.5 * rateHz)
    page.grant(1, rateHz)
    await vi.waitFor(() => expect(sent()).toBeGreaterThanOrEqual(3 * rateHz))
  })

  test('can be taken up again where it was taken up', async () => {
    const whole = await readWhole()
    const second = connect()
    const { sentence, ...left } = placeLeft(whole.sentences, 4 * rateHz)
    second.start(1, left)
    await ended(second)
    const known = [...whole.sentences.slice(0, sentence.index), ...sentencesOf(second)]
    const third = connect()
    const again = placeLeft(known, 7 * rateHz + 11)
    third.start(1, { from: again.from, takeUp: again.takeUp })
    await ended(third)
    expect(isSame(third.samplesOf(1), whole.samples.slice(7 * rateHz + 11))).toBe(true)
  })
})
