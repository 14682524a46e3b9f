import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

describe.skipIf(!hasElectron || !hasVoice)('keys, in pictures (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const { button, picture, resize, zoom, theme } = openCamera(() => lector)

  beforeAll(async () => {
    lector = await openLector()
    await lector.paste('The first sentence. The second one is longer. A third ends it.')
  })
  afterAll(() => lector.close())

  const press = (keys: string) => lector.page.keyboard.press(keys)
  const search = () => lector.page.getByRole('combobox', { name: 'Search settings' })
  const heading = () => lector.page.getByRole('heading', { level: 1 }).textContent()

  test('a setting is found by another word for it, and its row is shown and marked', async () => {
    await press('Control+,')
    await search().fill('night')
    await lector.page.getByRole('option', { name: /^Theme/ }).waitFor()
    await picture('settings-search-light')
    await press('Enter')
    await expect.poll(heading).toBe('Text')
    expect(await lector.page.locator('[data-marked]').getAttribute('data-setting')).toBe('Theme')
    await search().fill('')
  })

  test('a key that is chosen works at once, and its hints follow', async () => {
    await button('Keyboard').click()
    await button('Add keys for Find').click()
    await press('F7')
    await button('Remove Ctrl+F from Find').click()
    await button('Add keys for Settings').click()
    await press('Control+o')
    await lector.page.getByText('Ctrl+O is “Open a file”.').waitFor()
    await picture('settings-keyboard-light')
    await button('Add keys for Settings').click()
    await press('PageDown')
    await lector.page.getByText('This key scrolls the page.').waitFor()
    await press('Escape')
    await expect.poll(() => lector.page.getByRole('dialog', { name: 'Settings' }).count()).toBe(0)
    expect(await button('Find').getAttribute('title')).toBe('Find (F7)')
    await press('Control+f')
    expect(await lector.page.getByTestId('find').count()).toBe(0)
    await press('F7')
    await lector.page.getByTestId('find').waitFor()
    await press('Escape')
  })

  test('the overlay shows the keys in force, at the smallest size and at 200 %', async () => {
    await press('?')
    const row = lector.page
      .getByRole('dialog', { name: 'Keyboard shortcuts' })
      .locator('dl > div', { hasText: /^Find/ })
    await expect.poll(() => row.first().innerText()).toMatch(/Find\s+F7/)
    await picture('shortcuts-light')
    await resize(smallestSize)
    await picture('shortcuts-720')
    await resize(usualSize)
    await zoom(2)
    await picture('shortcuts-200')
    await zoom(1)
    await press('Escape')
  })

  test('a page is put back to its defaults, and that can be undone', async () => {
    await press('Control+,')
    await button('Keyboard').click()
    await button('Reset this page').click()
    expect(await button('Reset this page').isDisabled()).toBe(true)
    await button('Remove Ctrl+F from Find').waitFor()
    await button('Undo').click()
    await button('Remove F7 from Find').waitFor()
    await button('Reset this page').click()
  })

  test('diagnostics say what is measured, and the status bar the seconds that are ready', async () => {
    await button('Diagnostics').click()
    await expect.poll(() => lector.page.getByText(/ [MG]B$/).count()).toBeGreaterThan(0)
    await lector.page.getByRole('switch', { name: 'Seconds ready in the status bar' }).click()
    await expect.poll(() => lector.page.getByTestId('buffer').textContent()).toMatch(/ s ready$/)
    await picture('settings-diagnostics-light')
    await resize(smallestSize)
    await picture('settings-720')
    await resize(usualSize)
    await zoom(2)
    await picture('settings-200')
    await zoom(1)
    await button('Library and privacy').click()
    await picture('settings-privacy-light')
    await press('Escape')
    await theme('Dark')
    await press('Control+,')
    await button('Keyboard').click()
    await picture('settings-keyboard-dark')
    await button('Voice').click()
    await picture('settings-voice-new-dark')
  })
})
