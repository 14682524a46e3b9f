import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Theme } from '@contract/settings'
import { readerSize, smallestReaderSize } from './window-shapes'
import { areaOnScreens, type Area, type WindowState } from './window-state'

/** The paper of each theme (look: tokens.css, --page): what shows before the page has drawn. */
const paper: Readonly<Record<Exclude<Theme, 'system'>, string>> = {
  light: '#FDFDFC',
  sepia: '#F6EEDD',
  dark: '#171716',
  contrast: '#000000',
}

/** Makes the reader's window; it shows itself when there is something to see. Its page is not loaded yet. */
export function makeReaderWindow(options: {
  preloadPath: string
  /** How the window was left; its place is taken again while a screen is there. */
  left: WindowState
  theme: Theme
  platform: NodeJS.Platform
}): BrowserWindow {
  const { preloadPath, theme, platform } = options
  const { bounds } = options.left
  const isMac = platform === 'darwin'
  const window = new BrowserWindow({
    ...(bounds ? areaOnScreens(bounds, smallestReaderSize, screenAreas()) : readerSize),
    minWidth: smallestReaderSize.width,
    minHeight: smallestReaderSize.height,
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
    },
  })
  window.setMenuBarVisibility(false)
  window.once('ready-to-show', () => window.show())
  return window
}

/** The parts of the screens that windows may use, the main one first. */
export function screenAreas(): Area[] {
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  return [main, ...others].map(({ workArea }) => workArea)
}

function systemTheme(): 'light' | 'dark' | 'contrast' {
  if (nativeTheme.shouldUseHighContrastColors) return 'contrast'
  return nativeTheme.shouldUseDarkColors ? 'dark' : 'light'
}
