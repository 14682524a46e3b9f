import { answerClosing, reportReading, windowShape } from '@contract/calls/system'
import type { ClosingWindow } from './closing-window'
import type { IpcRouter } from './ipc-router'
import type { ReadingWatch } from './reading-watch'
import type { WindowShapes } from './window-shapes'

/** Lector among the other programs: its window's shapes, what keeps it awake, and how it closes. */
export interface Desktop {
  readonly shapes: WindowShapes
  readonly watch: ReadingWatch
  readonly closing: ClosingWindow
  /** The page is gone, and begins anew as the reader that reads nothing. */
  forgetPage(): void
}

/** Answers the calls that are about the window and the system around it. */
export function answerSystemCalls(router: IpcRouter, desktop: Desktop): void {
  router.handle(windowShape, ({ shape }) => {
    desktop.shapes.take(shape)
    return null
  })
  router.handle(reportReading, (reading) => {
    desktop.watch.report(reading)
    return null
  })
  router.handle(answerClosing, ({ answer }) => {
    desktop.closing.answer(answer)
    return null
  })
}
