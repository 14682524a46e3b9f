import type { App } from 'electron'

/** Lets the parts finish before the app ends, once. */
export function quitOrderly(app: App, finish: () => Promise<void>): void {
  let isFinished = false
  app.on('before-quit', (event) => {
    if (isFinished) return
    event.preventDefault()
    void finish().finally(() => {
      isFinished = true
      app.quit()
    })
  })
}
