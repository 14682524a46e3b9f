import { afterAll, afterEach, beforeEach } from 'vitest'
import { openLector, type LectorOptions, type LectorWindow } from './lector-window'

/** One window for many tests. */
export interface SharedLector {
  /** The window that a test finds. */
  window(): LectorWindow
  /** Closes it, as a person or a crash did; the next test finds another. */
  close(): Promise<void>
  /** Closes it and starts Lector again. */
  restart(): Promise<LectorWindow>
}

/**
 * Opens one window for the tests of a describe, since a launch takes seconds: each begins with the page loaded anew, and
 * answers for what the window complained of meanwhile. One that failed takes its window with it. Settings and library go
 * on from test to test: a test brings documents that no other has.
 * @param options of each launch
 */
export function shareLector(options: () => LectorOptions = () => ({})): SharedLector {
  let lector: LectorWindow | null = null

  async function close(): Promise<void> {
    const closed = lector
    lector = null
    await closed?.close()
  }
  async function restart(): Promise<LectorWindow> {
    await close()
    lector = await openLector(options())
    return lector
  }

  beforeEach(async () => {
    if (lector) await lector.renew()
    else await restart()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail' || (lector && lector.complaints.length > 0)) await close()
  })
  afterAll(close)

  return {
    window() {
      if (!lector) throw new Error('The window was closed')
      return lector
    },
    close,
    restart,
  }
}
