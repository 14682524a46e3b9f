/** The part of a press that decides. */
export type BarPress = Pick<PointerEvent, 'offsetX' | 'offsetY' | 'target'>

/** Whether a press is on the scroll bar of what scrolls: beside its content there is nothing else, on either side. */
export function isOnScrollBar({ offsetX, offsetY, target }: BarPress, scroller: HTMLElement): boolean {
  return (
    target === scroller &&
    (offsetX < 0 || offsetX >= scroller.clientWidth || offsetY >= scroller.clientHeight)
  )
}
