import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import { speechSettingsSchema } from '@contract/settings'
import { createCasting, type TellUnvoiced } from '../../../src-main/engine/streaming/casting'
import { narrate, type NarrationPiece } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../../src-main/engine/voices/voice'
import type { VoiceEnsemble } from '../../../src-main/engine/voices/voice-ensemble'
import { paragraph } from '../../helpers/paragraphs'
import { settle } from '../../helpers/port-pair'
import { createSineEnsemble, loadSinger } from '../../helpers/sine-voices'
import { paragraphsIn } from '../text/language/paragraphs-in'

const english = 'The train stopped in the middle of the line. Nobody knew why it had to be just there.'
const [german, moreGerman] = paragraphsIn.de
const [french] = paragraphsIn.fr
const [spanish] = paragraphsIn.es
const singers = [
  { id: 'ann', language: 'en-US', sampleRateHz: 24_000, loudness: 1 },
  { id: 'gerd', language: 'de-DE', sampleRateHz: 16_000, loudness: 0.25 },
  { id: 'fleur', language: 'fr-FR', sampleRateHz: 22_050, loudness: 0.5 },
  { id: 'sol', language: 'es-ES', sampleRateHz: 48_000, loudness: 0.1 },
]

let ann: Voice
beforeAll(async () => {
  ann = await loadSinger(singers[0])
})

let log: string[]
let told: [string | null, string | undefined][]
beforeEach(() => {
  log = []
  told = []
})

interface Reading {
  ensemble?: VoiceEnsemble
  changes?: object
  voice?: Voice
  signal?: AbortSignal
}

function begin(texts: readonly string[], reading: Reading = {}) {
  const { ensemble = createSineEnsemble(singers, { log }), changes = {}, voice = ann } = reading
  const document = new SpokenDocument(texts.map((text) => paragraph(text)))
  const settings = () => speechSettingsSchema.parse(changes)
  const onUnvoiced: TellUnvoiced = (language, error) => void told.push([language, error?.code])
  const casting = createCasting({ voice, document, settings, ensemble, onUnvoiced })
  const { signal = new AbortController().signal } = reading
  const from = { block: 0, char: 0 }
  return {
    document,
    ensemble,
    casting,
    pieces: narrate({ voice, casting, document, from, settings, signal }),
  }
}

async function read(texts: readonly string[], reading: Reading = {}): Promise<NarrationPiece[]> {
  const all: NarrationPiece[] = []
  for await (const piece of begin(texts, reading).pieces) all.push(piece)
  return all
}

const sentencesOf = (pieces: readonly NarrationPiece[]) => pieces.filter(({ kind }) => kind === 'sentence')
const voicesOf = (pieces: readonly NarrationPiece[]) =>
  sentencesOf(pieces).map((piece) => (piece.kind === 'sentence' ? piece.voice : ''))

function heard(pieces: readonly NarrationPiece[]): Float32Array {
  const samples: number[] = []
  for (const piece of pieces) {
    if (piece.kind === 'silence') for (let i = 0; i < piece.samples; i++) samples.push(0)
    if (piece.kind === 'audio') samples.push(...piece.samples)
  }
  return Float32Array.from(samples)
}

describe('createCasting', () => {
  test('every sentence is read by a voice of its language, on one clock of one rate', async () => {
    const pieces = await read([english, german, french, spanish, english])
    const voices = voicesOf(pieces)
    expect([...new Set(voices)]).toEqual(['ann', 'gerd', 'fleur', 'sol'])
    expect(voices.at(-1)).toBe('ann')
    const samples = heard(pieces)
    let clock = 0
    let before = 0
    for (const piece of pieces) {
      if (piece.kind === 'silence' || piece.kind === 'audio') {
        expect(piece.startSample).toBe(clock)
        clock += piece.kind === 'silence' ? piece.samples : piece.samples.length
      }
      if (piece.kind !== 'sentence') continue
      expect(piece.startSample).toBe(clock)
      for (const word of piece.words) {
        expect(word.startSample).toBeGreaterThanOrEqual(before)
        expect(word.endSample).toBeGreaterThanOrEqual(word.startSample)
        before = word.startSample
      }
      // Whose sound it is, by its loudness: a sine of 0.5 to 0.9.
      const { loudness = 0 } = singers.find(({ id }) => id === piece.voice) ?? {}
      const peak = samples
        .subarray(piece.startSample, piece.endSample)
        .reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
      expect(peak).toBeGreaterThan(0.7 * loudness)
      expect(peak).toBeLessThan(1.01 * loudness)
    }
    expect(samples.length).toBe(clock)
  })

  test('a word of another voice lasts as long as that voice makes it, at the rate of the narration', async () => {
    const [own] = sentencesOf(await read([german], { voice: await loadSinger(singers[1]) }))
    const [cast] = sentencesOf(await read([german]))
    if (own.kind !== 'sentence' || cast.kind !== 'sentence') throw new Error('no sentence')
    for (const [index, word] of cast.words.entries())
      expect(Math.abs(word.endSample / 24_000 - own.words[index].endSample / 16_000)).toBeLessThan(1e-4)
  })

  test('each voice is planned for the speed by its own pace', async () => {
    const slow = {
      ...(await loadSinger(singers[1])),
      pace: [
        [0.5, 0.5],
        [1, 1],
      ] as const,
    }
    const scales: number[] = []
    const ensemble: VoiceEnsemble = {
      ...createSineEnsemble(singers),
      borrow: () =>
        Promise.resolve({
          voice: {
            ...slow,
            analyse: (text, tempo, signal) => {
              scales.push(tempo.lengthScale)
              return slow.analyse(text, tempo, signal)
            },
          },
          release: () => undefined,
        }),
    }
    await read([english, german], { ensemble, changes: { speed: 1.25 } })
    expect(new Set(scales)).toEqual(new Set([1]))
  })

  test('locked, the chosen voice reads everything and nothing is loaded or looked for', async () => {
    const pieces = await read([english, german, french], { changes: { followLanguage: false } })
    expect(new Set(voicesOf(pieces))).toEqual(new Set(['ann']))
    expect([log, told]).toEqual([[], []])
  })

  test('a language without a voice is read by the chosen one, and told of once', async () => {
    const pieces = await read([english, german, ...paragraphsIn.it, german], {
      ensemble: createSineEnsemble(singers, { log, missing: ['gerd'] }),
    })
    expect(new Set(voicesOf(pieces))).toEqual(new Set(['ann']))
    expect(told).toEqual([
      ['de', undefined],
      ['it', undefined],
    ])
  })

  test('a voice set for a language reads it', async () => {
    const pieces = await read([english, german], { changes: { voicesByLanguage: { de: 'sol' } } })
    expect([...new Set(voicesOf(pieces))]).toEqual(['ann', 'sol'])
  })

  test('a voice that cannot be loaded is told of once and not tried again; the chosen one reads', async () => {
    const load = () => Promise.reject(new AppError('voice/checksum', 'damaged'))
    const ensemble = createSineEnsemble(singers, { log, load })
    const pieces = await read([english, german, moreGerman], { ensemble })
    expect(new Set(voicesOf(pieces))).toEqual(new Set(['ann']))
    expect(told).toEqual([['de', 'voice/checksum']])
    expect(log).toEqual(['load gerd'])
  })

  test('where the voices cannot be listed, the chosen one reads', async () => {
    const offers = () => Promise.reject(new AppError('voice/incompatible', 'a damaged manifest'))
    const pieces = await read([english, german, french], {
      ensemble: { ...createSineEnsemble(singers), offers },
    })
    expect(new Set(voicesOf(pieces))).toEqual(new Set(['ann']))
    expect(told).toEqual([
      ['de', 'voice/incompatible'],
      ['fr', 'voice/incompatible'],
    ])
  })

  test('looks nothing up ahead where every voice speaks the language of the chosen one', async () => {
    const asked: number[] = []
    const { document, pieces } = begin([english, english, english, german], {
      ensemble: createSineEnsemble([singers[0], { ...singers[1], language: 'en-GB' }], { log }),
    })
    const of = document.languages.of.bind(document.languages)
    document.languages.of = (block) => {
      asked.push(block)
      return of(block)
    }
    for await (const piece of pieces) {
      if (piece.kind === 'audio') break
    }
    await settle(20)
    expect(Math.max(...asked)).toBeLessThan(3)
    expect(log).toEqual([])
  })

  test('a language without a voice is not told of before it is read', async () => {
    const { pieces } = begin([english, english, english, ...paragraphsIn.it])
    for await (const piece of pieces) {
      if (piece.kind === 'sentence' && piece.block === 1) break
    }
    await settle(20)
    expect(told).toEqual([])
  })

  test('a voice that is lost while it reads is stood in for', async () => {
    const gerd = await loadSinger(singers[1])
    let sentences = 0
    const ensemble: VoiceEnsemble = {
      ...createSineEnsemble(singers),
      borrow: () =>
        Promise.resolve({
          voice: {
            ...gerd,
            async *analyse(text, tempo, signal) {
              if (++sentences > 1) throw new AppError('engine/crashed', 'dead')
              yield* gerd.analyse(text, tempo, signal)
            },
          },
          release: () => undefined,
        }),
    }
    const pieces = await read([german], { ensemble })
    expect(voicesOf(pieces)).toEqual(['gerd', 'ann', 'ann'])
    expect(told).toEqual([['de', 'engine/crashed']])
  })

  test('a bug of a voice is not hidden', async () => {
    const load = () => Promise.reject(new TypeError('not a voice'))
    await expect(read([german], { ensemble: createSineEnsemble(singers, { load }) })).rejects.toThrow(
      'not a voice',
    )
  })

  test('a voice is loaded when its first sentence is still far away', async () => {
    const texts = [...Array.from({ length: 12 }, () => english), german]
    const { pieces } = begin(texts)
    let sentences = 0
    for await (const piece of pieces) {
      if (piece.kind === 'sentence') sentences++
      if (sentences < 8) await settle(1)
      if (sentences === 8) expect(log).toContain('load gerd')
    }
    expect(log).toEqual(['load gerd'])
  })

  test('every voice is given back: at the end, and wherever reading is left', async () => {
    const texts = [english, german, french, spanish, german, french]
    for (let stopAfter = 1; stopAfter < 40; stopAfter += 3) {
      log = []
      const ensemble = createSineEnsemble(singers, { log })
      const { pieces } = begin(texts, { ensemble })
      let count = 0
      for await (const piece of pieces) {
        if (piece.kind === 'audio' || piece.kind === 'sentence') count++
        if (count >= stopAfter) break
      }
      await settle(1)
      await ensemble.dispose()
      const count_ = (what: string) => log.filter((line) => line.startsWith(what)).length
      expect(count_('dispose')).toBe(count_('load'))
    }
  })

  test('no more than two voices are held beside the chosen one when none is in use', async () => {
    await read([german, french, spanish, german, french, spanish])
    await settle(1)
    const held = new Set<string>()
    for (const line of log) {
      const [what, id] = line.split(' ')
      if (what === 'load') held.add(id)
      else held.delete(id)
    }
    expect(held.size).toBeLessThanOrEqual(2)
  })

  test('an abort while a voice is loaded ends the reading at once', async () => {
    const controller = new AbortController()
    const load = () => new Promise<void>(() => undefined)
    const ensemble = createSineEnsemble(singers, { load })
    const { pieces } = begin([german], { ensemble, signal: controller.signal })
    const first = pieces.next()
    await settle(2)
    controller.abort(new Error('enough'))
    await expect(first).rejects.toThrow('enough')
  })
})
