import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, openLector, type LectorWindow } from './lector-window'
import { shareLector } from './shared-lector'

describe.skipIf(!hasElectron || !hasVoice)('the window (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const button = (name: string | RegExp) => lector.button(name)
  const pageText = () => lector.page.getByTestId('page').innerText()

  describe('opened with a file', () => {
    afterEach(() => lector?.close())

    test('a file named on the command line that is not there is named in the banner, before the runtime’s warning', async () => {
      lector = await openLector({
        files: [join('/nowhere', 'missing.md')],
        environment: { LECTOR_OLD_RUNTIME: '1' },
      })
      const banner = lector.page.getByTestId('banner')
      await expect.poll(() => banner.innerText()).toContain('“missing.md” cannot be found.')
      await button('Dismiss').click()
      await expect.poll(() => banner.innerText()).toContain('Old development runtime')
      await button('Dismiss').click()
      await expect.poll(() => banner.count()).toBe(0)
    })
  })

  describe('opened with nothing', () => {
    const shared = shareLector()
    beforeEach(() => {
      lector = shared.window()
    })

    test('nothing beside the voice’s name moves when it comes', async () => {
      await lector.page.addInitScript(() => {
        const places = new Set<number>()
        const look = () => {
          const speed = document.querySelector('[data-testid="speed"]')
          if (speed) places.add(speed.getBoundingClientRect().left)
          document.documentElement.dataset.places = [...places].join(' ')
          requestAnimationFrame(look)
        }
        document.addEventListener('DOMContentLoaded', look)
      })
      await lector.renew()
      await lector.page.getByTestId('voice').waitFor()
      const places = await lector.page.evaluate(
        () =>
          new Promise((seen) => requestAnimationFrame(() => seen(document.documentElement.dataset.places))),
      )
      expect(places).toMatch(/^[\d.]+$/)
    })

    test('Paste makes a document of the clipboard, and says so when there is no text', async () => {
      await lector.app.evaluate(({ clipboard }) => clipboard.writeText(''))
      await button('Paste').click()
      await expect
        .poll(() => lector.page.getByTestId('status-message').textContent())
        .toBe('There is no text on the clipboard')
      await lector.app.evaluate(({ clipboard }) => clipboard.writeText('Copied from elsewhere.'))
      await button('Paste').click()
      await expect.poll(pageText).toBe('Copied from elsewhere.')
    })

    test('what was opened with the keyboard gives the focus back when it is closed', async () => {
      const focused = () => lector.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
      await button('Settings').press('Enter')
      await lector.page.getByRole('slider', { name: 'Volume' }).focus()
      await lector.page.keyboard.press('Escape')
      await expect.poll(focused).toBe('Settings')
      await button(/^Speed/).press('Enter')
      await lector.page.keyboard.press('Tab')
      await expect.poll(focused).toBe('Reading speed')
      await lector.page.keyboard.press('Escape')
      await expect.poll(focused).toBe('Speed, 1×')
    })

    test('Space pauses after a click on another button, and presses a button that Tab has led to', async () => {
      await lector.paste('The first sentence. The second one is a little longer than that. A third ends it.')
      await button('Play').click()
      await lector.litWord()
      await button('Next sentence').click()
      await expect.poll(() => lector.lit('sentence')).toContain('second')
      await lector.page.keyboard.press('Space')
      await button('Play').waitFor()
      await lector.page.keyboard.press('Tab')
      await lector.page.keyboard.press('Shift+Tab')
      await lector.page.keyboard.press('Space')
      await expect.poll(() => lector.lit('sentence')).toContain('third')
    })
  })
})
