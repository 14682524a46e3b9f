import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportJob } from '@contract/export-job'
import { companionsOf, fileNamesOf } from './job-files'
import type { ExportPoint } from './progress-record'

/** Whether all that a job had made at a point lies in a folder. What is unfinished shows itself when it is taken up. */
export async function hasMadeFiles(
  job: ExportJob,
  { finished, companions }: Pick<ExportPoint, 'finished' | 'companions'>,
  folder: string,
): Promise<boolean> {
  const made: string[] = []
  for (const [recording, samples] of finished) {
    const later = companionsOf(job, recording).map(({ name }) => name)
    const names = fileNamesOf(job, recording).filter((name) => !later.includes(name) || companions.has(name))
    if (samples > 0) made.push(...names)
  }
  const { narratedBook } = job
  if (narratedBook && companions.has(narratedBook.name)) made.push(narratedBook.name)
  for (const name of made) if (!(await isThere(join(folder, name)))) return false
  return true
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
