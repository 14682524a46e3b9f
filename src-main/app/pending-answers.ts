import type { AppError } from '@contract/errors'

/** Requests to another process that it has not answered yet, by the number that each answer repeats. */
export class PendingAnswers<Answer> {
  #lastRequestId = 0
  readonly #pending = new Map<
    number,
    { resolve: (answer: Answer) => void; reject: (error: AppError) => void }
  >()

  /**
   * @param send is called at once, with the request's number
   * @throws what `failAll` is told
   */
  ask(send: (requestId: number) => void): Promise<Answer> {
    const requestId = ++this.#lastRequestId
    return new Promise((resolve, reject) => {
      this.#pending.set(requestId, { resolve, reject })
      send(requestId)
    })
  }

  /** Nothing happens where nobody waits for that answer any more. */
  answer(requestId: number, answer: Answer): void {
    this.#take(requestId)?.resolve(answer)
  }

  /** No answer will come any more. */
  failAll(error: AppError): void {
    for (const { reject } of this.#pending.values()) reject(error)
    this.#pending.clear()
  }

  #take(requestId: number) {
    const pending = this.#pending.get(requestId)
    this.#pending.delete(requestId)
    return pending
  }
}
