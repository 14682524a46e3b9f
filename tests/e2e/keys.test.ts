import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'
import { scrollRest } from './scroll-rest'

/** So long that none ends while a key is on its way, however busy the machine is. */
const boats =
  'The boats came in one behind the other, low in the water, with their lamps lit and their nets out to dry.'
const gulls =
  'The gulls went out to meet them, as they did on every morning of the year when there was anything to eat.'
const quay =
  'The quay was quiet but for the ropes that creaked on their rings, and a door that nobody had shut at night.'
const nobody =
  'Nobody looked up from the nets, which had to be mended before the boats went out again in the afternoon.'
/** Three sentences, another paragraph, and enough to scroll. */
const notes = `${boats} ${gulls} ${quay}

${nobody} It was late.

${'Nothing else is written here, on and on until the end. '.repeat(300)}`

describe.skipIf(!hasElectron || !hasVoice)('keys, in pictures (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const { button, picture, resize, zoom, theme } = openCamera(() => lector)

  beforeAll(async () => {
    lector = await openLector()
    await resize(usualSize)
    await lector.paste('The first sentence. The second one is longer. A third ends it.')
  })
  afterAll(() => lector.close())

  const press = (keys: string) => lector.page.keyboard.press(keys)
  const page = () => lector.page.getByTestId('page')
  const sentence = () => lector.lit('sentence')
  const speed = () => lector.page.getByTestId('speed').textContent()

  test('Ctrl+O opens a file, and Ctrl+Shift+V what was copied', async () => {
    const path = join(lector.directory, 'notes.txt')
    await writeFile(path, notes)
    await lector.app.evaluate(({ clipboard, dialog }, file) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] })
      clipboard.writeText('Copied elsewhere.')
    }, path)
    await press('Control+Shift+V')
    await lector.page.getByRole('article').getByText('Copied elsewhere.').waitFor()
    await press('Control+O')
    await lector.page.getByRole('article').getByText('The boats came in').waitFor()
  })

  test('the media keys are left to others where a person has it so, at once', async () => {
    const shown = () => lector.page.evaluate(() => navigator.mediaSession.playbackState)
    const media = lector.page.getByRole('switch', { name: 'Media keys' })
    await press('Control+Space')
    await lector.litWord()
    await expect.poll(shown).toBe('playing')
    await press('Control+Comma')
    await button('Keyboard').click()
    await media.click()
    await expect.poll(shown).toBe('none')
    await media.click()
    await expect.poll(shown).toBe('playing')
    await press('Escape')
    await lector.page.getByRole('region', { name: 'Text' }).focus()
    await press('Escape')
    await expect.poll(shown).toBe('none')
  })

  test('sentences and paragraphs are stepped through, and one is repeated', async () => {
    await lector.setSpeed(0.5)
    try {
      await press('Control+Space')
      await lector.litWord()
      for (const [keys, words] of [
        ['ArrowRight', gulls],
        ['ArrowRight', quay],
        ['ArrowLeft', gulls],
        ['Control+BracketRight', quay],
        ['Control+BracketLeft', gulls],
        ['Control+ArrowRight', nobody],
        ['Control+ArrowLeft', boats],
      ] as const) {
        await press(keys)
        await expect.poll(sentence, { message: keys }).toBe(words)
      }
      const { streamId } = await lector.clock()
      await press('r')
      await expect.poll(async () => (await lector.clock()).streamId).toBeGreaterThan(streamId)
      await expect.poll(sentence).toBe(boats)
      await press('Space')
      await lector.page.getByTestId('status-message').getByText('Paused').waitFor()
      // Nothing has to be read for Ctrl and a bracket: the caret goes.
      await press('Escape')
      await press('Control+BracketRight')
      await expect
        .poll(() => lector.page.evaluate(() => getSelection()?.anchorOffset))
        .toBe(`${boats} `.length)
    } finally {
      await lector.setSpeed(1)
    }
  })

  test('the speed goes down and up by two pairs of keys', async () => {
    for (const [keys, shown] of [
      ['Shift+Comma', '0.95×'],
      ['Shift+Period', '1×'],
      ['Alt+ArrowUp', '1.05×'],
      ['Alt+ArrowDown', '1×'],
    ]) {
      await press(keys)
      await expect.poll(speed, { message: keys }).toBe(shown)
    }
  })

  test('the keys that scroll move the page and never the voice', async () => {
    await press('Control+Home')
    await page().focus()
    await press('Space')
    await lector.litWord()
    const { streamId } = await lector.clock()
    const top = () => page().evaluate(({ scrollTop }) => Math.round(scrollTop))
    /** The end is found as sections take their true heights. */
    const atRest = async () => (await scrollRest(page())).top
    let before = await atRest()
    for (const [keys, way] of [
      ['ArrowDown', 1],
      ['PageDown', 1],
      ['End', 1],
      ['ArrowUp', -1],
      ['PageUp', -1],
      ['Home', -1],
    ] as const) {
      await press(keys)
      await expect.poll(async () => Math.sign((await top()) - before), { message: keys }).toBe(way)
      before = await atRest()
    }
    expect(before).toBe(0)
    expect((await lector.clock()).streamId).toBe(streamId)
    await press('Escape')
  })

  test('the text gets larger and smaller, and its usual size again', async () => {
    const size = () => lector.page.locator('article').evaluate((text) => getComputedStyle(text).fontSize)
    const usual = await size()
    for (const [keys, expected] of [
      ['Control+Equal', '21px'],
      ['Control+Minus', usual],
      ['Control+Minus', '17px'],
      ['Control+0', usual],
    ]) {
      await press(keys)
      await expect.poll(size, { message: keys }).toBe(expected)
    }
  })

  test('F6 goes from region to region and back, F9 takes the sidebar away', async () => {
    const region = () =>
      lector.page.evaluate(() => document.activeElement?.closest('[data-region]')?.getAttribute('aria-label'))
    await page().focus()
    const seen = new Set<string | null | undefined>()
    for (let step = 0; step < 6; step++) {
      await press('F6')
      seen.add(await region())
    }
    expect([...seen]).toEqual(expect.arrayContaining(['Title bar', 'Document', 'Player', 'Status']))
    const here = await region()
    await press('F6')
    await press('Shift+F6')
    await expect.poll(region).toBe(here)
    const isShown = () => button('Sidebar').getAttribute('aria-pressed')
    const before = await isShown()
    await press('F9')
    await expect.poll(isShown).not.toBe(before)
    await press('F9')
    await expect.poll(isShown).toBe(before)
  })

  test('Ctrl+E asks what is to be saved, and gives the focus back', async () => {
    await lector.app.evaluate(
      ({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      },
      join(lector.directory, 'notes.wav'),
    )
    const dialog = lector.page.getByTestId('export-dialog')
    await button('Settings').focus()
    await press('Control+E')
    await dialog.waitFor()
    await press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect
      .poll(() => lector.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toMatch(/^Settings/)
    await press('Control+E')
    await dialog.getByRole('button', { name: 'Record what I hear…' }).click()
    const panel = lector.page.getByTestId('export-panel')
    await panel.waitFor()
    await panel.getByRole('button', { name: 'Cancel' }).click()
    await panel.waitFor({ state: 'detached' })
  })

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
    await expect.poll(() => button('Find').getAttribute('title')).toBe('Find (F7)')
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
    await expect.poll(() => button('Reset this page').isDisabled()).toBe(true)
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
