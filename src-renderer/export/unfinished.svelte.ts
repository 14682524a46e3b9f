import {
  discardExport,
  startExportAgain,
  unfinishedExports,
  type UnfinishedExport,
} from '@contract/calls/export'
import type { Bridge } from '../bridge/bridge'
import type { DocumentOpener } from '../library/document-opener.svelte'
import type { ReadingSession } from '../reader/reading-session.svelte'
import type { ExportJob } from './export-job.svelte'

/** Exports that ended with an earlier run of Lector, and what a person may do about them. */
export class Unfinished {
  #found: readonly UnfinishedExport[] = $state.raw([])

  constructor(
    private readonly bridge: Pick<Bridge, 'call'>,
    private readonly parts: {
      readonly session: Pick<ReadingSession, 'document'>
      readonly opener: Pick<DocumentOpener, 'openRecent'>
      readonly exporting: ExportJob
    },
    private readonly report: (error: unknown) => void,
  ) {}

  get found(): readonly UnfinishedExport[] {
    return this.#found
  }

  /** Asks what was found, once. */
  async look(): Promise<void> {
    this.#found = await this.bridge.call(unfinishedExports, null).catch((error: unknown) => {
      this.report(error)
      return []
    })
  }

  /** Opens its document and begins it again. @returns false when it could not begin: it is still offered then */
  async startAgain({ jobId, documentId }: UnfinishedExport): Promise<boolean> {
    const { session, opener, exporting } = this.parts
    const isOpen =
      session.document?.id === documentId || (await opener.openRecent({ id: documentId, options: {} }))
    if (!isOpen) return false
    const hasBegun = await exporting.begin(() => this.bridge.call(startExportAgain, { jobId }))
    if (hasBegun) this.#forget(jobId)
    return hasBegun
  }

  /** Takes what there is of it away. @returns whether it is gone: it is still offered when not */
  async discard({ jobId }: UnfinishedExport): Promise<boolean> {
    try {
      await this.bridge.call(discardExport, { jobId })
    } catch (error) {
      this.report(error)
      return false
    }
    this.#forget(jobId)
    return true
  }

  #forget(jobId: string): void {
    this.#found = this.#found.filter((one) => one.jobId !== jobId)
  }
}
