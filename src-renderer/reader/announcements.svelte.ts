/** Between clearing an announcement and saying it again: assistive technology has to see that it was gone. */
const sayAgainMilliseconds = 100

/** What a polite live region holds. */
export class Announcements {
  text = $state('')
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Says something also when the same was said last: what does not change is not spoken. */
  sayAgain(sentence: string): void {
    clearTimeout(this.#timer)
    const isSaid = sentence === this.text
    this.text = isSaid ? '' : sentence
    if (!isSaid) return
    this.#timer = setTimeout(() => (this.text ||= sentence), sayAgainMilliseconds)
  }

  dispose(): void {
    clearTimeout(this.#timer)
  }
}
