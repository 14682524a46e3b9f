import { dialog, type FileFilter } from 'electron'
import * as calls from '@contract/calls/pronunciation'
import type { Translate } from '@contract/strings/translator'
import {
  exportDictionary,
  importDictionary,
  knownAbbreviations,
  type DictionarySurroundings,
} from './dictionary-files'
import { windowOf } from './caller-window'
import type { Caller, IpcRouter } from './ipc-router'

const readableDictionaries = (t: Translate): FileFilter[] => [
  { name: t('system.pronunciations'), extensions: ['json', 'csv', 'pls', 'xml', 'txt'] },
  { name: t('system.all-files'), extensions: ['*'] },
]
const writableDictionaries = (t: Translate): FileFilter[] => [
  { name: t('system.json'), extensions: ['json'] },
  { name: t('system.csv-table'), extensions: ['csv'] },
  { name: t('system.pronunciation-lexicon'), extensions: ['pls'] },
]

/** @returns null when the person cancelled */
async function chooseDictionary(t: Translate, caller: Caller): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(caller), {
    properties: ['openFile'],
    filters: readableDictionaries(t),
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** @returns null when the person cancelled */
async function placeDictionary(t: Translate, caller: Caller): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(windowOf(caller), {
    defaultPath: `${t('system.pronunciations')}.json`,
    filters: writableDictionaries(t),
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
    const path = await chooseDictionary(dictionaries.t, caller)
    if (path === null) return null
    const { entries, problems, ...counts } = await importDictionary(dictionaries, documentId, path)
    return { ...counts, entries: [...entries], problems: [...problems] }
  })
  router.handle(calls.listAbbreviations, () => knownAbbreviations(dictionaries))
  router.handle(calls.exportPronunciations, async ({ documentId }, caller) => {
    const path = await placeDictionary(dictionaries.t, caller)
    if (path === null) return null
    const { leftOut, ...written } = await exportDictionary(dictionaries, documentId, path)
    return { ...written, leftOut: [...leftOut] }
  })
}
