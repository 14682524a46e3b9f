import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasVoice, isFetched } from '../helpers/installed-voice'
import { openCamera, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

/** Notes frame by frame which words are marked in an element; self-contained by need. */
function noteMarks(element: Element): Set<string> {
  const words = new Set<string>()
  const look = (): void => {
    for (const mark of element.querySelectorAll('mark')) words.add(mark.textContent)
    requestAnimationFrame(look)
  }
  look()
  return words
}

describe.skipIf(!hasElectron || !hasVoice)('the settings of a voice (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const { button, picture, resize, zoom, theme } = openCamera(() => lector)
  beforeAll(async () => {
    lector = await openLector()
    await resize(usualSize)
    await theme('Light')
    await button('Settings').click()
  })
  afterAll(() => lector.close())

  const go = (name: string) =>
    lector.page.getByRole('dialog', { name: 'Settings' }).getByRole('button', { name, exact: true }).click()
  const row = (name: string) => lector.page.locator(`[data-setting="${name}"]`)
  /** In the size people have, the smallest, and twice as large. */
  async function pictureEverySize(name: string): Promise<void> {
    await picture(name)
    await resize(smallestSize)
    await picture(`${name}-720`)
    await resize(usualSize)
    await zoom(2)
    await picture(`${name}-200`)
    await zoom(1)
  }

  test('the words of the preview are lit while they are said (pictures)', async () => {
    await go('Voice')
    await button('Edit the preview text').click()
    const field = lector.page.getByRole('textbox', { name: 'Preview text' })
    await field.fill('I saw the moon spinning swiftly through her quarters from new to full.')
    await field.press('Enter')
    const preview = row('Preview text')
    const marked = await preview.evaluateHandle(noteMarks)
    const words = () => marked.evaluate((seen) => [...seen])
    await preview.getByRole('button', { name: 'Preview Heart' }).click()
    await expect.poll(async () => (await words()).length, { timeout: 60_000 }).toBeGreaterThan(3)
    const said = 'I saw the moon spinning swiftly through her quarters from new to full'.split(' ')
    await preview.getByRole('button', { name: 'Preview Heart' }).waitFor()
    await expect.poll(() => preview.locator('mark').count()).toBe(0)
    expect((await words()).filter((word) => !said.includes(word))).toEqual([])
    await pictureEverySize('settings-voice-page')
  })

  test.skipIf(!isFetched('joe'))('the arrow keys choose a voice (needs the voice joe)', async () => {
    await go('Voice')
    const radio = (name: RegExp) =>
      lector.page.getByRole('radiogroup', { name: 'Voice' }).getByRole('radio', { name })
    await radio(/^Heart/).focus()
    await lector.page.keyboard.press('ArrowDown')
    await expect.poll(() => radio(/^Heart/).isChecked()).toBe(false)
    await lector.page.keyboard.press('ArrowUp')
    await expect.poll(() => radio(/^Heart/).isChecked()).toBe(true)
  })

  test('a device is tried again, and chunks are shown to be the same bits as one piece (pictures)', async () => {
    await go('Performance')
    await button('Device: Test again').click()
    await expect
      .poll(() => row('Device').textContent(), { timeout: 90_000 })
      .toMatch(/CPU: [\d.]+.*real time/)
    await button('Seam test: Run').click()
    await expect.poll(() => row('Seam test').textContent(), { timeout: 60_000 }).toContain('Same sound')
    await row('Seam test').scrollIntoViewIfNeeded()
    await pictureEverySize('settings-performance-page')
  })

  test('list items and chapters have pauses of their own (pictures)', async () => {
    await go('Pauses')
    await lector.page.getByRole('slider', { name: 'Between list items' }).fill('250')
    await expect.poll(() => row('Between list items').textContent()).toContain('250 ms')
    await picture('settings-pauses-page')
  })

  test('the pages in the dark (pictures)', async () => {
    await go('Text')
    await lector.page.getByRole('radiogroup', { name: 'Theme' }).getByRole('radio', { name: 'Dark' }).check({
      force: true,
    })
    for (const page of ['Voice', 'Performance', 'Pauses', 'Audio']) {
      await go(page)
      await picture(`settings-${page.toLowerCase()}-page-dark`)
    }
  })
})
