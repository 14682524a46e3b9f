import { expect, test } from 'vitest'
import { isOnScrollBar } from '../../../src-renderer/reader/scroll-bar'

test('a press is on the scroll bar where it is beside the content, on either side, and on nothing in it', () => {
  const scroller = document.createElement('div')
  const word = document.createElement('span')
  Object.defineProperties(scroller, { clientWidth: { value: 600 }, clientHeight: { value: 800 } })
  const press = (offsetX: number, offsetY: number, target: EventTarget = scroller) =>
    isOnScrollBar({ offsetX, offsetY, target }, scroller)
  expect([press(0, 0), press(599, 799), press(700, 10, word)]).toEqual([false, false, false])
  // At the right, at the left where one reads from there, and below.
  expect([press(600, 10), press(-5, 10), press(10, 800)]).toEqual([true, true, true])
})
