import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { settingsSchema } from '@contract/settings'
import { createTranslator } from '@contract/strings/translator'
import { ReadingSession } from '../../../src-renderer/reader/reading-session.svelte'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'
import { FrameState } from '../../../src-renderer/ui/frame-state.svelte'
import { Keys } from '../../../src-renderer/ui/keys.svelte'
import { WindowInput } from '../../../src-renderer/ui/window-input'
import { FakePlayer } from '../fake-player'

const intake = { openFiles: vi.fn(), openText: vi.fn() }
const run = vi.fn()
let frame: FrameState
let session: ReadingSession
let stop: () => void

beforeEach(() => {
  vi.clearAllMocks()
  document.body.replaceChildren()
  frame = new FrameState(vi.fn())
  const settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), vi.fn())
  const { t } = createTranslator('en')
  session = new ReadingSession(t, new FakePlayer(), settings)
  stop = new WindowInput(t, session, frame, new Keys(settings, 'linux'), intake, run).listen(window)
})
afterEach(() => {
  stop()
  session.dispose()
})

function transferOf(parts: Record<string, string>): DataTransfer {
  const transfer = new DataTransfer()
  for (const [type, value] of Object.entries(parts)) transfer.setData(type, value)
  return transfer
}
const paste = (parts: Record<string, string>, target: EventTarget = window) =>
  target.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: transferOf(parts), bubbles: true, cancelable: true }),
  )

describe('WindowInput', () => {
  test('a paste brings its HTML beside the text', () => {
    paste({ 'text/plain': 'A list', 'text/html': '<ul><li>A list</li></ul>' })
    expect(intake.openText).toHaveBeenCalledWith({ text: 'A list', html: '<ul><li>A list</li></ul>' })
  })

  test('a paste of nothing says so', () => {
    paste({ 'text/plain': ' ' })
    expect(intake.openText).not.toHaveBeenCalled()
    expect(frame.remark).toBe('There is no text on the clipboard')
  })

  test('a paste into a field is the field’s', () => {
    const field = document.createElement('input')
    document.body.append(field)
    field.focus()
    paste({ 'text/plain': 'secret' }, field)
    expect(intake.openText).not.toHaveBeenCalled()
  })

  test('text dropped from another window brings its HTML along', () => {
    const drop = new Event('drop', { bubbles: true, cancelable: true })
    Object.assign(drop, { dataTransfer: transferOf({ 'text/plain': 'x', 'text/html': '<b>x</b>' }) })
    window.dispatchEvent(drop)
    expect(intake.openText).toHaveBeenCalledWith({ text: 'x', html: '<b>x</b>' })
  })

  test('while a dialog is open no key reaches the window', () => {
    const press = () =>
      window.dispatchEvent(new KeyboardEvent('keydown', { code: 'F8', key: 'F8', cancelable: true }))
    press()
    expect(run).toHaveBeenCalledWith('what-is-read')
    const dialog = document.createElement('dialog')
    dialog.setAttribute('open', '')
    document.body.append(dialog)
    press()
    expect(run).toHaveBeenCalledTimes(1)
  })
})
