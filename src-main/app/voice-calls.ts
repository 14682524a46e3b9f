import { dialog, type OpenDialogOptions } from 'electron'
import * as calls from '@contract/calls/voices'
import type { Translate } from '@contract/strings/translator'
import { windowOf } from './caller-window'
import type { EngineSupervisor } from './engine-supervisor'
import type { IpcRouter } from './ipc-router'

/** What the page's calls about voices are answered with. */
export interface VoiceServices {
  readonly t: Translate
  readonly engine: Pick<EngineSupervisor, 'call'>
}

/** What the page asks of the engine host itself; main hands it on. */
const handedOn = [calls.downloadVoice, calls.pauseDownload, calls.discardDownload, calls.removeVoice]

/** Answers what the page asks about voices that are here or could be. The page names no paths: a dialog does. */
export function answerVoiceCalls(router: IpcRouter, { t, engine }: VoiceServices): void {
  router.handle(calls.listCatalogue, (asked) => engine.call(calls.listCatalogue, asked))
  router.handle(calls.readVoiceLicence, (asked) => engine.call(calls.readVoiceLicence, asked))
  router.handle(calls.fetchVoiceSample, (asked) => engine.call(calls.fetchVoiceSample, asked))
  for (const call of handedOn) router.handle(call, (asked) => engine.call(call, asked))
  router.handle(calls.importVoice, async ({ from }, caller) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(caller), importDialog(t, from))
    const [path] = filePaths
    return canceled || path === undefined ? null : engine.call(calls.importVoiceFrom, { path })
  })
}

/** No dialog of Linux or Windows lets choose files and folders alike. */
function importDialog(t: Translate, from: 'file' | 'folder'): OpenDialogOptions {
  if (from === 'folder') return { properties: ['openDirectory'] }
  return {
    properties: ['openFile'],
    filters: [
      { name: t('voices.files'), extensions: ['onnx'] },
      { name: t('system.all-files'), extensions: ['*'] },
    ],
  }
}
