import { AppError } from '@contract/errors'
import { freeBytes } from '../../free-space'
import { boundChapters, measureChapters, reckonChapters } from './job-length'
import { bytesThere, mostBytes, type SizedJob } from './job-size'
import type { JobMeans } from './job-means'

/** What is reckoned may be this much too little: with so much more room nothing has to be measured. */
const wideMargin = 1.25

/**
 * Makes sure, before anything is rendered, that there is room for what is still to be written of a job: a book takes hours,
 * and gigabytes. Mostly there is more than any voice could take; else a part of the text is measured, and where that is
 * close every sentence. A system that does not say its room is not asked further.
 * @throws AppError 'export/disk-full' with how many bytes are needed and free; as `narrate`
 */
export async function ensureRoom(sized: SizedJob, means: JobMeans, sampleRateHz: number): Promise<void> {
  const { folder, journalPath } = means
  const bytesFree = await (means.freeBytes ?? freeBytes)(folder)
  if (bytesFree === null) return
  const there = await bytesThere(sized, journalPath)
  if ((await mostBytes(sized, boundChapters(sized.job, sampleRateHz))) - there <= bytesFree) return
  const reckoned = await mostBytes(sized, await reckonChapters(sized.job, means, sampleRateHz))
  if (reckoned * wideMargin - there <= bytesFree) return
  const measured = await mostBytes(sized, await measureChapters(sized.job, means, sampleRateHz))
  const bytesNeeded = Math.ceil(measured - there)
  if (bytesNeeded <= bytesFree) return
  throw new AppError(
    'export/disk-full',
    `${folder} has ${bytesFree} bytes free of the ${bytesNeeded} needed`,
    {
      details: { path: folder, bytesNeeded, bytesFree },
      retry: 'after-user-action',
    },
  )
}
