import type { App } from 'electron'

/** Lets the parts finish before the app ends, once; who listens before may have it stay. */
export function quitOrderly(app: App, finish: () => Promise<void>): void {
  let finishing: Promise<void> | null = null
  let isFinished = false
  app.on('before-quit', (event) => {
    if (isFinished || event.defaultPrevented) return
    event.preventDefault()
    // Asked again meanwhile, by the last window that goes, it is the same end.
    finishing ??= finish().finally(() => {
      isFinished = true
      app.quit()
    })
  })
}
