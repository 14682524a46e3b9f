import { chooseExportFolder, exportFolder, type ExportFolder } from '@contract/calls/export'
import type { Bridge } from '../bridge/bridge'

/** Where documents are saved. */
export class SaveFolder {
  #current: ExportFolder | null = $state.raw(null)

  constructor(
    private readonly bridge: Pick<Bridge, 'call'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** null until it is known. */
  get current(): ExportFolder | null {
    return this.#current
  }

  /** Asks where that is, and what room is there now. */
  async look(): Promise<void> {
    await this.#take(this.bridge.call(exportFolder, null))
  }

  /** Asks the person for another. */
  async choose(): Promise<void> {
    await this.#take(this.bridge.call(chooseExportFolder, null))
  }

  async #take(asked: Promise<ExportFolder>): Promise<void> {
    try {
      this.#current = await asked
    } catch (error) {
      this.onError(error)
    }
  }
}
