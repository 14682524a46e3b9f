import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ExportJob } from '@contract/export-job'
import { speechSettingsSchema } from '@contract/settings'
import { createLoudnessMeter } from '../../../../src-main/engine/audio/loudness'
import { createJournal, readJournal } from '../../../../src-main/engine/export/job/journal'
import {
  progressRecordSchema,
  type ProgressRecord,
} from '../../../../src-main/engine/export/job/progress-record'
import type { JobMeans } from '../../../../src-main/engine/export/job/job-means'
import { createCasting } from '../../../../src-main/engine/streaming/casting'
import { SpokenDocument } from '../../../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../../../src-main/engine/voices/voice'
import { createVoiceEnsemble } from '../../../../src-main/engine/voices/voice-ensemble'
import { collect } from '../../../helpers/collect'
import { ffmpegLoudness, hasFfmpeg } from '../../../helpers/ffmpeg'
import { bookOf, narratedJob, narrateJob } from '../../../helpers/narrated-job'
import { loadNoiseVoice } from '../../../helpers/noise-voice'
import { paragraph } from '../../../helpers/paragraphs'
import { createRandom } from '../../../helpers/random'
import { wavParts } from '../../../helpers/wav-parts'

const short = [
  'It was so. “I have seen that before,” he said, and he went. Nobody had seen him, and nobody asked.',
  'There was a train at seven that took him to the coast. “Is it far?” a child asked him on the way.',
  'He did not know. “It is as far as we can go,” he said after a while, and looked out at the rain.',
]
/** Paragraphs with sentences of one to thirty words. */
function longText(paragraphs: number): string[] {
  const random = createRandom(3)
  const sentence = (): string => `Then ${'again '.repeat(30 * random() ** 2)}so.`
  return Array.from({ length: paragraphs }, () =>
    Array.from({ length: 1 + Math.floor(random() * 5) }, sentence).join(' '),
  )
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-loudness-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const journalPath = () => join(folder, 'journal')
function jobOf(
  texts: readonly string[],
  loudnessLufs: number | null,
  changes: Partial<ExportJob> = {},
): ExportJob {
  return narratedJob({
    document: bookOf(texts.map((text) => paragraph(text))),
    sampleFormat: 'float32',
    loudnessLufs,
    chapters: [{ title: 'Book', fromBlock: 0, untilBlock: texts.length }],
    chapterSilenceMilliseconds: 0,
    recordings: narratedJob()
      .recordings.slice(0, 1)
      .map((book) => ({ ...book, untilChapter: 1 })),
    cues: 'none',
    ...changes,
  })
}
const run = (job: ExportJob, voice: Voice, means: Partial<JobMeans> = {}) =>
  narrateJob(job, voice, folder, { atOnce: 3, report: undefined, ...means })
async function recorded(): Promise<{ samples: Float32Array; sampleRateHz: number }> {
  const { data, sampleRateHz } = wavParts(await readFile(join(folder, 'Book.wav')))
  return { samples: new Float32Array(new Uint8Array(data).buffer), sampleRateHz }
}
async function expectLoudness(lufs: number, within: number): Promise<void> {
  const { samples, sampleRateHz } = await recorded()
  const meter = createLoudnessMeter(sampleRateHz)
  meter.add(samples)
  expect(Math.abs(meter.integratedLufs - lufs), `${meter.integratedLufs} LUFS`).toBeLessThan(within)
  expect(meter.truePeakDbtp).toBeLessThan(-1)
  if (!hasFfmpeg) return
  const theirs = ffmpegLoudness(samples, sampleRateHz)
  // It prints tenths.
  expect(Math.abs(theirs.lufs - lufs), `ffmpeg: ${theirs.lufs} LUFS`).toBeLessThan(within + 0.05)
  expect(theirs.peak).toBeLessThan(-1)
}

describe('a job with a loudness', () => {
  test.each([-30, -23, -18, -14])(
    'of a short text is at %i LUFS, its peaks below -1 dBTP',
    async (target) => {
      for (const factor of [0.1, 1]) {
        const result = await run(jobOf(short, target), await loadNoiseVoice(factor))
        expect(result.loudness).toMatchObject({ targetLufs: target })
        await expectLoudness(target, 0.15)
        await rm(journalPath())
      }
    },
  )

  test('of a long one is within half a LU, although a part of it was measured, and the same bytes however many sentences are rendered side by side', async () => {
    const voice = await loadNoiseVoice(0.3)
    let rendered = 0
    const counted: Voice = {
      ...voice,
      render: (utterance, plan, signal) => (rendered++, voice.render(utterance, plan, signal)),
    }
    const made: Buffer[] = []
    for (const atOnce of [1, 4]) {
      rendered = 0
      const { sentences } = await run(jobOf(longText(45), -16), counted, { atOnce })
      expect(rendered - sentences).toBeGreaterThan(20)
      expect(rendered - sentences).toBeLessThan(0.7 * sentences)
      made.push(await readFile(join(folder, 'Book.wav')))
      await rm(journalPath())
    }
    expect(made[1].equals(made[0])).toBe(true)
    await expectLoudness(-16, 0.5)
  }, 120_000)

  test('has it at another rate too, and whatever the speech is set to', async () => {
    const sound = { loudnessLufs: -25, gainDecibels: 9 }
    for (const sampleRateHz of [8_000, 44_100]) {
      const job = jobOf(short, -18, { sampleRateHz, speech: speechSettingsSchema.parse({ sound }) })
      await run(job, await loadNoiseVoice(0.3))
      await expectLoudness(-18, 0.3)
      await rm(journalPath())
    }
  })

  test('says what the voice was made louder by, beyond what is known of it', async () => {
    const known = await loadNoiseVoice(0.3, { loudnessLufs: -31 })
    const unknown = await loadNoiseVoice(0.3)
    const { loudness } = await run(jobOf(short, -20), known)
    await expectLoudness(-20, 0.15)
    await rm(journalPath())
    const other = await run(jobOf(short, -20), unknown)
    expect(loudness?.gainDecibels).toBeCloseTo(other.loudness?.gainDecibels ?? NaN, 1)
  })

  test('brings two voices that read one text to the same loudness, and closes who cast them', async () => {
    const ann = await loadNoiseVoice(0.1, { id: 'ann' })
    const annLufs = await loudnessOf(ann)
    const voice = { ...ann, loudnessLufs: annLufs }
    const bob = { ...(await loadNoiseVoice(0.4, { id: 'bob' })), loudnessLufs: annLufs + 20 * Math.log10(4) }
    const ensemble = createVoiceEnsemble({
      offers: () => Promise.resolve([{ id: 'bob', name: 'Bob', language: 'en-US', missingBytes: 0 }]),
      load: () => Promise.resolve(bob),
    })
    const speech = speechSettingsSchema.parse({ quoteVoice: 'bob' })
    const job = jobOf(short, -20, { speech })
    const document = new SpokenDocument(job.document.blocks)
    const made = createCasting({
      voice,
      document,
      settings: () => speech,
      ensemble,
      onUnvoiced: () => undefined,
    })
    let closed = 0
    const casting = { ...made, close: () => (closed++, made.close()) }
    const { readers } = await run(job, voice, { casting, document })
    expect(readers.map((reader) => reader.voice)).toContain('bob')
    expect(closed).toBeGreaterThan(0)
    await expectLoudness(-20, 0.15)
    await ensemble.dispose()
  })

  test('tells how far it is while it finds out how loud it is', async () => {
    const told: number[] = []
    const voice = await loadNoiseVoice(0.1)
    const onProgress = (): void => void told.push(2)
    await run(jobOf(short, -18), voice, { onMeasure: (fraction) => void told.push(fraction), onProgress })
    const measured = told.filter((fraction) => fraction <= 1)
    expect(measured.at(0)).toBe(0)
    expect(measured.at(-1)).toBe(1)
    expect(measured.length).toBeGreaterThan(2)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    told.length = 0
    await rm(journalPath())
    await run(jobOf(short, null), voice, { onMeasure: (fraction) => void told.push(fraction) })
    expect(told).toEqual([])
  })

  test('takes the gain from the journal where it stands there', async () => {
    const voice = await loadNoiseVoice(0.3)
    await run(jobOf(short, -18), voice)
    const [{ record: own }] = await collect(readJournal(journalPath(), progressRecordSchema))
    expect(own.kind).toBe('voice')
    const journal = await createJournal<ProgressRecord>(journalPath())
    await journal.add(own)
    await journal.add({ kind: 'gain', decibels: -7.25 })
    await journal.close()
    const { loudness } = await run(jobOf(short, -18), voice)
    expect(loudness).toEqual({ targetLufs: -18, gainDecibels: -7.25 })
  })

  test('a text of which the sample says nothing is as loud as its voice is known to be', async () => {
    const voice = await loadNoiseVoice(0.3, { loudnessLufs: -26 })
    const mute: Voice = {
      ...voice,
      analyse: (text, ...rest) => voice.analyse({ ...text, text: '—' }, ...rest),
    }
    await expect(run(jobOf(short, -18), mute)).rejects.toMatchObject({ code: 'text/nothing-to-say' })
    await rm(journalPath())
    const { loudness } = await run(jobOf(['I.'], -18), voice)
    expect(loudness).toEqual({ targetLufs: -18, gainDecibels: 8 })
  })

  test('without one is what the voice says, and tells of none', async () => {
    const { loudness } = await run(jobOf(short, null), await loadNoiseVoice(0.05))
    expect(loudness).toBeNull()
  })
})

/** Of what it says when nobody asks for a loudness. */
async function loudnessOf(voice: Voice): Promise<number> {
  await run(jobOf(short, null), voice)
  const { samples, sampleRateHz } = await recorded()
  const meter = createLoudnessMeter(sampleRateHz)
  meter.add(samples)
  await rm(journalPath())
  return meter.integratedLufs
}
