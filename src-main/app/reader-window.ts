import { BrowserWindow, nativeTheme } from 'electron'
import type { Theme } from '@contract/settings'
import { pageUrl } from './page-protocol'

/** The paper of each theme (look: tokens.css, --page): what shows before the page has drawn. */
const paper: Readonly<Record<Exclude<Theme, 'system'>, string>> = {
  light: '#FDFDFC',
  sepia: '#F6EEDD',
  dark: '#171716',
  contrast: '#000000',
}

/** Makes the reader's window and loads its page; it shows itself when there is something to see. */
export function openReaderWindow(options: {
  preloadPath: string
  theme: Theme
  platform: NodeJS.Platform
}): BrowserWindow {
  const { preloadPath, theme, platform } = options
  const isMac = platform === 'darwin'
  const window = new BrowserWindow({
    width: 1_100,
    height: 780,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Lector',
    backgroundColor: paper[theme === 'system' ? systemTheme() : theme],
    // The page draws the title bar; on macOS the system keeps its three buttons.
    frame: isMac,
    titleBarStyle: isMac ? 'hiddenInset' : 'default',
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // A reader listens with the window behind others: the highlight and the clock go on.
      backgroundThrottling: false,
    },
  })
  window.setMenuBarVisibility(false)
  window.once('ready-to-show', () => window.show())
  void window.loadURL(pageUrl)
  return window
}

function systemTheme(): 'light' | 'dark' | 'contrast' {
  if (nativeTheme.shouldUseHighContrastColors) return 'contrast'
  return nativeTheme.shouldUseDarkColors ? 'dark' : 'light'
}
