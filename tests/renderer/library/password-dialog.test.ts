import { flushSync } from 'svelte'
import { afterEach, describe, expect, test } from 'vitest'
import PasswordDialog from '../../../src-renderer/library/PasswordDialog.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'

let mounted: MountedApp
afterEach(() => mounted.close())
const field = () => document.querySelector<HTMLInputElement>('input[type=password]')

describe('PasswordDialog', () => {
  test('names the document and hands the password over, once there is one', () => {
    mounted = mountInApp(PasswordDialog, { question: { fileName: 'a.pdf', isWrong: false } }, null)
    expect(document.querySelector('dialog')?.textContent).toContain('a.pdf')
    const form = document.querySelector('form')
    form?.dispatchEvent(new SubmitEvent('submit', { cancelable: true }))
    expect(mounted.calls).toEqual([])
    const input = field()
    if (input) input.value = 'secret'
    input?.dispatchEvent(new Event('input', { bubbles: true }))
    flushSync()
    form?.dispatchEvent(new SubmitEvent('submit', { cancelable: true }))
    expect(mounted.calls).toEqual([{ channel: 'document:reopen', input: { password: 'secret' } }])
    expect(field()?.autocomplete).toBe('off')
  })

  test('text marked in the field may be let go of outside; a press outside closes', () => {
    mounted = mountInApp(PasswordDialog, { question: { fileName: 'a.pdf', isWrong: false } }, null)
    const dialog = document.querySelector('dialog')!
    const press = (target: Element | null) =>
      target?.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }))
    press(field())
    dialog.click()
    expect(dialog.open).toBe(true)
    press(dialog)
    dialog.click()
    expect(dialog.open).toBe(false)
  })

  test('says that the one given was wrong', () => {
    mounted = mountInApp(PasswordDialog, { question: { fileName: null, isWrong: true } }, null)
    expect(named('[role=alert]', 'That is not').textContent).toContain('Try again')
    expect(field()?.getAttribute('aria-invalid')).toBe('true')
  })
})
