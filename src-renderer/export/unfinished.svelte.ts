import {
  discardExport,
  exportProgress,
  unfinishedExports,
  type BegunAnewReason,
  type UnfinishedExport,
} from '@contract/calls/export'
import type { Bridge } from '../bridge/bridge'
import type { Save } from './save.svelte'
import type { Saves } from './saves.svelte'

/** Exports that ended before they were done, and what a person may do about them. */
export class Unfinished {
  #found: readonly UnfinishedExport[] = $state.raw([])
  readonly #unsubscribe: () => void

  constructor(
    private readonly bridge: Pick<Bridge, 'call' | 'on'>,
    private readonly saves: Saves,
    /** Something to be said of them, or to report. */
    private readonly tell: {
      onKept(): void
      onBegunAnew(reason: BegunAnewReason): void
      onError(error: unknown): void
    },
  ) {
    this.#unsubscribe = bridge.on(exportProgress, (progress) => {
      if (progress.state === 'begun-anew') tell.onBegunAnew(progress.reason)
      // One of the same files takes the place of what was left of it.
      if (progress.state === 'taken' && this.#found.length > 0) void this.look()
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

  /**
   * Goes on with one.
   * @param before as what it ended, where that is known
   * @returns false when it could not begin: it is offered on while there is anything of it
   */
  async resume(one: Pick<UnfinishedExport, 'jobId' | 'title'>, before: Save | null = null): Promise<boolean> {
    const save = await this.saves.resume(one, before)
    if (save) this.#forget(one.jobId)
    else await this.look()
    return save !== null
  }

  /** Takes what there is of it away, and with it how it ended. @returns whether it is gone: it is still offered when not */
  async discard({ jobId }: UnfinishedExport): Promise<boolean> {
    try {
      await this.bridge.call(discardExport, { jobId })
    } catch (error) {
      this.tell.onError(error)
      return false
    }
    this.#forget(jobId)
    for (const save of this.saves.all) if (save.jobId === jobId) this.saves.forget(save)
    return true
  }

  dispose(): void {
    this.#unsubscribe()
  }

  #forget(jobId: string): void {
    this.#found = this.#found.filter((one) => one.jobId !== jobId)
  }
}
