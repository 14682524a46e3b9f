import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { jobFolderSuffix } from '@contract/export-job'
import type { CommandLine } from '../../arguments'
import type { CommandContext } from '../../context'
import { invalid } from '../../option-values'

/** What does not say what is made of a job: where it goes, how it runs, how documents beside it are opened. */
const optionsBeside = ['out', 'workers', 'no-cache', 'json', 'password', 'encoding', 'whole-page']
/** Of names in one line of text. */
const maxNames = 5

/** Whether a path is that of a job that was left, which its folder holds. */
export async function isJobFolder(path: string): Promise<boolean> {
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
  return isFolder && (path.endsWith(jobFolderSuffix) || existsSync(join(path, 'job.json')))
}

/** A job says itself what is made of it. @throws AppError 'usage/invalid' naming what was typed against it */
export function refuseContradictions({ typed }: CommandLine, jobFolder: string): void {
  const against = typed.filter((name) => !optionsBeside.includes(name)).map((name) => `--${name}`)
  if (against.length > 0)
    throw invalid(`${against.join(', ')}: ${basename(jobFolder)} is gone on with as it was begun`)
}

/** What narrate says when it is told of nothing to do. */
export async function nothingToNarrate({ resolvePath }: CommandContext): Promise<string> {
  const names = await readdir(resolvePath('.')).catch(() => [])
  const jobs = names.filter((name) => name.endsWith(jobFolderSuffix)).sort()
  const told = jobs.slice(0, maxNames).join(', ') + (jobs.length > maxNames ? ', …' : '')
  return `narrate needs a file: narrate FILE --out DIR${told === '' ? '' : `; here can be gone on with ${told}`}`
}
