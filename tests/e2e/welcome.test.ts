import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

let lector: LectorWindow
let folder: string
const camera = openCamera(() => lector)
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'lector-files-'))))
afterEach(async () => {
  await lector?.close()
  await rm(folder, { recursive: true, force: true })
})

const status = () => lector.page.getByTestId('status-message').textContent()
const file = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

describe.skipIf(!hasElectron || !hasVoice)('first start, in pictures (needs Electron and the voice)', () => {
  test('shows around with a text that says what it does, from the empty page and from the list of keys', async () => {
    lector = await openLector()
    await camera.picture('empty-with-welcome')
    await lector.page.getByRole('button', { name: 'Show me around' }).click()
    await lector.page.getByRole('article', { name: 'Welcome to Lector' }).waitFor()
    const { sentence } = await lector.firstLit(() => lector.page.keyboard.press('Space'))
    expect(sentence).toBe('Welcome to Lector')
    await camera.inLightAndDark((shade) => camera.picture(`welcome-${shade}`))
    await lector.page.keyboard.press('Escape')
    await lector.page.keyboard.press('?')
    await lector.page.getByRole('button', { name: 'Show me around' }).waitFor()
    await camera.picture('shortcuts-with-welcome')
    await lector.paste('Something else.')
    await lector.page.keyboard.press('Escape')
    await lector.page.getByRole('article', { name: 'Something else' }).waitFor()
    await camera.theme('Light')
    const article = lector.page.getByRole('article', { name: 'Welcome to Lector' })
    await lector.page.keyboard.press('?')
    await lector.page.getByRole('button', { name: 'Show me around' }).click()
    await article.waitFor()
    await lector.paste('Something else.')
    await article.waitFor({ state: 'detached' })
    // Who looks for help in the settings finds it too.
    await lector.page.keyboard.press('Control+,')
    await lector.page.getByRole('combobox', { name: 'Search settings' }).fill('tour')
    await lector.page.getByRole('option', { name: /^Introduction/ }).click()
    await camera.picture('settings-library')
    await lector.page.getByRole('button', { name: 'Show me around' }).click()
    await article.waitFor()
  })

  test('of several files the first is shown and the others stand under Recent, unread', async () => {
    const files = [
      await file('first.md', '# The first\n\nIt is shown.\n'),
      await file('second.md', '# The second\n\nIt waits.\n'),
      await file('third.txt', 'It waits as well.\n'),
      await file('picture.jpg', 'no document'),
    ]
    lector = await openLector({ files })
    await lector.page.getByRole('article', { name: 'The first' }).waitFor()
    await expect
      .poll(status)
      .toBe('2 more files are under Recent. One file is of a kind that Lector does not read.')
    await lector.page.getByRole('tab', { name: 'Recent' }).click()
    await expect
      .poll(() => lector.page.locator('.go .name').allTextContents())
      .toEqual(['The first', 'second', 'third'])
    await camera.picture('several-files')
    // It is over soon: what can be done then is offered.
    await lector.page.keyboard.press('Space')
    await lector.page.getByRole('button', { name: 'Start again' }).waitFor({ timeout: 60_000 })
    await camera.picture('finished')
    await lector.page.getByRole('button', { name: 'Next file' }).click()
    await lector.page.getByRole('article', { name: 'The second' }).waitFor()
    await expect
      .poll(() => lector.page.locator('.go .name').allTextContents())
      .toEqual(['The second', 'The first', 'third'])
  })

  test('a folder is not opened, and that is said; of files that are dropped the first is shown', async () => {
    lector = await openLector({ files: [folder] })
    await expect.poll(status).toBe('A folder cannot be opened. Drop the files in it.')
    await lector.drop(
      await file('one.md', '# The one\n\nIt is shown.\n'),
      await file('two.md', '# The other\n\nIt waits.\n'),
    )
    await lector.page.getByRole('article', { name: 'The one' }).waitFor()
    await expect.poll(status).toBe('One more file is under Recent.')
    await lector.page.getByRole('tab', { name: 'Recent' }).click()
    await expect.poll(() => lector.page.locator('.go .name').allTextContents()).toEqual(['The one', 'two'])
  })
})
