/** So long a silence is a pause nobody is about to end; longer than any output takes for idleness that needs a lead-in. */
const restAfterMilliseconds = 10_000

/** What of an audio context is started and stopped. */
export type RestingContext = Pick<AudioContext, 'state' | 'suspend' | 'resume'>

/**
 * Suspends an audio context that has nothing to sound for long, where a person does not have it kept open: headphones
 * may sleep then. What is sent to it meanwhile waits in its worklet, so that nothing of the next sound is lost.
 */
export class OutputRest {
  #isResting = false
  /** When it fell silent; null while it is meant to sound. */
  #silentSince: number | null

  /** @param keepsOpen whether a person has it kept open, as it is set now */
  constructor(
    private readonly context: RestingContext,
    private readonly keepsOpen: () => boolean,
    private readonly now: () => number,
  ) {
    this.#silentSince = now()
  }

  /** It was suspended here, and not by a browser that waits for a gesture. */
  get isResting(): boolean {
    return this.#isResting
  }

  /** It is meant to sound. */
  get isSounding(): boolean {
    return this.#silentSince === null
  }

  /** Sound is about to come, or may be: it is ready for it. */
  wake(): void {
    if (this.#silentSince !== null) this.#silentSince = this.now()
    if (!this.#isResting) return
    this.#isResting = false
    // Whatever its state is: a suspension that is still under way is undone, too.
    void this.context.resume().catch(() => undefined)
  }

  /** It is to sound from now on. */
  sound(): void {
    this.wake()
    this.#silentSince = null
  }

  /** It is not to sound any more. */
  fallSilent(): void {
    this.#silentSince ??= this.now()
  }

  /** Looks whether it is time to rest. @param hasEnded whether what was to sound is over, or stands still */
  look(hasEnded: boolean): void {
    if (hasEnded) this.fallSilent()
    if (this.keepsOpen()) return this.wake()
    const isLong = this.#silentSince !== null && this.now() - this.#silentSince >= restAfterMilliseconds
    if (!isLong || this.#isResting || this.context.state !== 'running') return
    this.#isResting = true
    void this.context.suspend().catch(() => undefined)
  }
}
