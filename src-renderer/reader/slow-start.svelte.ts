/** A start that is not audible after this long is worth a word in the status bar. */
const slowStartMilliseconds = 300

/** Notices a start that takes its time. */
export class SlowStart {
  #isSlow = $state(false)
  #timer: ReturnType<typeof setTimeout> | undefined

  get isSlow(): boolean {
    return this.#isSlow
  }

  /** @param isStarting whether something that was asked for is not heard yet; told as often as anything changes */
  watch(isStarting: boolean): void {
    if (isStarting) this.#timer ??= setTimeout(() => (this.#isSlow = true), slowStartMilliseconds)
    else this.dispose()
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isSlow = false
  }
}
