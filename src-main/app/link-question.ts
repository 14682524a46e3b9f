import { dialog, type BrowserWindow } from 'electron'
import type { Translate } from '@contract/strings/translator'

/** Asks whether a link of another program may open a file; that it may not is what Enter and Esc say. */
export async function confirmLink(t: Translate, window: BrowserWindow, path: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: t('system.link-opens'),
    detail: path,
    buttons: [t('window.open'), t('general.cancel')],
    defaultId: 1,
    cancelId: 1,
  })
  return response === 0
}
