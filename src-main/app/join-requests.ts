import { app, dialog, type BrowserWindow } from 'electron'
import type { Translate } from '@contract/strings/translator'
import { reveal } from './desktop'
import type { DocumentShelf } from './document-shelf'
import type { FileIntake } from './file-intake'
import type { Log } from './log'
import { OutsideRequests } from './outside-requests'
import type { PageNotices } from './page-notices'
import { pageScheme } from './page-scheme'
import type { SystemRequests } from './second-start'

/** What following requests from outside is made of. */
export interface RequestParts {
  readonly t: Translate
  readonly window: BrowserWindow
  readonly shelf: DocumentShelf
  readonly intake: FileIntake
  readonly notices: PageNotices
  readonly log: Log
  /** What the files of this start are relative to. */
  readonly workingDirectory: string
}

/** Composition of what other programs ask for: follows this start's command line, what waited, and all that comes. */
export async function joinRequests(asked: SystemRequests, parts: RequestParts): Promise<void> {
  const { t, window, shelf, intake, notices, log, workingDirectory } = parts
  // Only what is installed can be found again by the system.
  if (app.isPackaged) app.setAsDefaultProtocolClient(pageScheme)
  const requests = new OutsideRequests({
    shelf,
    intake,
    notices,
    platform: process.platform,
    isPackaged: app.isPackaged,
    confirmOpening: (path) => confirmLink(t, window, path),
    refused: (what) => log.info('guard', `refused ${what}`),
  })
  await Promise.all([
    asked.answer(requests, () => reveal(window)),
    requests.start({ commandLine: process.argv, workingDirectory }),
  ])
}

/** Asks whether a link of another program may open a file; that it may not is what Enter and Esc say. */
async function confirmLink(t: Translate, window: BrowserWindow, path: string): Promise<boolean> {
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
