import { randomUUID } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import type { ExportProgress, UnfinishedExport } from '@contract/calls/export'
import type { ReadableDocument } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import { jobFolderSuffix } from '@contract/export-job'
import type { ExportChoices, ExportOrder } from '@contract/export-order'
import { toldOf } from '@contract/book-facts'
import { exportWaysSchema } from '@contract/export-ways'
import type { EngineHostCommand } from '@contract/host-messages'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { ReadingRules } from '@contract/reading-rules'
import { safeFileName } from '@contract/safe-file-name'
import type { SpeechSettings } from '@contract/settings'
import type { Translate } from '@contract/strings/translator'
import type { UnfinishedExports } from './unfinished-exports'

/** What export jobs need of their surroundings. */
export interface ExportSurroundings {
  /** Of Lector. */
  readonly version: string
  /** Asks where to save one file; null when the person changed their mind. */
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
  /** Job id -> where it keeps what it needs to go on. */
  readonly #running = new Map<string, string>()
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
   * Saves a document as it is heard, where the person says, in one file.
   * @param how the pronunciations and the rules that hold for the document
   * @returns null when the person cancelled the dialog
   * @throws AppError 'engine/crashed', 'export/in-use'
   */
  async record(
    document: ReadableDocument,
    speech: SpeechSettings,
    how: ReadingWays = {},
  ): Promise<{ jobId: string } | null> {
    const path = await this.surroundings.choosePath(`${this.#nameOf(document)}.wav`)
    if (path === null) return null
    const name = basename(path).replace(/\.wav$/i, '')
    const asHeard = exportWaysSchema.parse({ loudnessLufs: null, report: false })
    const choices = { ...asHeard, chapters: null, titles: {}, speech }
    // The dialog has asked whether it is to be replaced, by that name.
    const replaces = basename(path) !== name
    return this.#order({ document, how, choices, replaces, sourcePath: null }, dirname(path), name)
  }

  /**
   * Saves a document as it was chosen.
   * @param order.sourcePath the file that it was opened from; null: it is none
   * @throws AppError 'engine/crashed', 'export/in-use'
   */
  save(
    folder: string,
    document: ReadableDocument,
    order: {
      readonly choices: ExportChoices
      readonly replaces: boolean
      readonly how?: ReadingWays
      readonly sourcePath: string | null
    },
  ): { jobId: string } {
    const name = this.#nameOf(toldOf(document, order.choices.about))
    return this.#order({ how: {}, ...order, document }, folder, name)
  }

  /** Goes on with one where it ended. @throws as `save` */
  resume(record: UnfinishedExport): { jobId: string } {
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

  #nameOf({ title }: Pick<ReadableDocument, 'title'>): string {
    return safeFileName(title, this.t('system.narration'))
  }

  #order(
    {
      document,
      how: { pronunciations = [], reading = {} },
      choices: { about, ...choices },
      replaces,
      sourcePath,
    }: {
      readonly document: ReadableDocument
      readonly how: ReadingWays
      readonly choices: ExportChoices
      readonly replaces: boolean
      readonly sourcePath: string | null
    },
    folder: string,
    name: string,
  ): { jobId: string } {
    const { id, language, lexicons, blocks, contents, format } = document
    const { title, authors, cover } = toldOf(document, about)
    const jobFolder = join(folder, name + jobFolderSuffix)
    const makesBook = choices.makesBook && format === 'epub' && sourcePath !== null
    return this.#run(
      { jobId: randomUUID(), title, jobFolder, share: 0 },
      {
        ...choices,
        ...{ name, replaces, reading, pronunciations: [...pronunciations] },
        ...(makesBook ? { narratedBook: { sourcePath, modified: new Date().toISOString() } } : {}),
        document: { id, title, authors, language, lexicons, blocks, contents, cover },
      },
    )
  }

  #run(record: UnfinishedExport, order: ExportOrder | null): { jobId: string } {
    const { jobId, jobFolder } = record
    if ([...this.#running.values()].includes(jobFolder))
      throw new AppError('export/in-use', `${jobFolder} is being written`, { details: { path: jobFolder } })
    const { version: lectorVersion } = this.surroundings
    this.surroundings.command({ kind: 'export', jobId, jobFolder, lectorVersion, order })
    this.#running.set(jobId, jobFolder)
    this.unfinished.begin(record)
    this.#allowSleep ??= this.surroundings.preventSleep()
    return { jobId }
  }

  /** Does nothing when the job has ended. */
  cancel(jobId: string): void {
    if (this.#running.has(jobId)) this.surroundings.command({ kind: 'cancel-export', jobId })
  }

  /** Where one under way writes its files; null: it has ended. */
  folderOf(jobId: string): string | null {
    const jobFolder = this.#running.get(jobId)
    return jobFolder === undefined ? null : dirname(jobFolder)
  }

  /** What the engine host says about a job. */
  onProgress(progress: ExportProgress): void {
    if (!this.#running.has(progress.jobId)) return
    if (progress.state === 'running') this.unfinished.note(progress.jobId, progress.fraction)
    if (progress.state === 'done') {
      for (const path of progress.paths) this.#finishedPaths.add(path)
      this.#end(progress.jobId, 'done')
    } else if (progress.state === 'cancelled' || progress.state === 'failed')
      this.#end(progress.jobId, progress.isKept ? 'kept' : 'gone')
    this.surroundings.notify(progress)
  }

  /** The engine host is gone, and all its jobs with it. */
  onEngineDied(error: AppError): void {
    for (const jobId of [...this.#running.keys()]) {
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
