import type { StringKey } from '@contract/strings/catalogue'

/** Below this the sidebar lies over the page and the player takes two rows, in px (look: Player). */
const narrowBelowPixels = 820
/** Below this the export panel folds the sidebar away, in px (look: Export panel). */
const foldBelowPixels = 1240

/** Below this the status bar folds into More, in px (look: Player). */
const lowBelowPixels = 440

/** So long a remark is news, in ms: after that it gives way to what the voice does. */
const newsMilliseconds = 6_000

/** What of the window is open, and how much room there is. */
export class FrameState {
  #width = $state(1100)
  #height = $state(780)
  isSettingsOpen = $state(false)
  /** The label of the row that the settings are to show; null: none is waited for. */
  soughtSetting: StringKey | null = $state(null)
  areShortcutsOpen = $state(false)
  isGoToOpen = $state(false)
  /** What is to be saved of the document on the page is being chosen. */
  isExportDialogOpen = $state(false)
  /** One panel at a time stands beside the page. */
  #panel: 'export' | 'reading' | null = $state(null)
  /** The sidebar laid over a narrow page. */
  isSidebarOver = $state(false)
  /** A file is held over the window. */
  isDropTarget = $state(false)
  #remark = $state('')
  #isRemarkNews = $state(false)
  #newsTimer: ReturnType<typeof setTimeout> | undefined

  readonly isNarrow = $derived(this.#width < narrowBelowPixels)
  readonly isLow = $derived(this.#height < lowBelowPixels)
  readonly foldsSidebar = $derived(this.#width < foldBelowPixels && this.#panel !== null)

  /** @param announce says a new remark to assistive technology as well */
  constructor(private readonly announce: (remark: string) => void) {}

  get isExportOpen(): boolean {
    return this.#panel === 'export'
  }
  set isExportOpen(isOpen: boolean) {
    if (isOpen) this.#panel = 'export'
    else if (this.isExportOpen) this.#panel = null
  }

  /** The panel that says what will be read. */
  get isReadingOpen(): boolean {
    return this.#panel === 'reading'
  }
  set isReadingOpen(isOpen: boolean) {
    if (isOpen) this.#panel = 'reading'
    else if (this.isReadingOpen) this.#panel = null
  }

  /** A short remark for the status bar that no state explains, else empty. */
  get remark(): string {
    return this.#remark
  }
  set remark(remark: string) {
    clearTimeout(this.#newsTimer)
    this.#remark = remark
    this.#isRemarkNews = remark !== ''
    if (remark === '') return
    this.#newsTimer = setTimeout(() => this.ageRemark(), newsMilliseconds)
    this.announce(remark)
  }

  /** Opens the settings at the row of that label. */
  showSetting(label: StringKey): void {
    this.soughtSetting = label
    this.isSettingsOpen = true
  }

  /** It was made just now, and may be said in place of what lasts. */
  get isRemarkNews(): boolean {
    return this.#isRemarkNews
  }

  /** What the voice does has changed: that is the news now. The remark waits until nothing else is to be said. */
  ageRemark(): void {
    clearTimeout(this.#newsTimer)
    this.#isRemarkNews = false
  }

  /** @param inside of the window, in px; what is left out stays */
  resize({ width = this.#width, height = this.#height }: { width?: number; height?: number }): void {
    this.#width = width
    this.#height = height
    if (!this.isNarrow) this.isSidebarOver = false
  }
}
