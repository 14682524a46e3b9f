import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import type { ExportJob } from '@contract/export-job'
import { speechSettingsSchema } from '@contract/settings'
import { openFileSource } from '../../../../src-main/engine/documents/byte-source'
import { documentId } from '../../../../src-main/engine/documents/name-document'
import type { WriteNarratedBook } from '../../../../src-main/engine/export/epub-overlay'
import { measureChapters } from '../../../../src-main/engine/export/job/job-length'
import { recordingBytes } from '../../../../src-main/engine/export/job/job-size'
import { wavTagsOf } from '../../../../src-main/engine/export/job/wav-tags-of'
import type { JobMeans } from '../../../../src-main/engine/export/job/job-means'
import { createCasting } from '../../../../src-main/engine/streaming/casting'
import { SpokenDocument } from '../../../../src-main/engine/streaming/spoken-document'
import { loadInlineVoice } from '../../../../src-main/engine/voices/inline-voice'
import type { Voice } from '../../../../src-main/engine/voices/voice'
import { emptyFolder, filesIn } from '../../../helpers/folder-contents'
import { installedVoice } from '../../../helpers/installed-voice'
import { bookOf, breakOffJob, jobMeans, narratedJob, narrateJob } from '../../../helpers/narrated-job'
import { paragraph } from '../../../helpers/paragraphs'
import { loadSineVoice } from '../../../helpers/sine-voice'
import { createSineEnsemble } from '../../../helpers/sine-voices'

const blocks = [
  paragraph('* * *'),
  paragraph('One', 'heading'),
  paragraph('The first sentence is here. And a second one, that is longer, follows it.'),
  paragraph('* * *'),
  paragraph('Two', 'heading'),
  paragraph('Short. “So it is,” she said. — Then nothing. !!!'),
  paragraph('Three', 'heading'),
  paragraph('The last chapter has one sentence. Or two, perhaps.'),
]
/** The first and the third of its chapters say nothing. */
const chapters: ExportJob['chapters'] = [
  { title: 'Nothing', fromBlock: 0, untilBlock: 1 },
  { title: 'One', fromBlock: 1, untilBlock: 3 },
  { title: 'Nothing', fromBlock: 3, untilBlock: 4 },
  { title: 'Two', fromBlock: 4, untilBlock: 6 },
  { title: 'Three', fromBlock: 6, untilBlock: 8 },
]
const jobOf = (changes: Partial<ExportJob> = {}): ExportJob =>
  narratedJob({ document: bookOf(blocks), chapters, ...changes })
/** Of several minutes. */
const longJob = (changes: Partial<ExportJob> = {}): ExportJob =>
  jobOf({
    document: bookOf(
      blocks.map((block) =>
        block.kind === 'heading' ? block : { ...block, text: `${block.text} `.repeat(40) },
      ),
    ),
    ...changes,
  })

let sine: Voice
let folder: string
beforeAll(async () => {
  sine = await loadSineVoice()
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-room-'))
})
afterEach(() => rm(folder, { recursive: true }))

const run = (job: ExportJob, means: Partial<JobMeans> = {}) => narrateJob(job, sine, folder, means)
const files = () => filesIn(folder, 'journal')
const withFree = (bytes: number | null): Partial<JobMeans> => ({ freeBytes: () => Promise.resolve(bytes) })

/** What a job is refused with where there is no room at all. */
async function bytesNeeded(job: ExportJob, means: Partial<JobMeans> = {}): Promise<number> {
  const refused: unknown = await run(job, { ...means, ...withFree(0) }).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'export/disk-full', details: { path: folder, bytesFree: 0 } })
  const needed = (refused as AppError).details.bytesNeeded
  expect(needed).toBeTypeOf('number')
  return needed as number
}

/** Every WAV file has the bytes that were foreseen for it. */
async function expectForeseen(job: ExportJob, voice: Voice, means: Partial<JobMeans> = {}): Promise<void> {
  const form = { sampleRateHz: job.sampleRateHz ?? voice.sampleRateHz, format: job.sampleFormat }
  const lengths = await measureChapters(job, jobMeans(job, voice, folder, means), form.sampleRateHz)
  await narrateJob(job, voice, folder, means)
  const names = await readdir(folder)
  let total = 0
  for (const [recording, { name }] of job.recordings.entries()) {
    const tags = wavTagsOf(job, recording, voice)
    const foreseen = recordingBytes(job, recording, lengths, { ...form, tags })
    expect(names.includes(name) ? (await stat(join(folder, name))).size : 0, name).toBe(foreseen)
    total += foreseen
  }
  expect(total).toBeGreaterThan(10_000)
}

describe('what a job will be', () => {
  const [book, ...each] = jobOf().recordings
  test.each<[string, Partial<ExportJob>]>([
    ['a book and its chapters', {}],
    ['a book with cues at sentences', { recordings: [book], cues: 'sentences' }],
    ['chapters without cues', { recordings: each, cues: 'none' }],
    ['24 bits', { sampleFormat: 'int24', cues: 'sentences' }],
    ['float, at another rate', { sampleFormat: 'float32', sampleRateHz: 44_100 }],
    ['a low rate', { sampleRateHz: 8_000, chapterSilenceMilliseconds: 777 }],
    ['faster', { speech: speechSettingsSchema.parse({ speed: 1.2 }) }],
    ['fast, with its pauses', { speech: speechSettingsSchema.parse({ speed: 2.3 }), cues: 'sentences' }],
    ['of a loudness', { loudnessLufs: -20 }],
  ])('is known to the byte before it is rendered: %s', async (_, changes) => {
    await expectForeseen(jobOf(changes), sine)
  })

  test('is known to the byte where two voices of two rates read', async () => {
    const speech = speechSettingsSchema.parse({ quoteVoice: 'bob' })
    const singer = { id: 'bob', language: 'en-US', sampleRateHz: 16_000, loudness: 0.5 }
    const job = jobOf({ speech, cues: 'sentences' })
    const document = new SpokenDocument(job.document.blocks)
    const ensemble = createSineEnsemble([singer])
    const options = { voice: sine, document, settings: () => speech, ensemble, onUnvoiced: () => undefined }
    await expectForeseen(job, sine, { document, casting: createCasting(options) })
    await ensemble.dispose()
  })

  test('is known to the byte of the default voice', async () => {
    const voice = await loadInlineVoice(await installedVoice('int8'), new AbortController().signal)
    for (const changes of [{}, { speech: speechSettingsSchema.parse({ speed: 1.2 }) }]) {
      await expectForeseen(jobOf(changes), voice, { atOnce: 1 })
      await emptyFolder(folder)
    }
    await voice.dispose()
  }, 60_000)
})

describe('a job for which there is too little room', () => {
  test('is refused before anything is rendered or written', async () => {
    let rendered = 0
    const voice: Voice = { ...sine, render: (...asked) => (rendered++, sine.render(...asked)) }
    for (const loudnessLufs of [null, -20]) {
      await expect(run(longJob({ loudnessLufs }), { voice, ...withFree(50_000) })).rejects.toMatchObject({
        code: 'export/disk-full',
        retry: 'after-user-action',
      })
      expect(rendered).toBe(0)
      expect(await files()).toEqual({})
    }
  })

  test('is begun where there is as much as it needs, and all it makes finds room in that', async () => {
    for (const changes of [{}, { words: true, subtitles: ['vtt', 'srt'] as const }]) {
      const job = longJob({ ...changes, subtitles: [...(changes.subtitles ?? [])] })
      const needed = await bytesNeeded(job)
      await expect(run(job, withFree(needed - 1))).rejects.toMatchObject({ code: 'export/disk-full' })
      await run(job, withFree(needed))
      const made = await sizeOf(folder)
      expect(made).toBeLessThanOrEqual(needed)
      expect(made).toBeGreaterThan(0.8 * needed)
      await emptyFolder(folder)
    }
  })

  test('of chapters that are encoded needs room for one of their WAV files at a time', async () => {
    const recordings = longJob().recordings.slice(1)
    const mp3 = longJob({ recordings, formats: ['mp3'] })
    const needed = await bytesNeeded(mp3)
    let most = 0
    const turn = async () => void (most = Math.max(most, await sizeOf(folder)))
    await run(mp3, { ...withFree(needed), turn, report: undefined })
    expect(most).toBeLessThanOrEqual(needed)
    await emptyFolder(folder)
    expect(needed).toBeLessThan(await bytesNeeded(longJob({ recordings })))
  }, 60_000)

  test('needs room for the book with its narration beside all that is there by then', async () => {
    const sourcePath = join(folder, 'source.epub')
    const sourceBytes = 400_000
    await writeFile(sourcePath, Buffer.alloc(sourceBytes, 'book'))
    const source = await openFileSource(sourcePath, 'source.epub', new AbortController().signal)
    const document = { ...longJob().document, id: await documentId(source) }
    await source.close()
    const narratedBook = {
      ...{ name: 'Book.epub', sourcePath, modified: '2026-01-02T03:04:05.000Z' },
      sourceBlocks: blocks.map((_, block) => block),
    }
    const [whole, ...each] = longJob().recordings
    for (const changes of [
      { formats: ['wav', 'mp3'] as const, recordings: [whole] },
      { formats: ['m4b'] as const, recordings: each },
    ]) {
      const job = longJob({ ...changes, formats: [...changes.formats], document, narratedBook })
      let most = 0
      const writeNarratedBook: WriteNarratedBook = async (path, { audio }) => {
        const parts = await Promise.all(
          [sourcePath, ...audio.map((one) => one.path)].map((part) => readFile(part)),
        )
        await writeFile(path, Buffer.concat(parts))
        most = (await sizeOf(folder)) - sourceBytes
      }
      const means = { writeNarratedBook, report: undefined }
      const needed = await bytesNeeded(job, means)
      await run(job, { ...means, ...withFree(needed) })
      expect(most).toBeGreaterThan(0)
      expect(most).toBeLessThanOrEqual(needed)
      for (const name of await readdir(folder)) if (name !== 'source.epub') await rm(join(folder, name))
    }
  }, 60_000)

  test('that was left needs room for the rest alone', async () => {
    const job = longJob()
    const whole = await bytesNeeded(job)
    await run(job)
    const made = await files()
    await emptyFolder(folder)
    await breakOffJob(60, job, sine, folder)
    const written = await sizeOf(folder)
    const rest = await bytesNeeded(job)
    // What was written of the sentence that was broken off is made again.
    expect(rest).toBeGreaterThanOrEqual(whole - written)
    expect(rest).toBeLessThan(whole - 0.9 * written)
    let first = 0
    const onProgress = ({ sentences }: { sentences: number }) => void (first ||= sentences)
    await expect(run(job, { onProgress, ...withFree(rest - 1) })).rejects.toBeInstanceOf(AppError)
    await run(job, { onProgress, ...withFree(rest) })
    expect(first).toBe(61)
    expect(await files()).toEqual(made)
  })

  test('that was left where only encoded files stay needs room for no WAV file that is done with', async () => {
    const job = longJob({ recordings: longJob().recordings.slice(1), formats: ['mp3'] })
    const whole = await bytesNeeded(job, { report: undefined })
    // In the last of its chapters.
    await breakOffJob(260, job, sine, folder, { report: undefined })
    const written = await sizeOf(folder)
    const rest = await bytesNeeded(job, { report: undefined })
    expect(rest).toBeLessThan(whole - written / 2)
    let most = 0
    const turn = async () => void (most = Math.max(most, await sizeOf(folder)))
    await run(job, { ...withFree(rest), turn, report: undefined })
    expect(most).toBeLessThanOrEqual(written + rest)
  }, 60_000)

  test('is not refused where nobody knows how much there is', async () => {
    await expect(run(jobOf(), withFree(null))).resolves.toMatchObject({ missing: 0 })
  })

  test('has all its sentences measured only where it is close, and none where there is room for any voice', async () => {
    const job = longJob()
    const needed = await bytesNeeded(job)
    const analysedWith = async (bytes: number): Promise<number> => {
      let analysed = 0
      const voice: Voice = { ...sine, analyse: (...asked) => (analysed++, sine.analyse(...asked)) }
      await emptyFolder(folder)
      await run(job, { voice, ...withFree(bytes) })
      return analysed
    }
    const [roomy, wide, close] = [
      await analysedWith(1e12),
      await analysedWith(2 * needed),
      await analysedWith(needed),
    ]
    expect(wide).toBeGreaterThan(roomy)
    expect(wide).toBeLessThan(1.5 * roomy)
    expect(close - wide).toBe(roomy)
  })
})

/** Of all files in a folder. */
async function sizeOf(path: string): Promise<number> {
  const names = await readdir(path)
  const sizes = await Promise.all(names.map((name) => stat(join(path, name)).catch(() => ({ size: 0 }))))
  return sizes.reduce((sum, { size }) => sum + size, 0)
}
