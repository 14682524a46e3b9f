import { readdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera } from './camera'
import { hasElectron, type LectorWindow } from './lector-window'
import { shareLector } from './shared-lector'

/** In the title, in the text, in the names of files: to be found nowhere else. */
const markers = ['Lantern-Marsh', 'ferrywoman', 'Quillhaven']

describe.skipIf(!hasElectron || !hasVoice)('what is copied for help (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const shared = shareLector()
  beforeEach(() => {
    lector = shared.window()
  })
  const { inLightAndDark, picture, inSettings } = openCamera(() => lector)
  const copied = () => lector.app.evaluate(({ clipboard }) => clipboard.readText())
  const forget = () => lector.app.evaluate(({ clipboard }) => clipboard.writeText(''))

  async function holdsNoMarker(text: string): Promise<void> {
    for (const marker of [...markers, lector.directory, homedir()]) expect(text, marker).not.toContain(marker)
    const folder = join(lector.directory, 'user-data', 'logs')
    for (const name of await readdir(folder)) {
      const log = await readFile(join(folder, name), 'utf8')
      for (const marker of [...markers, lector.directory]) expect(log, marker).not.toContain(marker)
    }
  }

  test('in pictures: of a document that was read, and one that cannot be, nothing is in it', async () => {
    const { page, button } = lector
    const book = join(lector.directory, 'Lantern-Marsh.md')
    await writeFile(book, '# Lantern-Marsh\n\nThe ferrywoman of Quillhaven rows, and rows, and rows again.\n')
    await lector.drop(book)
    await page.getByText('The ferrywoman').waitFor()
    await lector.play()
    const broken = join(lector.directory, 'Quillhaven.epub')
    await writeFile(broken, 'PK\u0003\u0004 the ferrywoman, and no book')
    await lector.drop(broken)
    const banner = page.getByTestId('banner')
    await banner.getByText('“Quillhaven.epub”').waitFor()
    await inLightAndDark((shade) => picture(`report-banner-${shade}`))
    await banner.getByRole('button', { name: 'Copy details' }).click()
    await expect.poll(() => page.getByTestId('status-message').textContent()).toBe('Details copied')
    const report = await copied()
    expect(report).toMatch(/^Lector \d/)
    expect(report).toMatch(/document\/(corrupt|unsupported|not-text)/)
    expect(report).toMatch(/voice heart, ready, device /)
    await holdsNoMarker(report)
    // It was told, and is still to be seen.
    await banner.getByRole('button', { name: 'Dismiss' }).click()

    await forget()
    await inSettings('Diagnostics', async () => {
      await button('Copy details').click()
      await expect.poll(copied).toContain('none shown')
      await expect.poll(() => page.getByTestId('status-message').textContent()).toBe('Details copied')
      await picture('report-settings-light')
    })
    await holdsNoMarker(await copied())
  })
})
