import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJobSchema, type ExportJob } from '@contract/export-job'
import { writeWholeFile } from './whole-file'
import { asWritingFailure } from './writing-failure'

/** What stands behind a name in that of the folder where an export keeps what it needs to go on. */
export const jobFolderSuffix = '.lector-export'

/**
 * Takes a folder for a job. What another job left there is of no use to this one, and goes; its unfinished recordings are
 * begun anew.
 * @returns where its journal lies, or is to lie
 * @throws AppError 'export/disk-full', 'export/not-writable'
 */
export async function openJobFolder(path: string, job: ExportJob): Promise<string> {
  const journalPath = join(path, 'journal')
  if (!isSameJob(await readJob(path), job)) {
    await asWritingFailure(path, async () => {
      await rm(journalPath, { force: true })
      await mkdir(path, { recursive: true })
    })
    await writeWholeFile(jobPath(path), JSON.stringify(job))
  }
  return journalPath
}

/** The job that a folder is of; null: none can be read there. */
async function readJob(path: string): Promise<ExportJob | null> {
  try {
    return exportJobSchema.parse(JSON.parse(await readFile(jobPath(path), 'utf8')))
  } catch {
    return null
  }
}

/** The job is done, or is not to be gone on with. */
export async function removeJobFolder(path: string): Promise<void> {
  // The job first: a journal alone is of nothing.
  for (const name of ['job.json', 'journal']) await rm(join(path, name), { force: true })
  await rm(path, { recursive: true, force: true })
}

function jobPath(path: string): string {
  return join(path, 'job.json')
}

/** Whether two jobs make the same files, whenever each was asked for. */
function isSameJob(one: ExportJob | null, other: ExportJob): boolean {
  const content = ({ id, ...job }: ExportJob): string => (void id, JSON.stringify(job))
  return one !== null && content(one) === content(exportJobSchema.parse(other))
}
