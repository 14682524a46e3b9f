import { join } from 'node:path'
import type { Block } from '@contract/document'
import { exportJobSchema, type ExportJob } from '@contract/export-job'
import { reportSuffix } from '@contract/export-report'
import { speechSettingsSchema } from '@contract/settings'
import { startEncoding } from '../../src-main/engine/export/encoded/encoding/encoding'
import { runJob, type JobResult } from '../../src-main/engine/export/run-job'
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

/** The job of a small book, as a whole and by chapters. */
export function narratedJob(changes: Partial<ExportJob> = {}): ExportJob {
  return exportJobSchema.parse({
    format: 'lector-export',
    version: 1,
    id: 'job',
    document: { id: 'document', title: 'A Book', authors: [], blocks: narratedBlocks },
    pronunciations: [],
    reading: {},
    speech: speechSettingsSchema.parse({}),
    sampleRateHz: null,
    sampleFormat: 'int16',
    loudnessLufs: null,
    chapters: [
      { title: 'One', fromBlock: 0, untilBlock: 3 },
      { title: 'Two', fromBlock: 3, untilBlock: 5 },
    ],
    chapterSilenceMilliseconds: 200,
    recordings: [
      { name: 'Book.wav', title: 'A Book', fromChapter: 0, untilChapter: 2 },
      { name: '01 One.wav', title: 'One', fromChapter: 0, untilChapter: 1 },
      { name: '02 Two.wav', title: 'Two', fromChapter: 1, untilChapter: 2 },
    ],
    formats: ['wav'],
    subtitles: [],
    cover: null,
    cues: 'chapters',
    words: false,
    ...changes,
  })
}

/** Where `narrateJob` puts the report. */
export function reportIn(folder: string): string {
  return join(folder, `Book${reportSuffix}`)
}

/** Narrates a job into a folder, with its report; the journal is left there. */
export function narrateJob(job: ExportJob, voice: Voice, folder: string): Promise<JobResult> {
  return runJob(job, {
    voice,
    document: new SpokenDocument(job.document.blocks),
    atOnce: 2,
    folder,
    journalPath: join(folder, 'journal'),
    report: { path: reportIn(folder), lectorVersion: '1.2.3' },
    signal: new AbortController().signal,
    startEncoding,
    onProgress: () => undefined,
  })
}
