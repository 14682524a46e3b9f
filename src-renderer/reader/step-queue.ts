import type { TextPosition } from '@contract/document'
import type { LocatedPlace, TextMove } from '@contract/speech'

/**
 * Steps through a text in the order they were asked for. Where a step leads takes a moment to find out: those that were
 * asked for meanwhile are taken from there, and only where the last of them leads is gone to.
 */
export class StepQueue {
  /** What is still to be taken of the steps that are under way; null while none are. */
  #waiting: TextMove[] | null = null

  constructor(
    private readonly locate: (from: TextPosition, move: TextMove) => Promise<LocatedPlace | null>,
  ) {}

  /**
   * @param begin  where the first step is taken from
   * @param arrive told where the last step led; not called when none led anywhere, or they were let go
   * @throws what `locate` throws; what waits is let go then
   */
  async step(
    move: TextMove,
    begin: () => Promise<TextPosition>,
    arrive: (place: LocatedPlace) => void,
  ): Promise<void> {
    if (this.#waiting) {
      this.#waiting.push(move)
      return
    }
    const waiting = (this.#waiting = [move])
    const isWanted = (): boolean => this.#waiting === waiting
    try {
      let from = await begin()
      let place: LocatedPlace | null = null
      for (let next = waiting.shift(); next !== undefined && isWanted(); next = waiting.shift()) {
        const found = await this.locate(from, next)
        if (found) from = place = found
      }
      if (place && isWanted()) arrive(place)
    } catch (error) {
      // Nobody waits any more for where those would have led that were let go.
      if (isWanted()) throw error
    } finally {
      if (isWanted()) this.#waiting = null
    }
  }

  /** Lets go what is under way: somebody has gone elsewhere meanwhile. */
  cancel(): void {
    this.#waiting = null
  }
}
