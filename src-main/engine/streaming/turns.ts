import { unlessAborted } from './unless-aborted'

/** Lets one after the other do what only one may do at a time, in the order they came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  /**
   * @param work   done when all who came before have ended, or left
   * @param signal leaves the row; nothing once the work has begun
   * @throws what the work throws; `signal.reason`
   */
  take<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const before = this.#last
    const done = (signal ? unlessAborted(before, signal) : before).then(work)
    // Of what came before nothing is held, or each would hold all.
    this.#last = Promise.allSettled([before, done]).then(() => undefined)
    return done
  }
}
