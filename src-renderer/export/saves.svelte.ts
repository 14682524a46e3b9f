import { showInFolder } from '@contract/calls/app'
import {
  cancelExport,
  exportProgress,
  openExportFolder,
  pauseExport,
  playExport,
  recordDocument,
  resumeExport,
  saveDocument,
  saveFile,
  type ExportProgress,
  type UnfinishedExport,
} from '@contract/calls/export'
import type { ExportChoices } from '@contract/export-order'
import type { SpeechSettings } from '@contract/settings'
import type { Translate } from '@contract/strings/translator'
import type { Bridge } from '../bridge/bridge'
import { Save, type BeginSave, type ExportReader, type SaveGiven } from './save.svelte'

/** Progress is said aloud at these steps only. */
const announcedStepPercent = 25

/** How the same is begun once more, and as what. */
type BegunSave = Pick<Save, 'begin' | 'given'>

interface AddedSave extends SaveGiven {
  /** Whether files that bear the names of its own are replaced. */
  readonly replaces?: boolean
}

/** What the window saves, in the order it was asked for: the first that is under way is worked on, those behind it wait. */
export class Saves {
  #all: readonly Save[] = $state.raw([])
  /** What was told before its beginning was answered; only while that is awaited. */
  #early: ExportProgress[] = []
  #asking = $state(0)
  /** Said politely to assistive technology, once the voice is silent. */
  announcement = $state('')
  #announced: { jobId: string; step: number } | null = null
  readonly #unsubscribe: () => void

  constructor(
    private readonly t: Translate,
    private readonly bridge: Pick<Bridge, 'call' | 'on' | 'pathOfFile'>,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#unsubscribe = bridge.on(exportProgress, (progress) => this.#onProgress(progress))
  }

  /** All that are under way or ended and not yet looked at. */
  get all(): readonly Save[] {
    return this.#all
  }
  /** The one that is worked on; null: none is under way. */
  get current(): Save | null {
    return this.#all.find(({ isUnderWay }) => isUnderWay) ?? null
  }
  /** What the window speaks of: the one that is worked on, else the last that ended. */
  get shown(): Save | null {
    return this.current ?? this.#all.at(-1) ?? null
  }
  get isRunning(): boolean {
    return this.current !== null
  }
  get exists(): boolean {
    return this.#all.length > 0
  }
  /** 0..1 of the one that is worked on. */
  get fraction(): number {
    return this.current?.fraction ?? 0
  }

  /** Saves a document exactly as it is heard; asks where. @returns as `add` */
  record(documentId: string, speech: SpeechSettings, reader: ExportReader | null): Promise<Save | null> {
    return this.add(() => this.bridge.call(recordDocument, { documentId, speech }), {
      reader,
      asksWhere: true,
    })
  }

  /** Saves a document as it was chosen. @returns as `add` */
  save(documentId: string, choices: ExportChoices, how: AddedSave): Promise<Save | null> {
    return this.add((replaces) => this.bridge.call(saveDocument, { documentId, choices, replaces }), how)
  }

  /**
   * Saves files that are not shown, one after the other, as documents are for which nothing is chosen. How the first of
   * them ended stays to be seen when the last one begins.
   */
  async saveFiles(files: readonly File[], speech: SpeechSettings): Promise<void> {
    const outdated = this.#ended
    for (const file of files) {
      const path = this.bridge.pathOfFile(file)
      // What is dragged out of a web page looks like a file and is none.
      if (path === '') continue
      const begin: BeginSave = (replaces) => this.bridge.call(saveFile, { path, speech, replaces })
      await this.#start(() => begin(false), { begin, given: { title: file.name } }, outdated)
    }
  }

  /**
   * Begins whatever `begin` begins, behind what is under way; where nothing is, what has ended is forgotten.
   * @returns null when the person cancelled, or it could not begin, which is told then
   */
  add(begin: BeginSave, { replaces = false, ...given }: AddedSave = {}): Promise<Save | null> {
    return this.#start(() => begin(replaces), { begin, given }, this.#ended)
  }

  /**
   * Goes on with one where it ended; the others that ended stay to be seen.
   * @param before as what it ended, where that is known
   * @returns as `add`; null also when there is no such one any more
   */
  resume(
    { jobId, title }: Pick<UnfinishedExport, 'jobId' | 'title'>,
    before: BegunSave | null = null,
  ): Promise<Save | null> {
    const begin: BeginSave = () => this.bridge.call(resumeExport, { jobId })
    return this.#start(() => begin(false), before ?? { begin, given: { title } }, [])
  }

  async #start(
    ask: () => ReturnType<BeginSave>,
    { begin, given }: BegunSave,
    outdated: readonly Save[],
  ): Promise<Save | null> {
    this.#asking += 1
    try {
      const started = await ask()
      if (!started) return null
      const save = new Save(started.jobId, begin, given)
      const { jobId } = save
      this.#all = [...this.#all.filter((other) => other.jobId !== jobId && !outdated.includes(other)), save]
      this.announcement = this.t('export.saving')
      for (const progress of this.#early) if (progress.jobId === jobId) this.#onProgress(progress)
      return save
    } catch (error) {
      this.onError(error)
      return null
    } finally {
      this.#asking -= 1
      if (this.#asking === 0) this.#early = []
    }
  }

  /** Begins one that has failed once more; the others that ended stay to be seen. @param replaces files that are there already */
  again(save: Save, replaces: boolean): Promise<Save | null> {
    return this.#start(() => save.begin(replaces), save, [save])
  }

  /** Ends one, whose turn it is or not yet; what is written is kept. */
  async cancel({ jobId, isUnderWay }: Save): Promise<void> {
    if (isUnderWay) await this.bridge.call(cancelExport, { jobId }).catch(this.onError)
  }

  /** Lets one rest, or go on; where that cannot be asked for, it is as it was. */
  async setPaused(save: Save, isPaused: boolean): Promise<void> {
    if (!save.isUnderWay || isPaused === save.isPaused) return
    this.#showPaused(save, isPaused)
    try {
      await this.bridge.call(pauseExport, { jobId: save.jobId, isPaused })
    } catch (error) {
      if (save.isUnderWay) this.#showPaused(save, !isPaused)
      this.onError(error)
    }
  }

  /** Shows the folder that one under way writes into. */
  async openFolder({ jobId }: Save): Promise<void> {
    await this.bridge.call(openExportFolder, { jobId }).catch(this.onError)
  }

  /** Plays a finished file with the system's own program. */
  async play(path: string): Promise<void> {
    await this.bridge.call(playExport, { path }).catch(this.onError)
  }

  async showInFolder(path: string): Promise<void> {
    await this.bridge.call(showInFolder, { path }).catch(this.onError)
  }

  /** Forgets one that has ended. */
  forget(save: Save): void {
    if (!save.isUnderWay) this.#remove(save)
  }

  /** Forgets all that have ended. */
  clear(): void {
    this.#all = this.#all.filter(({ isUnderWay }) => isUnderWay)
    if (!this.exists) this.announcement = ''
  }

  dispose(): void {
    this.#unsubscribe()
  }

  /** What gives way to a new one: all, where nothing is under way. */
  get #ended(): readonly Save[] {
    return this.isRunning ? [] : this.#all
  }

  #remove(save: Save): void {
    this.#all = this.#all.filter((other) => other !== save)
    if (!this.exists) this.announcement = ''
  }

  #showPaused(save: Save, isPaused: boolean): void {
    save.isPaused = isPaused
    this.announcement = this.t(isPaused ? 'export.paused' : 'export.saving')
  }

  #onProgress(progress: ExportProgress): void {
    const save = this.#all.find(({ jobId, isUnderWay }) => jobId === progress.jobId && isUnderWay)
    if (!save) {
      if (this.#asking > 0) this.#early.push(progress)
      return
    }
    save.note(progress)
    if (progress.state === 'cancelled') this.#remove(save)
    else this.#announce(progress)
  }

  #announce(progress: ExportProgress): void {
    if (progress.state === 'done') this.announcement = this.t('export.saved')
    // A failure is said at once, not politely: by what shows how each of them stands.
    if (progress.state === 'failed') this.announcement = ''
    if (progress.state !== 'running') return
    const step = Math.floor((progress.fraction * 100) / announcedStepPercent)
    const before = this.#announced?.jobId === progress.jobId ? this.#announced.step : 0
    if (step > before)
      this.announcement = this.t('export.saved-percent', { percent: step * announcedStepPercent })
    this.#announced = { jobId: progress.jobId, step: Math.max(step, before) }
  }
}
