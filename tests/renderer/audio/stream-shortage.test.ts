import { describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { settingsSchema } from '@contract/settings'
import { newStream, type Stream } from '../../../src-renderer/audio/reading-stream'
import { StreamShortage } from '../../../src-renderer/audio/stream-shortage'
import { windowClock, type StreamProgress } from '../../../src-renderer/audio/stream-clock'
import { FakeOutput } from '../../helpers/fake-output'
import { scoreFor } from '../../helpers/sine-engine'

const rate = 24_000
const settings = settingsSchema.parse({})
const from = { block: 0, char: 0 }
const blocks: Block[] = [
  {
    kind: 'paragraph',
    text: 'one two three four',
    marks: [],
    source: { part: 0, startChar: 0, endChar: 0, exact: true },
  },
]

const begin = (id: number): Stream => ({
  ...newStream(id, { from, until: undefined, settings }, 0),
  sampleRateHz: rate,
})

/** A stream of words of a tenth of a second, of which so many samples have come. */
function reading(received: number) {
  const output = new FakeOutput(rate)
  const ends: number[] = []
  output.setWordEnd = (_streamId, sample) => void ends.push(sample)
  const stream = begin(1)
  for (const sentence of scoreFor(1, blocks, from).sentences) stream.timeline.add(sentence)
  const receive = (samples: number) => {
    const startSample = output.playout.receivedSamples
    output.feed({ kind: 'pcm', streamId: 1, startSample, samples: new Float32Array(samples) })
    output.run(0.001)
  }
  output.begin(1, 0)
  receive(received)
  return { output, ends, stream, receive, shortage: new StreamShortage({ output }) }
}
const progress = (part: Partial<StreamProgress>): StreamProgress => ({
  sample: 0,
  isAudible: true,
  audibleForMilliseconds: 0,
  isStarving: false,
  isOver: false,
  isHalted: false,
  underruns: 0,
  isBroken: false,
  ...part,
})

describe('StreamShortage', () => {
  test('tells where the last word ends that has come whole, once', () => {
    const { shortage, stream, ends, receive } = reading(3_000)
    shortage.look(stream, progress({}))
    shortage.look(stream, progress({}))
    expect(ends).toEqual([2_400])
    receive(2_000)
    shortage.look(stream, progress({}))
    expect(ends).toEqual([2_400, 4_800])
  })

  test('is silent while there is enough in hand', () => {
    const { shortage, stream, ends } = reading(4 * rate)
    shortage.look(stream, progress({}))
    expect(ends).toEqual([])
  })

  test('looks twice as far ahead each time it has run dry, up to the most there is', () => {
    const { shortage, stream } = reading(3_000)
    expect(shortage.look(stream, progress({}))).toBe(false)
    const ahead: number[] = []
    for (let underruns = 1; underruns <= 4; underruns += 1) {
      const isMore = shortage.look(stream, progress({ underruns }))
      stream.settings = shortage.fit(settings)
      ahead.push(isMore ? stream.settings.speech.stream.bufferAheadSeconds : 0)
      expect(shortage.look(stream, progress({ underruns }))).toBe(false)
    }
    expect(ahead).toEqual([40, 60, 0, 0])
    expect(shortage.fit(settings)).not.toBe(settings)
    expect(shortage.underruns).toBe(4)
  })

  test('what another stream ran dry is nothing to this one, whatever plays it', () => {
    const { shortage, stream } = reading(3_000)
    shortage.look(stream, progress({ underruns: 2 }))
    const ahead = shortage.fit(settings).speech.stream.bufferAheadSeconds
    const [output, others] = [new FakeOutput(rate), new FakeOutput(rate)]
    const readOn = (played: FakeOutput, id: number): StreamProgress | null => {
      const clock = windowClock(played, id)
      played.begin(id, 0)
      played.run(0.001)
      return clock.read()
    }
    const runDry = (played: FakeOutput, id: number): void => {
      played.feed({ kind: 'pcm', streamId: id, startSample: 0, samples: new Float32Array(300) })
      played.run(0.1)
    }
    readOn(output, 2)
    runDry(output, 2)
    expect(output.readClock().underruns).toBe(1)
    for (const [played, id] of [
      [others, 3],
      [output, 4],
    ] as const) {
      const now = readOn(played, id)
      expect(now?.underruns).toBe(0)
      if (now) expect(shortage.look(begin(id), now)).toBe(false)
    }
    expect(shortage.fit(settings).speech.stream.bufferAheadSeconds).toBe(ahead)
  })
})
