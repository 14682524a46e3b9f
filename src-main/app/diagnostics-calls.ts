import { openLogFolder, readDiagnostics } from '@contract/calls/diagnostics'
import { AppError } from '@contract/errors'
import type { IpcRouter } from './ipc-router'

/** What the diagnostics are read from. */
export interface DiagnosticsSurroundings {
  readonly logFolder: string
  /** Of each process, in KiB. */
  processMemoryKibibytes(): readonly number[]
  /** @returns why the folder could not be shown; empty when it was */
  showFolder(path: string): Promise<string>
}

/** Answers what the page of diagnostics asks. */
export function answerDiagnosticsCalls(
  router: IpcRouter,
  { logFolder, processMemoryKibibytes, showFolder }: DiagnosticsSurroundings,
): void {
  router.handle(readDiagnostics, () => ({
    memoryBytes: processMemoryKibibytes().reduce((sum, kibibytes) => sum + kibibytes * 1_024, 0),
    logFolder,
  }))
  router.handle(openLogFolder, async () => {
    const problem = await showFolder(logFolder)
    if (problem !== '') throw new AppError('contract/invalid', `The log folder was not shown: ${problem}`)
    return null
  })
}
