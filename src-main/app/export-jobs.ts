import { randomUUID } from 'node:crypto'
import type { ExportProgress, UnfinishedExport } from '@contract/calls/export'
import type { ReadableDocument } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import type { ExportOrder } from '@contract/export-order'
import type { EngineHostCommand } from '@contract/host-messages'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { ReadingRules } from '@contract/reading-rules'
import { safeFileName } from '@contract/safe-file-name'
import type { SpeechSettings } from '@contract/settings'
import type { Translate } from '@contract/strings/translator'
import type { UnfinishedExports } from './unfinished-exports'

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
    if (path === null) return null
    const { id, title, authors, language, lexicons, blocks, contents } = document
    const { pronunciations = [], reading = {} } = how
    return this.#run(
      { jobId: randomUUID(), documentId: id, title, path, share: 0 },
      {
        document: { id, title, authors, language, lexicons, blocks, contents },
        pronunciations: [...pronunciations],
        reading,
        speech: settings,
      },
    )
  }

  /** Goes on with one where it ended. @throws as `start` */
  resume(record: UnfinishedExport): { jobId: string; path: string } {
    return this.#run(record, null)
  }

  /** Does nothing when the job has ended. */
  setPaused(jobId: string, isPaused: boolean): void {
    if (this.#running.has(jobId)) this.surroundings.command({ kind: 'pause-export', jobId, isPaused })
  }

  /** Lector ends: what becomes of the jobs now is remembered as unfinished. */
  quitting(): void {
    this.#isQuitting = true
  }

  #run(record: UnfinishedExport, order: ExportOrder | null): { jobId: string; path: string } {
    const { jobId, path } = record
    this.surroundings.command({ kind: 'export', jobId, path, order })
    this.#running.add(jobId)
    this.unfinished.begin(record)
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
    if (progress.state === 'done') this.#end(progress.jobId, 'done')
    else if (progress.state !== 'running') this.#end(progress.jobId, progress.isKept ? 'kept' : 'gone')
    this.surroundings.notify(progress)
  }

  /** The engine host is gone, and all its jobs with it. */
  onEngineDied(error: AppError): void {
    for (const jobId of [...this.#running]) {
      this.#end(jobId, 'kept')
      this.surroundings.notify({ state: 'failed', jobId, isKept: true, error: toErrorData(error) })
    }
  }

  /** True for a file that an export has finished: the only paths the page may have shown. */
  hasFinished(path: string): boolean {
    return this.#finishedPaths.has(path)
  }

  #end(jobId: string, how: 'done' | 'kept' | 'gone'): void {
    this.#running.delete(jobId)
    // What Lector's own end breaks off is offered at the next start.
    if (!this.#isQuitting || how === 'done') this.unfinished.end(jobId, how === 'kept')
    if (this.#running.size > 0) return
    this.#allowSleep?.()
    this.#allowSleep = null
  }
}
