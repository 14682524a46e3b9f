import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { speechSettingsSchema, type SpeechSettings } from '@contract/settings'
import { narrate } from '../../../src-main/engine/streaming/narration'
import { DocumentTimes, measureSentence } from '../../../src-main/engine/streaming/sentence-times'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import { nextStart } from '../../../src-main/engine/streaming/utterance-span'
import { loadInlineVoice } from '../../../src-main/engine/voices/inline-voice'
import type { Voice } from '../../../src-main/engine/voices/voice'
import { installedVoice, isFetched } from '../../helpers/installed-voice'
import { paragraph } from '../../helpers/paragraphs'
import { loadSineVoice } from '../../helpers/sine-voice'

const { signal } = new AbortController()
const blocks = [
  paragraph('A heading here', 'heading'),
  paragraph('The first sentence is short. The second one is a little longer than that, is it not?'),
  paragraph('* * *'),
  paragraph('And a last paragraph. * * * It ends.'),
]

/** Where every sentence begins and all of it ends, in the samples that are really narrated. */
async function narrated(voice: Voice, settings: SpeechSettings, sampleRateHz?: number) {
  const document = new SpokenDocument(blocks)
  const starts: number[] = []
  let clock = 0
  const from = { block: 0, char: 0 }
  for await (const piece of narrate({
    voice,
    document,
    from,
    settings: () => settings,
    sampleRateHz,
    signal,
  })) {
    if (piece.kind === 'sentence' && piece.part === 0) starts.push(clock)
    if (piece.kind === 'audio') clock += piece.samples.length
    if (piece.kind === 'silence') clock += piece.samples
  }
  return { starts, total: clock }
}

/** The same, from the front alone. */
async function measured(
  voice: Voice,
  settings: SpeechSettings,
  sampleRateHz = voice.sampleRateHz,
  measuredAt = settings.speed,
) {
  const document = new SpokenDocument(blocks)
  const times = new DocumentTimes(document)
  const analysis = { document, voice, settings: { ...settings, speed: measuredAt }, signal }
  for (const block of blocks.keys()) {
    const sentences = document.sentencesOf(block)
    times.set(
      block,
      await Promise.all(sentences.map((range) => measureSentence({ block, ...range }, analysis))),
    )
    expect(times.has(block, settings)).toBe(true)
  }
  const starts: number[] = []
  let clock = 0
  let span = { restSamples: 0, endSamples: 0 }
  for (const block of blocks.keys())
    for (const sentence of times.measured(block, { settings, sampleRateHz })) {
      clock += nextStart(span, sentence.pauseSamples)
      starts.push(clock)
      span = sentence
    }
  return { starts, total: clock + span.endSamples }
}

/** The voice, when it cannot say in one go what goes on behind some words. Its words are without their punctuation. */
function inParts(voice: Voice, behind = ','): Voice {
  return {
    ...voice,
    async *analyse({ text, ...rest }, tempo, stop) {
      const cut = text.includes(behind) ? text.indexOf(behind) + behind.length : 0
      const ranges = [
        { startChar: 0, endChar: cut },
        { startChar: cut, endChar: text.length },
      ]
      for (const { startChar, endChar } of ranges) {
        const part = { ...rest, text: text.slice(startChar, endChar) }
        for await (const utterance of voice.analyse(part, tempo, stop)) {
          const words = utterance.words.map((word) => ({
            ...word,
            startChar: word.startChar + startChar,
            endChar: startChar + part.text.slice(0, word.endChar).replace(/\W+$/, '').length,
          }))
          yield { ...utterance, startChar, endChar, words }
        }
      }
    },
  }
}

describe('DocumentTimes', () => {
  let sine: Voice
  beforeAll(async () => {
    sine = await loadSineVoice()
  })

  test('what the front says is what is narrated, sample for sample, whatever the speed, pauses and rate', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0.5, 0.8, 1, 1.2, 1.25, 1.7, 2, 3.05, 4),
        fc.record({
          commaMilliseconds: fc.nat(900),
          sentenceMilliseconds: fc.nat(900),
          paragraphMilliseconds: fc.nat(900),
          headingMilliseconds: fc.nat(900),
        }),
        fc.constantFrom(undefined, 16_000, 44_100),
        fc.boolean(),
        async (speed, pauses, sampleRateHz, isInParts) => {
          const settings = speechSettingsSchema.parse({ speed, pauses })
          const voice = isInParts ? inParts(sine) : sine
          expect(await measured(voice, settings, sampleRateHz)).toEqual(
            await narrated(voice, settings, sampleRateHz),
          )
        },
      ),
      { seed: 7, numRuns: 80 },
    )
  })

  test('a pause inside sentences is added at the clause’s end alone, also where another part begins there', async () => {
    const totalOf = async (voice: Voice, commaMilliseconds: number) =>
      (await measured(voice, speechSettingsSchema.parse({ pauses: { commaMilliseconds } }))).total
    for (const voice of [sine, inParts(sine)])
      for (const milliseconds of [10, 200])
        expect((await totalOf(voice, milliseconds)) - (await totalOf(voice, 0))).toBe(24 * milliseconds)
    const parted = inParts(sine, 'than')
    expect(await totalOf(parted, 0)).toBeLessThan(await totalOf(parted, 100))
    expect((await totalOf(parted, 100)) - (await totalOf(parted, 0))).toBe(2_400)
  })

  test('speeds that the voice reaches alike are derived from one another', async () => {
    const settings = speechSettingsSchema.parse({ speed: 3 })
    expect(await measured(sine, settings, undefined, 1.25)).toEqual(await narrated(sine, settings))
  })

  test('a block that was measured at another pace, or with other pauses inside its sentences, is not known', async () => {
    const document = new SpokenDocument(blocks)
    const times = new DocumentTimes(document)
    const settings = speechSettingsSchema.parse({})
    const analysis = { document, voice: sine, settings, signal }
    times.set(0, [await measureSentence({ block: 0, startChar: 0, endChar: 14 }, analysis)])
    expect([times.has(0, settings), times.has(1, settings)]).toEqual([true, false])
    expect(times.has(0, { ...settings, speed: 0.9 })).toBe(false)
    expect(times.has(0, { ...settings, pauses: { ...settings.pauses, commaMilliseconds: 50 } })).toBe(false)
    expect(times.measured(1, { settings, sampleRateHz: 24_000 })).toEqual([])
  })

  const fetched = [
    ['heart', 'int8', [0.5, 1, 1.25, 2, 4]],
    ['heart', 'float32', [1]],
    ['joe', 'float32', [0.7, 1.6]],
    ['kokoro-heart', 'float32', [1.5]],
  ] as const
  for (const [id, precision, speeds] of fetched)
    test.skipIf(!isFetched(id))(
      `what the front says is what ${id} narrates in ${precision} (needs its files)`,
      async () => {
        const voice = await loadInlineVoice(await installedVoice(precision, id), signal)
        for (const speed of speeds)
          for (const pauses of [{}, { sentenceMilliseconds: 0, commaMilliseconds: 170 }]) {
            const settings = speechSettingsSchema.parse({ speed, pauses })
            expect(await measured(voice, settings)).toEqual(await narrated(voice, settings))
          }
        await voice.dispose()
      },
      120_000,
    )
})
