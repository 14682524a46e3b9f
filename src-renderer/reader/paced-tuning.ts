/** While a slider moves, the stream is restarted at most this often. */
const tuneEveryMilliseconds = 120

/** Tells the player of changed settings: at once of the first change, then at most every so often while more follow. */
export class PacedTuning<Settings> {
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param current the settings as they are now; another object, others */
  constructor(
    private readonly current: () => Settings,
    private readonly tune: (settings: Settings) => void,
  ) {}

  /** They have changed. */
  soon(): void {
    if (this.#timer !== undefined) return
    const tuned = this.current()
    this.tune(tuned)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (tuned !== this.current()) this.tune(this.current())
    }, tuneEveryMilliseconds)
  }

  dispose(): void {
    clearTimeout(this.#timer)
  }
}
