/** Lets the boxes of tables that are wider than the page be reached and scrolled with the keyboard, and no others. */
export class TableBoxes {
  readonly #sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target instanceof HTMLElement) settle(target)
  })

  watch(box: HTMLElement): void {
    this.#sizes.observe(box)
  }

  dispose(): void {
    this.#sizes.disconnect()
  }
}

function settle(box: HTMLElement): void {
  if (box.scrollWidth > box.clientWidth) {
    box.tabIndex = 0
    box.setAttribute('role', 'region')
    box.setAttribute('aria-label', 'Table')
  } else {
    box.removeAttribute('tabindex')
    box.removeAttribute('role')
    box.removeAttribute('aria-label')
  }
}
