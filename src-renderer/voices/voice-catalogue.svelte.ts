import * as calls from '@contract/calls/voices'
import type { CatalogueState, CatalogueVoice, VoiceLicence } from '@contract/catalogue'
import { AppError, fromErrorData } from '@contract/errors'
import type { Bridge } from '../bridge/bridge'

/** What becomes of a voice that is being fetched, or that could not be. */
export type DownloadState =
  | { readonly state: 'waiting' }
  /** `bytesPerSecond` is absent until it can be told. */
  | { readonly state: 'running'; readonly fraction: number; readonly bytesPerSecond?: number }
  | { readonly state: 'failed'; readonly error: AppError }

/** What went wrong with something that was asked for, and with what voice; null: with the list itself. */
export interface VoiceTrouble {
  readonly id: string | null
  readonly error: AppError
}

/** Every voice that there is, here or elsewhere, and what is done about them. */
export class VoiceCatalogue {
  #state: CatalogueState | null = $state.raw(null)
  #isLooking = $state(false)
  #downloads: Readonly<Record<string, DownloadState>> = $state.raw({})
  #trouble: VoiceTrouble | null = $state.raw(null)
  #licences: Readonly<Record<string, VoiceLicence>> = $state.raw({})
  /** Counts what was asked: an answer that comes late is not put in the place of a later one. */
  #asked = 0

  constructor(private readonly bridge: Pick<Bridge, 'call' | 'on'>) {
    bridge.on(calls.voiceDownload, (download) => this.#onDownload(download))
  }

  /** Null until they are listed. */
  get voices(): readonly CatalogueVoice[] | null {
    return this.#state?.voices ?? null
  }
  /** How it stands with the list of the voices that Piper publishes. */
  get published(): CatalogueState['piper'] | null {
    return this.#state?.piper ?? null
  }
  /** Whether the publishers are being asked. */
  get isLooking(): boolean {
    return this.#isLooking
  }
  get trouble(): VoiceTrouble | null {
    return this.#trouble
  }
  downloadOf(id: string): DownloadState | null {
    return this.#downloads[id] ?? null
  }
  /** Null until it was read. */
  licenceOf(id: string): VoiceLicence | null {
    return this.#licences[id] ?? null
  }

  /** Lists what is known, without asking anybody outside. */
  list(): Promise<void> {
    return this.#list(false)
  }

  /** Asks the publishers. */
  async look(): Promise<void> {
    this.#isLooking = true
    await this.#list(true)
    this.#isLooking = false
  }

  async readLicence(id: string): Promise<void> {
    if (this.#licences[id]) return
    await this.#attempt(id, async () => {
      const licence = await this.bridge.call(calls.readVoiceLicence, { id })
      this.#licences = { ...this.#licences, [id]: licence }
    })
  }

  /** @returns the published sample, compressed; null when it cannot be had, which `trouble` tells */
  async sample(id: string): Promise<Uint8Array | null> {
    const sample = await this.#attempt(id, () => this.bridge.call(calls.fetchVoiceSample, { id }))
    return sample?.bytes ?? null
  }

  async download(id: string): Promise<void> {
    await this.#attempt(id, async () => {
      // At once: the answer of a host that is busy may take its time.
      this.#note(id, { state: 'waiting' })
      try {
        await this.bridge.call(calls.downloadVoice, { id })
      } catch (error) {
        this.#note(id, null)
        throw error
      }
    })
  }

  async pause(id: string): Promise<void> {
    await this.#attempt(id, () => this.bridge.call(calls.pauseDownload, { id }))
  }

  async discard(id: string): Promise<void> {
    await this.#attempt(id, () => this.bridge.call(calls.discardDownload, { id }))
  }

  async remove(id: string): Promise<void> {
    await this.#attempt(id, async () => {
      await this.bridge.call(calls.removeVoice, { id })
      await this.#list(false)
    })
  }

  /** @returns the voice that was taken in; null: none was chosen, or it could not be, which `trouble` tells */
  async import(from: 'file' | 'folder'): Promise<string | null> {
    const imported = await this.#attempt(null, () => this.bridge.call(calls.importVoice, { from }))
    if (imported) await this.#list(false)
    return imported?.id ?? null
  }

  forgetTrouble(): void {
    this.#trouble = null
  }

  async #list(refreshes: boolean): Promise<void> {
    const asked = ++this.#asked
    try {
      const state = await this.bridge.call(calls.listCatalogue, { refreshes })
      if (asked === this.#asked) this.#state = state
    } catch (error) {
      this.fail(null, error)
    }
  }

  /** @returns null where it failed, which `trouble` tells */
  async #attempt<Result>(id: string | null, work: () => Promise<Result>): Promise<Result | null> {
    this.#trouble = null
    try {
      return await work()
    } catch (error) {
      this.fail(id, error)
      return null
    }
  }

  /** Tells of something that failed. @param id of the voice; null: it concerns none */
  fail(id: string | null, error: unknown): void {
    const known = error instanceof AppError ? error : new AppError('internal/unexpected', String(error))
    this.#trouble = { id, error: known }
  }

  #note(id: string, download: DownloadState | null): void {
    const others = Object.entries(this.#downloads).filter(([other]) => other !== id)
    this.#downloads = Object.fromEntries(download ? [...others, [id, download]] : others)
  }

  #onDownload(download: calls.VoiceDownload): void {
    switch (download.state) {
      case 'waiting':
        return this.#note(download.id, { state: 'waiting' })
      case 'running': {
        const { id, bytes, totalBytes, bytesPerSecond } = download.progress
        const fraction = totalBytes === 0 ? 0 : bytes / totalBytes
        return this.#note(id, { state: 'running', fraction, bytesPerSecond })
      }
      case 'failed':
        return this.#note(download.id, { state: 'failed', error: fromErrorData(download.error) })
      default:
        // What there is of it on the disk is told by the list.
        this.#note(download.id, null)
        void this.#list(false)
    }
  }
}
