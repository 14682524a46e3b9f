import type { BrowserWindow } from 'electron'
import type { Log } from './log'
import type { PageNotices } from './page-notices'

/** A page that crashes again within this would crash for ever. */
const hopelessMilliseconds = 10_000

/**
 * Loads a page that crashed again, unless it just was.
 * @param onGone told whenever the page ends or begins anew: what it was doing is over
 */
export function keepPageAlive(
  window: BrowserWindow,
  notices: PageNotices,
  log: Log,
  onGone: () => void,
): void {
  let loadedAt = -Infinity
  const forget = (): void => {
    notices.close()
    onGone()
  }
  window.webContents.on('did-start-loading', forget)
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.info('page', `gone: ${reason}, status ${exitCode}`)
    forget()
    if (reason === 'clean-exit' || performance.now() - loadedAt < hopelessMilliseconds) return
    loadedAt = performance.now()
    window.webContents.reload()
  })
}
