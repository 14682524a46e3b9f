import { beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { cancelExport } from '@contract/calls/export'
import { windowCommand } from '@contract/calls/app'
import { callChannels, engineCallChannels } from '@contract/channels'
import { AppError } from '@contract/errors'
import { IpcRouter } from '../../src-main/app/ipc-router'
import { answerPageCalls, type PageServices } from '../../src-main/app/page-calls'

vi.mock('electron', () => ({ BrowserWindow: {}, dialog: {}, shell: {}, MessageChannelMain: class {} }))

type Listener = (event: unknown, input: unknown) => Promise<unknown>

const pageFrame = { parent: null, url: 'lector://app/index.html' }
let listeners: Map<string, Listener>
let heard: Map<string, (event: unknown, message: unknown) => void>
let failures: [string, unknown][]
let router: IpcRouter

const invoke = (channel: string, input: unknown, senderFrame: unknown = pageFrame): Promise<unknown> => {
  const listener = listeners.get(channel)
  if (!listener) throw new Error(`Nobody handles ${channel}`)
  return listener({ senderFrame, sender: {} }, input)
}

beforeEach(() => {
  listeners = new Map()
  heard = new Map()
  failures = []
  router = new IpcRouter(
    {
      handle: (channel, listener) => {
        if (listeners.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
        listeners.set(channel, (event, input) => listener(event as never, input))
      },
      on: (channel, listener) => (heard.set(channel, listener as never), {} as never),
    },
    (address) => address.startsWith('lector://app/'),
    (channel, error) => failures.push([channel, error]),
  )
})

describe('IpcRouter', () => {
  test('answers a well-formed call with a value', async () => {
    router.handle(cancelExport, ({ jobId }) => (expect(jobId).toBe('a'), null))
    await expect(invoke('export:cancel', { jobId: 'a' })).resolves.toEqual({ ok: true, value: null })
  })

  test.each([
    ['a frame inside the page', { parent: pageFrame, url: pageFrame.url }],
    ['another origin', { parent: null, url: 'https://example.com/index.html' }],
    ['a blank page', { parent: null, url: 'about:blank' }],
    ['a frame that is gone', null],
  ])('does not answer %s', async (_who, frame) => {
    const handler = vi.fn(() => null)
    router.handle(cancelExport, handler)
    await expect(invoke('export:cancel', { jobId: 'a' }, frame)).resolves.toMatchObject({
      ok: false,
      error: { code: 'contract/invalid' },
    })
    expect(handler).not.toHaveBeenCalled()
  })

  test.each([[null], ['x'], [{}], [{ jobId: 1 }], [{ jobId: { toString: 'x' } }], [[]], [undefined]])(
    'refuses malformed input %j',
    async (input) => {
      const handler = vi.fn(() => null)
      router.handle(cancelExport, handler)
      await expect(invoke('export:cancel', input)).resolves.toMatchObject({
        ok: false,
        error: { code: 'contract/invalid' },
      })
      expect(handler).not.toHaveBeenCalled()
    },
  )

  test('a failure crosses as data, a bug as an unexpected error; both are reported', async () => {
    router.handle(cancelExport, () => {
      throw new AppError('export/disk-full', 'full', {
        details: { freeBytes: 0 },
        retry: 'after-user-action',
      })
    })
    router.handle(windowCommand, () => {
      throw new TypeError('oops')
    })
    await expect(invoke('export:cancel', { jobId: 'a' })).resolves.toMatchObject({
      ok: false,
      error: { code: 'export/disk-full', details: { freeBytes: 0 }, retry: 'after-user-action' },
    })
    await expect(invoke('window:command', { command: 'close' })).resolves.toMatchObject({
      ok: false,
      error: { code: 'internal/unexpected' },
    })
    expect(failures.map(([channel]) => channel)).toEqual(['export:cancel', 'window:command'])
  })

  test('hears well-formed words of the page itself, and reports all others', () => {
    const listener = vi.fn()
    router.listen('lector:told', z.string().min(1), listener)
    const tell = (message: unknown, senderFrame: unknown = pageFrame) =>
      heard.get('lector:told')?.({ senderFrame }, message)
    tell('a')
    for (const malformed of [undefined, 7, '', ['a'], { toString: 'a' }]) tell(malformed)
    tell('b', { parent: pageFrame, url: pageFrame.url })
    tell('b', { parent: null, url: 'about:blank' })
    tell('b', null)
    expect(listener.mock.calls).toEqual([['a']])
    expect(failures).toHaveLength(8)
  })

  test('a second handler for a call is a bug', () => {
    router.handle(cancelExport, () => null)
    expect(() => router.handle(cancelExport, () => null)).toThrow('One handler')
  })
})

describe('answerPageCalls', () => {
  test('gives every declared call exactly one handler', () => {
    answerPageCalls(router, {} as PageServices)
    expect([...router.channels].sort()).toEqual([...callChannels].sort())
  })

  test('every declared call is in a list: of those the preload passes, or of those the engine host answers', async () => {
    const modules = await Promise.all([
      import('@contract/calls/app'),
      import('@contract/calls/diagnostics'),
      import('@contract/calls/document'),
      import('@contract/calls/export'),
      import('@contract/calls/kept-speech'),
      import('@contract/calls/library'),
      import('@contract/calls/page-view'),
      import('@contract/calls/performance'),
      import('@contract/calls/pronunciation'),
      import('@contract/calls/system'),
      import('@contract/calls/voices'),
    ])
    const declared = modules
      .flatMap((module) => Object.values(module) as unknown[])
      .map((value) =>
        z.object({ channel: z.string(), input: z.unknown(), output: z.unknown() }).safeParse(value),
      )
      .flatMap(({ data }) => (data?.output ? [data.channel] : []))
    expect(declared.sort()).toEqual([...new Set([...callChannels, ...engineCallChannels])].sort())
  })
})
