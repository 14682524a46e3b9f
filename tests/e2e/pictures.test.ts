import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { inspectPage } from './inspect-page'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

/** Where the pictures go, for people to look at; not kept. */
const pictures = resolve('test-results/pictures')
const screenshot = resolve('docs/screenshot.png')
const isWritingScreenshot = process.env.LECTOR_WRITE_SCREENSHOT === '1'
const sample = resolve('resources/sample.md')
const usualSize = { width: 1_100, height: 780 }
const smallestSize = { width: 720, height: 480 }
const themes = ['Light', 'Sepia', 'Dark', 'Contrast'] as const

describe.skipIf(!hasElectron || !hasVoice)('pictures of the window (needs Electron and the voice)', () => {
  let lector: LectorWindow
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true })
    lector = await openLector()
    await resize(usualSize)
    await theme('Light')
  })
  afterAll(async () => {
    const { complaints } = lector
    await lector.close()
    expect(complaints).toEqual([])
  })

  const button = (name: string | RegExp) => lector.page.getByRole('button', { name, exact: true })

  /** What the window shows, at any zoom; two frames later everything is drawn. */
  async function capture(): Promise<Buffer> {
    await lector.page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    )
    const png = await lector.app.evaluate(async ({ BrowserWindow }) => {
      const image = await BrowserWindow.getAllWindows()[0].webContents.capturePage()
      return image.toPNG().toString('base64')
    })
    return Buffer.from(png, 'base64')
  }

  /** The same while a word is lit: between two words none is. */
  async function captureLit(): Promise<Buffer> {
    const before = await lector.litWord()
    const png = await capture()
    const after = await lector.page.evaluate(() =>
      [...(CSS.highlights.get('word')?.values() ?? [])].map(String).join(''),
    )
    return after === before ? png : captureLit()
  }

  /** Takes the picture and holds the window to what can be measured. */
  async function picture(name: string, take = capture): Promise<void> {
    // Panels fade in; what is measured and shown is where they come to rest.
    await lector.page.evaluate(() =>
      Promise.all(
        document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().iterations === 1)
          .map(({ finished }) => finished.catch(() => null)),
      ),
    )
    await writeFile(join(pictures, `${name}.png`), await take())
    expect(await lector.page.evaluate(inspectPage), name).toEqual([])
  }

  async function resize(size: { width: number; height: number }): Promise<void> {
    await lector.app.evaluate(
      ({ BrowserWindow }, { width, height }) =>
        BrowserWindow.getAllWindows()[0].setContentSize(width, height),
      size,
    )
    await lector.page.waitForFunction(({ width }) => innerWidth === width, size)
  }

  async function zoom(factor: number): Promise<void> {
    await lector.app.evaluate(
      ({ BrowserWindow }, times) => BrowserWindow.getAllWindows()[0].webContents.setZoomFactor(times),
      factor,
    )
    await lector.page.waitForFunction((width) => Math.abs(innerWidth - width) <= 1, usualSize.width / factor)
  }

  async function theme(name: (typeof themes)[number]): Promise<void> {
    await button('Text').click()
    await lector.page.getByRole('radio', { name }).check({ force: true })
    // A click beside the panel closes it; a key would leave the focus ring on its button.
    await lector.page.getByRole('contentinfo').click()
  }

  /** A file held over the window, and let go when `end` is called. */
  async function holdFile(path: string): Promise<{ end(): Promise<void> }> {
    const session = await lector.page.context().newCDPSession(lector.page)
    const data = { items: [], files: [path], dragOperationsMask: 1 }
    const send = (type: 'dragEnter' | 'dragOver' | 'drop') =>
      session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
    await send('dragEnter')
    await send('dragOver')
    return {
      async end() {
        await send('drop')
        await session.detach()
      },
    }
  }

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
    await lector.page.keyboard.press('Control+ArrowRight')
    await expect.poll(() => lector.litWord()).toBe('kettle')
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
    await lector.page.getByRole('region', { name: 'Title bar' }).or(lector.page.getByRole('banner')).focus()
    const seen = new Set<string>()
    for (let stop = 0; stop < 24; stop++) {
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
      expect.arrayContaining(['Open', 'Text', 'Settings', 'Pause', 'Position in the text', 'Speed']),
    )
    await lector.page.getByRole('contentinfo').click()
  })

  test('saying a word differently', async () => {
    const box = lector.page.getByRole('dialog', { name: /^Say/ })
    const open = async () => {
      await lector.page.getByTestId('page').locator('p').first().click({ button: 'right' })
      await button('Say it like…').click()
      await lector.page.keyboard.type('as it sounds')
      await box.getByText(/^Changes/).waitFor()
    }
    for (const name of ['Light', 'Dark'] as const) {
      await theme(name)
      await lector.page.getByTestId('page').locator('p').first().click({ button: 'right' })
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

  test('saving as WAV', async () => {
    const path = join(lector.directory, 'sample.wav')
    await lector.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await button('Save as WAV').click()
    const panel = lector.page.getByTestId('export-panel')
    await expect.poll(() => panel.innerText()).toMatch(/[1-9]\d\s*%/)
    await picture('export-running-light')
    await theme('Dark')
    await picture('export-running-dark')
    await theme('Light')
    await expect.poll(() => panel.innerText(), { timeout: 60_000 }).toContain('0 missing')
    await picture('export-done')
    await resize(smallestSize)
    await picture('export-done-720')
    await resize(usualSize)
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
