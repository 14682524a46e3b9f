import type { Translate } from '@contract/strings/translator'
import type { PastedText } from '../library/document-opener.svelte'
import type { ReadingSession } from '../reader/reading-session.svelte'
import { isBlank, transferredText } from './clipboard-text'
import type { FrameState } from './frame-state.svelte'
import { focusKind, matchKey, type FocusKind } from './key-match'
import type { Keys } from './keys.svelte'
import type { CommandId } from './shortcuts'

/** What comes into the window from outside: the document's ways in. */
export interface DocumentIntake {
  openFiles(files: readonly File[]): void
  openText(pasted: PastedText): void
}

/** Keys, drops and pastes that belong to the window rather than to a control. */
export class WindowInput {
  /** The button that was clicked last; until Tab leads to it again the keys are not meant for it. */
  #clicked: Element | null = null

  constructor(
    private readonly t: Translate,
    private readonly session: ReadingSession,
    private readonly frame: FrameState,
    private readonly keys: Keys,
    private readonly intake: DocumentIntake,
    private readonly run: (command: CommandId) => void,
  ) {}

  /** Listens until the returned function is called. */
  listen(page: Window): () => void {
    const listening = new AbortController()
    const { signal } = listening
    page.addEventListener('pointerdown', ({ target }) => this.#onPointerDown(target), {
      signal,
      capture: true,
    })
    page.addEventListener('keydown', (event) => this.#onKeyDown(event), { signal })
    page.addEventListener('paste', (event) => this.#onPaste(event), { signal })
    page.addEventListener('dragenter', (event) => this.#onDragOver(event), { signal })
    page.addEventListener('dragover', (event) => this.#onDragOver(event), { signal })
    page.addEventListener('dragleave', (event) => this.#onDragLeave(event), { signal })
    page.addEventListener('drop', (event) => this.#onDrop(event), { signal })
    return () => listening.abort()
  }

  #onPointerDown(target: EventTarget | null): void {
    this.#clicked = target instanceof Element ? target.closest('button') : null
  }

  /** What the keys are for: Space after a click on a button of the window plays or pauses, as it did before the click. */
  #focusKind(): FocusKind {
    const focused = document.activeElement
    const isOnlyClicked = focused !== null && focused === this.#clicked
    if (isOnlyClicked && !focused.closest('[role="dialog"], dialog, [popover]')) return 'page'
    return focusKind(focused)
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Tab') this.#clicked = null
    // A dialog is modal, and Esc closes what floats before it stops the voice: the browser does both by itself.
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
    if (event.key === 'Escape' && document.querySelector('[popover]:popover-open')) return
    const command = matchKey(
      event,
      {
        platform: this.keys.platform,
        focus: this.#focusKind(),
        hasSession: this.session.hasSession,
      },
      this.keys.bound,
    )
    if (command === null) return
    if (event.repeat && command === 'toggle-play') return event.preventDefault()
    event.preventDefault()
    this.run(command)
  }

  #onPaste(event: ClipboardEvent): void {
    if (focusKind(document.activeElement) === 'field') return
    const pasted = transferredText(event.clipboardData)
    event.preventDefault()
    if (isBlank(pasted)) this.frame.remark = this.t('window.clipboard-empty')
    else this.intake.openText(pasted)
  }

  #onDragOver(event: DragEvent): void {
    if (!carriesDocument(event)) return
    event.preventDefault()
    this.frame.isDropTarget = true
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
  }

  /** Between two elements of the window the next is named; out of the window there is none. */
  #onDragLeave(event: DragEvent): void {
    if (event.relatedTarget === null) this.frame.isDropTarget = false
  }

  #onDrop(event: DragEvent): void {
    this.frame.isDropTarget = false
    if (!carriesDocument(event)) return
    event.preventDefault()
    const files = [...(event.dataTransfer?.files ?? [])]
    const dropped = transferredText(event.dataTransfer)
    if (files.length > 0) this.intake.openFiles(files)
    else if (!isBlank(dropped)) this.intake.openText(dropped)
  }
}

/** Files, or text from another window; not text dragged within this one. */
function carriesDocument(event: DragEvent): boolean {
  const types = event.dataTransfer?.types ?? []
  const isText = types.includes('text/plain') || types.includes('text/html')
  return types.includes('Files') || (isText && getSelection()?.isCollapsed !== false)
}
