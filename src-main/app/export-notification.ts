import { basename } from 'node:path'
import { Notification, shell, type BrowserWindow } from 'electron'
import type { ExportProgress } from '@contract/calls/export'
import type { Translate } from '@contract/strings/translator'

/**
 * Says with a notification of the system that an export is done, to somebody who does something else meanwhile:
 * whoever looks at the window sees it there. A click shows the file in its folder.
 */
export function notifyOfExport(
  t: Translate,
  window: Pick<BrowserWindow, 'isFocused'>,
  progress: ExportProgress,
): void {
  if (progress.state !== 'done' || window.isFocused() || !Notification.isSupported()) return
  const { path } = progress
  const notification = new Notification({ title: t('window.saved'), body: basename(path) })
  notification.on('click', () => shell.showItemInFolder(path))
  notification.show()
}
