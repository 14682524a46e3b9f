import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@contract/errors'
import { exportJobSchema, type ExportJob } from '@contract/export-job'
import { unfinishedSuffix } from '@contract/recording-words'
import { fileNamesOf } from './job-files'
import { writeWholeFile } from './whole-file'
import { asWritingFailure } from './writing-failure'

/**
 * Takes a folder for a job. What another job left there is of no use to this one, and goes; its unfinished recordings are
 * begun anew.
 * @returns where its journal lies, or is to lie
 * @throws AppError 'export/disk-full', 'export/not-writable'
 */
export async function openJobFolder(path: string, job: ExportJob): Promise<string> {
  const journalPath = join(path, 'journal')
  if (!isSameJob(await readJob(path).catch(() => null), job)) {
    await asWritingFailure(path, async () => {
      await removeJobFolder(path)
      await makeFolder(path)
    })
    await writeWholeFile(jobPath(path), JSON.stringify(job))
  }
  return journalPath
}

/** The job that a folder is of. @throws AppError 'export/nothing-kept' where none can be read there */
export async function readJob(path: string): Promise<ExportJob> {
  try {
    return exportJobSchema.parse(JSON.parse(await readFile(jobPath(path), 'utf8')))
  } catch (cause) {
    throw new AppError('export/nothing-kept', `There is no job in ${path}`, { details: { path }, cause })
  }
}

/** What a job has in the folder of its recordings while it is not done. */
export function unfinishedFilesOf(job: ExportJob, folder: string): string[] {
  return job.recordings
    .flatMap((_, recording) => fileNamesOf(job, recording))
    .map((name) => join(folder, name) + unfinishedSuffix)
}

/** Removes what there is of a job that is not done. */
export async function discardJob(job: ExportJob, folder: string, jobFolder: string): Promise<void> {
  for (const path of unfinishedFilesOf(job, folder)) await rm(path, { force: true })
  await removeJobFolder(jobFolder)
}

/** The job is done, or is not to be gone on with. */
export async function removeJobFolder(path: string): Promise<void> {
  // The job first: a journal alone is of nothing.
  for (const name of ['job.json', 'journal']) await rm(join(path, name), { force: true })
  await rm(path, { recursive: true, force: true })
}

/** Not what it stands in: a drive that is not there is not made up for. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

function jobPath(path: string): string {
  return join(path, 'job.json')
}

/** Whether two jobs make the same files, whenever each was asked for. */
function isSameJob(one: ExportJob | null, other: ExportJob): boolean {
  const content = ({ id, ...job }: ExportJob): string => (void id, JSON.stringify(job))
  return one !== null && content(one) === content(exportJobSchema.parse(other))
}
