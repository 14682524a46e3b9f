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

  test('says so where there is none', () => {
    open(false)
    expect(document.body.textContent).toContain('This desktop has no tray')
    expect(buttons()).toEqual(['Cancel', 'Quit'])
  })
})
