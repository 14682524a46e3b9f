/** Pictures are fetched this far before they come into sight, in sizes of the page. */
const aheadPercent = 150

/** Fetches the pictures of a page as they come near, and lets them go with the page. */
export class PagePictures {
  readonly #blockOf = new Map<Element, number>()
  readonly #addresses: string[] = []
  readonly #near: IntersectionObserver
  #isDisposed = false

  /** @param load fetches the picture of a block */
  constructor(
    scroller: HTMLElement,
    private readonly load: (block: number) => Promise<Blob>,
  ) {
    this.#near = new IntersectionObserver((entries) => this.#cameNear(entries), {
      root: scroller,
      rootMargin: `${aheadPercent}%`,
    })
  }

  /** @param figure as `buildFigure` made it */
  watch(figure: HTMLElement, block: number): void {
    this.#blockOf.set(figure, block)
    this.#near.observe(figure)
  }

  dispose(): void {
    this.#isDisposed = true
    this.#near.disconnect()
    for (const address of this.#addresses) URL.revokeObjectURL(address)
  }

  #cameNear(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const block = this.#blockOf.get(target)
      if (!isIntersecting || block === undefined) continue
      this.#near.unobserve(target)
      this.#blockOf.delete(target)
      this.load(block).then(
        (picture) => this.#show(target, picture),
        () => lose(target),
      )
    }
  }

  #show(figure: Element, picture: Blob): void {
    const image = figure.querySelector('img')
    if (this.#isDisposed || !image) return
    const address = URL.createObjectURL(picture)
    this.#addresses.push(address)
    image.onerror = () => lose(figure)
    image.src = address
  }
}

/** A picture that cannot be shown is what its words are, as where a document hands over none; without words it is nothing. */
function lose(figure: Element): void {
  if (figure instanceof HTMLElement) figure.hidden = figure.classList.contains('wordless-picture')
  figure.querySelector('.picture')?.remove()
  figure.querySelector('figcaption')?.removeAttribute('aria-hidden')
  figure.classList.remove('pictured')
}
