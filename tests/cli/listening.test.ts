import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { speechSettingsSchema } from '@contract/settings'
import { readMeasured } from '../../src-main/cli/measure'
import { createWavFile, loadVoice, openDocument, SpokenDocument, type Voice } from '../../src-main/engine'
import { canSpeak, makeDesk, speakingNeeds } from '../helpers/command-line'
import { isFetched } from '../helpers/installed-voice'
import { startRecogniser, type Recogniser } from './recogniser'

const python = process.env.LECTOR_LISTEN_PYTHON
const listener = resolve('../shared/tools/listen.py')
const sentencesPath = resolve('../shared/tools/sentences.tsv')
const canListen = canSpeak && python !== undefined && existsSync(listener) && existsSync(sentencesPath)
const listeningNeeds = '(needs LECTOR_LISTEN_PYTHON and ../shared/tools)'

/** Recognisers at a time: each keeps a core busy, and waits for its sentence to be said. */
const listeners = 2
const longestMinutes = 10
/** The aligner starts words this much before their energy does: what a perfect clock shows. */
const alignerBiasSeconds = 0.045

const recognisedSchema = z.object({
  heard: z.string(),
  wer: z.number(),
  characterErrorRate: z.number(),
})
const heardSchema = recognisedSchema.extend({
  alignmentFailed: z.literal(false),
  startErrorsSeconds: z.array(z.number()).min(1),
  startSpreadP95Seconds: z.number(),
})

/** The last ten sentences as people write them. */
const written = [
  'The meeting starts at half past 9 on the 12th of March.',
  'They paid $19.50 for the ticket.',
  'In 1865 the town had 4,000 people.',
  'The train left at 10:45 with 300 passengers.',
  'Chapter VII begins on p. 112.',
  'About 2/3 of the forest was lost in the fire.',
  'The temperature fell to −5° during the night.',
  'He ran the 1st mile in 6 min. and 20 sec.',
  'Dr. Brown lives at No. 42 Baker St.',
  'The 2nd ed. sold over 1 million copies.',
]

interface Sentence {
  readonly text: string
  /** As `referenceError`, of the words. */
  readonly referenceWordError: number
  /** What the recogniser mishears when the voice's own package speaks, as a share of the characters. */
  readonly referenceError: number
}

async function readSentences(): Promise<Sentence[]> {
  const [header, ...rows] = (await readFile(sentencesPath, 'utf8'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
  const [text, words, characters] = ['text', 'reference_word_error', 'reference_character_error'].map(
    (name) => header.indexOf(name),
  )
  return rows.map((row) => ({
    text: row[text],
    referenceWordError: Number(row[words]),
    referenceError: Number(row[characters]),
  }))
}

const { signal } = new AbortController()

/** Has a voice say texts to files, as the command `speak` does, whose own tests hold it to what it writes. */
async function openSpeaker(id: string) {
  const voice: Voice = await loadVoice({
    voicesDirectory: resolve('models'),
    id,
    cacheDirectory: undefined,
    workerPath: resolve('out/main/inference-worker.js'),
    signal,
    onProgress: () => undefined,
  })
  let isFree = Promise.resolve()
  async function say(text: string, path: string) {
    const { blocks } = await openDocument({ source: { kind: 'text', text }, signal })
    const form = { sampleRateHz: voice.sampleRateHz, format: 'int16', tags: {} } as const
    const file = await createWavFile(path, form)
    const reading = await readMeasured({
      voice,
      document: new SpokenDocument(blocks),
      settings: speechSettingsSchema.parse({ voice: id }),
      signal,
      sink: (samples) => file.write(samples),
    })
    await file.finish([])
    return reading.words.map(({ block, startChar, endChar, startSample, endSample }) => ({
      text: blocks[block].text.slice(startChar, endChar),
      startSeconds: startSample / voice.sampleRateHz,
      endSeconds: endSample / voice.sampleRateHz,
    }))
  }
  return {
    /** One text after the other. @returns its words in spoken order */
    say(text: string, path: string): ReturnType<typeof say> {
      const said = isFree.then(() => say(text, path))
      isFree = said.then(
        () => undefined,
        () => undefined,
      )
      return said
    },
    dispose: () => voice.dispose(),
  }
}

/** Has a voice say every text, and several recognisers listen to them. */
async function listenToAll<Heard>(
  voice: string,
  count: number,
  listen: (
    index: number,
    say: (text: string) => Promise<{ wav: string; words: string }>,
    recogniser: Recogniser,
  ) => Promise<Heard>,
): Promise<Heard[]> {
  const desk = await makeDesk()
  const speaker = await openSpeaker(voice)
  const recognisers = Array.from({ length: listeners }, () => startRecogniser(python!, listener))
  try {
    const results: Heard[] = []
    const waiting = Array.from({ length: count }, (_, index) => index).values()
    const work = async (recogniser: Recogniser): Promise<void> => {
      for (const index of waiting) {
        const say = async (text: string) => {
          const [wav, words] = ['wav', 'json'].map((ending) => join(desk.path, `${index}.${ending}`))
          await writeFile(words, JSON.stringify(await speaker.say(text, wav)))
          return { wav, words }
        }
        results[index] = await listen(index, say, recogniser)
      }
    }
    await Promise.all(recognisers.map(work))
    return results
  } finally {
    for (const recogniser of recognisers) recogniser.close()
    await speaker.dispose()
    await desk.remove()
  }
}

interface Heard extends Sentence, z.infer<typeof heardSchema> {}

/** Has a voice say every sentence, and listens to it. */
function listenTo(voice: string, sentences: readonly Sentence[]): Promise<Heard[]> {
  return listenToAll(voice, sentences.length, async (index, say, recogniser) => {
    const { wav, words } = await say(sentences[index].text)
    const heard = await recogniser.listen([wav, '--text', sentences[index].text, '--words', words])
    return { ...sentences[index], ...heardSchema.parse(heard) }
  })
}

/** What was misheard, and how far the words' starts lie from where they are heard; printed. */
function figuresOf(voice: string, results: readonly Heard[]) {
  const starts = results.flatMap(({ startErrorsSeconds }) => startErrorsSeconds)
  const bias = median(starts)
  const figures = {
    error: mean(results.map(({ characterErrorRate }) => characterErrorRate)),
    reference: mean(results.map(({ referenceError }) => referenceError)),
    bias,
    spread: median(starts.map((start) => Math.abs(start - bias))),
    p95: mean(results.map(({ startSpreadP95Seconds }) => startSpreadP95Seconds)),
  }
  const worst = Math.max(...results.map((result) => result.characterErrorRate - result.referenceError))
  console.log(
    `listening to ${voice}: character error ${figures.error.toFixed(4)} (reference ${figures.reference.toFixed(4)}, ` +
      `worst sentence ${worst.toFixed(3)} over its own), ${starts.length} word starts: bias ${bias.toFixed(3)} s, ` +
      `spread ${figures.spread.toFixed(3)} s, 95th percentile ${figures.p95.toFixed(3)} s`,
  )
  return figures
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2
}

describe.skipIf(!canListen)(`an independent listener ${speakingNeeds} ${listeningNeeds}`, () => {
  test(
    'understands the voice as well as its reference, and hears every word begin when Lector says so',
    async () => {
      const sentences = await readSentences()
      expect(sentences).toHaveLength(40)
      const results = await listenTo('heart', sentences)
      const { error, reference, spread, p95 } = figuresOf('heart', results)
      expect(error).toBeLessThanOrEqual(reference + 0.02)
      for (const { text, heard, characterErrorRate, referenceError } of results)
        expect(characterErrorRate, `"${text}" was heard as "${heard}"`).toBeLessThanOrEqual(
          referenceError + 0.15,
        )
      expect(spread).toBeLessThanOrEqual(0.025)
      expect(p95).toBeLessThanOrEqual(0.065)
    },
    longestMinutes * 60_000,
  )

  test(
    'understands numbers, signs and abbreviations as well as the words they stand for',
    async () => {
      const spoken = (await readSentences()).slice(-written.length)
      const errors = await listenToAll('heart', written.length, async (index, say, recogniser) => {
        const { wav } = await say(written[index])
        const { heard, wer } = recognisedSchema.parse(
          await recogniser.listen([wav, '--text', spoken[index].text]),
        )
        if (wer > 0) console.log(`"${written[index]}" was heard as "${heard}" (${wer.toFixed(3)})`)
        return wer
      })
      const reference = mean(spoken.map(({ referenceWordError }) => referenceWordError))
      console.log(`written forms: word error ${mean(errors).toFixed(4)} (reference ${reference.toFixed(4)})`)
      expect(mean(errors)).toBeLessThanOrEqual(reference + 0.02)
    },
    longestMinutes * 60_000,
  )

  test.skipIf(!isFetched('joe'))(
    'hears every word of the Piper voice begin when Lector says so (needs the voice joe)',
    async () => {
      const sentences = (await readSentences()).filter((_, index) => index % 4 === 0)
      const { error, bias, spread, p95 } = figuresOf('joe', await listenTo('joe', sentences))
      // What this voice is misheard by this recogniser, 0.17 on these sentences, and a little more.
      expect(error).toBeLessThanOrEqual(0.22)
      expect(Math.abs(bias - alignerBiasSeconds)).toBeLessThanOrEqual(0.015)
      expect(spread).toBeLessThanOrEqual(0.025)
      expect(p95).toBeLessThanOrEqual(0.065)
    },
    longestMinutes * 60_000,
  )
})
