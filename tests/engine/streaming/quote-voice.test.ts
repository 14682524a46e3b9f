import { beforeAll, describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { AppError } from '@contract/errors'
import { createCasting, type TellUnvoiced } from '../../../src-main/engine/streaming/casting'
import { narrate, type NarrationPiece } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import type { VoiceEnsemble } from '../../../src-main/engine/voices/voice-ensemble'
import type { Voice } from '../../../src-main/engine/voices/voice'
import { paragraph } from '../../helpers/paragraphs'
import { createSineEnsemble, loadSinger } from '../../helpers/sine-voices'
import { paragraphsIn } from '../text/language/paragraphs-in'

const singers = [
  { id: 'ann', language: 'en-US', sampleRateHz: 24_000, loudness: 1 },
  { id: 'bob', language: 'en-GB', sampleRateHz: 16_000, loudness: 0.25 },
  { id: 'gerd', language: 'de-DE', sampleRateHz: 16_000, loudness: 0.5 },
]
const text = 'The old man said, “I have seen that before,” and he left the room. Nobody answered him.'

let ann: Voice
beforeAll(async () => {
  ann = await loadSinger(singers[0])
})

async function read(
  texts: readonly string[],
  changes: object,
  { fromChar = 0, ...faults }: { fromChar?: number } & Partial<VoiceEnsemble> = {},
) {
  const document = new SpokenDocument(texts.map((one) => paragraph(one)))
  const settings = () => speechSettingsSchema.parse(changes)
  const told: string[] = []
  const log: string[] = []
  const ensemble = { ...createSineEnsemble(singers, { log }), ...faults }
  const onUnvoiced: TellUnvoiced = (language, error) =>
    void told.push(`${language ?? 'quotes'} ${error?.code ?? 'none'}`)
  const casting = createCasting({ voice: ann, document, settings, ensemble, onUnvoiced })
  const pieces: NarrationPiece[] = []
  const from = { block: 0, char: fromChar }
  const { signal } = new AbortController()
  for await (const piece of narrate({ voice: ann, casting, document, from, settings, signal }))
    pieces.push(piece)
  await ensemble.dispose()
  const sentences = pieces.flatMap((piece) => (piece.kind === 'sentence' ? [piece] : []))
  return { pieces, sentences, told }
}

describe('a voice for quoted speech', () => {
  test('reads what stands between the marks, as parts of the sentence, on one clock without a pause', async () => {
    const { pieces, sentences } = await read([text], { quoteVoice: 'bob' })
    expect(
      sentences.map(({ voice, part, startChar, endChar }) => [
        voice,
        part,
        text.slice(startChar, endChar).trim(),
      ]),
    ).toEqual([
      ['ann', 0, 'The old man said,'],
      ['bob', 1, '“I have seen that before,”'],
      ['ann', 2, 'and he left the room.'],
      ['ann', 0, 'Nobody answered him.'],
    ])
    let clock = 0
    for (const piece of pieces) {
      if (piece.kind === 'sentence' || piece.kind === 'silence' || piece.kind === 'audio')
        expect(piece.startSample).toBe(clock)
      if (piece.kind === 'silence') clock += piece.samples
      if (piece.kind === 'audio') clock += piece.samples.length
    }
    expect(pieces.filter(({ kind }) => kind === 'silence')).toHaveLength(1)
  })

  test('every word keeps its place in the text and its time', async () => {
    const { sentences } = await read([text], { quoteVoice: 'bob' })
    const words = sentences.flatMap((sentence) => sentence.words)
    const alone = (await read([text], {})).sentences.flatMap((sentence) => sentence.words)
    const places = (list: typeof words) =>
      list.map(({ startChar, endChar }) => text.slice(startChar, endChar))
    expect(places(words)).toEqual(places(alone))
    for (const sentence of sentences)
      for (const word of sentence.words) {
        expect(word.startSample).toBeGreaterThanOrEqual(sentence.startSample)
        expect(word.endSample).toBeLessThanOrEqual(sentence.endSample)
      }
  })

  test('where voices meet, nothing clicks', async () => {
    const { pieces } = await read([text], { quoteVoice: 'bob' })
    const audio = pieces.flatMap((piece) => (piece.kind === 'audio' ? [piece] : []))
    for (const [index, piece] of audio.entries()) {
      const next = audio.at(index + 1)
      if (!next || next.sentence === piece.sentence) continue
      expect(Math.abs(piece.samples.at(-1) ?? 1)).toBeLessThan(0.01)
      expect(Math.abs(next.samples[0])).toBeLessThan(0.01)
    }
  })

  test('reading that starts inside a quote starts with its voice', async () => {
    const { sentences } = await read([text], { quoteVoice: 'bob' }, { fromChar: text.indexOf('seen') })
    expect(sentences.map(({ voice }) => voice)).toEqual(['bob', 'ann', 'ann'])
    const [{ words }] = sentences
    expect(text.slice(words[0].startChar, words[0].endChar)).toBe('seen')
  })

  test('also where the voice is locked; not in a language that is not its own', async () => {
    const locked = await read([text], { quoteVoice: 'bob', followLanguage: false })
    expect(locked.sentences.map(({ voice }) => voice)).toEqual(['ann', 'bob', 'ann', 'ann'])
    const german = await read([`${paragraphsIn.de[0]} Er sagte: „Das ist gut so.“`], { quoteVoice: 'bob' })
    expect(german.sentences.every(({ voice }) => voice === 'gerd')).toBe(true)
  })

  test('one that is not there is told of once, and the chosen voice reads all', async () => {
    const { sentences, told } = await read([text, text], { quoteVoice: 'nobody' })
    expect(new Set(sentences.map(({ voice }) => voice))).toEqual(new Set(['ann']))
    expect(told).toEqual(['quotes voice/missing'])
    expect(sentences.map(({ part }) => part)).toEqual([0, 0, 0, 0])
  })

  test('one that cannot be loaded is told of as the voice of quotes, and the chosen one reads on', async () => {
    const borrow = () => Promise.reject(new AppError('voice/checksum', 'damaged'))
    const { sentences, told } = await read([text, text], { quoteVoice: 'bob' }, { borrow })
    expect(new Set(sentences.map(({ voice }) => voice))).toEqual(new Set(['ann']))
    expect(told).toEqual(['quotes voice/checksum'])
  })

  test('where the voices cannot be listed, the chosen one reads on', async () => {
    const offers = () => Promise.reject(new AppError('voice/incompatible', 'a damaged manifest'))
    const { sentences, told } = await read([text, text], { quoteVoice: 'bob' }, { offers })
    expect(new Set(sentences.map(({ voice }) => voice))).toEqual(new Set(['ann']))
    expect(told).toContain('quotes voice/incompatible')
  })

  test('without it nothing is cut', async () => {
    const { sentences } = await read([text], {})
    expect(sentences.map(({ part }) => part)).toEqual([0, 0])
  })
})
