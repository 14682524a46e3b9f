import { app, dialog, shell, type BrowserWindow } from 'electron'
import { access, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { showInFolder } from '@contract/calls/app'
import * as calls from '@contract/calls/export'
import type { ReadableDocument } from '@contract/document'
import { AppError } from '@contract/errors'
import { rulesFor } from '@contract/settings'
import type { Translate } from '@contract/strings/translator'
import { windowOf } from './caller-window'
import type { ChosenFiles } from './chosen-files'
import type { DictionarySurroundings } from './dictionary-files'
import type { DocumentShelf } from './document-shelf'
import type { EngineSupervisor } from './engine-supervisor'
import type { ExportJobs } from './export-jobs'
import type { IpcRouter } from './ipc-router'
import type { SettingsStore } from './settings-store'
import type { UnfinishedExports } from './unfinished-exports'
import type { WindowStateStore } from './window-state'

/** What the calls about exports are answered with. */
export interface ExportServices {
  readonly settings: SettingsStore
  readonly shelf: DocumentShelf
  /** Reads all of a file that is not shown. @throws AppError 'document/…' */
  readFile(path: string): Promise<ReadableDocument>
  readonly dictionaries: DictionarySurroundings
  readonly engine: Pick<EngineSupervisor, 'call'>
  readonly exports: ExportJobs
  readonly unfinished: UnfinishedExports
  readonly windowState: WindowStateStore
  readonly chosenFiles: ChosenFiles
}

/** Gives the calls about exports their handlers. */
export function answerExportCalls(router: IpcRouter, services: ExportServices): void {
  const { settings, shelf, exports, unfinished, windowState } = services
  const waysOf = (documentId: string) => ({
    pronunciations: services.dictionaries.store.holding(documentId),
    reading: rulesFor(documentId, settings.value.reading),
  })
  /** The page may have shown and played what was made here, and nothing else. */
  const refuseOthers = (path: string): void => {
    if (!exports.hasFinished(path)) throw new AppError('contract/invalid', 'Not a file that was exported')
  }

  router.handle(calls.recordDocument, async ({ documentId, speech }) =>
    exports.record(await shelf.get(documentId), speech, waysOf(documentId)),
  )
  router.handle(calls.saveDocument, async ({ documentId, choices, replaces }) => {
    const document = await shelf.get(documentId)
    return exports.save(await saveFolder(windowState), document, {
      ...{ choices, replaces, how: waysOf(documentId) },
      sourcePath: shelf.sourcePath(documentId),
    })
  })
  router.handle(calls.saveFile, async ({ path, speech, replaces }) => {
    await services.chosenFiles.require([path])
    const document = await services.readFile(path)
    const choices = { ...settings.value.export, chapters: null, titles: {}, speech }
    return exports.save(await saveFolder(windowState), document, {
      ...{ choices, replaces, how: waysOf(document.id) },
      sourcePath: path,
    })
  })
  router.handle(calls.exportFolder, () => describeSaveFolder(windowState))
  router.handle(calls.chooseExportFolder, async (_input, caller) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(caller), {
      defaultPath: await saveFolder(windowState),
      properties: ['openDirectory', 'createDirectory'],
    })
    if (!canceled && filePaths.length > 0) windowState.change({ saveFolder: filePaths[0] })
    return describeSaveFolder(windowState)
  })

  router.handle(calls.unfinishedExports, async () => unfinished.find(await saveFolder(windowState)))
  router.handle(calls.resumeExport, ({ jobId }) => {
    const record = unfinished.get(jobId)
    return record && exports.resume(record)
  })
  router.handle(calls.discardExport, async ({ jobId }) => {
    await unfinished.discard(jobId, async (jobFolder) => {
      await services.engine.call(calls.discardExportFolder, { jobFolder })
    })
    return null
  })
  router.handle(calls.pauseExport, ({ jobId, isPaused }) => {
    exports.setPaused(jobId, isPaused)
    return null
  })
  router.handle(calls.cancelExport, ({ jobId }) => {
    exports.cancel(jobId)
    return null
  })

  router.handle(calls.openExportFolder, async ({ jobId }) => {
    const folder = exports.folderOf(jobId)
    if (folder !== null) await shell.openPath(folder)
    return null
  })
  router.handle(calls.playExport, async ({ path }) => {
    refuseOthers(path)
    const refusal = await shell.openPath(path)
    if (refusal !== '') throw new AppError('export/not-played', `${path} cannot be opened: ${refusal}`)
    return null
  })
  router.handle(showInFolder, ({ path }) => {
    refuseOthers(path)
    shell.showItemInFolder(path)
    return null
  })
}

/** Where documents are saved: where they were last, while that is there. */
async function saveFolder({ value }: WindowStateStore): Promise<string> {
  const usual = app.getPath('documents')
  const { saveFolder: last } = value
  if (last === null) return usual
  return access(last).then(
    () => last,
    () => usual,
  )
}

async function describeSaveFolder(windowState: WindowStateStore): Promise<calls.ExportFolder> {
  const path = await saveFolder(windowState)
  const bytesFree = await statfs(path).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  )
  return { path, bytesFree }
}

/** Asks where one file goes. @returns null when the person cancelled */
export async function chooseExportPath(
  t: Translate,
  window: BrowserWindow,
  suggestedName: string,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), suggestedName),
    filters: [{ name: t('system.wav-audio'), extensions: ['wav'] }],
  })
  return canceled || !filePath ? null : filePath
}
