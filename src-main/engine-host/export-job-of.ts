import { basename } from 'node:path'
import type { ExportJob } from '@contract/export-job'
import type { ExportOrder } from '@contract/export-order'
import { planJob } from '../engine'

/** As long as a reader takes to turn the page. */
const chapterSilenceMilliseconds = 1_500

/** The job that an order into one file is: what is heard, as loud as it is heard. */
export function exportJobOf({ document, ...how }: ExportOrder, jobId: string, path: string): ExportJob {
  const name = basename(path)
  const job = planJob(
    document,
    {
      ...how,
      name,
      per: 'book',
      pattern: '',
      chapters: null,
      titles: {},
      speaksTitles: false,
      sampleRateHz: null,
      sampleFormat: 'int16',
      loudnessLufs: null,
      chapterSilenceMilliseconds,
      cues: 'chapters',
      words: true,
      formats: ['wav'],
      subtitles: [],
    },
    jobId,
  )
  // The file that a person has named bears that name.
  return { ...job, recordings: job.recordings.map((recording) => ({ ...recording, name })) }
}
