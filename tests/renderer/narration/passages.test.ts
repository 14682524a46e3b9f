import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { joinedSamples } from '@contract/joined-samples'
import type { Block } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import { speechSettingsSchema } from '@contract/settings'
import { NarratedRun, type RunPiece, type ToldSentence } from '../../../src-renderer/narration/narrated-run'
import type { NarratedSentence } from '../../../src-renderer/narration/narrated-text'
import { PassageVoice } from '../../../src-renderer/narration/passage-voice'
import { unrecordedStretches } from '../../../src-renderer/narration/unrecorded-text'
import { createConnection, settle, type Connection } from '../../helpers/port-pair'
import { serveSine, sinePauseSamples, sineRateHz as rate, sineWordSamples } from '../../helpers/sine-engine'
import { memoryRecording, sweep } from './memory-recording'

const settings = speechSettingsSchema.parse({})
const source = { part: 0, startChar: 0, endChar: 0, exact: false }
const paragraph = (text: string, marks: Block['marks'] = []): Block => ({
  ...{ kind: 'paragraph', text, marks, source },
})
const missing = (text: string): Block =>
  paragraph(text, [{ kind: 'unrecorded', startChar: 0, endChar: text.length }])
const blocks = [paragraph('Said.'), missing('Two words'), missing('and three more'), paragraph('Said again.')]
const clip = (block: number, endChar: number, startSeconds: number): NarratedSentence => ({
  ...{ block, startChar: 0, endChar, words: [] },
  pieces: [{ overlay: 0, audio: 'a.wav', startSeconds, endSeconds: startSeconds + 1 }],
})
const sentences = [
  clip(0, 5, 0),
  ...blocks.flatMap((block, number) => unrecordedStretches(block, number, {})),
  clip(3, 11, 1),
].sort((a, b) => a.block - b.block)
const pause = settings.pauses.paragraphMilliseconds / 1_000

describe('a recording whose gaps a voice fills', () => {
  const connections: Connection[] = []
  let voice: PassageVoice
  let serve: (connection: Connection) => void
  beforeEach(() => {
    serve = ({ engine: { control, pcm } }) => serveSine(control, pcm)
    voice = voiceOf(blocks)
    voice.hold([1, 2], {}, true)
  })
  afterEach(() => {
    voice.dispose()
    for (const connection of connections.splice(0)) connection.cut()
  })

  function voiceOf(text: Block[]): PassageVoice {
    const connect = () => {
      const connection = createConnection()
      connections.push(connection)
      serve(connection)
      return Promise.resolve(connection.page)
    }
    return new PassageVoice({ id: 'book', blocks: text }, { entries: () => [], connect })
  }

  function runFrom(
    block: number,
    char = 0,
    all = () => sentences,
    text: readonly Block[] = [...blocks, ...blocks],
  ): NarratedRun {
    const recording = memoryRecording(sweep(2 * rate), rate)
    return new NarratedRun({
      ...{
        sampleRateHz: rate,
        from: { block, char },
        until: undefined,
        speed: 1,
        blocks: text,
      },
      sentences: all,
      isWhole: () => true,
      open: () => Promise.resolve(recording),
      pauses: () => settings.pauses,
      speak: (from, until) => voice.speak({ from, until, settings, sampleRateHz: rate }),
    })
  }

  /** Answers connections, and says when the engine has been told to begin. */
  function heedingStarts(began: () => void, commands: unknown[] = []) {
    return ({ engine: { control, pcm } }: Connection): void => {
      const onMessage = (listener: (message: unknown) => void): void =>
        control.onMessage((message) => {
          commands.push(message)
          listener(message)
          if ((message as { kind: string }).kind === 'start') began()
        })
      serveSine({ postMessage: control.postMessage, onMessage }, pcm)
    }
  }

  async function played(run: NarratedRun, seen: (piece: RunPiece) => unknown = () => undefined) {
    const told: ToldSentence[] = []
    const sound: Float32Array[] = []
    for (;;) {
      const piece = await run.next()
      await seen(piece)
      if (piece.kind === 'wait') await settle(2)
      else if (piece.kind === 'sentence') told.push(piece.sentence)
      else if (piece.kind === 'sound') sound.push(piece.samples)
      else if (piece.kind !== 'cut') return { told, samples: joinedSamples(...sound), last: piece }
    }
  }

  test('goes from one to the other in one run of samples, with the pause that is set between them', async () => {
    const { told, samples } = await played(runFrom(0))
    expect(told.map(({ block, index }) => [block, index])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ])
    const spoken = rate + pause * rate
    expect(told[1]).toMatchObject({ start: spoken, end: spoken + 2 * sineWordSamples })
    const second = spoken + 2 * sineWordSamples + sinePauseSamples
    expect(told[2]).toMatchObject({ start: second, end: second + 3 * sineWordSamples })
    expect(told[2].words.map(({ start }) => start - second)).toEqual([
      0,
      sineWordSamples,
      2 * sineWordSamples,
    ])
    const again = second + 3 * sineWordSamples + pause * rate
    expect(told[3]).toMatchObject({ start: again, end: again + rate })
    expect(samples.length).toBe(again + rate)
    const loudest = (from: number, until: number) => Math.max(...samples.slice(from, until).map(Math.abs))
    expect(loudest(rate, spoken)).toBe(0)
    expect(loudest(spoken, told[1].end)).toBeGreaterThan(0.25)
    expect(loudest(told[1].end, second)).toBe(0)
    expect(samples.slice(again + 100, again + 200)).toEqual(sweep(2 * rate).slice(rate + 100, rate + 200))
  })

  test('begins inside a passage at the word meant', async () => {
    const { told } = await played(runFrom(2, 4))
    expect(told[0]).toMatchObject({ block: 2, startChar: 4, start: 0, end: 2 * sineWordSamples })
    expect(told[1].block).toBe(3)
  })

  test('goes on where it was when the engine has a successor, sample for sample', async () => {
    const whole = await played(runFrom(1))
    let isRenewed = false
    const broken = await played(runFrom(1), (piece) => {
      if (piece.kind !== 'sound' || isRenewed) return
      isRenewed = true
      connections.at(-1)?.cut()
      voice.renew()
    })
    expect(isRenewed).toBe(true)
    expect(broken.samples).toEqual(whole.samples)
    expect(broken.told).toEqual(whole.told)
  })

  test('other rules hold behind the sentence told last, which is said to its end', async () => {
    const text = [
      ...blocks.slice(0, 3),
      missing('not this one'),
      missing('nor that one'),
      paragraph('Said again.'),
    ]
    voice.dispose()
    voice = voiceOf(text)
    voice.hold([1, 2, 3, 4], {}, true)
    const heard = (numbers: number[]) => [
      ...numbers.flatMap((number) => unrecordedStretches(text[number], number, {})),
      clip(5, 11, 1),
    ]
    let all = heard([1, 2, 3, 4])
    const { told, samples } = await played(
      runFrom(1, 0, () => all),
      (piece) => {
        if (piece.kind !== 'sentence' || piece.sentence.index > 0) return
        all = heard([2])
        voice.hold([2], {}, true)
      },
    )
    expect(told.map(({ block }) => block)).toEqual([1, 2, 5])
    expect(told[1].words).toHaveLength(3)
    const hum = samples.slice(told[1].start, told[1].end).filter((sample) => sample !== 0)
    expect(hum.length).toBeGreaterThan(0.95 * 3 * sineWordSamples)
    expect(told[2].start - told[1].end).toBe(pause * rate)
  })

  test('tells the engine that a passage is let go, also when all of it was sent', async () => {
    const commands: unknown[] = []
    serve = heedingStarts(() => undefined, commands)
    const run = runFrom(1)
    while ((await run.next()).kind !== 'sound') await settle()
    run.stop()
    voice.stop()
    await settle()
    expect(commands.at(-1)).toMatchObject({ kind: 'stop' })
  })

  test('says that the voice cannot go on, and nothing is passed over', async () => {
    serve = () => undefined
    const run = runFrom(1)
    const end = played(run)
    await settle()
    voice.fail(new AppError('voice/missing', 'There is no voice'))
    const { last, told } = await end
    expect(last).toMatchObject({ kind: 'failed', error: { code: 'voice/missing' } })
    expect(told).toEqual([])
  })

  test('a sentence that is said in parts is told as one, from where the passage begins', async () => {
    serve = ({ engine: { control, pcm } }) =>
      control.onMessage((message) => {
        const { kind, streamId } = message as { kind: string; streamId: number }
        if (kind !== 'start') return
        for (const part of [1, 2]) {
          const samples = { startSample: (part - 1) * 2_400, endSample: part * 2_400 }
          const said = { index: part - 1, part, block: 1, startChar: part, endChar: part + 1, words: [] }
          control.postMessage({ kind: 'sentence', streamId, ...said, ...samples })
        }
        pcm.postMessage({ kind: 'pcm', streamId, startSample: 0, samples: new Float32Array(4_800) })
        control.postMessage({ kind: 'end', streamId, totalSamples: 4_800 })
      })
    const { told } = await played(runFrom(2, 4))
    expect(told.map(({ index, part }) => [index, part])).toEqual([
      [0, undefined],
      [1, 2],
      [2, undefined],
    ])
  })

  describe('and another voice that is chosen meanwhile', () => {
    const first = { startSample: 0, endSample: rate }
    const second = { startSample: rate + 2_400, endSample: 2 * rate }
    const starts: Record<string, unknown>[] = []
    /** Says a second of the first paragraph and half a second of the next. */
    function breakOff({ engine: { control, pcm } }: Connection): () => void {
      let streamId = 0
      const speak = (): void => {
        const chars = { startChar: 0, endChar: 9 }
        const words = [{ ...chars, endChar: 3, startSample: 0, endSample: rate / 2 }]
        const sentence = { kind: 'sentence' as const, streamId, words, ...chars }
        control.postMessage({ ...sentence, index: 0, block: 0, ...first })
        const at = (from: number, to: number) => ({
          ...{ startSample: second.startSample + from, endSample: second.startSample + to },
        })
        const more = [
          { startChar: 0, endChar: 3, ...at(0, 2_400) },
          { startChar: 4, endChar: 9, ...at(2_400, 21_600) },
        ]
        control.postMessage({ ...sentence, words: more, endChar: 14, index: 1, block: 1, ...second })
        pcm.postMessage({
          kind: 'pcm',
          streamId,
          startSample: 0,
          samples: new Float32Array(36_000).fill(0.3),
        })
      }
      control.onMessage((message) => {
        const command = message as Record<string, unknown>
        if (command.kind !== 'start') return
        starts.push(command)
        streamId = Number(command.streamId)
        if (starts.length === 1) return speak()
        const samples = new Float32Array(2_400).fill(0.2)
        const said = { index: 0, block: 1, startChar: 0, endChar: 14, words: [] }
        control.postMessage({ kind: 'sentence', streamId, ...said, startSample: 0, endSample: 2_400 })
        pcm.postMessage({ kind: 'pcm', streamId, startSample: 0, samples })
        control.postMessage({ kind: 'end', streamId, totalSamples: 2_400 })
      })
      return () => {
        control.postMessage({ kind: 'cut', streamId, startSample: rate, sentence: 1 })
        pcm.postMessage({ kind: 'cut', streamId, startSample: rate })
      }
    }
    let change: () => void
    beforeEach(() => {
      starts.length = 0
      serve = (connection) => (change = breakOff(connection))
    })

    test('a sentence that is not all there and not read is said by the other voice alone', async () => {
      const pieces: RunPiece[] = []
      const { told, samples } = await played(runFrom(1), async (piece) => {
        pieces.push(piece)
        if (piece.kind !== 'sentence' || piece.sentence.index !== 1 || starts.length > 1) return
        change()
        await settle()
      })
      expect(starts[1]).toMatchObject({ from: { block: 1, char: 0 } })
      expect(pieces).toContainEqual({ kind: 'cut', startSample: second.startSample, sentence: 1 })
      const again = rate + pause * rate
      expect(told.map(({ index, block, start }) => [index, block, start])).toEqual([
        [0, 1, 0],
        [1, 2, second.startSample],
        [1, 2, again],
        [2, 3, again + 2_400 + pause * rate],
      ])
      expect(samples.slice(100, rate - 100).every((sample) => sample > 0.29)).toBe(true)
      expect(samples.slice(rate, again).every((sample) => sample === 0)).toBe(true)
      expect(samples[again + 1_000]).toBeCloseTo(0.2, 6)
    })

    test('one that is being read is heard as far as it is there, and goes on at the word', async () => {
      let read = 0
      const { told, samples } = await played(runFrom(1), (piece) => {
        if (piece.kind === 'sound') read += piece.samples.length
        if (piece.kind === 'wait' && read === 36_000) change()
      })
      expect(starts[1]).toMatchObject({ from: { block: 1, char: 4 } })
      expect(told.map(({ index, start }) => [index, start]).slice(0, 3)).toEqual([
        [0, 0],
        [1, second.startSample],
        [2, 36_000],
      ])
      expect(samples[35_000]).toBeCloseTo(0.3, 6)
      expect(samples[37_000]).toBeCloseTo(0.2, 6)
    })
  })

  test('behind what cannot be said the recording goes on, as if it were not there', async () => {
    serve = ({ engine: { control } }) =>
      control.onMessage((message) => {
        const { kind, streamId } = message as { kind: string; streamId: number }
        const error = toErrorData(new AppError('text/nothing-to-say', 'No word of it'))
        if (kind === 'start') control.postMessage({ kind: 'failed', streamId, error })
      })
    const { told, samples, last } = await played(runFrom(0))
    expect(told.map(({ block, start }) => [block, start])).toEqual([
      [0, 0],
      [3, rate],
    ])
    expect(samples.slice(100)).toEqual(sweep(2 * rate).slice(100))
    expect(last.kind).toBe('end')
    const begun = await played(runFrom(1))
    expect(begun.told.map(({ block, start }) => [block, start])).toEqual([[3, 0]])
  })

  test('what is recorded before it is handed over first', async () => {
    serve = () => undefined
    const { last, told, samples } = await played(runFrom(0), (piece) => {
      if (piece.kind === 'sentence') voice.fail(new AppError('voice/missing', 'There is no voice'))
    })
    expect(last.kind).toBe('failed')
    expect(told.map(({ block }) => block)).toEqual([0])
    expect(samples).toHaveLength(rate)
  })

  test('a run that is stopped asks for nothing more', async () => {
    const run = runFrom(1)
    await run.next()
    run.stop()
    voice.stop()
    const commands = connections.length
    expect(await run.next()).toMatchObject({ kind: 'end' })
    expect(connections).toHaveLength(commands)
  })

  test('reckons how long its passages last, block by block of the document', async () => {
    serve = ({ engine: { control } }) =>
      control.onMessage((message) => {
        const { kind, requestId, blocks: held } = message as Record<string, unknown>
        told.push(kind, held && (held as unknown[]).length)
        if (kind === 'measure') id = Number(requestId)
        if (kind !== 'measure' && kind !== 'extend') return
        const lengths = [{ block: kind === 'measure' ? 1 : 2, sentences: [0, 14, 0, 900, 1_000] }]
        const measured = { sampleRateHz: rate, blocks: lengths, isComplete: kind === 'extend' }
        control.postMessage({ kind: 'measured', requestId: id, ...measured })
      })
    let id = 0
    const told: unknown[] = []
    const known: unknown[] = []
    voice.onMeasured((numbers) => known.push(numbers))
    voice.hold([1, 2], {}, false)
    expect(voice.lengths(settings, rate).isComplete).toBe(false)
    await expect.poll(() => known).toEqual([[2]])
    // What is measured once is not measured again when there is more.
    voice.extend([3], true)
    expect(voice.lengths({ ...settings, speed: 2 }, rate).isComplete).toBe(false)
    await expect.poll(() => known).toEqual([[2], [3]])
    const { lengths, isComplete } = voice.lengths(settings, rate)
    expect(isComplete).toBe(true)
    expect([...lengths.keys()]).toEqual([2, 3])
    expect(lengths.get(2)).toEqual([0, 14, 0, 900, 1_000])
    expect(told).toEqual(['document', 2, 'measure', undefined, 'extend', 1])
  })
})
