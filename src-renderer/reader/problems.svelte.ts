import { AppError, fromErrorData, toErrorData } from '@contract/errors'

/** A failure that is on show, and how to try again what failed. */
export interface Problem {
  readonly error: AppError
  readonly retry: (() => void) | null
  /** It is about the rest of the document on the page: what is there stays. */
  readonly isOfRest?: boolean
}

/** The one failure that the banner tells of. */
export class Problems {
  #current: Problem | null = $state.raw(null)
  #shownFailure: AppError | null = null

  get current(): Problem | null {
    return this.#current
  }

  /** Shows a failure. Cancelled work is not one. */
  report(error: unknown, retry: (() => void) | null): void {
    if (error instanceof DOMException && error.name === 'AbortError') return
    this.#current = { error: fromErrorData(toErrorData(error)), retry }
  }

  /** Shows that the rest of the document on the page cannot be had. */
  reportRest(error: AppError, retry: (() => void) | null): void {
    this.#current = { error, retry, isOfRest: true }
  }

  /** Follows a failure that lasts: shown once when it comes, taken away when it is over. */
  watch(failure: AppError | null, retry: () => (() => void) | null): void {
    if (failure === this.#shownFailure) return
    this.#shownFailure = failure
    if (failure) this.report(failure, retry())
    else this.#current = null
  }

  dismiss(): void {
    this.#current = null
  }
}
