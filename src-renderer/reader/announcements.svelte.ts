/** Between clearing an announcement and saying it again: assistive technology has to see that it was gone. */
const sayAgainMilliseconds = 100

/** What a polite live region holds. */
export class Announcements {
  #text = $state('')
  #timer: ReturnType<typeof setTimeout> | undefined

  get text(): string {
    return this.#text
  }

  /** Says something, in place of what was about to be said. */
  say(sentence: string): void {
    clearTimeout(this.#timer)
    this.#text = sentence
  }

  /** Says something also when the same was said last: what does not change is not spoken. */
  sayAgain(sentence: string): void {
    const isSaid = sentence === this.#text
    this.say(isSaid ? '' : sentence)
    if (isSaid) this.#timer = setTimeout(() => this.say(sentence), sayAgainMilliseconds)
  }

  /** Says nothing, also of what was about to be said. */
  clear(): void {
    this.say('')
  }

  dispose(): void {
    clearTimeout(this.#timer)
  }
}
