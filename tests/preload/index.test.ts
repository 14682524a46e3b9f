import { beforeEach, describe, expect, test, vi } from 'vitest'
import { callChannels, eventChannels, speechPortsMessage } from '@contract/channels'
import type { PageApi } from '@contract/page-api'

interface Listening {
  channel: string
  listener: (event: unknown, payload: unknown) => void
}
interface PathFile {
  readonly path?: string | undefined
}

const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  invoked: [] as unknown[][],
  sent: [] as unknown[][],
  listening: [] as { channel: string; listener: (event: unknown, payload: unknown) => void }[],
  webUtils: { getPathForFile: (_file: unknown) => '/from/utilities' } as
    { getPathForFile(file: unknown): string } | undefined,
}))

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api) },
  ipcRenderer: {
    invoke: async (...call: unknown[]) => (electron.invoked.push(call), { ok: true, value: null }),
    send: (...message: unknown[]) => electron.sent.push(message),
    on: (channel: string, listener: Listening['listener']) => electron.listening.push({ channel, listener }),
    removeListener(channel: string, listener: Listening['listener']) {
      electron.listening = electron.listening.filter(
        (one) => one.channel !== channel || one.listener !== listener,
      )
    },
  },
  get webUtils() {
    return electron.webUtils
  },
}))

const posted: unknown[][] = []
vi.stubGlobal('window', {
  location: { origin: 'lector://app' },
  postMessage: (...message: unknown[]) => posted.push(message),
})

let api: PageApi<PathFile>

beforeEach(async () => {
  vi.resetModules()
  electron.exposed.clear()
  electron.invoked = []
  electron.sent = []
  electron.listening = []
  posted.length = 0
  await import('../../src-preload/index')
  api = electron.exposed.get('lector') as PageApi<PathFile>
})

const emit = (channel: string, event: unknown, payload: unknown): void =>
  electron.listening
    .filter((one) => one.channel === channel)
    .forEach(({ listener }) => listener(event, payload))

describe('window.lector', () => {
  test('is all that the page gets', () => {
    expect([...electron.exposed.keys()]).toEqual(['lector'])
    expect(Object.keys(api).sort()).toEqual(['call', 'on', 'pathOfFile'])
  })

  test('passes every declared call and no other', async () => {
    for (const channel of callChannels) await api.call(channel, null)
    expect(electron.invoked.map(([channel]) => channel)).toEqual([...callChannels])
    await expect(api.call('shell:run' as never, null)).rejects.toThrow('Unknown call')
    expect(electron.invoked).toHaveLength(callChannels.length)
  })

  test('passes every declared notice without the event, until told to stop', () => {
    const heard: unknown[][] = []
    const stops = eventChannels.map((channel) => api.on(channel, (...payload) => heard.push(payload)))
    for (const channel of eventChannels) emit(channel, { sender: 'secret' }, channel)
    expect(heard).toEqual(eventChannels.map((channel) => [channel]))
    for (const stop of stops) stop()
    emit(eventChannels[0], {}, 'late')
    expect(heard).toHaveLength(eventChannels.length)
    expect(() => api.on('anything' as never, () => undefined)).toThrow('Unknown notice')
  })

  test('finds the path of a dropped file, in old and new Electron', () => {
    expect(api.pathOfFile({})).toBe('/from/utilities')
    electron.webUtils = undefined
    const dropped = Object.assign(new File([], 'file'), { path: '/from/file' })
    expect(api.pathOfFile(dropped)).toBe('/from/file')
    expect(api.pathOfFile(Object.assign(new File([], 'made by the page'), { path: undefined }))).toBe('')
    // Main is told what was chosen, and only that.
    expect(electron.sent.map(([, path]) => path)).toEqual(['/from/utilities', '/from/file'])
  })

  test('in old Electron what only looks like a file has no path', () => {
    electron.webUtils = undefined
    expect(api.pathOfFile({ path: '/etc/passwd' })).toBe('')
    expect(electron.sent).toEqual([])
  })

  test('hands speech ports to its own window only', () => {
    emit(speechPortsMessage, { ports: ['control', 'pcm'] }, { nonce: 'n' })
    expect(posted).toEqual([[{ kind: speechPortsMessage, nonce: 'n' }, 'lector://app', ['control', 'pcm']]])
  })
})
