import { flushSync, tick } from 'svelte'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import AppShell from '../../src-renderer/AppShell.svelte'
import { WindowInput } from '../../src-renderer/ui/window-input'
import { mountInApp, named, type MountedApp } from './app-fixture'

let mounted: MountedApp
const inside = { width: 1_100, height: 780, column: 620 }

beforeEach(() => {
  mounted = mountInApp(
    AppShell,
    (app) => {
      const { session, frame, keys, t } = app
      const intake = { openFiles: vi.fn(), openText: vi.fn() }
      const input = new WindowInput(t, session, frame, keys, intake, vi.fn())
      return { app, input, oldDevelopmentRuntime: false, onErrorAction: vi.fn() }
    },
    null,
  )
})
afterEach(() => mounted.close())

test('a failure brings the window back from the mini player; one that is known keeps it small', () => {
  const { desktop, session } = mounted.app
  desktop.enterMini(inside)
  flushSync()
  session.problems.report(new AppError('engine/crashed', 'gone'), null)
  flushSync()
  expect(desktop.isMini).toBe(false)
  desktop.enterMini(inside)
  flushSync()
  expect(desktop.isMini).toBe(true)
})

test('the settings and the mini player give the focus back, and move nothing by it', async () => {
  const { desktop, frame } = mounted.app
  const button = named('button', 'Open')
  const focus = vi.spyOn(button, 'focus')
  button.focus()
  frame.isSettingsOpen = true
  flushSync()
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Settings')
  frame.isSettingsOpen = false
  flushSync()
  await tick()
  expect(document.activeElement).toBe(button)
  expect(focus).toHaveBeenLastCalledWith({ preventScroll: true })
  desktop.enterMini(inside)
  flushSync()
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Mini player')
  desktop.leaveMini()
  flushSync()
  await tick()
  expect(document.activeElement).toBe(button)
})

test('what is announced lies in nothing that the mini player hides', () => {
  const { desktop, session } = mounted.app
  desktop.enterMini(inside)
  session.announcements.say('Bookmark set')
  flushSync()
  const regions = [...document.querySelectorAll('[role="status"]')]
  const spoken = regions.find(({ textContent }) => textContent === 'Bookmark set')
  expect(spoken).toBeDefined()
  expect(spoken?.closest('[inert]')).toBeNull()
})

test('the theme is put on again when the look changes, and not with the volume or the speed', () => {
  const { settings } = mounted.app
  const paint = vi.spyOn(CSSStyleSheet.prototype, 'replaceSync')
  for (let step = 1; step <= 5; step++) settings.changeAudio({ volume: step / 10 })
  settings.changeSpeech({ speed: 2 })
  flushSync()
  expect(paint).not.toHaveBeenCalled()
  settings.changeView({ theme: 'dark' })
  flushSync()
  expect(paint).toHaveBeenCalled()
})
