import type { Translate } from '@contract/strings/translator'

/** Lets the boxes of tables that are larger than the page be reached and scrolled with the keyboard, and no others. */
export class TableBoxes {
  readonly #sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target instanceof HTMLElement) this.#settle(target)
  })

  constructor(private readonly t: Translate) {}

  watch(box: HTMLElement): void {
    this.#sizes.observe(box)
  }

  dispose(): void {
    this.#sizes.disconnect()
  }

  #settle(box: HTMLElement): void {
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) {
      box.tabIndex = 0
      box.setAttribute('role', 'region')
      box.setAttribute('aria-label', this.t('reading.table'))
    } else {
      box.removeAttribute('tabindex')
      box.removeAttribute('role')
      box.removeAttribute('aria-label')
    }
  }
}
