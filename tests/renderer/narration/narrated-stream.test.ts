import { expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import type { StreamEvent } from '../../../src-renderer/audio/engine-line'
import { NarratedRun } from '../../../src-renderer/narration/narrated-run'
import { NarratedStream } from '../../../src-renderer/narration/narrated-stream'
import { SpokenPassage } from '../../../src-renderer/narration/spoken-passage'
import { FakeOutput } from '../../helpers/fake-output'
import { paragraph } from '../../helpers/paragraphs'
import { settle } from '../../helpers/port-pair'

const rate = 24_000
const text = 'Nobody recorded this, which is very long.'

/** A stream of a text that a voice says, and what is told of it. */
function streamOf(passages: SpokenPassage[]) {
  const voiced = { block: 0, startChar: 0, endChar: text.length, pieces: [], words: [], isVoiced: true }
  const run = new NarratedRun({
    ...{ sampleRateHz: rate, from: { block: 0, char: 0 }, until: undefined, speed: 1 },
    sentences: () => [voiced],
    isWhole: () => true,
    open: () => expect.unreachable(),
    blocks: [paragraph(text)],
    pauses: () => speechSettingsSchema.parse({}).pauses,
    speak: () => passages.shift() ?? expect.unreachable(),
  })
  const output = new FakeOutput(rate)
  const told: StreamEvent[] = []
  const surroundings = {
    output,
    emit: (event: StreamEvent) => told.push(event),
    fail: () => expect.unreachable(),
    every(_milliseconds: number, task: () => void) {
      const timer = setInterval(task, 1)
      return () => clearInterval(timer)
    },
  }
  return { output, told, stream: new NarratedStream(1, run, 1, surroundings) }
}

const said = (index: number, part?: number) => ({
  ...{ kind: 'sentence' as const, streamId: 7, index, part, block: 0, words: [] },
  ...{ startChar: index, endChar: index + 1, startSample: index * rate, endSample: (index + 1) * rate },
})
const passage = () => new SpokenPassage(rate, () => undefined)

test('parts of a sentence are told as such', async () => {
  const spoken = passage()
  spoken.hear(said(0))
  spoken.hear(said(1, 1))
  const { told, stream } = streamOf([spoken])
  await settle()
  expect(told.flatMap((event) => (event.kind === 'sentence' ? [event.part] : []))).toEqual([undefined, 1])
  stream.stop()
})

test('a sentence that another voice says is told in its place, and all samples stay in order', async () => {
  const [former, other] = [passage(), passage()]
  former.hear(said(0))
  former.hear(said(1))
  const { told, output, stream } = streamOf([former, other])
  await settle()
  former.receive(0, new Float32Array(rate).fill(0.5))
  former.cut(rate)
  other.hear(said(0))
  other.receive(0, new Float32Array(rate).fill(0.5))
  other.hear({ kind: 'end', streamId: 8, totalSamples: rate })
  await expect.poll(() => told.at(-1)?.kind).toBe('end')
  const kinds = told.flatMap((event) => {
    if (event.kind === 'sentence') return [`sentence ${event.index}`]
    return event.kind === 'cut' ? [`cut ${event.sentence} at ${event.startSample}`] : []
  })
  expect(kinds).toEqual(['sentence 0', 'sentence 1', `cut 1 at ${rate}`, 'sentence 1'])
  output.run(5)
  expect(output.readClock()).toMatchObject({ refused: 0, ended: true })
  stream.stop()
})
