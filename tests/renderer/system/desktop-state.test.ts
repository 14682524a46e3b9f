import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { z } from 'zod'
import type { systemWish } from '@contract/calls/system'
import { settingsSchema } from '@contract/settings'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'
import { DesktopState } from '../../../src-renderer/system/desktop-state.svelte'

let calls: unknown[][]
let settings: SettingsStore
const actions = { togglePlay: vi.fn(), openText: vi.fn(), goOn: vi.fn(), report: vi.fn() }
let desktop: DesktopState
const wish = (asked: z.output<typeof systemWish.payload>) => desktop.grant(asked)

beforeEach(() => {
  calls = []
  settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), vi.fn())
  desktop = new DesktopState(
    {
      call: ((declared: { channel: string }, input: unknown) => {
        calls.push([declared.channel, input])
        return Promise.resolve(null)
      }) as Bridge['call'],
    },
    settings,
    actions,
  )
})

describe('DesktopState', () => {
  test('the window becomes the mini player and comes back, each once', () => {
    desktop.enterMini({ width: 1_100, height: 780, column: 620 })
    desktop.enterMini({ width: 360, height: 96, column: 300 })
    expect(desktop.isMini).toBe(true)
    expect(desktop.readerSize).toEqual({ width: 1_100, height: 780, column: 620 })
    desktop.leaveMini()
    desktop.leaveMini()
    expect(desktop.isMini).toBe(false)
    expect(calls).toEqual([
      ['window:shape', { shape: 'mini' }],
      ['window:shape', { shape: 'reader' }],
    ])
  })

  test('the question before closing is put in the window, and its answer holds from then on', () => {
    desktop.enterMini({ width: 1_100, height: 780, column: 620 })
    wish({ wish: 'ask-closing', hasTray: true })
    expect(desktop.isMini).toBe(false)
    expect(desktop.closing).toEqual({ hasTray: true, isExporting: false })
    desktop.answerClosing('tray')
    expect(desktop.closing).toBeNull()
    expect(settings.current.system.closeWhilePlaying).toBe('tray')
    expect(calls.at(-1)).toEqual(['system:answer-closing', { answer: 'tray' }])
  })

  test('what a page that died was at is handed on', () => {
    wish({ wish: 'go-on', documentId: 'sha256:1', isRead: true })
    expect(actions.goOn).toHaveBeenCalledWith('sha256:1', true)
  })

  test('where there was no choice none is remembered, and a window that stays answers nothing', () => {
    wish({ wish: 'ask-closing', hasTray: false })
    desktop.dismissClosing()
    expect(desktop.closing).toBeNull()
    expect(calls).toEqual([])
    wish({ wish: 'ask-closing', hasTray: false })
    desktop.answerClosing('quit')
    expect(settings.current.system.closeWhilePlaying).toBe('ask')
    expect(calls).toEqual([['system:answer-closing', { answer: 'quit' }]])
  })

  test('does what the system asks for', () => {
    wish({ wish: 'toggle-play' })
    wish({ wish: 'open-text', text: 'Copied.', isRead: true })
    expect(actions.togglePlay).toHaveBeenCalledOnce()
    expect(actions.openText).toHaveBeenCalledWith('Copied.', true)
  })
})
