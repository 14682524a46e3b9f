import { join } from 'node:path'
import { expect } from 'vitest'
import type { Block } from '@contract/document'
import { exportJobSchema, type ExportJob } from '@contract/export-job'
import { reportSuffix, type ExportReport, type ReportedWav } from '@contract/export-report'
import { speechSettingsSchema } from '@contract/settings'
import { startEncoding } from '../../src-main/engine/export/encoded/encoding/encoding'
import type { JobMeans, JobResult } from '../../src-main/engine/export/job/job-means'
import { runJob } from '../../src-main/engine/export/job/run-job'
import { SpokenDocument } from '../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../src-main/engine/voices/voice'
import { paragraph } from './paragraphs'

/** Two chapters, of three sentences each; of what parts them nothing can be said. */
export const narratedBlocks: readonly Block[] = [
  paragraph('One', 'heading'),
  paragraph('The first sentence is here. And a second one follows it.'),
  paragraph('* * *'),
  paragraph('Number two', 'heading'),
  paragraph('Short. Then nothing.'),
]

/** The book that is narrated, of another text. */
export function bookOf(blocks: readonly Block[]): ExportJob['document'] {
  return { id: 'document', title: 'A Book', authors: [], blocks: [...blocks] }
}

/** The job of a small book, as a whole and by chapters. */
export function narratedJob(changes: Partial<ExportJob> = {}): ExportJob {
  const {
    chapters = [
      { title: 'One', fromBlock: 0, untilBlock: 3 },
      { title: 'Two', fromBlock: 3, untilBlock: 5 },
    ],
  } = changes
  return exportJobSchema.parse({
    format: 'lector-export',
    version: 1,
    id: 'job',
    document: bookOf(narratedBlocks),
    pronunciations: [],
    reading: {},
    speech: speechSettingsSchema.parse({}),
    sampleRateHz: null,
    sampleFormat: 'int16',
    loudnessLufs: null,
    chapters,
    chapterSilenceMilliseconds: 200,
    recordings: [
      { name: 'Book.wav', title: 'A Book', fromChapter: 0, untilChapter: chapters.length },
      ...chapters.map(({ title }, index) => ({
        name: `0${index + 1} ${title}.wav`,
        title,
        fromChapter: index,
        untilChapter: index + 1,
      })),
    ],
    formats: ['wav'],
    subtitles: [],
    cover: null,
    cues: 'chapters',
    words: false,
    report: true,
    ...changes,
  })
}

/** The recordings of a report that are kept as samples. */
export function wavsOf({ recordings }: Pick<ExportReport, 'recordings'>): ReportedWav[] {
  return recordings.filter((recording) => recording.kind === 'wav')
}

/** Where `narrateJob` puts the report. */
export function reportIn(folder: string): string {
  return join(folder, `Book${reportSuffix}`)
}

/** What `narrateJob` runs a job with. */
export function jobMeans(
  job: ExportJob,
  voice: Voice,
  folder: string,
  means: Partial<JobMeans> = {},
): JobMeans {
  return {
    voice,
    document: new SpokenDocument(job.document.blocks),
    atOnce: 2,
    folder,
    journalPath: join(folder, 'journal'),
    report: { path: reportIn(folder), lectorVersion: '1.2.3' },
    signal: new AbortController().signal,
    startEncoding,
    onProgress: () => undefined,
    ...means,
  }
}

/** Narrates a job into a folder, with its report; the journal is left there. */
export function narrateJob(...asked: Parameters<typeof jobMeans>): Promise<JobResult> {
  return runJob(asked[0], jobMeans(...asked))
}

/** What breaks a run off at one of its pieces, counted from 1. */
export function brokenOffAt(piece: number): Required<Pick<JobMeans, 'signal' | 'turn'>> {
  const controller = new AbortController()
  let left = piece
  const turn = (): Promise<void> => {
    if (--left === 0) controller.abort(new Error('broken off'))
    return Promise.resolve()
  }
  return { signal: controller.signal, turn }
}

/** Narrates as `narrateJob`, and breaks off when so many sentences are written, by this run and those before. */
export async function breakOffJob(
  sentences: number,
  ...[job, voice, folder, means = {}]: Parameters<typeof narrateJob>
): Promise<void> {
  const controller = new AbortController()
  const look = (written: number): void => {
    if (written >= sentences) controller.abort(new Error('broken off'))
  }
  look(0)
  const broken = narrateJob(job, voice, folder, {
    ...means,
    signal: controller.signal,
    onProgress: ({ sentences: written }) => look(written),
  })
  await expect(broken).rejects.toThrow('broken off')
}
