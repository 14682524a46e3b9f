import type { BrowserWindow } from 'electron'

/** A page that does not answer is not waited for longer, in ms. */
const patienceMilliseconds = 1_000

/** Closes a window and waits until it is gone: what its page keeps as it goes has come by then. May be called twice. */
export async function leavePage(
  window: Pick<BrowserWindow, 'isDestroyed' | 'once' | 'close' | 'destroy'>,
): Promise<void> {
  if (window.isDestroyed()) return
  const gone = new Promise<void>((resolve) => window.once('closed', () => resolve()))
  const timer = setTimeout(() => window.destroy(), patienceMilliseconds)
  window.close()
  await gone
  clearTimeout(timer)
}
