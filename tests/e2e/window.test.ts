import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { documentRefused } from '@contract/calls/document'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, smallestSize, usualSize } from './camera'
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

    const { resize, zoom } = openCamera(() => lector)
    /** Of what a selector names, in px; null: it is not to be seen. */
    const boxOf = (selector: string) =>
      lector.page.evaluate((wanted) => {
        const element = document.querySelector(wanted)
        if (!element || getComputedStyle(element).visibility !== 'visible') return null
        const { x, y, width, height } = element.getBoundingClientRect()
        return { x, y, width, height }
      }, selector)

    test('title bar, sidebar, player and status have their sizes in every size of the window', async () => {
      const sizes = async () => {
        const selectors = ['.title-bar', '.sidebar', '[data-testid="player"] > .row', 'footer.status']
        const [title, side, player, status] = await Promise.all(selectors.map(boxOf))
        return [title?.height, side?.width, player?.height, status?.height]
      }
      await resize(usualSize)
      await lector.drop(resolve('resources/sample.md'))
      await lector.page.getByTestId('page').waitFor()
      await expect.poll(sizes).toEqual([44, 260, 72, 28])
      await resize(smallestSize)
      await expect.poll(sizes).toEqual([44, undefined, 96, 28])
      await resize(usualSize)
      await zoom(2)
      await expect.poll(async () => (await sizes()).slice(2)).toEqual([88, undefined])
      await zoom(1)
    })

    test('the export panel folds the sidebar in a window under 1240, and takes the page’s place under 820', async () => {
      await resize({ width: 1_300, height: 780 })
      await lector.drop(resolve('resources/sample.md'))
      await lector.answerSaveDialog(join(lector.directory, 'folded.wav'))
      await lector.recordHeard()
      await lector.page.getByTestId('export-panel').waitFor()
      const seen = async () => {
        const [side, page, panel] = await Promise.all(
          ['.sidebar', 'main.page', '[data-testid="export-panel"]'].map(boxOf),
        )
        return [side?.width, page && [page.x, page.width], panel && [panel.x, panel.width]]
      }
      await expect.poll(seen).toEqual([260, [260, 660], [920, 380]])
      await resize({ width: 1_240, height: 780 })
      await expect.poll(seen).toEqual([260, [260, 600], [860, 380]])
      await resize({ width: 1_239, height: 780 })
      await expect.poll(seen).toEqual([undefined, [0, 859], [859, 380]])
      await resize({ width: 820, height: 780 })
      await expect.poll(seen).toEqual([undefined, [0, 440], [440, 380]])
      await resize({ width: 819, height: 780 })
      await expect.poll(seen).toEqual([undefined, null, [0, 819]])
      await button('Close panel').click()
      await expect.poll(seen).toEqual([undefined, [0, 819], null])
      await resize(usualSize)
    })

    test('panels and the settings fade in over 4 px, and are there at once where motion is reduced', async () => {
      const { page } = lector
      const fades = (selector: string) =>
        page.evaluate((wanted) => {
          const [animation] = document.querySelector(wanted)?.getAnimations() ?? []
          const { effect } = animation ?? {}
          if (!(effect instanceof KeyframeEffect)) return null
          const [{ opacity, transform }] = effect.getKeyframes()
          animation.pause()
          return { opacity, transform, milliseconds: effect.getTiming().duration }
        }, selector)
      const faded = { opacity: '0', transform: 'translateY(4px)', milliseconds: 180 }
      await resize(usualSize)
      await lector.drop(resolve('resources/sample.md'))
      const opened = async (name: string, selector: string) => {
        // Asked in the page: an animation is over before it could be asked for from here.
        await page.evaluate((wanted) => {
          new MutationObserver((_, observer) => {
            const animations = document.querySelector(wanted)?.getAnimations() ?? []
            if (animations.length > 0) observer.disconnect()
            for (const animation of animations) animation.pause()
          }).observe(document.body, { childList: true, subtree: true })
        }, selector)
        await page.locator('.title-bar').getByRole('button', { name }).click()
        await page.locator(selector).waitFor({ state: 'attached' })
        return fades(selector)
      }
      for (const reducedMotion of ['no-preference', 'reduce'] as const) {
        await page.emulateMedia({ reducedMotion })
        const wanted = reducedMotion === 'reduce' ? null : faded
        expect(await opened('What will be read', '.window > .panel')).toEqual(wanted)
        await button('Close panel').click({ force: true })
        expect(await opened('Settings', '.settings')).toEqual(wanted)
        await button('Close settings').click({ force: true })
      }
      await page.emulateMedia({ reducedMotion: 'no-preference' })
    })

    test('where the title bar has no room for both, the chapter goes and the title stays whole', async () => {
      const path = join(lector.directory, 'long-title.md')
      await writeFile(
        path,
        '# The Carpet-Bag\n\nI stuffed a shirt or two into it.\n\n# The Inn\n\nEntering it.\n',
      )
      await lector.drop(path)
      await lector.page.getByText('I stuffed').waitFor()
      await lector.play()
      const shown = async () => {
        const [bar, title, chapter] = await Promise.all(
          ['.title-bar .title', '.title-bar .document', '.title-bar .chapter'].map(boxOf),
        )
        const isCut = await lector.page.evaluate(() => {
          const element = document.querySelector('.title-bar .document')
          return element !== null && element.scrollWidth > element.clientWidth
        })
        const isChapterSeen = bar !== null && chapter !== null && chapter.y < bar.y + bar.height
        return { isTitleSeen: title !== null && title.width > 0, isCut, isChapterSeen }
      }
      await resize(usualSize)
      await expect.poll(shown).toEqual({ isTitleSeen: true, isCut: false, isChapterSeen: true })
      /** The longest that there is room for. */
      const retitle = () =>
        lector.page.evaluate(() => {
          const element = document.querySelector('.title-bar .document')
          if (!element) return
          let title = 'Moby'
          do {
            title += ' i'
            element.textContent = title
          } while (element.scrollWidth <= element.clientWidth)
          element.textContent = title.slice(0, -2)
        })
      await resize(smallestSize)
      // The bar is laid out anew after the window: what there is room for is known then.
      const retitled = async () => {
        await retitle()
        return shown()
      }
      await expect.poll(retitled).toEqual({ isTitleSeen: true, isCut: false, isChapterSeen: false })
      await resize(usualSize)
    })

    test('what the details of an unexpected failure are is copied', async () => {
      const error = {
        code: 'internal/unexpected',
        message: 'broken',
        details: { at: 4 },
        retry: 'never',
      } as const
      await lector.tell(documentRefused, { error })
      await lector.page.getByTestId('banner').getByRole('button', { name: 'Copy details' }).click()
      await expect.poll(() => lector.page.getByTestId('status-message').textContent()).toBe('Details copied')
      const copied = await lector.app.evaluate(({ clipboard }) => clipboard.readText())
      expect(copied).toMatch(/Problem:\nAppError internal\/unexpected at=4\n/)
      expect(copied).not.toContain('broken')
      await expect.poll(() => lector.page.getByTestId('banner').count()).toBe(0)
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
      // The first two are not over before a button has been found.
      await lector.paste(
        'The first sentence is one of those that go on and on, and have not come to their end when one looks again. The second one is no shorter than the first, since there is a key to be found while it is being read. A third ends it.',
      )
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
