import type { SpeechCacheListener } from './speech-cache'

/** Has one worker keep what it makes, or keep it no more; resolves when nothing is on its way to the disk any more. */
type SetKeeping = (isOn: boolean) => Promise<void>

/** Where voices keep what they say: one place for all of them, which is opened and closed while they speak. */
export class SpeechKeeping implements SpeechCacheListener {
  readonly #workers = new Set<SetKeeping>()
  #isOn: boolean
  #hasFailed = false

  /** @param listener told of a failure once, however many workers meet with it */
  constructor(
    readonly directory: string,
    private readonly listener: SpeechCacheListener,
    isOn = true,
  ) {
    this.#isOn = isOn
  }

  /** Whether a worker that is started now keeps what it makes. */
  get isOn(): boolean {
    return this.#isOn
  }

  /** @returns takes the worker out again */
  join(worker: SetKeeping): () => void {
    this.#workers.add(worker)
    return () => void this.#workers.delete(worker)
  }

  /** On: also those that had failed try again. @returns settles when all do as they are told; off: nothing comes any more */
  async setOn(isOn: boolean): Promise<void> {
    this.#isOn = isOn
    this.#hasFailed = false
    await Promise.all([...this.#workers].map((worker) => worker(isOn)))
  }

  kept(name: string, bytes: number): void {
    this.listener.kept(name, bytes)
  }

  failed(error: unknown): void {
    if (!this.#hasFailed) this.listener.failed(error)
    this.#hasFailed = true
  }
}
