/** Runs tasks one at a time, the one asked for last before those that still wait. */
export class NewestFirst {
  readonly #waiting: { readonly begin: () => Promise<void>; readonly refuse: (reason: unknown) => void }[] =
    []
  #isRunning = false

  /** @returns what the task gives. @throws what it throws; the reason it was given up for while it waited */
  add<Result>(task: () => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ begin: () => attempt(task).then(resolve, reject), refuse: reject })
      if (!this.#isRunning) void this.#run()
    })
  }

  /** Refuses what waits; what runs goes on. */
  giveUp(reason: unknown): void {
    for (const { refuse } of this.#waiting.splice(0)) refuse(reason)
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) await next.begin()
    this.#isRunning = false
  }
}

/** What a task throws before it gives a promise is a rejection as well: those behind it would wait for ever. */
async function attempt<Result>(task: () => Promise<Result>): Promise<Result> {
  return task()
}
