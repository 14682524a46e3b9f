import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Block } from '@contract/document'
import type { ExportJob } from '@contract/export-job'
import { recordingWordsSchema } from '@contract/recording-words'
import { startEncoding } from '../../../../src-main/engine/export/encoded/encoding/encoding'
import { jobCover } from '../../../../src-main/engine/export/job/job-cover'
import type { JobMeans } from '../../../../src-main/engine/export/job/job-means'
import type { Voice } from '../../../../src-main/engine/voices/voice'
import { disk, healDisk } from '../../../helpers/breaking-disk'
import { breakDiskAtSteps } from '../../../helpers/broken-runs'
import { emptyFolder, filesIn } from '../../../helpers/folder-contents'
import { bookOf, brokenOffAt, narratedJob, narrateJob } from '../../../helpers/narrated-job'
import { paragraph } from '../../../helpers/paragraphs'
import { createRandom } from '../../../helpers/random'
import { loadSineVoice } from '../../../helpers/sine-voice'
import { wavParts } from '../../../helpers/wav-parts'
import { canProbe, coverIn, decodeIntegers, probe, probeNeeds } from '../encoded/media-tools'
import { readSrt, readVtt } from '../subtitles/read-subtitles'

vi.mock('node:fs/promises', async (original) => {
  const { breakingDisk } = await import('../../../helpers/breaking-disk')
  return breakingDisk(await original())
})

const blocks: Block[] = [
  paragraph('One', 'heading'),
  paragraph('It is cold. “So it is,” she said.'),
  paragraph('Two', 'heading'),
  paragraph('The end.'),
]
const jobOf = (changes: Partial<ExportJob> = {}): ExportJob => {
  const [book, one] = narratedJob().recordings
  return narratedJob({
    document: { ...bookOf(blocks), authors: ['Ann', 'Bob'], language: 'en' },
    chapters: [
      { title: 'One', fromBlock: 0, untilBlock: 2 },
      { title: 'Two', fromBlock: 2, untilBlock: 4 },
    ],
    chapterSilenceMilliseconds: 300,
    recordings: [book, one],
    cues: 'none',
    words: true,
    formats: ['mp3', 'flac'],
    subtitles: ['vtt', 'srt'],
    ...changes,
  })
}

let voice: Voice
let folder: string
beforeAll(async () => {
  voice = await loadSineVoice()
})
beforeEach(async () => {
  healDisk()
  folder = await mkdtemp(join(tmpdir(), 'lector-companions-'))
})
afterEach(async () => {
  disk.left = Infinity
  await rm(folder, { recursive: true })
})

const pathOf = (name: string): string => join(folder, name)
/** Where the journal lies, and the recordings that are not to stay. */
const workFolder = (): string => pathOf('work')
async function run(job: ExportJob, means: Partial<JobMeans> = {}) {
  await mkdir(workFolder(), { recursive: true })
  const journalPath = join(workFolder(), 'journal')
  return narrateJob(job, voice, folder, { journalPath, report: undefined, ...means })
}
const files = () => filesIn(folder, 'work')
function clear(): Promise<void> {
  disk.left = Infinity
  return emptyFolder(folder)
}
const all = (stem: string): string[] =>
  ['flac', 'mp3', 'mp3.words.json', 'srt', 'vtt'].map((ending) => `${stem}.${ending}`)

describe('the files that a job makes of its recordings', () => {
  test('are those that were asked for, and nothing is left of what they were made of', async () => {
    const told: string[] = []
    const result = await run(jobOf(), {
      onCompanion: ({ path, fraction }) => {
        expect(fraction).toBeGreaterThan(0)
        if (fraction === 1) told.push(path)
      },
    })
    const made = [...all('01 One'), ...all('Book')]
    expect(Object.keys(await files())).toEqual(made)
    expect(await readdir(workFolder())).toEqual(['journal'])
    expect(result.recordings.flatMap(({ paths }) => paths).sort()).toEqual(made.map(pathOf))
    expect(result.recordings[0].paths[0]).toBe(pathOf('Book.mp3'))
    expect(told).toEqual(['01 One.mp3', '01 One.flac', 'Book.mp3', 'Book.flac'].map(pathOf))
    const words: unknown = JSON.parse(await readFile(pathOf('01 One.mp3.words.json'), 'utf8'))
    expect(recordingWordsSchema.parse(words).sentences).toHaveLength(3)
    const read = (name: string) => readFile(pathOf(name), 'utf8')
    for (const cues of [readVtt(await read('Book.vtt')), readSrt(await read('Book.srt'))]) {
      expect(cues.map(({ lines }) => lines.join(' '))).toEqual([
        'One',
        'It is cold.',
        '“So it is,” she said.',
        'Two',
        'The end.',
      ])
      expect(cues.at(-1)!.end).toBeLessThanOrEqual(
        Math.ceil((result.recordings[0].samples / result.sampleRateHz) * 1_000),
      )
    }
  })

  test('stand beside the recording where it is asked for too', async () => {
    const result = await run(jobOf({ formats: ['wav', 'opus'], subtitles: [] }))
    const names = [
      '01 One.opus',
      '01 One.wav',
      '01 One.words.json',
      'Book.opus',
      'Book.wav',
      'Book.words.json',
    ]
    expect(Object.keys(await files())).toEqual(names)
    expect(result.recordings[0].paths).toEqual(['Book.wav', 'Book.opus', 'Book.words.json'].map(pathOf))
    expect(await readdir(workFolder())).toEqual(['journal'])
  })

  test('are not made of a recording in which nothing is said', async () => {
    const silent = { title: 'Nothing', fromBlock: 4, untilBlock: 5 }
    const job = jobOf({
      document: { ...jobOf().document, blocks: [...blocks, paragraph('* * *')] },
      chapters: [...jobOf().chapters, silent],
      recordings: [
        { name: 'Book.wav', title: 'A Book', fromChapter: 0, untilChapter: 3 },
        { name: 'Nothing.wav', title: 'Nothing', fromChapter: 2, untilChapter: 3 },
      ],
    })
    await run(job)
    expect(Object.keys(await files())).toEqual(all('Book'))
  })

  test('leave what a person has under the recording’s own name', async () => {
    const older = ['Book.wav', 'Book.words.json']
    for (const name of older) await writeFile(pathOf(name), `my ${name}`)
    await run(jobOf())
    for (const name of older) expect(await readFile(pathOf(name), 'utf8')).toBe(`my ${name}`)
    expect(Object.keys(await files())).toEqual([...all('01 One'), ...all('Book'), ...older].sort())
  })

  test.skipIf(!canProbe).each([
    ['int16', 's16le'],
    ['int24', 's24le'],
  ] as const)(`hold every bit of a recording of %s in FLAC ${probeNeeds}`, async (sampleFormat, coding) => {
    await run(jobOf({ formats: ['wav', 'flac'], sampleFormat }))
    const { data } = wavParts(await readFile(pathOf('Book.wav')))
    expect(data.length).toBeGreaterThan(10_000)
    expect((await decodeIntegers(pathOf('Book.flac'), coding)).equals(data)).toBe(true)
  })

  test.skipIf(!canProbe)(`name the book, its author, its chapters and the voice ${probeNeeds}`, async () => {
    const bytes = await readFile('docs/screenshot.png')
    const formats = ['wav', 'm4b', 'mp3', 'flac', 'opus'] as const
    await run(jobOf({ formats: [...formats], cover: jobCover({ mediaType: 'image/png', bytes }) }))
    const wav = wavParts(await readFile(pathOf('01 One.wav')))
    const seconds = (wav.data.length / 2 + 0.3 * voice.sampleRateHz) / voice.sampleRateHz
    for (const format of formats.slice(1)) {
      const book = await probe(pathOf(`Book.${format}`))
      expect(
        book.chapters.map(({ tags }) => tags?.title),
        format,
      ).toEqual(['One', 'Two'])
      expect(Math.abs(Number(book.chapters[1].start_time) - seconds), format).toBeLessThan(0.002)
      expect((await coverIn(pathOf(`Book.${format}`))).equals(bytes), format).toBe(true)
      const one = await probe(pathOf(`01 One.${format}`))
      expect(one.chapters).toEqual([])
      const sound = one.streams.find(({ codec_type }) => codec_type === 'audio')
      const told = Object.entries({ ...sound?.tags, ...one.format.tags })
      expect(
        Object.fromEntries(told.map(([name, value]) => [name.toLowerCase(), value])),
        format,
      ).toMatchObject({
        ...{ title: 'One', album: 'A Book', artist: 'Ann, Bob' },
        ...{ track: expect.stringMatching(/^1\b/) as string, comment: 'Synthetic speech by the voice Sine' },
      })
    }
  })
})

describe('a job that is broken off while it makes files of its recordings', () => {
  const jobs = [
    jobOf({ formats: ['mp3'], subtitles: ['vtt'] }),
    jobOf({ formats: ['wav', 'flac'], subtitles: ['srt'], words: false }),
  ]

  test('at any second step of the disk (LECTOR_SOAK=1: at any), and for good: it ends, run again, with the files of one unbroken run', async () => {
    for (const job of jobs) {
      const runUntil = (isDue = (): void => undefined) =>
        run(job, {
          startEncoding(form) {
            isDue()
            return startEncoding(form)
          },
        })
      const made = async () => ({ files: await files(), work: await readdir(workFolder()) })
      // From when the first recording gets its name.
      const whole = await breakDiskAtSteps({ clear, run: runUntil, made }, { every: 2, stepsBefore: 8 })
      expect(whole.work).toEqual(['journal'])
    }
  }, 120_000)

  test('as often as may be, it comes to the same end', async () => {
    for (const job of jobs) {
      await clear()
      let pieces = 0
      await run(job, { turn: () => Promise.resolve(void pieces++) })
      const whole = await files()
      let breaks = 0
      for (let seed = 1; seed <= 5; seed++) {
        const random = createRandom(seed)
        await clear()
        for (let isWhole = false; !isWhole;) {
          isWhole = await run(job, brokenOffAt(1 + Math.floor(random() * pieces))).then(
            () => true,
            () => false,
          )
          if (!isWhole) expect(++breaks).toBeLessThan(200)
        }
        expect(await files()).toEqual(whole)
      }
      expect(breaks).toBeGreaterThan(5)
    }
  }, 60_000)

  test('does not make again what was made', async () => {
    const job = jobOf()
    const controller = new AbortController()
    const onCompanion = ({ path }: { path: string }): void => {
      if (path === pathOf('Book.mp3')) controller.abort(new Error('broken off'))
    }
    await expect(run(job, { signal: controller.signal, onCompanion })).rejects.toThrow('broken off')
    expect(Object.keys(await files())).toEqual(all('01 One'))
    const identity = async (): Promise<number[]> =>
      Promise.all(all('01 One').map(async (name) => (await stat(pathOf(name))).ino))
    const before = await identity()
    const again: string[] = []
    await run(job, { onCompanion: ({ path }) => void again.push(path) })
    expect(new Set(again)).toEqual(new Set(['Book.mp3', 'Book.flac'].map(pathOf)))
    expect(await identity()).toEqual(before)
  })

  test('on a disk that is full says so, keeps what is finished, and goes on when there is room', async () => {
    const job = jobOf({ formats: ['wav', 'mp3'] })
    await run(job)
    const whole = await files()
    await clear()
    let isFull = false
    const fill = ({ path }: { path: string }): void => {
      if (isFull || path !== pathOf('Book.mp3')) return
      isFull = true
      Object.assign(disk, { left: 0, code: 'ENOSPC' })
    }
    await expect(run(job, { onCompanion: fill })).rejects.toMatchObject({ code: 'export/disk-full' })
    disk.left = Infinity
    const left = await files()
    for (const name of ['01 One.wav', '01 One.mp3', 'Book.wav', 'Book.words.json'])
      expect(left[name] === whole[name], name).toBe(true)
    let newSentences = 0
    await run(job, { onProgress: () => void newSentences++ })
    expect(newSentences).toBe(0)
    expect(await files()).toEqual(whole)
  })

  test('begins anew where the recording is gone that they are made of, or is another', async () => {
    for (const change of ['gone', 'another'] as const) {
      await clear()
      const job = jobOf({ formats: ['wav', 'mp3'] })
      await run(job)
      const whole = await files()
      await clear()
      const controller = new AbortController()
      const onCompanion = (): void => controller.abort(new Error('broken off'))
      await expect(run(job, { signal: controller.signal, onCompanion })).rejects.toThrow('broken off')
      if (change === 'gone') await rm(pathOf('01 One.wav'))
      else await writeFile(pathOf('01 One.wav'), Buffer.alloc(1_000_000))
      await run(job)
      expect(await files()).toEqual(whole)
    }
  })
})
