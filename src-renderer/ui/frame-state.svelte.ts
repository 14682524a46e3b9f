/** Below this the sidebar lies over the page and the player takes two rows, in px (look: Player). */
const narrowBelowPixels = 820
/** Below this the export panel folds the sidebar away, in px (look: Export panel). */
const foldBelowPixels = 1240

/** What of the window is open, and how much room there is. */
export class FrameState {
  #width = $state(1100)
  isSettingsOpen = $state(false)
  areShortcutsOpen = $state(false)
  isExportOpen = $state(false)
  /** The sidebar laid over a narrow page. */
  isSidebarOver = $state(false)
  /** A file is held over the window. */
  isDropTarget = $state(false)
  /** A short remark for the status bar that no state explains, else empty. */
  remark = $state('')

  readonly isNarrow = $derived(this.#width < narrowBelowPixels)
  readonly foldsSidebar = $derived(this.#width < foldBelowPixels && this.isExportOpen)

  /** @param width of the window's inside, in px */
  resize(width: number): void {
    this.#width = width
    if (!this.isNarrow) this.isSidebarOver = false
  }
}
