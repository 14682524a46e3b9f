import { entryProblemText } from '@contract/entry-problems'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { Translate } from '@contract/strings/translator'
import type { ExaminedEntry } from '../audio/speech-player-types'

/** Typing pauses this long before the document is searched. */
const typingMilliseconds = 150

/** What is known of the entry that is being written. */
export class Examination {
  #result: ExaminedEntry | null = $state.raw(null)
  #timer: ReturnType<typeof setTimeout> | undefined
  #wanted = 0

  constructor(private readonly examine: (entry: PronunciationEntry) => Promise<ExaminedEntry>) {}

  /** Null until it is known; the answer for what was typed before stays until then. */
  get result(): ExaminedEntry | null {
    return this.#result
  }

  /** Why the entry cannot be used, in a sentence; empty while nothing is known against it. */
  refusal(t: Translate): string {
    const problem = this.#result?.problem
    return problem ? entryProblemText(t, problem) : ''
  }

  /** Looks at an entry once typing has paused; null forgets what was known. */
  look(entry: PronunciationEntry | null): void {
    clearTimeout(this.#timer)
    const wanted = ++this.#wanted
    if (!entry) {
      this.#result = null
      return
    }
    this.#timer = setTimeout(() => {
      this.examine(entry).then(
        (result) => {
          if (wanted === this.#wanted) this.#result = result
        },
        // Another was asked about, or the engine is gone: nothing is known, and saving is as good as before.
        () => {
          if (wanted === this.#wanted) this.#result = null
        },
      )
    }, typingMilliseconds)
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#wanted += 1
  }
}
