import {
  cancelExport,
  exportProgress,
  pauseExport,
  playExport,
  recordDocument,
  type ExportHead,
  type ExportProgress,
} from '@contract/calls/export'
import { showInFolder } from '@contract/calls/app'
import type { SpeechSettings } from '@contract/settings'
import type { Translate } from '@contract/strings/translator'
import type { Bridge } from '../bridge/bridge'

/** Progress is said aloud at these steps only. */
const announcedStepPercent = 25

/** Who reads what is saved of a document that has a narration of its own, which is not. */
export interface ExportReader {
  /** The voice's name. */
  readonly voice: string
  /** What the narration is. */
  readonly kind: 'recording' | 'book'
}

/** The saving of the current document as a WAV file: at most one at a time. */
export class ExportJob {
  #jobId: string | null = $state(null)
  #progress: ExportProgress | null = $state.raw(null)
  #head: ExportHead | null = $state.raw(null)
  #isAsking = $state(false)
  #isPaused = $state(false)
  #reader: ExportReader | null = $state.raw(null)
  /** Said politely to assistive technology. */
  announcement = $state('')
  #announcedStep = 0
  readonly #unsubscribe: () => void

  constructor(
    private readonly t: Translate,
    private readonly bridge: Bridge,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#unsubscribe = bridge.on(exportProgress, (progress) => this.#onProgress(progress))
  }

  get progress(): ExportProgress | null {
    return this.#progress
  }
  /** What is made; null until that is known. */
  get head(): ExportHead | null {
    return this.#head
  }
  get isRunning(): boolean {
    return this.#jobId !== null && (this.#progress === null || this.#isUnderWay(this.#progress))
  }
  /** True once a job exists, running or finished. */
  get exists(): boolean {
    return this.#jobId !== null
  }
  /** 0..1 while running. */
  get fraction(): number {
    return this.#progress?.state === 'running' ? this.#progress.fraction : 0
  }

  /** As the person wants it: the engine follows within a moment. */
  get isPaused(): boolean {
    return this.#isPaused
  }

  /** As it was when it began; null where there is nothing to be told of. */
  get reader(): ExportReader | null {
    return this.#reader
  }

  /** Asks where to save and begins. @returns false when the person cancelled or it could not begin */
  start(documentId: string, settings: SpeechSettings, reader: ExportReader | null): Promise<boolean> {
    return this.begin(() => this.bridge.call(recordDocument, { documentId, speech: settings }), reader)
  }

  /** Begins whatever `ask` begins, unless something is being saved. @returns as `start` */
  async begin(
    ask: () => Promise<{ jobId: string } | null>,
    reader: ExportReader | null = null,
  ): Promise<boolean> {
    if (this.isRunning || this.#isAsking) return this.isRunning
    this.#isAsking = true
    try {
      const job = await ask()
      if (!job) return false
      // The first progress may have overtaken the answer.
      if (this.#progress?.jobId !== job.jobId) this.#progress = null
      this.#jobId = job.jobId
      this.#reader = reader
      this.#announcedStep = 0
      this.#isPaused = false
      this.announcement = this.t('export.saving')
      return true
    } catch (error) {
      this.onError(error)
      return false
    } finally {
      this.#isAsking = false
    }
  }

  async cancel(): Promise<void> {
    if (this.#jobId === null || !this.isRunning) return
    await this.bridge.call(cancelExport, { jobId: this.#jobId }).catch(this.onError)
  }

  /** Lets it rest, or go on; where that cannot be asked for, it is as it was. */
  async setPaused(isPaused: boolean): Promise<void> {
    const jobId = this.#jobId
    if (jobId === null || !this.isRunning || isPaused === this.#isPaused) return
    this.#showPaused(isPaused)
    try {
      await this.bridge.call(pauseExport, { jobId, isPaused })
    } catch (error) {
      if (this.#jobId === jobId && this.isRunning) this.#showPaused(!isPaused)
      this.onError(error)
    }
  }

  /** Plays the finished file with the system's own program. */
  async play(): Promise<void> {
    if (this.#progress?.state !== 'done') return
    await this.bridge.call(playExport, { path: this.#progress.paths[0] }).catch(this.onError)
  }

  async showInFolder(): Promise<void> {
    if (this.#progress?.state !== 'done') return
    await this.bridge.call(showInFolder, { path: this.#progress.paths[0] }).catch(this.onError)
  }

  /** Forgets a job that has ended. */
  clear(): void {
    if (this.isRunning) return
    this.#jobId = null
    this.#progress = null
    this.announcement = ''
  }

  dispose(): void {
    this.#unsubscribe()
  }

  #isUnderWay({ state }: ExportProgress): boolean {
    return state === 'taken' || state === 'running'
  }

  #showPaused(isPaused: boolean): void {
    this.#isPaused = isPaused
    this.announcement = this.t(isPaused ? 'export.paused' : 'export.saving')
  }

  #onProgress(progress: ExportProgress): void {
    if (this.#jobId !== null && this.#jobId !== progress.jobId) return
    this.#progress = progress
    if (progress.state === 'taken') this.#head = progress.head
    else if (progress.state === 'running') {
      const step = Math.floor((progress.fraction * 100) / announcedStepPercent)
      if (step > this.#announcedStep)
        this.announcement = this.t('export.saved-percent', { percent: step * announcedStepPercent })
      this.#announcedStep = step
    } else if (progress.state === 'done') this.announcement = this.t('export.saved')
    else if (progress.state === 'cancelled') this.clear()
    else this.announcement = this.t('export.failed')
  }
}
