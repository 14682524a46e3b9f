import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, pictures, smallestSize, themes, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const screenshot = resolve('docs/screenshot.png')
const isWritingScreenshot = process.env.LECTOR_WRITE_SCREENSHOT === '1'
const sample = resolve('resources/sample.md')

describe.skipIf(!hasElectron || !hasVoice)('pictures of the window (needs Electron and the voice)', () => {
  let lector: LectorWindow
  beforeAll(async () => {
    lector = await openLector()
    await resize(usualSize)
    await theme('Light')
  })
  afterAll(() => lector.close())

  const { button, picture, captureLit, resize, zoom, theme, holdFile } = openCamera(() => lector)

  test('empty', async () => {
    await lector.page.getByText('Offline').waitFor()
    for (const name of ['Light', 'Dark'] as const) {
      await theme(name)
      await picture(`empty-${name.toLowerCase()}`)
    }
    await theme('Light')
    await resize(smallestSize)
    await picture('empty-720')
    await resize(usualSize)
    const held = await holdFile(sample)
    await picture('empty-drop')
    await held.end()
  })

  test('reading', async () => {
    await lector.page.getByTestId('page').waitFor()
    await button('Play').click()
    await lector.litWord()
    const sentences = await lector.watchSentences()
    await lector.page.keyboard.press('Control+ArrowRight')
    await expect.poll(async () => (await sentences()).join(' ')).toMatch(/kettle/)
    for (const name of themes) {
      await theme(name)
      await picture(`reading-${name.toLowerCase()}`, captureLit)
    }
  })

  test('reading in the smallest window and at twice the size', async () => {
    await resize(smallestSize)
    for (const name of ['Light', 'Dark'] as const) {
      await theme(name)
      await picture(`reading-720-${name.toLowerCase()}`)
    }
    await theme('Light')
    await button('Sidebar').click()
    await picture('reading-720-sidebar')
    await button('Close the sidebar').click({ position: { x: 500, y: 100 } })
    await resize(usualSize)
    await zoom(2)
    await picture('reading-200')
    await zoom(1)
  })

  /** Where pictures take long, the voice has come to its end meanwhile: it begins again. */
  async function haveRead(): Promise<void> {
    if (await button('Play').isVisible()) await button('Play').click()
    await button('Pause').waitFor()
  }

  test('popovers, shortcuts and the way back to the voice', async () => {
    await lector.page.getByTestId('speed').click()
    await picture('speed')
    await lector.page.keyboard.press('Escape')
    await button('Text').click()
    await picture('text')
    await lector.page.keyboard.press('Escape')
    await button('Volume').click()
    await picture('volume')
    await lector.page.keyboard.press('Escape')
    await lector.page.keyboard.press('?')
    await picture('shortcuts')
    await lector.page.keyboard.press('Escape')
    await haveRead()
    await lector.page.mouse.move(700, 300)
    await lector.page.mouse.wheel(0, 900)
    await button('Back to voice').waitFor()
    await picture('back-to-voice')
    await button('Back to voice').click()
  })

  test('instruments', async () => {
    await button(/^Instruments:/).click()
    for (const name of ['Light', 'Dark'] as const) {
      await theme(name)
      await lector.page.waitForTimeout(500)
      await picture(`instruments-${name.toLowerCase()}`)
    }
    await theme('Light')
    await button('Close instruments').click()
  })

  test('what has the focus after Tab wears a ring of the hand’s colour', async () => {
    await haveRead()
    await lector.page.getByRole('region', { name: 'Title bar' }).or(lector.page.getByRole('banner')).focus()
    const seen = new Set<string>()
    for (let stop = 0; stop < 32; stop++) {
      await lector.page.keyboard.press('Tab')
      const focused = await lector.page.evaluate(() => {
        const element = document.activeElement
        if (!element) throw new Error('nothing has the focus')
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
        const hand = document.createElement('i')
        hand.style.color = 'var(--hand)'
        document.body.append(hand)
        const handColor = getComputedStyle(hand).color
        hand.remove()
        return {
          name: element.getAttribute('aria-label') ?? element.textContent ?? '',
          hasRing: outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2 && outlineColor === handColor,
        }
      })
      seen.add(focused.name)
      expect(focused).toEqual({ ...focused, hasRing: true })
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(['Open', 'Text', 'Settings', 'Pause', 'Position in the text', 'Speed, 1×']),
    )
    await lector.page.getByRole('contentinfo').click()
  })

  test('saying a word differently', async () => {
    // A page that follows the voice takes the words away again on a slow machine.
    if (await button('Pause').isVisible()) await button('Pause').click()
    const box = lector.page.getByRole('dialog', { name: /^Say/ })
    const open = async () => {
      await lector.page.getByTestId('page').locator('p').first().click({ button: 'right' })
      await button('Say it like…').click()
      await lector.page.keyboard.type('as it sounds')
      await box.getByText(/^Changes/).waitFor()
    }
    for (const name of ['Light', 'Dark'] as const) {
      await theme(name)
      const text = lector.page.getByTestId('page').locator('p').first()
      await text.hover({ position: { x: 40, y: 12 } })
      await expect.poll(() => lector.lit('pointed')).not.toBe('')
      await picture(`pointed-${name.toLowerCase()}`)
      await text.click({ button: 'right' })
      await picture(`selection-${name.toLowerCase()}`)
      await open()
      await picture(`say-it-like-${name.toLowerCase()}`)
      await lector.page.keyboard.press('Escape')
    }
    await theme('Light')
    await resize(smallestSize)
    await open()
    await picture('say-it-like-720')
    await lector.page.keyboard.press('Escape')
    await resize(usualSize)
    await zoom(2)
    await open()
    await picture('say-it-like-200')
    await box.getByRole('button', { name: 'Save' }).click()
    await box.waitFor({ state: 'detached' })
    await lector.page.keyboard.press('Control+,')
    await button('Pronunciation').click()
    await picture('settings-pronunciation-200')
    await zoom(1)
    await button(/^Change/).click()
    await picture('settings-pronunciation-form')
    await resize(smallestSize)
    await picture('settings-pronunciation-720')
    await resize(usualSize)
    await button('Cancel').click()
    await lector.page.keyboard.press('Escape')
  })

  test('settings', async () => {
    for (const name of ['Light', 'Dark'] as const) {
      await theme(name)
      await lector.page.keyboard.press('Control+,')
      for (const group of ['Voice', 'Pauses', 'Text', 'Pronunciation', 'Performance', 'Audio']) {
        await button(group).click()
        await picture(`settings-${group.toLowerCase()}-${name.toLowerCase()}`)
      }
      await lector.page.keyboard.press('Escape')
    }
    await theme('Light')
  })

  test('a failure', async () => {
    const path = join(lector.directory, 'report.pdf')
    await writeFile(path, '%PDF-1.7\n')
    const held = await holdFile(path)
    await picture('reading-drop')
    await held.end()
    await lector.page.getByTestId('banner').waitFor()
    await picture('error-light')
    await theme('Dark')
    await picture('error-dark')
    await theme('Light')
    await resize(smallestSize)
    await picture('error-720')
    await resize(usualSize)
    await button('Dismiss').click()
  })

  test('saving as audio', async () => {
    const path = join(lector.directory, 'sample.wav')
    await lector.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await lector.recordHeard()
    const panel = lector.page.getByTestId('export-panel')
    await expect.poll(() => panel.innerText(), { timeout: 60_000 }).toMatch(/[1-9]\d\s*%/)
    await picture('export-running-light')
    await theme('Dark')
    await picture('export-running-dark')
    await theme('Light')
    await expect.poll(() => panel.innerText(), { timeout: 60_000 }).toMatch(/missing\s*0 of/)
    for (const name of ['Dark', 'Light'] as const) {
      await theme(name)
      await picture(`export-done-${name.toLowerCase()}`)
    }
    await resize(smallestSize)
    await picture('export-done-720')
    await resize(usualSize)
    await lector.answerSaveDialog('/proc/sample.wav')
    await lector.recordHeard()
    await panel.getByRole('button', { name: 'Retry' }).waitFor()
    await picture('export-failed')
    await button('Close panel').click()
  })

  test.skipIf(!isWritingScreenshot)(
    'the documentation shows the window as it is (only with LECTOR_WRITE_SCREENSHOT=1)',
    async () => {
      const picture = join(pictures, 'reading-light.png')
      expect((await stat(picture)).size).toBeLessThan(300_000)
      await mkdir(dirname(screenshot), { recursive: true })
      await copyFile(picture, screenshot)
    },
  )
})
