import {
  discardExport,
  exportProgress,
  resumeExport,
  unfinishedExports,
  type UnfinishedExport,
} from '@contract/calls/export'
import type { Bridge } from '../bridge/bridge'
import type { Saves } from './saves.svelte'

/** Exports that ended before they were done, and what a person may do about them. */
export class Unfinished {
  #found: readonly UnfinishedExport[] = $state.raw([])
  readonly #unsubscribe: () => void

  constructor(
    private readonly bridge: Pick<Bridge, 'call' | 'on'>,
    private readonly saves: Saves,
    /** Something to be said of them, or to report. */
    private readonly tell: { onKept(): void; onBegunAnew(): void; onError(error: unknown): void },
  ) {
    this.#unsubscribe = bridge.on(exportProgress, (progress) => {
      if (progress.state === 'begun-anew') tell.onBegunAnew()
      if ((progress.state !== 'cancelled' && progress.state !== 'failed') || !progress.isKept) return
      void this.look()
      if (progress.state === 'cancelled') tell.onKept()
    })
  }

  get found(): readonly UnfinishedExport[] {
    return this.#found
  }

  /** Asks which there are. */
  async look(): Promise<void> {
    this.#found = await this.bridge.call(unfinishedExports, null).catch((error: unknown) => {
      this.tell.onError(error)
      return []
    })
  }

  /** Goes on with it. @returns false when it could not begin: it is still offered then */
  async resume({ jobId }: Pick<UnfinishedExport, 'jobId'>): Promise<boolean> {
    const save = await this.saves.add(() => this.bridge.call(resumeExport, { jobId }))
    if (save) this.#forget(jobId)
    return save !== null
  }

  /** Takes what there is of it away. @returns whether it is gone: it is still offered when not */
  async discard({ jobId }: UnfinishedExport): Promise<boolean> {
    try {
      await this.bridge.call(discardExport, { jobId })
    } catch (error) {
      this.tell.onError(error)
      return false
    }
    this.#forget(jobId)
    return true
  }

  dispose(): void {
    this.#unsubscribe()
  }

  #forget(jobId: string): void {
    this.#found = this.#found.filter((one) => one.jobId !== jobId)
  }
}
