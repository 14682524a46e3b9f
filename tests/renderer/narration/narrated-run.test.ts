import { describe, expect, test } from 'vitest'
import { joinedSamples } from '@contract/joined-samples'
import { speechSettingsSchema } from '@contract/settings'
import type { NarratedSentence } from '../../../src-renderer/narration/narrated-text'
import { NarratedRun, type RunPiece, type ToldSentence } from '../../../src-renderer/narration/narrated-run'
import { memoryRecording, sweep } from './memory-recording'

const rate = 24_000
const whole = sweep(10 * rate)

function sentence(block: number, ...clips: readonly (readonly [number, number | null])[]): NarratedSentence {
  const pieces = clips.map(([startSeconds, endSeconds]) => ({
    overlay: 0,
    audio: 'a.wav',
    startSeconds,
    endSeconds,
  }))
  const words = pieces.map(({ startSeconds, endSeconds }, piece) => ({
    startChar: piece * 5,
    endChar: piece * 5 + 4,
    piece,
    startSeconds,
    endSeconds,
  }))
  return { block, startChar: 0, endChar: clips.length * 5, pieces, words }
}

function runOf(
  sentences: NarratedSentence[],
  more: Partial<ConstructorParameters<typeof NarratedRun>[0]> = {},
): NarratedRun {
  const recording = memoryRecording(whole, rate)
  return new NarratedRun({
    sampleRateHz: rate,
    from: { block: 0, char: 0 },
    until: undefined,
    speed: 1,
    sentences: () => sentences,
    isWhole: () => true,
    open: () => Promise.resolve(recording),
    blocks: [],
    pauses: () => speechSettingsSchema.parse({}).pauses,
    speak: () => expect.unreachable('no voice is needed'),
    ...more,
  })
}

async function played(run: NarratedRun): Promise<{ told: ToldSentence[]; samples: Float32Array }> {
  const told: ToldSentence[] = []
  const sound: Float32Array[] = []
  for (;;) {
    const piece: RunPiece = await run.next()
    if (piece.kind === 'sentence') told.push(piece.sentence)
    else if (piece.kind === 'sound') sound.push(piece.samples)
    else return { told, samples: joinedSamples(...sound) }
  }
}

describe('NarratedRun', () => {
  test('plays clips that adjoin as one run, sample for sample', async () => {
    const run = runOf([sentence(0, [1, 1.3], [1.3, 1.7]), sentence(1, [1.7, 3])])
    const { told, samples } = await played(run)
    // The entrance into the recording has a ramp; all after it is the recording's own.
    expect(samples.length).toBe(2 * rate)
    expect(samples.slice(100)).toEqual(whole.slice(rate + 100, 3 * rate))
    expect(told.map(({ start, end }) => [start, end])).toEqual([
      [0, 0.7 * rate],
      [0.7 * rate, 2 * rate],
    ])
    expect(told[0].words.map(({ start }) => start)).toEqual([0, 0.3 * rate])
  })

  test('honours begins and ends of clips, with nothing between them', async () => {
    const { samples } = await played(runOf([sentence(0, [0, 0.5]), sentence(1, [4, 4.25], [6, null])]))
    expect(samples.length).toBe(0.75 * rate + 4 * rate)
    expect(samples[14_400]).toBe(whole[4 * rate + 2_400])
    expect(samples[2 * rate]).toBe(whole[6 * rate + 2 * rate - 0.75 * rate])
  })

  test('plays a sentence that lies in several recordings from each of them, to its end', async () => {
    const [first] = sentence(0, [0, null]).pieces
    const pieces = [first, { ...first, overlay: 1, audio: 'b.wav' }]
    const other = sweep(2 * rate).map((sample) => -sample)
    const open = ({ audio }: { audio: string }) =>
      Promise.resolve(memoryRecording(audio === 'a.wav' ? whole : other, rate))
    const { told, samples } = await played(runOf([{ ...sentence(0), pieces, endChar: 5 }], { open }))
    expect(told.map(({ start, end }) => [start, end])).toEqual([[0, 12 * rate]])
    expect(samples.length).toBe(12 * rate)
    expect(samples[11 * rate]).toBe(other[rate])
  })

  test('begins at the word meant, and ends before the one that ends it', async () => {
    const sentences = [sentence(0, [0, 1], [1, 2], [2, 3])]
    const run = runOf(sentences, { from: { block: 0, char: 6 }, until: { block: 0, char: 10 } })
    const { told, samples } = await played(run)
    expect(samples.length).toBe(rate)
    expect(told[0]).toMatchObject({ startChar: 0, endChar: 15, start: 0 })
  })

  test('begun anywhere in a clip over several blocks, it is heard from its beginning, and once', async () => {
    const [section, after] = [sentence(0, [0, 2]), sentence(3, [2, 3])]
    const until = { block: 2, char: 7 }
    const run = runOf([{ ...section, words: [], until }, after], { from: { block: 1, char: 4 } })
    const { told, samples } = await played(run)
    expect(told.map(({ block, start }) => [block, start])).toEqual([
      [0, 0],
      [3, 2 * rate],
    ])
    expect(samples.length).toBe(3 * rate)
  })

  test('times words by the speed', async () => {
    const { told, samples } = await played(runOf([sentence(0, [0, 1], [1, 3])], { speed: 2 }))
    expect(samples.length).toBe(1.5 * rate)
    expect(told[0].words.map(({ start, end }) => [start, end])).toEqual([
      [0, 0.5 * rate],
      [0.5 * rate, 1.5 * rate],
    ])
  })

  test('changes its speed in the middle, and tells again what is heard then', async () => {
    const run = runOf([sentence(0, [0, 2], [2, 4]), sentence(1, [4, 8])])
    while (run.sentSamples < 3 * rate) await run.next()
    const { startSample, sentence: again } = run.changeSpeed(2, rate)
    expect(startSample).toBe(rate)
    expect(again).toMatchObject({ index: 0, start: 0, end: rate + 1.5 * rate })
    const { told, samples } = await played(run)
    expect(told[0].words.map(({ start }) => start)).toEqual([0, rate + 0.5 * rate])
    expect(samples.length).toBe(3.5 * rate)
    expect(Math.abs(samples[0] - whole[rate])).toBeLessThan(1e-6)
  })

  test('waits for a text that grows, and goes on with it', async () => {
    const sentences = [sentence(0, [0, 0.5])]
    let isWhole = false
    const run = runOf(sentences, { isWhole: () => isWhole })
    let last: RunPiece = await run.next()
    while (last.kind !== 'wait') last = await run.next()
    sentences.push(sentence(1, [0.5, 1]))
    isWhole = true
    expect((await played(run)).samples.length).toBe(rate / 2)
  })

  test('a clip far beyond its recording is damage; one a little beyond is silent there', async () => {
    await expect(played(runOf([sentence(0, [9, 12])]))).rejects.toMatchObject({ code: 'narration/damaged' })
    await expect(played(runOf([sentence(0, [1e8, 1e9])]))).rejects.toMatchObject({
      code: 'narration/damaged',
    })
    expect((await played(runOf([sentence(0, [9, 10.2])]))).samples.length).toBe(Math.round(1.2 * rate))
  })
})
