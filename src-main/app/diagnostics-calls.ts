import { copyReport, openLogFolder, readDiagnostics, type ReportedProblem } from '@contract/calls/diagnostics'
import { AppError } from '@contract/errors'
import type { IpcRouter } from './ipc-router'

/** What the diagnostics are read from. */
export interface DiagnosticsSurroundings {
  readonly logFolder: string
  /** Of each process, in KiB. */
  processMemoryKibibytes(): readonly number[]
  /** @returns why the folder could not be shown; empty when it was */
  showFolder(path: string): Promise<string>
  /** What a person may pass on. */
  reportOn(problem: ReportedProblem): string
  copy(text: string): void
}

/** Answers what the page of diagnostics asks, and a failure that is shown. */
export function answerDiagnosticsCalls(
  router: IpcRouter,
  { logFolder, processMemoryKibibytes, showFolder, reportOn, copy }: DiagnosticsSurroundings,
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
  // The page could copy by itself, but only while a click is handled; and what is told is decided here.
  router.handle(copyReport, (problem) => {
    copy(reportOn(problem))
    return null
  })
}
