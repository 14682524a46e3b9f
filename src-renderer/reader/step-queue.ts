import type { TextPosition } from '@contract/document'
import type { LocatedPlace, TextMove } from '@contract/speech'

/**
 * Steps through a text in the order they were asked for. Where a step leads takes a moment to find out: those that were
 * asked for meanwhile are taken from there, and only where the last of them leads is gone to.
 */
export class StepQueue {
  #waiting: TextMove[] = []
  #isStepping = false

  constructor(
    private readonly locate: (from: TextPosition, move: TextMove) => Promise<LocatedPlace | null>,
  ) {}

  /**
   * @param begin  where the first step is taken from
   * @param arrive told where the last step led; not called when none led anywhere
   * @throws what `locate` throws; what waits is let go then
   */
  async step(
    move: TextMove,
    begin: () => Promise<TextPosition>,
    arrive: (place: LocatedPlace) => void,
  ): Promise<void> {
    this.#waiting.push(move)
    if (this.#isStepping) return
    this.#isStepping = true
    try {
      let from = await begin()
      let place: LocatedPlace | null = null
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        const found = await this.locate(from, next)
        if (found) from = place = found
      }
      if (place) arrive(place)
    } finally {
      this.#waiting = []
      this.#isStepping = false
    }
  }
}
