import { app, BrowserWindow, ipcMain, powerSaveBlocker, session, utilityProcess } from 'electron'
import { join } from 'node:path'
import { engineState } from '@contract/calls/app'
import { documentBrokeOff, documentGrew } from '@contract/calls/document'
import { exportProgress } from '@contract/calls/export'
import { toErrorData } from '@contract/errors'
import { voiceChoiceOf } from '@contract/settings'
import { localeFor } from '@contract/strings/locales'
import { createTranslator } from '@contract/strings/translator'
import { disk } from './app/atomic-file'
import { createDocumentLauncher } from './app/document-launcher'
import { DocumentShelf } from './app/document-shelf'
import { EngineSupervisor } from './app/engine-supervisor'
import { ExportJobs } from './app/export-jobs'
import { fileArguments } from './app/file-arguments'
import { IpcRouter } from './app/ipc-router'
import { noteOpened } from './app/library-calls'
import { LibraryStore } from './app/library-store'
import { openLog, type Log } from './app/log'
import { answerPageCalls, chooseExportPath, openFromOutside, type PageServices } from './app/page-calls'
import { PageNotices } from './app/page-notices'
import { declarePageScheme, servePage } from './app/page-protocol'
import { openReaderWindow } from './app/reader-window'
import { PronunciationStore } from './app/pronunciation-store'
import { SettingsStore } from './app/settings-store'
import { denyPermissions, guardWebContents, isPageAddress } from './app/web-contents-guard'

/** A second start hands its files over, with the folder they are relative to. */
interface SecondStart {
  readonly workingDirectory: string
}

// npm runs scripts in the package's folder and remembers where the person was.
const workingDirectory = process.env.INIT_CWD ?? process.cwd()
const secondStart: SecondStart = { workingDirectory }

if (app.requestSingleInstanceLock(secondStart)) {
  declarePageScheme()
  const log = openLog(join(app.getPath('userData'), 'logs'))
  process.on('uncaughtException', (error) => log.error('main', error))
  process.on('unhandledRejection', (error) => log.error('main', error))
  guardWebContents(app, (what) => log.info('guard', `refused ${what}`))
  app.on('window-all-closed', () => app.quit())
  app.whenReady().then(
    () => start(log),
    (error: unknown) => log.error('main', error),
  )
} else app.quit()

/** Composition root: makes the parts and joins them. */
async function start(log: Log): Promise<void> {
  const locale = localeFor(process.env.LECTOR_LOCALE ?? app.getLocale())
  const { t } = createTranslator(locale)
  const settings = await SettingsStore.open(app.getPath('userData'), disk, (error) =>
    log.error('settings', error),
  )
  const pronunciations = await PronunciationStore.open(app.getPath('userData'), disk)
  const library = await LibraryStore.open(app.getPath('userData'), {
    files: disk,
    keepsHistory: () => settings.value.library.history,
    reportFailure: (error) => log.error('library', error),
    now: () => Date.now(),
  })
  const samplePath = join(app.getAppPath(), 'resources', 'sample.md')
  const closing = new AbortController()
  const notices = new PageNotices()
  const launcher = createDocumentLauncher(join(__dirname, 'document-host.js'))
  const shelf = new DocumentShelf({
    launch: launcher.launch,
    signal: closing.signal,
    pageListens: () => notices.whenOpen(),
    grew: (news) => notices.send(documentGrew, news),
    brokeOff: (news) => notices.send(documentBrokeOff, news),
    opened: (head, request) => noteOpened(library, samplePath, head, request),
  })
  const engine = new EngineSupervisor(
    {
      fork: () =>
        utilityProcess.fork(join(__dirname, 'engine-host.js'), [], { serviceName: 'Lector engine' }),
      kill: (pid) => process.kill(pid, 'SIGKILL'),
      voice: () => voiceChoiceOf(settings.value.speech),
      now: () => performance.now(),
    },
    {
      restarted: () => notices.send(engineState, { state: 'restarted' }),
      failed: (error) => notices.send(engineState, { state: 'failed', error: toErrorData(error) }),
      died(error) {
        log.error('engine', error)
        exports.onEngineDied(error)
      },
      export: ({ progress }) => exports.onProgress(progress),
      malformed: (error) => log.error('engine', error),
    },
  )
  const exports = new ExportJobs(t, {
    choosePath: (name) => chooseExportPath(t, window, join(app.getPath('documents'), name)),
    command: (command) => engine.command(command),
    notify: (progress) => notices.send(exportProgress, progress),
    preventSleep() {
      const blocker = powerSaveBlocker.start('prevent-app-suspension')
      return () => powerSaveBlocker.stop(blocker)
    },
  })
  const services: PageServices = {
    t,
    settings,
    shelf,
    library,
    dictionaries: {
      t,
      store: pronunciations,
      ask: launcher.askDictionary,
      files: disk,
      signal: closing.signal,
    },
    engine,
    exports,
    notices,
    samplePath,
    platform: process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux',
    locale,
    isOldDevelopmentRuntime: process.env.LECTOR_OLD_RUNTIME === '1',
  }
  denyPermissions(session.defaultSession)
  servePage(join(__dirname, '..', 'renderer'), process.env.ELECTRON_RENDERER_URL)
  answerPageCalls(
    new IpcRouter(ipcMain, isPageAddress, (channel, error) => log.error(channel, error)),
    services,
  )
  // The voice warms up while the window is being made.
  engine.start()
  const window = openReaderWindow({
    preloadPath: join(__dirname, '..', 'preload', 'index.js'),
    theme: settings.value.view.theme,
    platform: process.platform,
  })
  keepPageAlive(window, notices, log)
  quitOrderly(async () => {
    closing.abort(new Error('Lector is closing'))
    await Promise.all([settings.flush(), library.flush(), pronunciations.settled(), engine.dispose()])
  })
  app.on('second-instance', (_event, commandLine, _directory, data) => {
    if (window.isMinimized()) window.restore()
    window.focus()
    const directory = isSecondStart(data) ? data.workingDirectory : workingDirectory
    void openFromOutside(fileArguments(commandLine, directory, app.isPackaged), services)
  })
  await openFromOutside(fileArguments(process.argv, workingDirectory, app.isPackaged), services)
}

/** A page that crashed is loaded again, unless it just was: then it would crash for ever. */
function keepPageAlive(window: BrowserWindow, notices: PageNotices, log: Log): void {
  const hopelessMilliseconds = 10_000
  let loadedAt = -Infinity
  window.webContents.on('did-start-loading', () => notices.close())
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.info('page', `gone: ${reason}, status ${exitCode}`)
    notices.close()
    if (reason === 'clean-exit' || performance.now() - loadedAt < hopelessMilliseconds) return
    loadedAt = performance.now()
    window.webContents.reload()
  })
}

/** Lets the parts finish before the app ends, once. */
function quitOrderly(finish: () => Promise<void>): void {
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

function isSecondStart(data: unknown): data is SecondStart {
  return (
    typeof data === 'object' &&
    data !== null &&
    'workingDirectory' in data &&
    typeof data.workingDirectory === 'string'
  )
}
