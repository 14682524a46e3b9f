import { basename, dirname, join } from 'node:path'
import { jobFolderSuffix, type ExportJob } from '@contract/export-job'
import { reportSuffix } from '@contract/export-report'
import { openDocumentInHost, openJobFolder, readJob, type KeptJob } from '../../../engine'
import type { CommandContext } from '../../context'
import { loadPronunciations } from '../../pronunciations'
import { isJobFolder } from './job-operands'
import { bookNameOf, makeJob } from './make-job'

/** One job that is to be narrated. */
export interface NarrationTask {
  readonly job: ExportJob
  /** Where its files go. */
  readonly directory: string
  readonly jobFolder: string
  readonly reportPath: string
  /** Whether a person goes on with what was left of it: it is kept then, whatever this ends with. */
  readonly isGoneOnWith: boolean
  /** Takes the folder, which the caller holds. */
  open(): Promise<KeptJob>
}

/** A document that is narrated as the command line says, or a job that is gone on with. */
export async function openTask(context: CommandContext, operand: string): Promise<NarrationTask> {
  const path = context.resolvePath(operand)
  return (await isJobFolder(path)) ? leftJob(context, path) : documentJob(context, path)
}

async function documentJob(context: CommandContext, path: string): Promise<NarrationTask> {
  const { line, signal } = context
  const source = { kind: 'file' as const, path }
  const document = await openDocumentInHost(context.documentHostPath, { source, options: line.open }, signal)
  const job = makeJob(document, line, await loadPronunciations(context), path)
  const directory = context.resolvePath(line.out ?? '.')
  const bookPath = join(directory, bookNameOf(job.document))
  const jobFolder = bookPath + jobFolderSuffix
  return {
    ...{ job, directory, jobFolder, reportPath: bookPath + reportSuffix, isGoneOnWith: false },
    open: () => openJobFolder(jobFolder, job),
  }
}

/** Elsewhere than where it was begun it begins anew, as it does where some of what it has made is gone. */
async function leftJob({ line, resolvePath }: CommandContext, jobFolder: string): Promise<NarrationTask> {
  const job = await readJob(jobFolder)
  const directory = line.out === undefined ? dirname(jobFolder) : resolvePath(line.out)
  const name = basename(jobFolder, jobFolderSuffix)
  return {
    ...{ job, directory, jobFolder, reportPath: join(directory, name + reportSuffix), isGoneOnWith: true },
    open: () => openJobFolder(jobFolder, job),
  }
}
