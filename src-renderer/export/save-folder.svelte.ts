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

  /** Asks the person for another. @returns whether it is another one now */
  async choose(): Promise<boolean> {
    if (!this.#current) await this.look()
    const before = this.#current?.path
    await this.#take(this.bridge.call(chooseExportFolder, null))
    return this.#current?.path !== before
  }

  async #take(asked: Promise<ExportFolder>): Promise<void> {
    try {
      this.#current = await asked
    } catch (error) {
      this.onError(error)
    }
  }
}
