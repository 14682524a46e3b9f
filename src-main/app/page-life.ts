import type { BrowserWindow } from 'electron'
import type { Log } from './log'
import type { PageNotices } from './page-notices'

/** A page that crashes again within this would crash for ever. */
const hopelessMilliseconds = 10_000

/**
 * Loads a page that crashed again, unless it just was.
 * @param page.onDied told when it crashed and is loaded again, before `onGone`: what it was doing is to be gone on with
 * @param page.onGone told whenever the page ends or begins anew: what it was doing is over
 */
export function keepPageAlive(
  window: BrowserWindow,
  notices: PageNotices,
  log: Log,
  page: { onDied(): void; onGone(): void },
): void {
  let loadedAt = -Infinity
  const forget = (): void => {
    notices.close()
    page.onGone()
  }
  window.webContents.on('did-start-loading', forget)
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.info('page', `gone: ${reason}, status ${exitCode}`)
    notices.close()
    const isHopeless = reason === 'clean-exit' || performance.now() - loadedAt < hopelessMilliseconds
    if (!isHopeless) page.onDied()
    page.onGone()
    if (isHopeless) return
    loadedAt = performance.now()
    window.webContents.reload()
  })
}
