import { basename } from 'node:path'
import { Notification, shell, type BrowserWindow } from 'electron'
import type { ExportProgress } from '@contract/calls/export'
import type { Translate } from '@contract/strings/translator'

/**
 * Says with a notification of the system that an export is done, to somebody who does something else meanwhile:
 * whoever looks at the window sees it there. A click shows the file in its folder.
 */
export class ExportNotifications {
  /** Electron does not keep one that nobody holds, and a click on it would then do nothing. */
  readonly #shown = new Set<Notification>()

  constructor(
    private readonly t: Translate,
    private readonly window: Pick<BrowserWindow, 'isDestroyed' | 'isFocused'>,
  ) {}

  note(progress: ExportProgress): void {
    if (progress.state !== 'done' || !Notification.isSupported()) return
    // It may be gone while Lector quits.
    if (!this.window.isDestroyed() && this.window.isFocused()) return
    const [path] = progress.paths
    const notification = new Notification({ title: this.t('window.saved'), body: basename(path) })
    const letGo = (): void => void this.#shown.delete(notification)
    notification.on('click', () => {
      letGo()
      shell.showItemInFolder(path)
    })
    notification.on('close', letGo)
    this.#shown.add(notification)
    notification.show()
  }
}
