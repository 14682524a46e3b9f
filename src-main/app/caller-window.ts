import { BrowserWindow } from 'electron'
import { AppError } from '@contract/errors'
import type { Caller } from './ipc-router'

/** The window whose page called. @throws AppError 'internal/unexpected' when it is gone */
export function windowOf({ contents }: Caller): BrowserWindow {
  const window = BrowserWindow.fromWebContents(contents)
  if (window) return window
  throw new AppError('internal/unexpected', 'The page has no window')
}
