import { app, clipboard, dialog, MessageChannelMain, shell, type FileFilter } from 'electron'
import { z } from 'zod'
import * as appCalls from '@contract/calls/app'
import * as documentCalls from '@contract/calls/document'
import { clearKeptSpeech, measureKeptSpeech } from '@contract/calls/kept-speech'
import { cancelPerformanceTest, runPerformanceTest } from '@contract/calls/performance'
import { chosenFileMessage, speechPortsMessage } from '@contract/channels'
import type { Locale } from '@contract/strings/locales'
import type { ReadableDocument } from '@contract/document'
import type { Translate } from '@contract/strings/translator'
import { windowOf } from './caller-window'
import type { ChosenFiles } from './chosen-files'
import type { DictionarySurroundings } from './dictionary-files'
import { answerDiagnosticsCalls } from './diagnostics-calls'
import type { DocumentShelf } from './document-shelf'
import type { EngineSupervisor } from './engine-supervisor'
import { answerExportCalls } from './export-calls'
import type { ExportJobs } from './export-jobs'
import type { FileIntake } from './file-intake'
import { fileKinds } from './file-kinds'
import type { IpcRouter } from './ipc-router'
import { answerLibraryCalls } from './library-calls'
import type { LibraryStore } from './library-store'
import type { PageNotices } from './page-notices'
import { problemReport } from './problem-report'
import { programFacts } from './program-facts'
import { answerPageViewCalls } from './page-view-calls'
import { answerPronunciationCalls } from './pronunciation-calls'
import type { SettingsStore } from './settings-store'
import { answerSystemCalls, type Desktop } from './system-calls'
import type { UnfinishedExports } from './unfinished-exports'
import { answerVoiceCalls } from './voice-calls'
import type { WindowStateStore } from './window-state'

/** What the page's calls are answered with. */
export interface PageServices {
  readonly t: Translate
  readonly settings: SettingsStore
  readonly shelf: DocumentShelf
  /** Reads all of a file that is not shown. @throws AppError 'document/…' */
  readFile(path: string): Promise<ReadableDocument>
  readonly library: LibraryStore
  readonly dictionaries: DictionarySurroundings
  readonly engine: EngineSupervisor
  readonly exports: ExportJobs
  readonly unfinished: UnfinishedExports
  readonly windowState: WindowStateStore
  readonly notices: PageNotices
  readonly desktop: Desktop
  readonly logFolder: string
  /** The last lines of the log. */
  recentLog(): readonly string[]
  readonly samplePath: string
  readonly welcomePath: string
  readonly intake: FileIntake
  readonly chosenFiles: ChosenFiles
  readonly platform: 'linux' | 'win32' | 'darwin'
  readonly locale: Locale
  readonly isOldDevelopmentRuntime: boolean
}

/** What the open dialog offers; a document is told by its content, whatever its name. */
const readableFiles = (t: Translate): FileFilter[] => [
  {
    name: t('system.documents'),
    extensions: fileKinds.flatMap(({ extensions }) => extensions),
  },
  { name: t('system.all-files'), extensions: ['*'] },
]

/** Longer paths exist nowhere. */
const chosenPathSchema = z.string().min(1).max(32_767)

/** Gives every declared call its one handler. */
export function answerPageCalls(router: IpcRouter, services: PageServices): void {
  const { settings, shelf, engine, notices } = services

  /** Opens the first of some files. @returns null where none of them can be */
  const openFirst = async (paths: readonly string[]): Promise<documentCalls.OpenedDocument | null> => {
    const path = await shelf.chosen(services.intake.receive(paths))
    return path === null ? null : shelf.openFile(path)
  }

  router.handle(appCalls.startUp, (_input, { contents }) => {
    notices.open(contents)
    return {
      settings: settings.value,
      platform: services.platform,
      locale: services.locale,
      oldDevelopmentRuntime: services.isOldDevelopmentRuntime,
      settingsProblem: settings.problem,
    }
  })
  router.handle(appCalls.changeSettings, (next) => settings.change(next))
  router.handle(appCalls.connectSpeech, ({ nonce }, { contents }) => {
    const control = new MessageChannelMain()
    const pcm = new MessageChannelMain()
    engine.connect(control.port1, pcm.port1)
    contents.postMessage(speechPortsMessage, { nonce }, [control.port2, pcm.port2])
    return null
  })
  router.handle(appCalls.repairVoice, async () => {
    await engine.repairVoice()
    return null
  })
  router.handle(runPerformanceTest, (asked) => engine.call(runPerformanceTest, asked))
  router.handle(cancelPerformanceTest, () => {
    engine.cancelTest()
    return null
  })
  router.handle(appCalls.windowCommand, ({ command }, caller) => {
    const window = windowOf(caller)
    if (command === 'close') window.close()
    else if (command === 'minimise') window.minimize()
    else if (command === 'toggle-full-screen') window.setFullScreen(!window.isFullScreen())
    else if (window.isMaximized()) window.unmaximize()
    else window.maximize()
    return null
  })

  router.handle(documentCalls.openDocumentDialog, async (_input, caller) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(caller), {
      properties: ['openFile', 'multiSelections'],
      filters: readableFiles(services.t),
    })
    return canceled || filePaths.length === 0 ? null : openFirst(filePaths)
  })
  router.listen(chosenFileMessage, chosenPathSchema, (path) => services.chosenFiles.add(path))
  router.handle(documentCalls.openDocumentFiles, async ({ paths }) => {
    await services.chosenFiles.require(paths)
    return openFirst(paths)
  })
  router.handle(documentCalls.openWelcome, () => shelf.openFile(services.welcomePath))
  router.handle(documentCalls.openPastedText, ({ text, html }) => shelf.openText(text, html))
  router.handle(documentCalls.newText, () => shelf.openNew(services.t('editing.untitled')))
  router.handle(documentCalls.reviseText, async ({ documentId, changes, title }) => {
    const written = shelf.revise(documentId, changes, title)
    return { isKept: await services.library.keepWritten(written) }
  })
  router.handle(documentCalls.reopenDocument, (options) => shelf.reopen(options))
  router.handle(documentCalls.documentSound, ({ documentId, overlay, ...range }) =>
    shelf.sound(documentId, overlay, range),
  )
  router.handle(documentCalls.documentImage, ({ documentId, block }) => shelf.picture(documentId, block))
  router.handle(documentCalls.cancelOpening, () => {
    shelf.cancelOpening()
    return null
  })
  router.handle(documentCalls.openSampleDocument, () => shelf.openFile(services.samplePath))

  router.handle(measureKeptSpeech, () => engine.call(measureKeptSpeech, null))
  router.handle(clearKeptSpeech, () => engine.call(clearKeptSpeech, null))

  answerVoiceCalls(router, services)
  answerLibraryCalls(router, services)
  answerExportCalls(router, services)
  answerPageViewCalls(router, services)
  answerDiagnosticsCalls(router, {
    logFolder: services.logFolder,
    processMemoryKibibytes: () => app.getAppMetrics().map(({ memory }) => memory.workingSetSize),
    showFolder: (path) => shell.openPath(path),
    reportOn: (problem) =>
      problemReport(programFacts(services.locale), problem, settings.value, services.recentLog()),
    copy: (text) => clipboard.writeText(text),
  })
  answerPronunciationCalls(router, services.dictionaries)
  answerSystemCalls(router, services.desktop)
}
