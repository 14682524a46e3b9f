import { access, mkdir, readdir, readFile, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '@contract/errors'
import { exportJobSchema, jobFolderSuffix, type ExportJob } from '@contract/export-job'
import { reportSuffix } from '@contract/export-report'
import { unfinishedSuffix } from '@contract/recording-words'
import { putWordsBack } from '../recording/begin-recording'
import { jobFileNames } from './job-files'
import { isLock } from './job-lock'
import { writeWholeFile } from '../recording/whole-file'
import { asWritingFailure } from '../recording/writing-failure'

/** A job as it was first asked for, and where its journal lies, or is to lie. */
export interface KeptJob {
  readonly job: ExportJob
  readonly journalPath: string
}

/**
 * Takes a folder, which the caller holds, for a job. What another job left there is of no use to this one, and goes; its
 * unfinished recordings are begun anew.
 * @throws AppError 'export/disk-full', 'export/not-writable'
 */
export async function openJobFolder(path: string, job: ExportJob): Promise<KeptJob> {
  const journalPath = join(path, 'journal')
  const kept = await readJob(path).catch(() => null)
  if (kept && isSameJob(kept, job)) return { job: kept, journalPath }
  await asWritingFailure(path, async () => {
    await removeJobFolder(path)
    await makeFolder(path)
  })
  await writeWholeFile(jobPath(path), JSON.stringify(job))
  return { job, journalPath }
}

/**
 * The job that a folder is of.
 * @throws AppError 'export/nothing-kept' where none can be read there, 'export/not-writable' where that cannot be known: the
 *   drive is not there
 */
export async function readJob(path: string): Promise<ExportJob> {
  await asWritingFailure(path, () => access(dirname(path)))
  try {
    return exportJobSchema.parse(JSON.parse(await readFile(jobPath(path), 'utf8')))
  } catch (cause) {
    throw new AppError('export/nothing-kept', `There is no job in ${path}`, { details: { path }, cause })
  }
}

/** Of a job's report: it bears the name of the job's folder. */
export function reportPathOf(folder: string, jobFolder: string): string {
  return join(folder, basename(jobFolder, jobFolderSuffix) + reportSuffix)
}

/** What a job has in the folder of its recordings while it is not done. */
export function unfinishedFilesOf(job: ExportJob, folder: string): string[] {
  return jobFileNames(job).map((name) => join(folder, name) + unfinishedSuffix)
}

/**
 * Refuses to put a job's files in the place of others: those that bear their names, unless they are its own from an
 * earlier run.
 * @throws AppError 'export/already-there'
 */
export async function refuseReplacing(job: ExportJob, folder: string, jobFolder: string): Promise<void> {
  const kept = await readJob(jobFolder).catch(() => null)
  if (kept && isSameJob(kept, job)) return
  const there: string[] = []
  const report = job.report ? [basename(reportPathOf(folder, jobFolder))] : []
  for (const name of [...jobFileNames(job), ...report])
    await access(join(folder, name)).then(
      () => there.push(name),
      () => undefined,
    )
  if (there.length === 0) return
  throw new AppError('export/already-there', `${there.join(', ')} in ${folder} would be replaced`, {
    details: { name: there[0], count: there.length },
    retry: 'after-user-action',
  })
}

/**
 * Removes what there is of a job that is not done. Words of older recordings that it had set aside are put back.
 * @throws the file system's error
 */
export async function discardJob(job: ExportJob, folder: string, jobFolder: string): Promise<void> {
  for (const { name } of job.recordings) await putWordsBack(join(folder, name))
  const report = reportPathOf(folder, jobFolder) + unfinishedSuffix
  for (const path of [...unfinishedFilesOf(job, folder), report]) await rm(path, { force: true })
  await removeJobFolder(jobFolder)
}

/** The job is done, or is not to be gone on with. Who holds its folder takes that away in the end. */
export async function removeJobFolder(path: string): Promise<void> {
  // The job first: a journal alone is of nothing.
  for (const name of ['job.json', 'journal']) await rm(join(path, name), { force: true })
  const names = await readdir(path).catch(unlessCode('ENOENT', []))
  for (const name of names) if (!isLock(name)) await rm(join(path, name), { recursive: true, force: true })
  await rmdir(path).catch(unlessCode('ENOENT', undefined)).catch(unlessCode('ENOTEMPTY', undefined))
}

function unlessCode<T>(code: string, instead: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code !== code) throw error
    return instead
  }
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
function isSameJob(one: ExportJob, other: ExportJob): boolean {
  const content = ({ id, narratedBook, ...job }: ExportJob): string => (
    void id,
    JSON.stringify({ ...job, narratedBook: narratedBook && { ...narratedBook, modified: null } })
  )
  return content(one) === content(exportJobSchema.parse(other))
}
