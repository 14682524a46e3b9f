import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import { seamModes, speechSettingsSchema, type SpeechSettings } from '@contract/settings'
import { createChunkCutter } from '../../../src-main/engine/streaming/chunk-cutter'
import { createCredit } from '../../../src-main/engine/streaming/credit'
import { narrate, type NarrationPiece } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../../src-main/engine/voices/voice'
import { firstDifference } from '../../helpers/first-difference'
import { paragraph } from '../../helpers/paragraphs'
import { createRandom } from '../../helpers/random'
import { loadSineVoice } from '../../helpers/sine-voice'

let voice: Voice
beforeAll(async () => {
  voice = await loadSineVoice()
})

const words = fc.constantFrom('one', 'two', 'longer', 'a', '—', '…', '42', 'Straße', '語', '👩‍🚀', '\n', '* *')
const ends = fc.constantFrom('. ', '! ', '? ', ' ', '.” ', '')
const sentences = fc
  .tuple(fc.array(words, { maxLength: 5 }), ends)
  .map(([parts, end]) => parts.join(' ') + end)
const blocks = fc.array(
  fc
    .tuple(fc.array(sentences, { maxLength: 3 }), fc.constantFrom('paragraph' as const, 'heading' as const))
    .map(([parts, kind]) => paragraph(parts.join(''), kind)),
  { maxLength: 4 },
)
const settings = fc
  .record({
    speed: fc.constantFrom(0.5, 0.9, 1, 1.3, 2, 4),
    seam: fc.constantFrom(...seamModes),
    chunkPolicy: fc.constantFrom('fixed', 'adaptive'),
    chunkMilliseconds: fc.integer({ min: 20, max: 400 }),
    pause: fc.constantFrom(0, 1, 350),
  })
  .map(({ speed, pause, ...stream }) =>
    speechSettingsSchema.parse({
      speed,
      stream,
      pauses: {
        sentenceMilliseconds: pause,
        paragraphMilliseconds: pause * 2,
        headingMilliseconds: pause * 3,
      },
    }),
  )
const position = fc.record({ block: fc.nat(5), char: fc.nat(40) })

async function piecesOf(
  document: SpokenDocument,
  from: { block: number; char: number },
  chosen: () => SpeechSettings,
  sentencesAtOnce?: number,
): Promise<NarrationPiece[]> {
  const pieces: NarrationPiece[] = []
  const { signal } = new AbortController()
  try {
    const width = sentencesAtOnce === undefined ? {} : { sentencesAtOnce }
    for await (const piece of narrate({ voice, document, from, settings: chosen, ...width, signal }))
      pieces.push(piece)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'text/nothing-to-say') throw error
    expect(pieces.every(({ kind }) => kind === 'unspoken')).toBe(true)
  }
  return pieces
}

describe('narrate', () => {
  test('for any document, place and settings: one clock, words inside their sentences, chunks without a hole', async () => {
    await fc.assert(
      fc.asyncProperty(
        blocks,
        position,
        fc.array(settings, { minLength: 1, maxLength: 3 }),
        async (text, from, all) => {
          const document = new SpokenDocument(text)
          // Another choice with every question; the speed of the first stays.
          let asked = 0
          const chosen = (): SpeechSettings => all[asked++ % all.length]
          const pieces = await piecesOf(document, from, chosen)
          const cutter = createChunkCutter({
            sampleRateHz: voice.sampleRateHz,
            stream: () => chosen().stream,
          })
          let clock = 0
          let index = 0
          let sentence: Extract<NarrationPiece, { kind: 'sentence' }> | null = null
          const chunks = pieces.flatMap((piece) => cutter.add(piece, 1))
          for (const piece of pieces) {
            if (piece.kind === 'silence' || piece.kind === 'audio') {
              expect(piece.startSample).toBe(clock)
              const samples = piece.kind === 'audio' ? piece.samples.length : piece.samples
              expect(samples).toBeGreaterThan(0)
              clock += samples
              if (piece.kind === 'audio') {
                expect(piece.sentence).toBe(sentence?.index)
                expect(clock).toBeLessThanOrEqual(sentence?.endSample ?? 0)
                expect(piece.samples.every(Number.isFinite)).toBe(true)
              }
            }
            if (piece.kind !== 'sentence') continue
            sentence = piece
            expect(piece.index).toBe(index++)
            expect(piece.startSample).toBe(clock)
            const { block } = piece
            expect(block > from.block || piece.endChar > from.char).toBe(true)
            let before = piece.startSample
            for (const word of piece.words) {
              expect(word.startChar).toBeGreaterThanOrEqual(piece.startChar)
              expect(word.endChar).toBeLessThanOrEqual(piece.endChar)
              expect(block > from.block || word.endChar > from.char).toBe(true)
              expect(text[block].text.slice(word.startChar, word.endChar)).toMatch(/^\S+$/)
              expect(word.startSample).toBeGreaterThanOrEqual(before)
              expect(word.endSample).toBeGreaterThan(word.startSample)
              expect(word.endSample).toBeLessThanOrEqual(piece.endSample)
              before = word.startSample
            }
          }
          let sent = 0
          for (const chunk of [...chunks, ...cutter.flush()]) {
            expect(chunk.startSample).toBe(sent)
            sent += chunk.samples.length
          }
          expect(sent).toBe(clock)
        },
      ),
      { seed: 20_261, numRuns: 1_000 },
    )
  })

  test('for any document and settings: as many sentences at once as may be give the same pieces', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, settings, fc.integer({ min: 1, max: 7 }), async (text, chosen, atOnce) => {
        const document = new SpokenDocument(text)
        const from = { block: 0, char: 0 }
        const one = await piecesOf(document, from, () => chosen)
        const many = await piecesOf(document, from, () => chosen, atOnce)
        expect(many.map(withoutClocks)).toEqual(one.map(withoutClocks))
      }),
      { seed: 20_262, numRuns: 300 },
    )
  })
})

/** Without what the wall clock says. */
function withoutClocks(piece: NarrationPiece): object {
  if (piece.kind === 'first-audio') return { kind: piece.kind }
  return Object.fromEntries(Object.entries(piece).filter(([name]) => !/milliseconds$/i.test(name)))
}

describe('the first audio', () => {
  test('is told although the first sentence came to nothing', async () => {
    let renders = 0
    const mute: Voice = {
      ...voice,
      async *render(...args) {
        if (renders++ > 0) yield* voice.render(...args)
      },
    }
    const document = new SpokenDocument([paragraph('One is here. Two is here.')])
    const { signal } = new AbortController()
    const chosen = speechSettingsSchema.parse({})
    const kinds: string[] = []
    const options = { voice: mute, document, from: { block: 0, char: 0 }, settings: () => chosen, signal }
    for await (const { kind } of narrate(options)) kinds.push(kind)
    expect(kinds.slice(0, 6)).toEqual([
      ...['sentence', 'sentence-end', 'silence'],
      ...['sentence', 'first-audio', 'audio'],
    ])
    expect(kinds.filter((kind) => kind === 'first-audio')).toHaveLength(1)
  })
})

/** Where a run can stall: handing a sentence over, after its analysis, after a push, and at the player. */
const stages = ['sentences', 'acoustic', 'vocoder', 'sink'] as const
type Stall = (stage: (typeof stages)[number]) => Promise<void>

/** Half of the time some turns long; every stage is counted. */
function createStall(random: () => number, counts: Record<(typeof stages)[number], number>): Stall {
  return async (stage) => {
    const turns = random() < 0.5 ? 0 : Math.floor(random() * 4)
    if (turns > 0) counts[stage]++
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
}

/** The sine voice with stalls: every answer may take some turns, and listens to its signal or does not. */
function stalling(stall: Stall): Voice {
  return {
    ...voice,
    async *analyse(text, tempo, signal) {
      await stall('sentences')
      signal.throwIfAborted()
      for await (const utterance of voice.analyse(text, tempo, signal)) {
        await stall('acoustic')
        yield utterance
      }
    },
    async *render(utterance, plan, signal) {
      for await (const push of voice.render(utterance, plan, signal)) {
        await stall('vocoder')
        yield push
      }
    },
  }
}

describe('a stream from text to player', () => {
  const document = new SpokenDocument([
    paragraph('A heading', 'heading'),
    paragraph('One is here. Two is here too.'),
    paragraph('* * *'),
    paragraph('Three. Four ends it.'),
  ])
  const from = { block: 0, char: 0 }
  const chosen = speechSettingsSchema.parse({
    stream: { chunkPolicy: 'fixed', chunkMilliseconds: 60 },
    pauses: { sentenceMilliseconds: 20, paragraphMilliseconds: 40, headingMilliseconds: 50 },
  })

  const stalls = { sentences: 0, acoustic: 0, vocoder: 0, sink: 0 }

  /** What a player with a small buffer hears until it has enough. */
  async function hear(seed: number): Promise<{ heard: number[]; isWhole: boolean; largest: number }> {
    const random = createRandom(seed)
    const stall = createStall(random, stalls)
    const controller = new AbortController()
    const { signal } = controller
    const capacity = 1 + Math.floor(random() * 5_000)
    const credit = createCredit(capacity)
    const stopsAfter = random() < 0.5 ? Math.floor(random() * 20) : Infinity
    const cutter = createChunkCutter({ sampleRateHz: voice.sampleRateHz, stream: () => chosen.stream })
    const heard: number[] = []
    let outstanding = 0
    let largest = 0
    let count = 0
    const playing: Promise<void>[] = []
    const play = async (samples: number): Promise<void> => {
      await stall('sink')
      outstanding -= samples
      credit.grant(samples)
    }
    const take = async (chunks: ReturnType<typeof cutter.flush>): Promise<void> => {
      for (const { startSample, samples } of chunks) {
        await credit.available(signal)
        credit.spend(samples.length)
        expect(startSample).toBe(heard.length)
        heard.push(...samples)
        outstanding += samples.length
        largest = Math.max(largest, outstanding - samples.length)
        playing.push(play(samples.length))
        if (++count === stopsAfter) void stall('sink').then(() => controller.abort(new Error('enough')))
        await stall('sink')
      }
    }
    try {
      const options = { voice: stalling(stall), document, from, settings: () => chosen, signal }
      for await (const piece of narrate(options)) await take(cutter.add(piece, 1))
      await take(cutter.flush())
      return { heard, isWhole: true, largest: largest - capacity }
    } catch (error) {
      if (error !== signal.reason) throw error
      return { heard, isWhole: false, largest: largest - capacity }
    } finally {
      await Promise.all(playing)
    }
  }

  test('a thousand runs with stalls anywhere and stops at any time: none hangs, loses or repeats a sample', async () => {
    const whole: number[] = []
    const { signal } = new AbortController()
    for await (const piece of narrate({ voice, document, from, settings: () => chosen, signal })) {
      if (piece.kind === 'silence') whole.push(...new Float32Array(piece.samples))
      if (piece.kind === 'audio') whole.push(...piece.samples)
    }
    let stopped = 0
    for (let seed = 1; seed <= 1_000; seed++) {
      const { heard, isWhole, largest } = await hear(seed)
      if (!isWhole) stopped++
      const expected = isWhole ? whole : whole.slice(0, heard.length)
      expect(firstDifference(heard, expected), `run ${seed}`).toBe(-1)
      expect(largest, `run ${seed}`).toBeLessThan(0)
    }
    expect(stopped).toBeGreaterThan(100)
    expect(stopped).toBeLessThan(800)
    for (const stage of stages) expect(stalls[stage], stage).toBeGreaterThan(1_000)
  })
})
