import type { ReadingState } from '@contract/calls/system'

/** What is read aloud, as the page says. */
export interface Reading {
  readonly state: ReadingState
  /** Of the document; empty: there is none. */
  readonly title: string
}

/** What keeping a reading going needs of its surroundings. */
export interface ReadingSurroundings {
  /** Whether the system may slow the page down while it is not seen. */
  allowThrottling(isAllowed: boolean): void
  /** Holds off the system's sleep until the returned function is called. */
  preventSleep(): () => void
}

const nothing: Reading = { state: 'none', title: '' }

/**
 * Keeps a reading going while its window is behind others or hidden: a throttled page would stall its clock, and a
 * system asleep says nothing. Both hold no longer than what is read.
 */
export class ReadingWatch {
  #reading = nothing
  #allowSleep: (() => void) | null = null
  #listeners: readonly (() => void)[] = []

  constructor(private readonly surroundings: ReadingSurroundings) {}

  get reading(): Reading {
    return this.#reading
  }

  /** Takes what the page says. */
  report(reading: Reading): void {
    const hadSession = this.#reading.state !== 'none'
    const hasSession = reading.state !== 'none'
    this.#reading = reading
    if (hadSession !== hasSession) this.surroundings.allowThrottling(!hasSession)
    if (reading.state === 'playing') this.#allowSleep ??= this.surroundings.preventSleep()
    else {
      this.#allowSleep?.()
      this.#allowSleep = null
    }
    for (const listener of this.#listeners) listener()
  }

  /** The page is gone, and its voice with it. */
  forget(): void {
    this.report(nothing)
  }

  /** Runs `listener` after every report. */
  onChange(listener: () => void): void {
    this.#listeners = [...this.#listeners, listener]
  }
}
