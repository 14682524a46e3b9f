import { beforeAll, describe, expect, test } from 'vitest'
import type { Block, TextPosition } from '@contract/document'
import { speechSettingsSchema, type SpeechSettings } from '@contract/settings'
import { narrate, type NarrationPiece } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../../src-main/engine/voices/voice'
import { loadSineVoice } from '../../helpers/sine-voice'

const block = (text: string, kind: Block['kind'] = 'paragraph'): Block => ({
  kind,
  text,
  marks: [],
  source: { part: 0, startChar: 0, endChar: text.length, exact: true },
})
const blocks = [
  block('A heading here', 'heading'),
  block('The first sentence is short. The second one is a little longer than that.'),
  block('* * *'),
  block('And a last paragraph.'),
]

let voice: Voice
beforeAll(async () => {
  voice = await loadSineVoice()
})

async function read(
  from: TextPosition = { block: 0, char: 0 },
  changes: object = {},
  document = new SpokenDocument(blocks),
): Promise<NarrationPiece[]> {
  const settings = speechSettingsSchema.parse(changes)
  const pieces: NarrationPiece[] = []
  const { signal } = new AbortController()
  for await (const piece of narrate({ voice, document, from, settings: () => settings, signal }))
    pieces.push(piece)
  return pieces
}

const sentencesOf = (pieces: readonly NarrationPiece[]) => pieces.filter((p) => p.kind === 'sentence')
const audioOf = (pieces: readonly NarrationPiece[]) =>
  Float32Array.from(pieces.flatMap((p) => (p.kind === 'audio' ? [...p.samples] : [])))

const lengthOf = (piece: NarrationPiece) =>
  piece.kind === 'audio' ? piece.samples.length : piece.kind === 'silence' ? piece.samples : 0

describe('narrate', () => {
  test('puts everything on one clock without holes', async () => {
    let clock = 0
    for (const piece of await read()) {
      if (piece.kind === 'sentence') expect(piece.startSample).toBe(clock)
      if (piece.kind !== 'silence' && piece.kind !== 'audio') continue
      expect(piece.startSample).toBe(clock)
      clock += piece.kind === 'silence' ? piece.samples : piece.samples.length
    }
    const last = sentencesOf(await read()).at(-1)
    expect(clock).toBeLessThanOrEqual(last!.endSample)
    expect(clock).toBeGreaterThan(last!.words.at(-1)!.startSample)
  })

  test('every word has its range and a time inside its sentence, in order', async () => {
    for (const sentence of sentencesOf(await read())) {
      let before = sentence.startSample
      for (const word of sentence.words) {
        const text = blocks[sentence.block].text.slice(word.startChar, word.endChar)
        expect(text).toMatch(/^\S+$/)
        expect(word.startSample).toBeGreaterThanOrEqual(before)
        expect(word.endSample).toBeLessThanOrEqual(sentence.endSample)
        before = word.startSample
      }
    }
  })

  test('words are lit where they stand, whatever is said before, between or in place of them', async () => {
    const item: Block = {
      ...block('It rose [1] to x² then.', 'list-item'),
      marker: '12.',
      marks: [
        { kind: 'note-reference', startChar: 8, endChar: 11 },
        { kind: 'formula', startChar: 15, endChar: 17, words: 'the square of x' },
      ],
    }
    const document = new SpokenDocument([item])
    const [sentence] = sentencesOf(await read(undefined, {}, document))
    const lit = sentence.words.map(({ startChar, endChar }) => item.text.slice(startChar, endChar))
    expect(lit).toEqual(['It', 'rose', 'to', 'x²', 'then.'])
    const [number, formula] = [sentence.words[0], sentence.words[3]].map((word) => word.startSample)
    const [plain] = sentencesOf(await read(undefined, {}, new SpokenDocument([block('It rose.')])))
    expect(number).toBeGreaterThan(plain.words[0].startSample)
    expect(sentence.words[4].startSample - formula).toBeGreaterThan(
      sentence.words[3].startSample - sentence.words[2].startSample,
    )
    const [fromStart] = sentencesOf(await read({ block: 0, char: 0 }, {}, document))
    const [fromWord] = sentencesOf(await read({ block: 0, char: 12 }, {}, document))
    expect(fromStart.words).toHaveLength(5)
    expect(fromWord.words.map(({ startChar }) => startChar)).toEqual([12, 15, 18])
  })

  test('pauses are the ones chosen, by what is between two sentences, and shrink with speed', async () => {
    const pauses = { sentenceMilliseconds: 100, paragraphMilliseconds: 200, headingMilliseconds: 300 }
    const lengths = async (speed: number) =>
      (await read(undefined, { pauses, speed })).flatMap((p) => (p.kind === 'silence' ? [p.samples] : []))
    expect(await lengths(1)).toEqual([7_200, 2_400, 4_800])
    expect(await lengths(2)).toEqual([5_400, 1_800, 3_600])
    const none = { sentenceMilliseconds: 0, paragraphMilliseconds: 0, headingMilliseconds: 0 }
    const pieces = await read(undefined, { pauses: none })
    expect(pieces.some(({ kind }) => kind === 'silence')).toBe(false)
  })

  test('passages follow each other without a pause, each told by its number and read as if by itself', async () => {
    const document = new SpokenDocument(blocks)
    const settings = speechSettingsSchema.parse({})
    const { signal } = new AbortController()
    const passages = [
      { from: { block: 3, char: 0 }, until: { block: 3, char: 99 } },
      { from: { block: 0, char: 0 }, until: { block: 1, char: 20 } },
      { from: { block: 2, char: 0 }, until: { block: 2, char: 9 } },
    ]
    const pieces: NarrationPiece[] = []
    const [{ from, until }, ...then] = passages
    const all = { voice, document, from, until, then, settings: () => settings, signal }
    for await (const piece of narrate(all)) pieces.push(piece)
    const told = pieces.flatMap((piece) =>
      piece.kind === 'sentence' || piece.kind === 'unspoken' ? [[piece.passage, piece.block]] : [],
    )
    expect(told).toEqual([
      [0, 3],
      [1, 0],
      [1, 1],
      [2, 2],
    ])
    const [first, second] = sentencesOf(pieces)
    expect(second.startSample).toBe(first.endSample)
    const soundOf = (from: number, to: number) => {
      let clock = 0
      return pieces.flatMap((piece) => {
        const [start, length] = [clock, lengthOf(piece)]
        clock += length
        if (start < from || start >= to || length === 0) return []
        return piece.kind === 'audio' ? [...piece.samples] : Array.from({ length }, () => 0)
      })
    }
    const alone: number[] = []
    for await (const piece of narrate({ ...all, ...passages[1], then: [] })) {
      if (piece.kind === 'audio') alone.push(...piece.samples)
      if (piece.kind === 'silence') alone.push(...Array.from({ length: piece.samples }, () => 0))
    }
    expect(soundOf(second.startSample, Infinity)).toEqual(alone)
  })

  test('a pause inside a sentence lengthens it by itself, whatever the speed and the stretch it takes', async () => {
    const clauses = new SpokenDocument([block('One two, three four; five.')])
    const startsAt = async (speed: number, commaMilliseconds: number) => {
      const pieces = await read(
        { block: 0, char: 0 },
        { speed, pauses: { commaMilliseconds, shrinkPercent: 100 } },
        clauses,
      )
      return sentencesOf(pieces).flatMap(({ words }) => words.map(({ startSample }) => startSample))
    }
    for (const speed of [0.5, 1, 2, 4]) {
      const [own, slow] = [await startsAt(speed, 0), await startsAt(speed, 200)]
      const added = slow.map((start, index) => (start - own[index]) / 24_000)
      const pause = 0.2 / speed
      for (const [index, expected] of [0, 0, pause, pause, 2 * pause].entries())
        expect(Math.abs(added[index] - expected)).toBeLessThan(0.002)
    }
  })

  test('at another rate everything is on its clock: pauses, sentences, words, sound', async () => {
    const own = await read()
    const document = new SpokenDocument(blocks)
    const settings = speechSettingsSchema.parse({})
    const options = { voice, document, from: { block: 0, char: 0 }, settings: () => settings }
    const { signal } = new AbortController()
    const pieces: NarrationPiece[] = []
    for await (const piece of narrate({ ...options, sampleRateHz: 48_000, signal })) pieces.push(piece)
    let clock = 0
    for (const [index, piece] of pieces.entries()) {
      if (piece.kind === 'sentence') expect(piece.startSample).toBe(clock)
      if (piece.kind === 'silence' || piece.kind === 'audio') expect(piece.startSample).toBe(clock)
      const before = own[index]
      if (piece.kind === 'silence' && before.kind === 'silence')
        expect(piece.samples).toBe(2 * before.samples)
      if (piece.kind === 'silence') clock += piece.samples
      if (piece.kind === 'audio') clock += piece.samples.length
    }
    expect(clock).toBe(2 * own.reduce((sum, piece) => sum + lengthOf(piece), 0))
    const wordsOf = (all: readonly NarrationPiece[]) => sentencesOf(all).flatMap(({ words }) => words)
    for (const [index, word] of wordsOf(pieces).entries())
      expect(Math.abs(word.startSample - 2 * wordsOf(own)[index].startSample)).toBeLessThanOrEqual(1)
  })

  test('what cannot be said is told, not dropped', async () => {
    const unspoken = (await read()).filter((p) => p.kind === 'unspoken')
    expect(unspoken).toEqual([{ kind: 'unspoken', passage: 0, block: 2, startChar: 0, endChar: 5 }])
  })

  test('a text without a word fails with its own code', async () => {
    const symbols = new SpokenDocument([block('*** --- ***')])
    await expect(read({ block: 0, char: 0 }, {}, symbols)).rejects.toMatchObject({
      code: 'text/nothing-to-say',
    })
  })

  test('reading from a word plays the same samples as reading through to it', async () => {
    const from = { block: 1, char: blocks[1].text.indexOf('second') }
    const pieces = await read(from)
    const [first] = sentencesOf(pieces)
    expect(blocks[1].text.slice(first.words[0].startChar, first.words[0].endChar)).toBe('second')
    const through = await read({ block: 1, char: 0 })
    const whole = sentencesOf(through)[1]
    const all = audioOf(through)
    const sentenceSamples = whole.endSample - whole.startSample
    const wholeStart =
      all.length -
      (sentencesOf(through).at(-1)!.endSample - sentencesOf(through).at(-1)!.startSample) -
      sentenceSamples
    const got = audioOf(pieces).slice(0, first.endSample - first.startSample)
    const expected = all.slice(wholeStart + sentenceSamples - got.length, wholeStart + sentenceSamples)
    // Only the ramp at the start differs.
    const ramp = 100
    expect(got.slice(ramp)).toEqual(expected.slice(ramp))
  })

  test.each([20, 37, 200, 2_000])(
    'chunks of %i ms leave the pieces as they are',
    async (chunkMilliseconds) => {
      const chosen = await read(undefined, { stream: { chunkPolicy: 'fixed', chunkMilliseconds } })
      expect(audioOf(chosen)).toEqual(audioOf(await read()))
    },
  )

  test('settings changed on the way take effect at the next sentence', async () => {
    const quick: SpeechSettings = speechSettingsSchema.parse({ pauses: { sentenceMilliseconds: 0 } })
    let settings = speechSettingsSchema.parse({ pauses: { sentenceMilliseconds: 500 } })
    const three = new SpokenDocument([block('One is here. Two is here. Three is here.')])
    const silences: number[] = []
    const options = {
      voice,
      document: three,
      from: { block: 0, char: 0 },
      settings: () => settings,
      signal: new AbortController().signal,
    }
    for await (const piece of narrate(options))
      if (piece.kind === 'silence') {
        silences.push(piece.samples)
        settings = quick
      }
    expect(silences).toEqual([12_000])
  })

  test('a stop ends it with the signal’s reason within one push', async () => {
    const controller = new AbortController()
    const settings = speechSettingsSchema.parse({})
    const document = new SpokenDocument(blocks)
    const pieces = narrate({
      voice,
      document,
      from: { block: 0, char: 0 },
      settings: () => settings,
      signal: controller.signal,
    })
    let after = 0
    const reading = (async () => {
      for await (const piece of pieces) {
        if (controller.signal.aborted) after++
        if (piece.kind === 'audio') controller.abort(new Error('enough'))
      }
    })()
    await expect(reading).rejects.toThrow('enough')
    expect(after).toBe(0)
  })

  test('faster reading divides all times alike', async () => {
    const normal = sentencesOf(await read({ block: 3, char: 0 }, { speed: 1 }))[0]
    const fast = sentencesOf(await read({ block: 3, char: 0 }, { speed: 2.5 }))[0]
    const length = (s: typeof normal): number => s.endSample - s.startSample
    expect(length(normal) / length(fast)).toBeGreaterThan(2.2)
    expect(length(normal) / length(fast)).toBeLessThan(2.9)
    const share = (s: typeof normal) => (s.words[2].startSample - s.startSample) / length(s)
    expect(share(fast)).toBeCloseTo(share(normal), 1)
  })
})
