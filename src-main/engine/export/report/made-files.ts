import { join } from 'node:path'
import type { ExportJob } from '@contract/export-job'
import type { ReportedFile } from '@contract/export-report'
import { fileNamesOf, keepsWav } from '../job/job-files'
import { changedFile } from './changed-file'
import { FilePass, type PassMeans } from './file-pass'

/**
 * The files that were made of a job's recordings, and the book with its narration in it, each read once.
 * @param numbers of the recordings that are there, in the job and in the report
 * @throws AppError 'report/recording-changed' where one is gone; `signal.reason`
 */
export async function madeFiles(
  job: ExportJob,
  numbers: ReadonlyMap<number, number>,
  means: PassMeans & { readonly folder: string },
): Promise<ReportedFile[]> {
  const files: ReportedFile[] = []
  const add = async (recording: number | null, name: string): Promise<void> => {
    const { bytes, sha256 } = await readThrough(join(means.folder, name), means)
    files.push({ recording, name, bytes, sha256 })
  }
  for (const [recording, number] of numbers)
    for (const name of fileNamesOf(job, recording).slice(keepsWav(job) ? 1 : 0)) await add(number, name)
  if (job.narratedBook) await add(null, job.narratedBook.name)
  return files
}

async function readThrough(path: string, means: PassMeans): Promise<{ bytes: number; sha256: string }> {
  const pass = await FilePass.open(path, means)
  if (!pass) throw changedFile(path)
  try {
    const bytes = pass.byteLength
    await pass.readTo(bytes)
    if (pass.atByte < bytes) throw changedFile(path)
    return { bytes, sha256: await pass.sha256() }
  } finally {
    await pass.close()
  }
}
