import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@contract/errors'
import { reportSuffix } from '@contract/export-report'

/**
 * The reports in a folder, or the one that a path is of.
 * @throws AppError 'report/missing'
 */
export async function findReports(path: string): Promise<string[]> {
  const stats = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw missing(path, cause.code === 'ENOENT' ? 'not-found' : 'unreadable', cause)
  })
  if (!stats.isDirectory()) return [path]
  const names = await readdir(path).catch((cause: unknown) => {
    throw missing(path, 'unreadable', cause)
  })
  const reports = names.filter((name) => name.endsWith(reportSuffix)).sort()
  if (reports.length === 0) throw missing(path, 'none')
  return reports.map((name) => join(path, name))
}

function missing(path: string, reason: string, cause?: unknown): AppError {
  return new AppError('report/missing', `No report of an export: ${path}`, {
    details: { path, reason },
    retry: 'after-user-action',
    cause,
  })
}
