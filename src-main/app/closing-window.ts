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
  /** Puts the question to the person; `answer` brings what they chose, or nothing does. */
  ask(hasTray: boolean): void
  /** Hides the window and leaves the tray in its place. */
  keepInTray(): void
  quit(): void
}

/** Decides what becomes of a window that a person closes: while it reads it may live on in the tray. */
export class ClosingWindow {
  #isQuitting = false
  /** Whether the page that is there answers nothing. */
  isPageHung = false

  constructor(private readonly surroundings: ClosingSurroundings) {}

  /** The window is being closed. @returns true: let it; false: it stays for now */
  mayClose(): boolean {
    if (this.#isQuitting || !this.#endsSomething()) return true
    // With nobody to ask, a window that cannot be closed would be left.
    if (this.isPageHung || !this.surroundings.canAsk()) return true
    void this.#decide()
    return false
  }

  /** What the person answered. */
  answer(answer: 'tray' | 'quit'): void {
    if (answer === 'tray') return this.surroundings.keepInTray()
    this.quitting()
    this.surroundings.quit()
  }

  /** The app ends: nothing is asked any more. */
  quitting(): void {
    this.#isQuitting = true
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
