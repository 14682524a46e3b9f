import { randomUUID } from 'node:crypto'
import type { ExportProgress } from '@contract/calls/export'
import type { ReadableDocument } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import type { EngineHostCommand } from '@contract/host-messages'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { ReadingRules } from '@contract/reading-rules'
import { safeFileName } from '@contract/safe-file-name'
import type { SpeechSettings } from '@contract/settings'
import type { Translate } from '@contract/strings/translator'
import type { ExportRecord, UnfinishedExports } from './unfinished-exports'

/** What export jobs need of their surroundings. */
export interface ExportSurroundings {
  /** Asks where to save; null when the person changed their mind. */
  choosePath(suggestedName: string): Promise<string | null>
  command(command: Extract<EngineHostCommand, { kind: 'export' | 'cancel-export' | 'pause-export' }>): void
  notify(progress: ExportProgress): void
  /** Holds off the system's sleep until the returned function is called. */
  preventSleep(): () => void
}

/** What holds for a document, beside how it is spoken. */
interface ReadingWays {
  readonly pronunciations?: readonly PronunciationEntry[]
  readonly reading?: ReadingRules
}

/** Exports under way, as main sees them. The engine host does the work. */
export class ExportJobs {
  readonly #running = new Set<string>()
  readonly #finishedPaths = new Set<string>()
  #allowSleep: (() => void) | null = null
  #isQuitting = false

  /** @param unfinished remembers what runs, for the case that Lector ends first */
  constructor(
    private readonly t: Translate,
    private readonly surroundings: ExportSurroundings,
    private readonly unfinished: Pick<UnfinishedExports, 'begin' | 'note' | 'end'>,
  ) {}

  /** Whether one is under way, resting or not. */
  get isRunning(): boolean {
    return this.#running.size > 0
  }

  /**
   * @param how the pronunciations and the rules that hold for the document
   * @returns null when the person cancelled the dialog
   * @throws AppError 'engine/crashed'
   */
  async start(
    document: ReadableDocument,
    settings: SpeechSettings,
    how: ReadingWays = {},
  ): Promise<{ jobId: string; path: string } | null> {
    const name = safeFileName(document.title, this.t('system.narration'))
    const path = await this.surroundings.choosePath(`${name}.wav`)
    return path === null ? null : this.#run(document, settings, path, how)
  }

  /** Does one again that an earlier run of Lector did not finish: as it was to be, into the file it was for. @throws as `start` */
  startAgain(
    { settings, path }: Pick<ExportRecord, 'settings' | 'path'>,
    document: ReadableDocument,
    how: ReadingWays = {},
  ): { jobId: string; path: string } {
    return this.#run(document, settings, path, how)
  }

  /** Does nothing when the job has ended. */
  setPaused(jobId: string, isPaused: boolean): void {
    if (this.#running.has(jobId)) this.surroundings.command({ kind: 'pause-export', jobId, isPaused })
  }

  /** Lector ends: what becomes of the jobs now is remembered as unfinished. */
  quitting(): void {
    this.#isQuitting = true
  }

  #run(
    document: ReadableDocument,
    settings: SpeechSettings,
    path: string,
    how: ReadingWays,
  ): { jobId: string; path: string } {
    const jobId = randomUUID()
    const { id: documentId, title, blocks, language, lexicons } = document
    this.surroundings.command({
      kind: 'export',
      jobId,
      path,
      title,
      blocks,
      language,
      lexicons,
      settings,
      reading: how.reading,
      pronunciations: [...(how.pronunciations ?? [])],
    })
    this.#running.add(jobId)
    this.unfinished.begin({ jobId, documentId, title, path, settings, share: 0 })
    this.#allowSleep ??= this.surroundings.preventSleep()
    return { jobId, path }
  }

  /** Does nothing when the job has ended. */
  cancel(jobId: string): void {
    if (this.#running.has(jobId)) this.surroundings.command({ kind: 'cancel-export', jobId })
  }

  /** What the engine host says about a job. */
  onProgress(progress: ExportProgress): void {
    if (!this.#running.has(progress.jobId)) return
    if (progress.state === 'running') this.unfinished.note(progress.jobId, progress.fraction)
    if (progress.state === 'done') this.#finishedPaths.add(progress.path)
    if (progress.state !== 'running') this.#end(progress.jobId, progress.state === 'done')
    this.surroundings.notify(progress)
  }

  /** The engine host is gone, and all its jobs with it. */
  onEngineDied(error: AppError): void {
    for (const jobId of [...this.#running]) {
      this.#end(jobId)
      this.surroundings.notify({ state: 'failed', jobId, error: toErrorData(error) })
    }
  }

  /** True for a file that an export has finished: the only paths the page may have shown. */
  hasFinished(path: string): boolean {
    return this.#finishedPaths.has(path)
  }

  /** @param isWhole what Lector's end breaks off is found at the next start; what was finished before is not */
  #end(jobId: string, isWhole = false): void {
    this.#running.delete(jobId)
    if (!this.#isQuitting || isWhole) this.unfinished.end(jobId)
    if (this.#running.size > 0) return
    this.#allowSleep?.()
    this.#allowSleep = null
  }
}
