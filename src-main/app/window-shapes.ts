import type { WindowShape } from '@contract/calls/system'
import {
  areaOnScreens,
  placeOnScreens,
  type Area,
  type Place,
  type WindowState,
  type WindowStateStore,
} from './window-state'

export const readerSize = { width: 1_100, height: 780 } as const
export const smallestReaderSize = { width: 720, height: 480 } as const
/** Of the mini player (look: Mini player). */
export const miniSize = { width: 360, height: 96 } as const

/** What of a window is used here; a `BrowserWindow` is one. */
export interface ShapedWindow {
  isMaximized(): boolean
  isFullScreen(): boolean
  getNormalBounds(): Area
  getBounds(): Area
  setBounds(bounds: Partial<Area>): void
  setMinimumSize(width: number, height: number): void
  setResizable(isResizable: boolean): void
  setAlwaysOnTop(isOnTop: boolean): void
  setFullScreen(isFullScreen: boolean): void
  setWindowButtonVisibility(isVisible: boolean): void
  maximize(): void
  unmaximize(): void
  once(event: 'leave-full-screen', listener: () => void): unknown
}

/**
 * The two shapes of the one window: the reader, and the mini player that it turns into. The page stays the same, and
 * with it the voice and the clock of its words.
 */
export class WindowShapes {
  #shape: WindowShape = 'reader'
  /** A window leaves full screen in its own time; what it shall be then is decided last. */
  #isLeavingFullScreen = false
  /** How the reader was left: what the window reports while it takes a shape is noted, and is not it. */
  #left: WindowState

  constructor(
    private readonly window: ShapedWindow,
    private readonly store: WindowStateStore,
    private readonly surroundings: {
      screens(): readonly Area[]
      isMiniOnTop(): boolean
      /** The system draws the window's three buttons there. */
      readonly isMac: boolean
    },
  ) {
    this.#left = store.value
  }

  /** Notes where the window is now; call it whenever it moved or changed its size. */
  note(): void {
    const { window, store } = this
    if (this.#isLeavingFullScreen) return
    if (this.#shape === 'mini') {
      const { x, y } = window.getBounds()
      store.change({ miniPlace: { x, y } })
      return
    }
    const isMaximised = window.isMaximized()
    const isFullScreen = window.isFullScreen()
    // Full screen hides whether it was maximised before.
    if (isFullScreen) store.change({ isFullScreen })
    else store.change({ isMaximised, isFullScreen, bounds: window.getNormalBounds() })
  }

  /** Gives a fresh window the state it was left in. */
  restore(): void {
    const { isMaximised, isFullScreen } = this.#left
    if (isMaximised) this.window.maximize()
    if (isFullScreen) this.window.setFullScreen(true)
  }

  /** Turns the window into the mini player, or back into what it was. */
  take(shape: WindowShape): void {
    if (shape === this.#shape) return
    if (shape === 'mini') {
      this.note()
      this.#left = this.store.value
    }
    this.#shape = shape
    if (shape === 'reader') return this.#becomeReader()
    if (!this.window.isFullScreen()) return this.#becomeMini()
    this.#isLeavingFullScreen = true
    this.window.once('leave-full-screen', () => {
      this.#isLeavingFullScreen = false
      if (this.#shape === 'mini') this.#becomeMini()
      else this.restore()
    })
    this.window.setFullScreen(false)
  }

  /** Follows the setting while the mini player is there. */
  followSetting(): void {
    if (this.#shape === 'mini') this.window.setAlwaysOnTop(this.surroundings.isMiniOnTop())
  }

  #becomeMini(): void {
    const { window, surroundings } = this
    const reader = window.getBounds()
    if (window.isMaximized()) window.unmaximize()
    if (surroundings.isMac) window.setWindowButtonVisibility(false)
    window.setMinimumSize(miniSize.width, miniSize.height)
    window.setBounds({ ...this.#miniPlace(reader), ...miniSize })
    window.setResizable(false)
    window.setAlwaysOnTop(surroundings.isMiniOnTop())
  }

  #becomeReader(): void {
    if (this.#isLeavingFullScreen) return
    const { window, surroundings } = this
    const { bounds } = this.#left
    window.setAlwaysOnTop(false)
    window.setResizable(true)
    window.setMinimumSize(smallestReaderSize.width, smallestReaderSize.height)
    if (surroundings.isMac) window.setWindowButtonVisibility(true)
    if (bounds) window.setBounds(areaOnScreens(bounds, smallestReaderSize, surroundings.screens()))
    this.restore()
  }

  /** Where it was put last, else at the upper right of where the reader is. */
  #miniPlace(reader: Area): Place {
    const { miniPlace } = this.store.value
    const kept = miniPlace && placeOnScreens({ ...miniPlace, ...miniSize }, this.surroundings.screens())
    return kept ?? { x: Math.max(reader.x, reader.x + reader.width - miniSize.width), y: reader.y }
  }
}
