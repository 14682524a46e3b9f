import { basename } from 'node:path'
import { exportJobSchema, type ExportJob } from '@contract/export-job'
import type { ExportOrder } from '@contract/export-order'
import { chaptersOf } from '../engine'

/** Of silence between two chapters, as long as a reader takes to turn the page. */
const chapterSilenceMilliseconds = 1_500

/** The job that an order into one file is. @throws ZodError for a name that is none */
export function exportJobOf(
  { document, pronunciations, reading, speech }: ExportOrder,
  jobId: string,
  path: string,
): ExportJob {
  const { contents, ...text } = document
  const chapters = chaptersOf({ ...text, contents })
  const book = { name: basename(path), title: text.title, fromChapter: 0, untilChapter: chapters.length }
  return exportJobSchema.parse({
    format: 'lector-export',
    version: 1,
    id: jobId,
    document: text,
    pronunciations,
    reading,
    speech,
    sampleRateHz: null,
    sampleFormat: 'int16',
    chapters,
    chapterSilenceMilliseconds,
    recordings: [book],
    formats: ['wav'],
    subtitles: [],
    cover: null,
    cues: 'chapters',
    words: true,
  } satisfies ExportJob)
}
