import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, test } from 'vitest'
import KeyboardPage from '../../../src-renderer/settings/KeyboardPage.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'

let mounted: MountedApp
beforeEach(() => {
  mounted = mountInApp(KeyboardPage, {}, null)
})
afterEach(() => mounted.close())

const keys = () => mounted.app.keys
function record(command: string, code: string, held: KeyboardEventInit = {}) {
  const recorder = named('button', `Add keys for ${command}`)
  recorder.click()
  flushSync()
  const key = code.replace(/^Key/, '').toLowerCase()
  const event = new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true, ...held })
  recorder.dispatchEvent(event)
  flushSync()
  recorder.blur()
  recorder.dispatchEvent(new FocusEvent('blur'))
  flushSync()
}
const said = () =>
  [...document.querySelectorAll('[role="status"]')].map((line) => line.textContent?.trim()).join('')

test('keys that are pressed are given to the command', () => {
  record('Find', 'F7')
  expect(
    keys()
      .of('find')
      .map(({ name }) => name),
  ).toEqual(['F', 'F7'])
  named('button', 'Remove Ctrl+F from Find').click()
  flushSync()
  expect(keys().text('find')).toBe('F7')
  named('button', 'Reset the keys of Find').click()
  flushSync()
  expect(keys().text('find')).toBe('Ctrl+F')
})

test('keys of another command are said with its name and can be taken over', () => {
  record('Find', 'KeyO', { ctrlKey: true })
  expect(said()).toContain('Ctrl+O is “Open a file”.')
  expect(keys().text('open')).toBe('Ctrl+O')
  named('button', 'Use it here').click()
  flushSync()
  expect(keys().text('open')).toBe('')
  expect(keys().of('find')).toHaveLength(2)
  expect(said()).toBe('')
})

test('keys of the system are refused with the reason', () => {
  record('Find', 'PageDown')
  expect(said()).toContain('This key scrolls the page.')
  expect(keys().isChanged('find')).toBe(false)
})

test('keys that pasting keeps cannot be taken over', () => {
  record('Find', 'KeyV', { ctrlKey: true, shiftKey: true })
  expect(said()).toContain('Ctrl+Shift+V is “New document from the clipboard”.')
  expect(said()).not.toContain('Use it here')
})

test('a pressed key is meant for the row alone, and Esc leaves the recorder', () => {
  const recorder = named('button', 'Add keys for Find')
  recorder.click()
  flushSync()
  let isHeard = false
  const listen = () => (isHeard = true)
  window.addEventListener('keydown', listen)
  recorder.dispatchEvent(new KeyboardEvent('keydown', { code: 'Escape', key: 'Escape', bubbles: true }))
  flushSync()
  window.removeEventListener('keydown', listen)
  expect(isHeard).toBe(false)
  expect(recorder.getAttribute('aria-pressed')).toBe('false')
})

test('commands are found by their names and by their keys', () => {
  const field = named('input', 'Search commands') as HTMLInputElement
  const type = (text: string) => {
    field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
    flushSync()
  }
  type('ctrl+g')
  expect(document.querySelectorAll('button[aria-label^="Add keys for"]')).toHaveLength(1)
  type('no such command')
  expect(document.body.textContent).toContain('Nothing is called that')
})

test('the media keys are a switch above the keys, and found with them', () => {
  const media = named('[role=switch]', 'Media keys')
  expect(media.getAttribute('aria-checked')).toBe('true')
  media.click()
  flushSync()
  expect(mounted.app.settings.current.player.hasMediaKeys).toBe(false)
  const search = document.querySelector<HTMLInputElement>('[type=search]')
  if (!search) throw new Error('There is no search')
  search.value = 'media'
  search.dispatchEvent(new Event('input', { bubbles: true }))
  flushSync()
  expect(document.querySelectorAll('[role=switch]')).toHaveLength(1)
  search.value = 'full screen'
  search.dispatchEvent(new Event('input', { bubbles: true }))
  flushSync()
  expect(document.querySelectorAll('[role=switch]')).toHaveLength(0)
})
