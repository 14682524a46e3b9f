import { existsSync, readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

describe.skipIf(!hasElectron || !hasVoice)('kept speech in the window (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const { button, picture, resize, theme } = openCamera(() => lector)
  beforeAll(async () => {
    lector = await openLector()
    await resize(usualSize)
  })
  afterAll(() => lector.close())

  /** Three sentences, others each time: what was read once is read on where it was left. */
  let texts = 0
  const text = () => `Lamp number ${++texts} was lit. Nobody had seen who did it. Nobody asked.`
  const row = (name: string) => lector.page.locator(`[data-setting="${name}"]`)
  const size = () => row('Size of kept speech').locator('output').textContent()
  const keptSwitch = () => lector.page.getByRole('switch', { name: 'Kept speech' })
  const entries = (): string[] => {
    const folder = join(lector.directory, 'speech')
    if (!existsSync(folder)) return []
    return readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.f32'))
  }
  async function read(): Promise<void> {
    await lector.paste(text())
    await lector.play()
    await lector.page.getByTestId('status-message').getByText('Finished').waitFor({ timeout: 60_000 })
  }
  async function inPerformance(look: () => Promise<void>): Promise<void> {
    await button('Settings').click()
    const settings = lector.page.getByRole('dialog', { name: 'Settings' })
    await settings.getByRole('button', { name: 'Performance', exact: true }).click()
    await row('Kept speech').scrollIntoViewIfNeeded()
    await look()
    await button('Close settings').click()
  }

  test('what was read is kept, how much it is is shown, and Clear removes it (pictures)', async () => {
    await read()
    await expect.poll(() => entries().length).toBe(3)
    await inPerformance(async () => {
      await expect.poll(size).toBe('1 MB')
      await row('Size of kept speech').scrollIntoViewIfNeeded()
      await picture('kept-speech-light')
    })
    await theme('Dark')
    await inPerformance(async () => {
      await row('Size of kept speech').scrollIntoViewIfNeeded()
      await picture('kept-speech-dark')
      await button('Kept speech: Clear').click()
      await row('Size of kept speech').getByText('Kept speech cleared').waitFor()
      await expect.poll(size).toBe('None')
      await expect.poll(entries).toEqual([])
      await picture('kept-speech-cleared-dark')
    })
    await theme('Light')
  })

  test('the contents tick what is kept, as long as it is (pictures)', async () => {
    const path = join(lector.directory, 'evenings.md')
    await writeFile(
      path,
      '# I. First evening\n\nThe lamps were lit.\n\n# II. Second evening\n\nNobody came. It rained.\n',
    )
    await lector.drop(path)
    const { page } = lector
    const line = (name: string) => page.locator('.list .row', { hasText: name })
    const ticks = () => page.locator('.list').getByLabel('All of it is kept: plays at once').count()
    await line('Second evening').dblclick()
    await page.getByTestId('status-message').getByText('Finished').waitFor({ timeout: 60_000 })
    await line('Second evening').getByLabel('All of it is kept').waitFor()
    expect(await ticks()).toBe(1)
    await line('First evening').dblclick()
    await expect.poll(ticks, { timeout: 60_000 }).toBe(2)
    await page.getByTestId('status-message').getByText('Finished').waitFor({ timeout: 60_000 })
    await picture('contents-ticks-light')
    await theme('Dark')
    await picture('contents-ticks-dark')
    await theme('Light')
    // Said otherwise it is not.
    await lector.setSpeed(1.2)
    await expect.poll(ticks).toBe(0)
    await lector.setSpeed(1)
    await expect.poll(ticks).toBe(2)
    await inPerformance(() => button('Kept speech: Clear').click())
    await expect.poll(ticks).toBe(0)
    // What is saved is kept for listening as well.
    await lector.answerSaveDialog(join(lector.directory, 'evenings.wav'))
    await lector.recordHeard()
    await page.getByTestId('export-panel').getByRole('button', { name: 'Show in folder' }).waitFor()
    await button('Close panel').click()
    await expect.poll(ticks, { timeout: 60_000 }).toBe(2)
    await inPerformance(() => button('Kept speech: Clear').click())
    await expect.poll(ticks).toBe(0)
  })

  test('switched off, what there is goes at once, and nothing is kept until it is on again', async () => {
    await read()
    await expect.poll(() => entries().length).toBe(3)
    await inPerformance(async () => {
      await keptSwitch().click()
      await expect.poll(size).toBe('None')
      await expect.poll(entries).toEqual([])
    })
    await read()
    expect(entries()).toEqual([])
    await inPerformance(() => keptSwitch().click())
    await read()
    await expect.poll(() => entries().length).toBe(3)
  })

  test('without a history nothing is kept (pictures)', async () => {
    await button('Settings').click()
    const settings = lector.page.getByRole('dialog', { name: 'Settings' })
    await settings.getByRole('button', { name: 'Library and privacy', exact: true }).click()
    await lector.page.getByRole('switch', { name: 'Keep history' }).click()
    await expect.poll(entries).toEqual([])
    await button('Close settings').click()
    await inPerformance(async () => {
      await row('Kept speech').getByText('None is kept while Lector keeps no history.').waitFor()
      await picture('kept-speech-without-history')
    })
    await read()
    expect(entries()).toEqual([])
  })
})
