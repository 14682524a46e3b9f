import { tick } from 'svelte'
import type { Attachment } from 'svelte/attachments'

/**
 * Takes the focus for as long as an element is there and gives it back to what had it, where that still is.
 * @param take gives the element the focus, or something in it
 * @param isKept asked when the element goes; true: the focus is elsewhere by then, and stays there
 */
export function borrowedFocus<Holder extends HTMLElement>(
  take: (element: Holder) => void,
  isKept: (element: Holder) => boolean = () => false,
): Attachment<Holder> {
  return (element) => {
    const before = document.activeElement
    take(element)
    return () => {
      if (isKept(element) || !(before instanceof HTMLElement)) return
      // What lay under the element can take the focus again once it is shown.
      void tick().then(() => before.focus({ preventScroll: true }))
    }
  }
}
