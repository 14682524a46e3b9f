import { clearKeptSpeech, measureKeptSpeech } from '@contract/calls/kept-speech'
import type { Bridge } from '../bridge/bridge'

/** Reading on, it grows by a megabyte every few seconds; looking through it is work for the disk. */
const lookEveryMilliseconds = 3_000

/** What kept speech takes on the disk, for as long as somebody looks. */
export class KeptSpeech {
  #bytes: number | null = $state(null)
  #isCleared = $state(false)
  #isAsking = false
  /** Counts what was asked: what was found before it was cleared is not shown after it. */
  #asked = 0

  constructor(
    private readonly bridge: Bridge,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** null until known. */
  get bytes(): number | null {
    return this.#bytes
  }
  /** Whether it was cleared since somebody looks. */
  get isCleared(): boolean {
    return this.#isCleared
  }

  /** Looks at once and again and again until the returned function is called. */
  watch(): () => void {
    this.#isCleared = false
    let isReported = false
    const look = async (): Promise<void> => {
      if (this.#isAsking) return
      this.#isAsking = true
      try {
        await this.#take(this.bridge.call(measureKeptSpeech, null))
      } catch (error) {
        // The next question, seconds later, would fail alike.
        if (!isReported) this.onError(error)
        isReported = true
      } finally {
        this.#isAsking = false
      }
    }
    void look()
    const timer = setInterval(() => void look(), lookEveryMilliseconds)
    return () => clearInterval(timer)
  }

  async clear(): Promise<void> {
    this.#isCleared = false
    try {
      await this.#take(this.bridge.call(clearKeptSpeech, null))
      this.#isCleared = true
    } catch (error) {
      this.onError(error)
    }
  }

  async #take(answer: Promise<{ bytes: number }>): Promise<void> {
    const asked = ++this.#asked
    const { bytes } = await answer
    if (asked === this.#asked) this.#bytes = bytes
  }
}
