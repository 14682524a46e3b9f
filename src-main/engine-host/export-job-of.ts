import type { ExportHead } from '@contract/calls/export'
import type { ExportJob } from '@contract/export-job'
import type { ExportOrder } from '@contract/export-order'
import { jobFileNames, planJob } from '../engine'

/** The job that an order is. @throws AppError 'export/unknown-field' */
export function exportJobOf(
  { document, replaces, makesBook, ...choices }: ExportOrder,
  jobId: string,
): ExportJob {
  // What they mean is done by now, or said by the source of the book.
  void [replaces, makesBook]
  const job = planJob(document, choices, jobId)
  if (choices.per !== 'book') return job
  // A file that a person has named bears that name.
  const name = `${choices.name}.wav`
  return { ...job, recordings: job.recordings.map((recording) => ({ ...recording, name })) }
}

/** What people are told that it makes. */
export function exportHeadOf(job: ExportJob, folder: string): ExportHead {
  const { document, recordings, chapters, formats, narratedBook } = job
  const hasBook = recordings[0].untilChapter - recordings[0].fromChapter === chapters.length
  const hasChapters = recordings.length > 1 || !hasBook
  return {
    title: document.title,
    folder,
    fileName: jobFileNames(job)[0],
    per: hasBook ? (hasChapters ? 'both' : 'book') : 'chapter',
    formats,
    makesBook: narratedBook !== null,
    chapters: chapters.map(({ title }) => title),
  }
}
