import { afterEach, describe, expect, test } from 'vitest'
import ClosingDialog from '../../../src-renderer/system/ClosingDialog.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'

let mounted: MountedApp
afterEach(() => mounted.close())

function open(hasTray: boolean): void {
  mounted = mountInApp(ClosingDialog, { question: { hasTray } }, null)
  mounted.app.desktop.grant({ wish: 'ask-closing', hasTray })
}
const buttons = () => [...document.querySelectorAll('button')].map((button) => button.textContent)

describe('ClosingDialog', () => {
  test('offers the tray where there is one', () => {
    open(true)
    expect(buttons()).toEqual(['Cancel', 'Quit', 'Keep reading'])
    named('button', 'Keep reading').click()
    expect(mounted.calls.map(({ input }) => input)).toEqual([{ answer: 'tray' }])
    expect(mounted.app.settings.current.system.closeWhilePlaying).toBe('tray')
  })

  test('says what becomes of a saving when Lector quits, and asks about nothing else', () => {
    const question = { hasTray: false, isExporting: true, isQuitting: true }
    mounted = mountInApp(ClosingDialog, { question }, null)
    mounted.app.desktop.grant({ wish: 'ask-quitting' })
    expect(mounted.app.desktop.closing).toEqual(question)
    expect(document.querySelector('h2')?.textContent).toBe('Quit while something is being saved?')
    expect(document.body.textContent).toContain(
      'Quitting pauses the saving. It can be resumed the next time.',
    )
    expect(buttons()).toEqual(['Cancel', 'Quit'])
    named('button', 'Quit').click()
    expect(mounted.calls.map(({ input }) => input)).toEqual([{ answer: 'quit' }])
    expect(mounted.app.settings.current.system.closeWhilePlaying).toBe('ask')
  })

  test.each([true, false])('what is saved may be in any format (with a tray: %s)', (hasTray) => {
    mounted = mountInApp(ClosingDialog, { question: { hasTray, isExporting: true } }, null)
    expect(document.querySelector('h2')?.textContent).toBe('Close the window while something is being saved?')
    expect(document.body.textContent).toContain(hasTray ? 'saving pauses' : 'Quitting pauses the saving.')
  })

  test('says so where there is none', () => {
    open(false)
    expect(document.body.textContent).toContain('This desktop has no tray')
    expect(buttons()).toEqual(['Cancel', 'Quit'])
  })
})
