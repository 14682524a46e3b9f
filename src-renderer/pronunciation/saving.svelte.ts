import { AppError } from '@contract/errors'
import type { Translate } from '@contract/strings/translator'
import { errorSentence } from '../ui/error-sentences'

/** Saving from a form: one at a time, and what went wrong as a sentence for people. */
export class Saving {
  #problem = $state('')
  #isUnderWay = $state(false)

  constructor(private readonly t: Translate) {}

  /** '' when nothing went wrong. */
  get problem(): string {
    return this.#problem
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay
  }

  async run(save: () => Promise<void>): Promise<void> {
    if (this.#isUnderWay) return
    this.#isUnderWay = true
    this.#problem = ''
    try {
      await save()
    } catch (error) {
      const { code, details } = error instanceof AppError ? error : new AppError('internal/unexpected', '')
      this.#problem = errorSentence(this.t, code, details).sentence
    } finally {
      this.#isUnderWay = false
    }
  }
}
