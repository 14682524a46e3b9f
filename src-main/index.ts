import { app, ipcMain, session } from 'electron'
import { join } from 'node:path'
import { engineState } from '@contract/calls/app'
import { documentBrokeOff, documentGrew } from '@contract/calls/document'
import { exportProgress } from '@contract/calls/export'
import { systemWish } from '@contract/calls/system'
import { voiceDownload } from '@contract/calls/voices'
import { toErrorData } from '@contract/errors'
import { programOf, type Program } from '@contract/programs'
import { maxKeptSpeechBytes, voiceChoiceOf } from '@contract/settings'
import { localeFor } from '@contract/strings/locales'
import { createTranslator } from '@contract/strings/translator'
import { disk } from './app/atomic-file'
import { joinDesktop } from './app/desktop'
import { ChosenFiles } from './app/chosen-files'
import { closeNetwork } from './app/closed-network'
import { createDocumentLauncher } from './app/document-launcher'
import { DocumentShelf } from './app/document-shelf'
import { EngineSupervisor } from './app/engine-supervisor'
import { chooseExportPath } from './app/export-calls'
import { ExportJobs, type ExportSurroundings } from './app/export-jobs'
import { ExportNotifications } from './app/export-notification'
import { FileIntake } from './app/file-intake'
import { forkEngine } from './app/fork-engine'
import { IpcRouter } from './app/ipc-router'
import { joinRequests } from './app/join-requests'
import { noteOpened } from './app/library-calls'
import { leavePage } from './app/leave-page'
import { LibraryStore } from './app/library-store'
import { openLog, type Log } from './app/log'
import { moveDocument } from './app/move-document'
import { quitOrderly } from './app/orderly-quit'
import { answerPageCalls } from './app/page-calls'
import { keepPageAlive } from './app/page-life'
import { PageNotices } from './app/page-notices'
import { declarePageScheme, pageUrl, servePage } from './app/page-protocol'
import { PronunciationStore } from './app/pronunciation-store'
import { readWhole } from './app/read-whole'
import { makeReaderWindow } from './app/reader-window'
import { runProgram } from './app/run-program'
import { startMarks } from './app/start-marks'
import { SystemRequests, type SecondStart } from './app/second-start'
import { SettingsStore } from './app/settings-store'
import { preventSleep } from './app/sleep-hold'
import { UnfinishedExports } from './app/unfinished-exports'
import { denyPermissions, guardWebContents, isPageAddress } from './app/web-contents-guard'
import { WindowStateStore } from './app/window-state'

// npm runs scripts in the package's folder and remembers where the person was.
const workingDirectory = process.env.INIT_CWD ?? process.cwd()
const secondStart: SecondStart = { workingDirectory }

// In a checkout commands are run by Node (scripts/bootstrap/launch.mjs).
const program = app.isPackaged ? programOf(process.argv.slice(1)) : null
if (program !== null) process.exit(runInstalled(program))
else if (app.requestSingleInstanceLock(secondStart)) {
  declarePageScheme()
  const log = openLog(join(app.getPath('userData'), 'logs'))
  process.on('uncaughtException', (error) => log.error('main', error))
  process.on('unhandledRejection', (error) => log.error('main', error))
  guardWebContents(app, (what) => log.info('guard', `refused ${what}`))
  app.on('window-all-closed', () => app.quit())
  const asked = new SystemRequests(app, workingDirectory)
  app.whenReady().then(
    () => start(log, asked),
    (error: unknown) => log.error('main', error),
  )
} else app.quit()

/** Before anything of Chromium's has begun. @returns the exit code */
function runInstalled(wanted: Program): number {
  return runProgram(wanted, join(__dirname, 'program-thread.js'), {
    ...process.env,
    LECTOR_VOICES: process.env.LECTOR_VOICES ?? join(process.resourcesPath, 'models'),
    LECTOR_KEPT_VOICES: join(app.getPath('userData'), 'voices'),
  })
}

/** Composition root: makes the parts and joins them. */
async function start(log: Log, asked: SystemRequests): Promise<void> {
  const locale = localeFor(process.env.LECTOR_LOCALE ?? app.getLocale())
  const { t } = createTranslator(locale)
  const mark = startMarks(log, process.getCreationTime() ?? Date.now(), () => Date.now())
  const reportTo = (area: string) => (error: unknown) => log.error(area, error)
  const userData = app.getPath('userData')
  const now = (): number => performance.now()
  // Side by side: the voice and the window wait for them.
  const [settings, pronunciations, windowState, library, unfinished] = await Promise.all([
    SettingsStore.open(userData, disk, reportTo('settings')),
    PronunciationStore.open(userData, disk),
    WindowStateStore.open(userData, disk, reportTo('window')),
    LibraryStore.open(userData, {
      files: disk,
      keepsHistory: (): boolean => settings.value.library.history,
      reportFailure: reportTo('library'),
      becameAnother: (formerId, documentId): void =>
        moveDocument(
          { pronunciations, settings, notices, reportFailure: reportTo('library') },
          { formerId, documentId },
        ),
      now: () => Date.now(),
    }),
    UnfinishedExports.open(userData, disk, reportTo('export'), now),
  ])
  // Models are opened by the system, which knows nothing of archives: an installed app has its voice beside its own, and
  // what is made of that with its data.
  const voiceFolders = app.isPackaged ? [join(process.resourcesPath, 'models'), join(userData, 'voices')] : []
  const samplePath = join(app.getAppPath(), 'resources', 'sample.md')
  const closing = new AbortController()
  const notices = new PageNotices()
  const intake = new FileIntake({ library, notices })
  /** Of the document opened last. */
  let openedId: string | null = null
  const launcher = createDocumentLauncher(join(__dirname, 'document-host.js'))
  const shelf = new DocumentShelf({
    launch: launcher.launch,
    askPicture: launcher.askPicture,
    askSound: launcher.askSound,
    signal: closing.signal,
    pageListens: () => notices.whenOpen(),
    grew: (news) => notices.send(documentGrew, news),
    brokeOff: (news) => notices.send(documentBrokeOff, news),
    isTaken: (documentId) => library.isTaken(documentId),
    opened(head, request, written) {
      openedId = head.id
      noteOpened(library, samplePath, head, request, written)
    },
  })
  const engine = new EngineSupervisor(
    {
      fork: () => forkEngine(join(__dirname, 'engine-host.js'), voiceFolders),
      kill: (pid) => process.kill(pid, 'SIGKILL'),
      voice: () => voiceChoiceOf(settings.value.speech),
      maxKeptSpeechBytes: () => maxKeptSpeechBytes(settings.value),
      mayFetch: () => !settings.value.privacy.isOfflineOnly,
      now,
    },
    {
      restarted: () => notices.send(engineState, { state: 'restarted' }),
      failed: (error) => notices.send(engineState, { state: 'failed', error: toErrorData(error) }),
      died(error) {
        log.error('engine', error)
        exports.onEngineDied(error)
      },
      export: ({ progress }) => exports.onProgress(progress),
      voiceReady: () => mark('voice ready'),
      voiceDownload: (download) => notices.send(voiceDownload, download),
      speechNotKept: reportTo('speech'),
      malformed: reportTo('engine'),
    },
  )
  // The voice warms up while the window is being made.
  engine.start()
  let keptBytes = maxKeptSpeechBytes(settings.value)
  let { isOfflineOnly } = settings.value.privacy
  settings.onChange((next) => {
    const before = keptBytes
    keptBytes = maxKeptSpeechBytes(next)
    if (keptBytes !== before) engine.keepSpeech()
    if (next.privacy.isOfflineOnly !== isOfflineOnly) engine.allowFetching()
    isOfflineOnly = next.privacy.isOfflineOnly
  })
  const { platform } = process
  // Vite's server is reached by the page itself.
  if (process.env.ELECTRON_RENDERER_URL === undefined)
    closeNetwork(app, session.defaultSession, (what) => log.info('guard', `refused ${what}`)).catch(
      reportTo('guard'),
    )
  const window = makeReaderWindow({
    preloadPath: join(__dirname, '..', 'preload', 'index.js'),
    left: windowState.value,
    theme: settings.value.view.theme,
    platform,
  })
  window.once('show', () => mark('window shown'))
  const notifications = new ExportNotifications(t, window)
  const surroundings: ExportSurroundings = {
    version: app.getVersion(),
    choosePath: (name) => chooseExportPath(t, window, name),
    command: (command) => engine.command(command),
    notify(progress) {
      notices.send(exportProgress, progress)
      notifications.note(progress)
    },
    preventSleep,
  }
  const exports = new ExportJobs(t, surroundings, unfinished)
  const desktop = joinDesktop({ t, window, windowState, settings, exports, notices, platform, preventSleep })
  denyPermissions(session.defaultSession)
  servePage(join(__dirname, '..', 'renderer'), process.env.ELECTRON_RENDERER_URL)
  answerPageCalls(new IpcRouter(ipcMain, isPageAddress, log.error), {
    t,
    settings,
    shelf,
    readFile: (path) => readWhole(launcher.launch, path, closing.signal),
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
    unfinished,
    windowState,
    notices,
    desktop,
    logFolder: join(userData, 'logs'),
    recentLog: log.recent,
    samplePath,
    welcomePath: join(app.getAppPath(), 'resources', 'welcome.md'),
    intake,
    chosenFiles: new ChosenFiles(),
    platform: platform === 'win32' || platform === 'darwin' ? platform : 'linux',
    locale,
    isOldDevelopmentRuntime: process.env.LECTOR_OLD_RUNTIME === '1',
  })
  keepPageAlive(window, notices, log, {
    onDied() {
      // What the library does not know it cannot open again, nor tell where it was left.
      if (openedId === null || !library.sourceOf(openedId)) return
      const isRead = desktop.watch.reading.state === 'playing'
      notices.send(systemWish, { wish: 'go-on', documentId: openedId, isRead })
    },
    onGone: desktop.forgetPage,
  })
  void window.loadURL(pageUrl)
  quitOrderly(app, async () => {
    closing.abort(new Error('Lector is closing'))
    exports.quitting()
    await leavePage(window)
    await Promise.all([
      settings.flush(),
      windowState.flush(),
      library.flush(),
      unfinished.flush(),
      pronunciations.settled(),
      engine.dispose(),
    ])
  })
  await joinRequests(asked, { t, window, shelf, intake, notices, log, workingDirectory })
}
