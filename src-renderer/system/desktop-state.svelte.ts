import type { z } from 'zod'
import { answerClosing, windowShape, type systemWish, type WindowShape } from '@contract/calls/system'
import type { HotkeyId } from '@contract/settings'
import type { Bridge } from '../bridge/bridge'
import type { SettingsStore } from '../settings/settings-store.svelte'

type Wish = z.output<typeof systemWish.payload>

/** What is done here when the system asks for it. */
export interface DesktopActions {
  togglePlay(): void
  openText(text: string, isRead: boolean): void
  goOn(documentId: string, isRead: boolean): void
  report(error: unknown): void
}

/** Of the inside of the window and of the text's column, in px. */
export interface ReaderSize {
  readonly width: number
  readonly height: number
  readonly column: number
}

/** What the window is asked before it closes, or Lector quits. */
export interface ClosingQuestion {
  /** All of Lector ends, not the window alone. */
  readonly isQuitting?: boolean
  readonly hasTray: boolean
  /** A document is being saved, which ends with Lector. */
  readonly isExporting: boolean
}

/** The window among the other programs: its shape, the question before it closes, and the keys that hold everywhere. */
export class DesktopState {
  #shape: WindowShape = $state('reader')
  #closing: ClosingQuestion | null = $state.raw(null)
  /** The keys chosen that another program has. */
  refusedHotkeys: readonly HotkeyId[] = $state.raw([])
  /** Of the window's inside before it became the mini player, in px: the page keeps its lines by it. */
  #readerSize: ReaderSize = $state.raw({ width: 0, height: 0, column: 0 })

  constructor(
    private readonly bridge: Pick<Bridge, 'call'>,
    private readonly settings: SettingsStore,
    private readonly actions: DesktopActions,
  ) {}

  get isMini(): boolean {
    return this.#shape === 'mini'
  }
  get readerSize(): ReaderSize {
    return this.#readerSize
  }
  /** Set while the person is asked what becomes of the closed window. */
  get closing(): ClosingQuestion | null {
    return this.#closing
  }

  /** Turns the window into the mini player. @param inside of the window now */
  enterMini(inside: ReaderSize): void {
    if (this.isMini) return
    this.#readerSize = inside
    this.#take('mini')
  }

  leaveMini(): void {
    if (this.isMini) this.#take('reader')
  }

  /** Closes the window as the person chose; that holds from now on where there was a choice. */
  answerClosing(answer: 'tray' | 'quit'): void {
    // What is answered while something is saved is no choice for every reading.
    if (this.#closing?.hasTray && !this.#closing.isExporting)
      this.settings.change((now) => ({ ...now, system: { ...now.system, closeWhilePlaying: answer } }))
    this.#closing = null
    this.bridge.call(answerClosing, { answer }).catch(this.actions.report)
  }

  /** The window stays. */
  dismissClosing(): void {
    this.#closing = null
  }

  /** Does what the system asks for. */
  grant(asked: Wish): void {
    switch (asked.wish) {
      case 'toggle-play':
        return this.actions.togglePlay()
      case 'open-text':
        return this.actions.openText(asked.text, asked.isRead)
      case 'go-on':
        return this.actions.goOn(asked.documentId, asked.isRead)
      case 'ask-closing':
        // The question has no room in the mini player.
        this.leaveMini()
        this.#closing = { hasTray: asked.hasTray, isExporting: asked.isExporting ?? false }
        return
      case 'ask-quitting':
        this.leaveMini()
        this.#closing = { hasTray: false, isExporting: true, isQuitting: true }
    }
  }

  #take(shape: WindowShape): void {
    this.#shape = shape
    this.bridge.call(windowShape, { shape }).catch(this.actions.report)
  }
}
