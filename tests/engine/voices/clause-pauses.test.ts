import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { joinedSamples } from '@contract/joined-samples'
import { streamSettingsSchema } from '@contract/settings'
import { loadInlineVoice } from '../../../src-main/engine/voices/inline-voice'
import { asWritten } from '../../../src-main/engine/text/speakable-text'
import { clausePauses } from '../../../src-main/engine/voices/clause-pauses'
import { toSymbolIds } from '../../../src-main/engine/voices/symbol-ids'
import { ownTempo } from '../../../src-main/engine/voices/tempo'
import type { Utterance, Voice } from '../../../src-main/engine/voices/voice'
import { collect } from '../../helpers/collect'
import { installedVoice, isFetched } from '../../helpers/installed-voice'
import { spokenAsWritten } from '../../helpers/letter-front-end'

const alphabet = new Map([...'ab,;“” '].map((symbol, id) => [symbol, [id + 1]]))

/** What is added to each symbol, by its place in the text; the pads at both ends left out. */
function added(text: string, units = 4): string {
  const symbols = toSymbolIds(text, (symbol) => alphabet.get(symbol), { start: [0], after: [], end: [0] })
  const { idOfPhoneme } = symbols
  const pauses = clausePauses(spokenAsWritten(text, /[ab]+/g), symbols, units)
  return [...text].map((_, at) => pauses.slice(idOfPhoneme[at], idOfPhoneme[at + 1]).join() || '0').join('')
}

describe('clausePauses', () => {
  test.each([
    ['at every mark inside a sentence', 'a, b; a', '0400400'],
    ['once where several marks stand together', 'a,” ;b', '040000'],
    ['none where words follow each other, before the first or behind the last', ', a b,', '000000'],
    ['at the space where the voice does not know the mark', 'a — b', '04000'],
  ])('%s', (_, text, expected) => {
    expect(added(text)).toBe(expected)
  })

  test('nothing when nothing is asked for', () => {
    expect(added('a, b', 0)).toBe('0000')
  })
})

const text = 'When it rained, we stayed at home, and nobody minded: there was a fire.'
/** Words behind which a clause ends. */
const clauseEnds = [2, 6, 9]
const { signal } = new AbortController()
/** Long enough to be told from what a voice leaves by itself. */
const clausePauseSeconds = 0.4

interface Said {
  readonly utterance: Utterance
  readonly samples: Float32Array
}

async function say(voice: Voice, tempo = ownTempo): Promise<Said> {
  const [utterance] = await collect(voice.analyse(asWritten(text), tempo, signal))
  const plan = {
    seed: 1,
    stream: streamSettingsSchema.parse({}),
    keep: { startSample: 0, endSample: utterance.samples },
    stretch: 1,
    output: { sampleRateHz: voice.sampleRateHz, gainDecibels: 0 },
    skipSamples: 0,
  }
  let samples = new Float32Array()
  for (const push of await collect(voice.render(utterance, plan, signal)))
    samples = joinedSamples(samples, push.samples)
  return { utterance, samples }
}

/** How long it is silent between the middle of a word and that of the next, in seconds. */
function silenceBehind(word: number, { utterance, samples }: Said, sampleRateHz: number): number {
  const middle = (index: number): number => {
    const { startSample, endSample } = utterance.words[index]
    return Math.round((startSample + endSample) / 2)
  }
  const step = Math.round(sampleRateHz * 0.005)
  let silent = 0
  for (let at = middle(word); at + step <= middle(word + 1); at += step) {
    const energy = samples.subarray(at, at + step).reduce((sum, sample) => sum + sample ** 2, 0) / step
    if (energy < 0.005 ** 2) silent += step
  }
  return silent / sampleRateHz
}

describe.each([
  ['heart', 'int8', 600],
  ['joe', 'float32', 256],
  ['kokoro-heart', 'float32', 600],
] as const)('%s', (id, precision, unitSamples) => {
  const isThere = isFetched(id)
  let voice: Voice
  let own: Said
  let slow: Said
  beforeAll(async () => {
    if (!isThere) return
    voice = await loadInlineVoice(await installedVoice(precision, id), signal)
    own = await say(voice)
    slow = await say(voice, { ...ownTempo, clausePauseSeconds })
  })
  afterAll(() => voice?.dispose())

  test.skipIf(!isThere)('is known beforehand to be so much longer, to the sample (needs its files)', () => {
    const added = Math.round((clausePauseSeconds * voice.sampleRateHz) / unitSamples) * unitSamples
    expect(slow.utterance.samples).toBe(own.utterance.samples + clauseEnds.length * added)
    slow.utterance.words.forEach((word, index) => {
      const before = clauseEnds.filter((end) => end < index).length
      expect(word.startSample).toBe(own.utterance.words[index].startSample + before * added)
      expect(word.endSample).toBe(own.utterance.words[index].endSample + before * added)
    })
  })

  test.skipIf(!isThere)('is silent for that time at each mark (needs its files)', () => {
    for (const word of clauseEnds) {
      const { sampleRateHz } = voice
      const longer = silenceBehind(word, slow, sampleRateHz) - silenceBehind(word, own, sampleRateHz)
      expect(longer, own.utterance.words[word].endChar.toString()).toBeGreaterThan(0.8 * clausePauseSeconds)
      expect(longer).toBeLessThan(1.2 * clausePauseSeconds)
    }
  })
})
