import { onDestroy } from 'svelte'
import type { AppContext } from '../ui/app-context'
import type { PageRemains } from './left-out'
import { settleMilliseconds } from './settling'

/** What is left out on the page that a component is about, as the rules say and as far as the document has come. */
export class SeenRemains {
  /** Null while nothing is known of it. */
  current: PageRemains | null = $state.raw(null)
  #isGone = false

  /**
   * To be made while the component is.
   * @param page null: none; what is known stays
   */
  constructor(
    private readonly app: Pick<AppContext, 'session' | 'originals'>,
    private readonly page: () => number | null,
  ) {
    const { session, originals } = app
    $effect(() => {
      void [session.shown.growth, session.rules, originals.opened, page()]
      const timer = setTimeout(() => void this.look(), settleMilliseconds)
      return () => clearTimeout(timer)
    })
    onDestroy(() => (this.#isGone = true))
  }

  /** Looks at once. Never rejects. @returns whether that is what is to be known: of this page, by these rules */
  async look(): Promise<boolean> {
    const { session, originals } = this.app
    const [{ opened }, { rules }, page] = [originals, session, this.page()]
    if (!opened || page === null) return false
    // Without them a page is still a page.
    const found = await opened.leftOut.on(page, rules).catch(() => null)
    const isSame = originals.opened === opened && session.rules === rules && this.page() === page
    if (this.#isGone || !isSame) return false
    this.current = found
    return true
  }
}
