import { mkdir, mkdtemp, readFile, rm, rmdir, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Block } from '@contract/document'
import type { ExportJob } from '@contract/export-job'
import { recordingWordsSchema, unfinishedSuffix } from '@contract/recording-words'
import type { JobMeans, JobProgress } from '../../../../src-main/engine/export/job/job-means'
import type { Voice } from '../../../../src-main/engine/voices/voice'
import { emptyFolder, filesIn } from '../../../helpers/folder-contents'
import { bookOf, breakOffJob, brokenOffAt, narratedJob, narrateJob } from '../../../helpers/narrated-job'
import { paragraph } from '../../../helpers/paragraphs'
import { createRandom } from '../../../helpers/random'
import { loadSineVoice } from '../../../helpers/sine-voice'
import { wavParts } from '../../../helpers/wav-parts'

const blocks: Block[] = [
  paragraph('* * *'),
  paragraph('One', 'heading'),
  paragraph('The first sentence is here. And a second one, that is longer, follows it.'),
  paragraph('Two', 'heading'),
  paragraph('Short. “So it is,” she said. — Then nothing. !!!'),
  paragraph('* * *'),
  paragraph('Three', 'heading'),
  paragraph('The last chapter has one sentence. Or two, perhaps.'),
]
const jobOf = (changes: Partial<ExportJob> = {}): ExportJob =>
  narratedJob({
    document: bookOf(blocks),
    chapters: [
      { title: 'One', fromBlock: 0, untilBlock: 3 },
      { title: 'Two', fromBlock: 3, untilBlock: 5 },
      { title: 'Three', fromBlock: 5, untilBlock: 8 },
    ],
    chapterSilenceMilliseconds: 1_500,
    cues: 'sentences',
    words: true,
    ...changes,
  })

let voice: Voice
let folder: string
beforeAll(async () => {
  voice = await loadSineVoice()
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-job-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const reportName = 'Book.lector-report.json'
const journalPath = () => join(folder, 'journal')
const run = (job: ExportJob, means: Partial<JobMeans> = {}) => narrateJob(job, voice, folder, means)
/** Everything that was made, without the journal. */
const files = () => filesIn(folder, 'journal')
const clear = () => emptyFolder(folder)

describe('runJob', () => {
  test('makes every recording that was asked for, its words and its cues', async () => {
    const told: JobProgress[] = []
    const result = await run(jobOf(), { onProgress: (progress) => told.push(progress) })
    expect(result).toMatchObject({ sentences: 10, missing: 0, sampleRateHz: voice.sampleRateHz })
    expect(Object.keys(await files())).toEqual([
      ...['01 One.wav', '01 One.words.json', '02 Two.wav', '02 Two.words.json'],
      ...['03 Three.wav', '03 Three.words.json'],
      ...[reportName, 'Book.wav', 'Book.words.json'],
    ])
    expect(told.map(({ fraction }) => fraction)).toEqual([...told.map(({ fraction }) => fraction)].sort())
    expect(told.at(-1)).toMatchObject({ chapter: 2, sentences: 10 })
    const read = async (name: string) => wavParts(await readFile(join(folder, name)))
    const parts = await Promise.all(['01 One.wav', '02 Two.wav', '03 Three.wav'].map(read))
    const silence = Buffer.alloc(2 * 1.5 * voice.sampleRateHz)
    const book = await read('Book.wav')
    const lengths = parts.map(({ data }) => data.length)
    expect(book.data.length).toBe(lengths[0] + lengths[1] + lengths[2] + 2 * silence.length)
    expect(book.data.subarray(lengths[0], lengths[0] + silence.length)).toEqual(silence)
    // Every chapter once, with the silence between them.
    expect(result.samples * 2).toBe(book.data.length)
    const words = recordingWordsSchema.parse(
      JSON.parse(await readFile(join(folder, '02 Two.words.json'), 'utf8')),
    )
    expect(words.blocks.map(({ text }) => text)).toEqual(blocks.slice(3, 5).map(({ text }) => text))
    expect(words.sentences[0]).toMatchObject({ block: 0, startSeconds: 0 })
  })

  test('broken off anywhere, as often as may be, it ends with the files of one unbroken run', async () => {
    const float = { sampleFormat: 'float32', cues: 'chapters' } as const
    for (const changes of [{}, float, { loudnessLufs: -20 }]) {
      const job = jobOf(changes)
      let pieces = 0
      await clear()
      await run(job, { turn: () => Promise.resolve(void pieces++) })
      const whole = await files()
      for (let seed = 1; seed <= 25; seed++) {
        const random = createRandom(seed)
        await clear()
        let breaks = 0
        /** Sentences that were noted, at the least. */
        let noted = 0
        for (;;) {
          const breaking = brokenOffAt(1 + Math.floor(random() * pieces))
          const onProgress = ({ sentences }: JobProgress): void => {
            expect(sentences).toBeGreaterThan(noted)
            noted = sentences
          }
          const means = { ...breaking, onProgress, atOnce: 1 + (seed % 3) }
          const isWhole = await run(job, means).then(
            () => true,
            (error: unknown) => {
              expect(error).toMatchObject({ message: 'broken off' })
              return false
            },
          )
          if (isWhole) break
          // What the end of a process can leave: half a record, and sound that nobody noted.
          const { size } = await stat(journalPath())
          const isCut = random() < 0.5 && noted > 0
          if (isCut) await truncate(journalPath(), Math.max(0, size - 1 - Math.floor(random() * 40)))
          // Of what was noted no more is lost than the last.
          if (isCut) noted--
          if (++breaks > 100) throw new Error('it does not come to an end')
        }
        expect(await files()).toEqual(whole)
      }
    }
  }, 120_000)

  test('goes back to what surely outlives the machine where the files hold less than was noted', async () => {
    const job = jobOf()
    await run(job)
    const whole = await files()
    await clear()
    await breakOffJob(6, job, voice, folder)
    await truncate(join(folder, `Book.wav${unfinishedSuffix}`), 500)
    await run(job)
    expect(await files()).toEqual(whole)
  })

  test('begins anew where a file is gone that it had finished', async () => {
    const job = jobOf()
    await run(job)
    const whole = await files()
    for (const name of ['01 One.wav', '01 One.words.json']) {
      await clear()
      await breakOffJob(6, job, voice, folder)
      await rm(join(folder, name))
      const onBegunAnew = vi.fn()
      await expect(run(job, { onBegunAnew })).resolves.toMatchObject({ sentences: 10, missing: 0 })
      expect(onBegunAnew).toHaveBeenCalledExactlyOnceWith({ reason: 'files-gone' })
      expect(await files(), name).toEqual(whole)
    }
  })

  test('a recording that was named before anybody noted it is not made again', async () => {
    const job = jobOf()
    await run(job)
    const whole = await files()
    const journal = await readFile(journalPath(), 'utf8')
    const lines = journal.split('\n')
    const finishing = lines.findIndex((line) => line.includes('"finishing"'))
    const names = Object.keys(whole)
    // As it was in the moment the first chapter had its name.
    await writeFile(journalPath(), lines.slice(0, finishing + 1).join('\n') + '\n')
    for (const name of names) if (!name.startsWith('01')) await rm(join(folder, name))
    const before = await stat(join(folder, '01 One.wav'))
    await expect(run(job)).resolves.toMatchObject({ sentences: 10 })
    // The book’s unfinished file is gone with the rest: it began anew, and with it all that is in it.
    expect(await files()).toEqual(whole)
    expect((await stat(join(folder, '01 One.wav'))).mtimeMs).toBeGreaterThanOrEqual(before.mtimeMs)
  })

  test('where only the report could not be written, nothing else is made again', async () => {
    const job = jobOf()
    await run(job)
    const whole = await files()
    await clear()
    await mkdir(join(folder, reportName + unfinishedSuffix))
    await expect(run(job)).rejects.toMatchObject({ code: 'export/not-writable' })
    await rmdir(join(folder, reportName + unfinishedSuffix))
    const names = Object.keys(whole).filter((name) => name !== reportName)
    const before = await Promise.all(names.map((name) => stat(join(folder, name))))
    await expect(run(job)).resolves.toMatchObject({ sentences: 10, missing: 0 })
    const after = await Promise.all(names.map((name) => stat(join(folder, name))))
    expect(after.map(({ mtimeMs, ino }) => [mtimeMs, ino])).toEqual(
      before.map(({ mtimeMs, ino }) => [mtimeMs, ino]),
    )
    expect(await files()).toEqual(whole)
  })

  test('chapters that are left out, or in which nothing can be said, are not in it', async () => {
    const job = jobOf({
      chapters: [
        { title: 'Nothing', fromBlock: 5, untilBlock: 6 },
        { title: 'Three', fromBlock: 6, untilBlock: 8 },
      ],
      recordings: [
        { name: 'a.wav', title: 'Nothing', fromChapter: 0, untilChapter: 1 },
        { name: 'b.wav', title: 'All', fromChapter: 0, untilChapter: 2 },
      ],
    })
    const result = await run(job)
    expect(result.recordings).toHaveLength(1)
    expect(result.samples).toBe(result.recordings[0].samples)
    expect(result).toMatchObject({ sentences: 3, missing: 0 })
    expect(Object.keys(await files())).toEqual([reportName, 'b.wav', 'b.words.json'])
  })

  test('a text without a word says so', async () => {
    const job = jobOf({
      chapters: [{ title: 'Nothing', fromBlock: 5, untilBlock: 6 }],
      recordings: [{ name: 'a.wav', title: 'Nothing', fromChapter: 0, untilChapter: 1 }],
    })
    await expect(run(job)).rejects.toMatchObject({ code: 'text/nothing-to-say' })
  })
})
