import { dialog, type FileFilter } from 'electron'
import * as calls from '@contract/calls/pronunciation'
import { exportDictionary, importDictionary, type DictionarySurroundings } from './dictionary-files'
import { windowOf } from './caller-window'
import type { Caller, IpcRouter } from './ipc-router'

const readableDictionaries: FileFilter[] = [
  { name: 'Pronunciations', extensions: ['json', 'csv', 'pls', 'xml', 'txt'] },
  { name: 'All files', extensions: ['*'] },
]
const writableDictionaries: FileFilter[] = [
  { name: 'JSON', extensions: ['json'] },
  { name: 'CSV table', extensions: ['csv'] },
  { name: 'Pronunciation Lexicon (PLS)', extensions: ['pls'] },
]

/** @returns null when the person cancelled */
async function chooseDictionary(caller: Caller): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(caller), {
    properties: ['openFile'],
    filters: readableDictionaries,
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** @returns null when the person cancelled */
async function placeDictionary(caller: Caller): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(windowOf(caller), {
    defaultPath: 'Pronunciations.json',
    filters: writableDictionaries,
  })
  return canceled || !filePath ? null : filePath
}

/** Gives the calls about pronunciations their handlers. The page names no paths: dialogs do. */
export function answerPronunciationCalls(router: IpcRouter, dictionaries: DictionarySurroundings): void {
  router.handle(calls.listPronunciations, ({ documentId }) => ({
    entries: [...dictionaries.store.holding(documentId)],
    problem: dictionaries.store.problem,
  }))
  router.handle(calls.savePronunciation, async ({ documentId, id, entry }) => [
    ...(await dictionaries.store.save(documentId, id, entry)),
  ])
  router.handle(calls.removePronunciation, async ({ documentId, id }) => [
    ...(await dictionaries.store.remove(documentId, id)),
  ])
  router.handle(calls.replacePronunciations, async ({ documentId, entries }) => [
    ...(await dictionaries.store.replace(documentId, entries)),
  ])
  router.handle(calls.importPronunciations, async ({ documentId }, caller) => {
    const path = await chooseDictionary(caller)
    if (path === null) return null
    const { entries, problems, ...counts } = await importDictionary(dictionaries, documentId, path)
    return { ...counts, entries: [...entries], problems: [...problems] }
  })
  router.handle(calls.exportPronunciations, async ({ documentId }, caller) => {
    const path = await placeDictionary(caller)
    if (path === null) return null
    const { leftOut, ...written } = await exportDictionary(dictionaries, documentId, path)
    return { ...written, leftOut: [...leftOut] }
  })
}
