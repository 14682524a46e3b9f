import {
  app,
  clipboard,
  globalShortcut,
  Menu,
  nativeImage,
  powerMonitor,
  Tray,
  type BrowserWindow,
} from 'electron'
import { hotkeysRefused, systemWish } from '@contract/calls/system'
import type { Translate } from '@contract/strings/translator'
import { ClosingWindow } from './closing-window'
import type { ExportJobs } from './export-jobs'
import { GlobalHotkeys } from './global-hotkeys'
import type { PageNotices } from './page-notices'
import { screenAreas } from './reader-window'
import { ReadingWatch } from './reading-watch'
import type { SettingsStore } from './settings-store'
import type { Desktop } from './system-calls'
import { hasTrayHost, runProgram } from './tray-host'
import { trayIconBitmap, trayIconPixels } from './tray-icon'
import { TrayPresence, type TrayIcon } from './tray-presence'
import { WindowShapes } from './window-shapes'
import type { WindowStateStore } from './window-state'

/** What the desktop's parts are made of. */
export interface DesktopParts {
  readonly t: Translate
  readonly window: BrowserWindow
  readonly windowState: WindowStateStore
  readonly settings: SettingsStore
  readonly exports: Pick<ExportJobs, 'isRunning'>
  readonly notices: PageNotices
  readonly platform: NodeJS.Platform
  preventSleep(): () => void
}

/** Brings the window before the person: out of the tray, up from the bar, in front of others. */
export function reveal(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Composition of what surrounds the window: joins its parts to Electron's. */
export function joinDesktop(parts: DesktopParts): Desktop {
  const { t, window, windowState, settings, exports, notices, platform } = parts
  const shapes = new WindowShapes(window, windowState, {
    screens: screenAreas,
    isMiniOnTop: () => settings.value.system.isMiniOnTop,
    isMac: platform === 'darwin',
  })
  const watch = new ReadingWatch({
    allowThrottling(isAllowed) {
      if (!window.isDestroyed()) window.webContents.setBackgroundThrottling(isAllowed)
    },
    preventSleep: parts.preventSleep,
  })
  const togglePlay = (): void => notices.send(systemWish, { wish: 'toggle-play' })
  const tray = new TrayPresence({
    makeIcon: makeTrayIcon,
    reading: () => watch.reading,
    say: (what) => t(`system.tray-${what}`),
    tip: (title) => (title === '' ? t('system.name') : t('window.title', { title })),
    togglePlay,
    reveal: () => reveal(window),
    quit: () => app.quit(),
  })
  const closing = new ClosingWindow({
    isPlaying: () => watch.reading.state === 'playing',
    isExporting: () => exports.isRunning,
    choice: () => settings.value.system.closeWhilePlaying,
    hasTray: () => hasTrayHost(platform, runProgram),
    canAsk: () => notices.isOpen,
    ask(hasTray) {
      // A window may be closed from the bar while nobody sees it.
      reveal(window)
      notices.send(systemWish, { wish: 'ask-closing', hasTray, isExporting: exports.isRunning })
    },
    askQuitting() {
      reveal(window)
      notices.send(systemWish, { wish: 'ask-quitting' })
    },
    keepInTray() {
      tray.enter()
      window.hide()
    },
    quit: () => app.quit(),
  })
  const hotkeys = new GlobalHotkeys(
    globalShortcut,
    {
      readClipboard: () =>
        void readClipboard().then((text) =>
          notices.send(systemWish, { wish: 'open-text', text, isRead: true }),
        ),
      playPause: togglePlay,
    },
    (refused) => notices.send(hotkeysRefused, { refused }),
  )

  watch.onChange(() => tray.update())
  settings.onChange(({ system }) => {
    hotkeys.apply(system.hotkeys)
    shapes.followSetting()
  })
  hotkeys.apply(settings.value.system.hotkeys)
  window.once('ready-to-show', () => shapes.restore())
  const note = (): void => shapes.note()
  window.on('resize', note).on('move', note).on('maximize', note).on('unmaximize', note)
  window.on('enter-full-screen', note).on('leave-full-screen', note)
  window.on('show', () => tray.leave())
  window.on('close', (event) => {
    if (!closing.mayClose()) event.preventDefault()
  })
  window.on('unresponsive', () => (closing.isPageHung = true))
  window.on('responsive', () => (closing.isPageHung = false))
  app.on('before-quit', (event) => {
    if (!closing.mayQuit()) event.preventDefault()
  })
  onSystemEnd(window, () => {
    closing.quitting()
    app.quit()
  })
  app.on('will-quit', () => {
    hotkeys.dispose()
    tray.leave()
  })
  const forgetPage = (): void => {
    watch.forget()
    shapes.take('reader')
  }
  return { shapes, watch, closing, forgetPage }
}

/** Calls when the system shuts down, the session ends or Lector is told to terminate: there is no time for questions. */
function onSystemEnd(window: BrowserWindow, end: () => void): void {
  powerMonitor.on('shutdown', end)
  window.on('session-end', end)
  // Electron's own handler asks as a menu does.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end)
}

/** The voice's amber as a solid mark (look: tokens.css, --voice-mark). */
const voiceMark = [0xbc, 0x76, 0x00] as const

/**
 * macOS colours a template image itself. Elsewhere bars are dark or light whatever the theme says, and the icon may be
 * the only handle of a hidden window: amber stands out from both (5.6:1 from black, 3.7:1 from white).
 */
function makeTrayIcon(onOpen: () => void): TrayIcon {
  const image = nativeImage.createEmpty()
  for (const scale of [1, 2])
    image.addRepresentation({
      scaleFactor: scale,
      width: trayIconPixels * scale,
      height: trayIconPixels * scale,
      buffer: Buffer.from(trayIconBitmap(voiceMark, scale)),
    })
  image.setTemplateImage(process.platform === 'darwin')
  const tray = new Tray(image)
  tray.on('click', onOpen)
  return {
    show(tip, menu) {
      tray.setToolTip(tip)
      tray.setContextMenu(Menu.buildFromTemplate([...menu]))
    },
    destroy: () => tray.destroy(),
  }
}

/** The oldest Electron we run answers at once. */
async function readClipboard(): Promise<string> {
  return clipboard.readText()
}
