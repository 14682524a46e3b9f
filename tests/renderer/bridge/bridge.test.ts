import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cancelExport } from '@contract/calls/export'
import { connectSpeech, engineState, showInFolder, startUp } from '@contract/calls/app'
import { speechPortsMessage } from '@contract/channels'
import { AppError, toErrorData } from '@contract/errors'
import type { PageApi } from '@contract/page-api'
import { createBridge, type Bridge } from '../../../src-renderer/bridge/bridge'

let answer: (channel: string, input: unknown) => unknown
let notice: (payload: unknown) => void
let bridge: Bridge
let open: MessagePort[]

const channelPorts = (): [MessagePort, MessagePort] => {
  const { port1, port2 } = new MessageChannel()
  open.push(port1, port2)
  return [port1, port2]
}
const post = (data: unknown, ports: MessagePort[], source: Window | null = window): void => {
  window.dispatchEvent(Object.assign(new Event('message'), { data, ports, source }))
}

beforeEach(() => {
  open = []
  answer = () => ({ ok: true, value: null })
  const api: PageApi<File> = {
    call: async (channel, input) => answer(channel, input),
    on(_channel, listener) {
      notice = listener
      return () => {
        notice = () => undefined
      }
    },
    pathOfFile: (file) => `/dropped/${file.name}`,
  }
  bridge = createBridge(api, window)
})
afterEach(() => open.forEach((port) => port.close()))

describe('createBridge', () => {
  test('gives back what main answered', async () => {
    const asked: unknown[] = []
    answer = (channel, input) => (asked.push([channel, input]), { ok: true, value: null })
    await expect(bridge.call(cancelExport, { jobId: 'a' })).resolves.toBeNull()
    expect(asked).toEqual([['export:cancel', { jobId: 'a' }]])
  })

  test('throws the failure main answered with', async () => {
    const error = toErrorData(new AppError('export/disk-full', 'full', { retry: 'after-user-action' }))
    answer = () => ({ ok: false, error })
    await expect(bridge.call(showInFolder, { path: '/x' })).rejects.toMatchObject({
      name: 'AppError',
      code: 'export/disk-full',
      retry: 'after-user-action',
    })
  })

  test('does not believe an answer that does not fit', async () => {
    answer = () => ({ ok: true, value: { settings: 'none' } })
    await expect(bridge.call(startUp, null)).rejects.toMatchObject({ code: 'contract/invalid' })
    answer = () => 'nonsense'
    await expect(bridge.call(startUp, null)).rejects.toThrow('neither a value nor an error')
  })

  test('parses notices before anybody sees them, until told to stop', () => {
    const heard: unknown[] = []
    const stop = bridge.on(engineState, (payload) => heard.push(payload))
    notice({ state: 'restarted', extra: 1 })
    expect(heard).toEqual([{ state: 'restarted' }])
    expect(() => notice({ state: 'unknown' })).toThrow()
    stop()
    notice({ state: 'restarted' })
    expect(heard).toHaveLength(1)
  })

  test('takes the ports that carry its nonce, also when they overtake the answer', async () => {
    const [control, pcm] = channelPorts()
    answer = (channel, input) => {
      expect(channel).toBe(connectSpeech.channel)
      const { nonce } = connectSpeech.input.parse(input)
      post({ kind: speechPortsMessage, nonce: 'of somebody else, long enough' }, channelPorts())
      post({ kind: speechPortsMessage, nonce }, channelPorts(), null)
      post('noise', [])
      post(null, [])
      post({ kind: speechPortsMessage, nonce }, [control, pcm])
      return { ok: true, value: null }
    }
    await expect(bridge.connectSpeech()).resolves.toEqual({ control, pcm })
  })

  test('a refused connection is the failure main gave', async () => {
    const error = toErrorData(new AppError('engine/crashed', 'dead'))
    answer = () => ({ ok: false, error })
    await expect(bridge.connectSpeech()).rejects.toMatchObject({ code: 'engine/crashed' })
  })

  test('asks for the path of a dropped file', () => {
    expect(bridge.pathOfFile(new File([], 'book.txt'))).toBe('/dropped/book.txt')
  })
})
