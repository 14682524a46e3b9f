import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { callChannels, chosenFileMessage, eventChannels, speechPortsMessage } from '@contract/channels'
import type { PageApi } from '@contract/page-api'

/** Before Electron 29 a dropped file carried its path itself. */
interface FileWithPath extends File {
  readonly path?: string
}

const api: PageApi<FileWithPath> = {
  call(channel, input) {
    // The page's types are no border: whatever runs there can pass any string.
    if (!callChannels.includes(channel)) return Promise.reject(new Error(`Unknown call: ${String(channel)}`))
    return ipcRenderer.invoke(channel, input)
  },
  on(channel, listener) {
    if (!eventChannels.includes(channel)) throw new Error(`Unknown notice: ${String(channel)}`)
    // The event object stays here: it would give the page a sender to post to.
    const forward = (_event: unknown, payload: unknown): void => listener(payload)
    ipcRenderer.on(channel, forward)
    return () => {
      ipcRenderer.removeListener(channel, forward)
    }
  },
  pathOfFile(file) {
    const path = pathOf(file)
    // Main opens no other path on the page's word. It comes there before any call that names it.
    if (path !== '') ipcRenderer.send(chosenFileMessage, path)
    return path
  },
}

function pathOf(file: FileWithPath): string {
  // Absent in the oldest Electron we run.
  const utilities: typeof webUtils | undefined = webUtils
  if (utilities?.getPathForFile) return utilities.getPathForFile(file)
  // There anything with a path could pass for a file.
  return file instanceof File ? (file.path ?? '') : ''
}

contextBridge.exposeInMainWorld('lector', api)

// Ports cannot cross the context bridge; a window message carries them.
ipcRenderer.on(speechPortsMessage, (event, { nonce }: { nonce: string }) => {
  window.postMessage({ kind: speechPortsMessage, nonce }, window.location.origin, event.ports)
})
