import type { Locator } from 'playwright-core'

/** Waits until what scrolls has come to rest, whatever moved it. @returns where it stands, in whole px across and down */
export function scrollRest(scroller: Locator): Promise<{ left: number; top: number }> {
  return scroller.evaluate(async (element) => {
    const restFrames = 12
    const place = () => ({ left: Math.round(element.scrollLeft), top: Math.round(element.scrollTop) })
    let now = place()
    // In frames, not in seconds: where none is drawn nothing moves, and is not at rest for that.
    for (let still = 0; still < restFrames; still++) {
      await new Promise((drawn) => requestAnimationFrame(drawn))
      const next = place()
      if (next.left !== now.left || next.top !== now.top) still = 0
      now = next
    }
    return now
  })
}
