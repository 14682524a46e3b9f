import type { ClosingChoice } from '@contract/settings'

/** What closing a window needs of its surroundings. */
export interface ClosingSurroundings {
  isPlaying(): boolean
  /** An export under way ends with Lector: that is said, whatever was chosen for the reading. */
  isExporting(): boolean
  choice(): ClosingChoice
  /** Whether there is a tray now: desktops come with and without. Never rejects. */
  hasTray(): Promise<boolean>
  /** Whether there is a page to ask: one that ended is loaded again at most once. */
  canAsk(): boolean
  /** Asks the person what becomes of the window; `answer` brings what they chose, or nothing does. */
  ask(hasTray: boolean): void
  /** Asks the person whether Lector is to end though something is being saved; as `ask`. */
  askQuitting(): void
  /** Hides the window and leaves the tray in its place. */
  keepInTray(): void
  quit(): void
}

/**
 * Decides what becomes of a window that a person closes, and of Lector where it is told to quit: while it reads it may live
 * on in the tray, and that a saving ends with it is said before.
 */
export class ClosingWindow {
  #isQuitting = false
  /** Whether the page that is there answers nothing. */
  isPageHung = false

  constructor(private readonly surroundings: ClosingSurroundings) {}

  /** The window is being closed. @returns true: let it; false: it stays for now */
  mayClose(): boolean {
    if (this.#isQuitting || !this.#endsSomething()) return true
    // With nobody to ask, a window that cannot be closed would be left.
    if (!this.#canAsk) return true
    void this.#decide()
    return false
  }

  /** Lector is told to quit. @returns true: let it, and nothing is asked any more; false: it stays for now */
  mayQuit(): boolean {
    if (this.#isQuitting || !this.surroundings.isExporting() || !this.#canAsk) {
      this.quitting()
      return true
    }
    this.surroundings.askQuitting()
    return false
  }

  /** What the person answered. */
  answer(answer: 'tray' | 'quit'): void {
    if (answer === 'tray') return this.surroundings.keepInTray()
    this.quitting()
    this.surroundings.quit()
  }

  /** Lector ends, whatever it does: nothing is asked any more. */
  quitting(): void {
    this.#isQuitting = true
  }

  get #canAsk(): boolean {
    return !this.isPageHung && this.surroundings.canAsk()
  }

  #endsSomething(): boolean {
    const { isPlaying, isExporting, choice } = this.surroundings
    return isExporting() || (isPlaying() && choice() !== 'quit')
  }

  async #decide(): Promise<void> {
    const hasTray = await this.surroundings.hasTray()
    // The window may have been closed for good, or the text have ended, while the desktop was asked.
    if (this.#isQuitting) return
    if (!this.#endsSomething()) return this.answer('quit')
    if (hasTray && this.surroundings.choice() === 'tray') this.surroundings.keepInTray()
    else this.surroundings.ask(hasTray)
  }
}
