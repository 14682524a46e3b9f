import { flushSync, tick } from 'svelte'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import GoToDialog from '../../../src-renderer/go-to/GoToDialog.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { pageAt } from '../fake-page'
import { documentOf, heading, paragraph } from '../reader/documents'

let mounted: MountedApp
let page: ReturnType<typeof pageAt>
beforeEach(() => {
  page = pageAt()
  const blocks = [heading('Morning'), paragraph('text'), heading('Evening'), paragraph('text')]
  mounted = mountInApp(GoToDialog, {}, { ...documentOf(blocks), isWhole: true })
  mounted.app.session.page = page
})
afterEach(() => mounted.close())

const field = () => named('input', 'Go to') as HTMLInputElement
function type(text: string) {
  field().value = text
  field().dispatchEvent(new Event('input', { bubbles: true }))
  flushSync()
}
const press = (key: string) => {
  field().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  flushSync()
}

test('Enter goes to the likeliest place, and the caret with it', async () => {
  type('even')
  expect(document.querySelector('[role="option"]')?.textContent).toContain('Evening')
  press('Enter')
  await vi.waitFor(() => expect(page.show).toHaveBeenCalledWith({ block: 2, char: 0 }))
  expect(page.placeCaret).toHaveBeenCalledWith({ block: 2, char: 0 })
})

test('arrows choose among the places, and the field names the chosen one', () => {
  type('ning')
  const options = () => [...document.querySelectorAll('[role="option"]')]
  expect(options().map((option) => option.getAttribute('aria-selected'))).toEqual(['true', 'false'])
  press('ArrowDown')
  expect(field().getAttribute('aria-activedescendant')).toBe(options()[1]?.id)
})

test('says what it cannot find, and goes nowhere', async () => {
  type('night')
  expect(named('[role="status"]', 'No chapter').textContent).toContain('No chapter is called “night”.')
  press('Enter')
  await tick()
  expect(page.show).not.toHaveBeenCalled()
  type('120 %')
  expect(named('[role="status"]', 'A percentage').textContent).toContain('A percentage goes from 0 to 100.')
})
