import { mkdtemp, rm, writeFile, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemWish } from '@contract/calls/system'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, takesEveryPicture, usualSize } from './camera'
import { listenToMediaKeys } from './media-key-probe'
import { hasElectron, openLector, type LectorWindow } from './lector-window'
import { shareLector } from './shared-lector'

/** Words watched in the mini player: they fill more than its two lines. */
const wantedWords = 13
const threeSentences =
  'The first sentence is here, and is as long as it takes a hand to find its keys, and then to find them again, on a machine that is busy with a great many other things. The second one is a good deal longer than the first, so that the two lines of a small player do not hold it whole and have to follow the word. A third ends it.'

describe.skipIf(!hasElectron || !hasVoice)(
  'the system around the window (needs Electron and the voice)',
  () => {
    let lector: LectorWindow
    const folders: string[] = []
    afterEach(async () => {
      for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
    })
    const button = (name: string | RegExp) => lector.button(name)
    const makeFolder = async () => {
      const folder = await mkdtemp(join(tmpdir(), 'lector-system-'))
      folders.push(folder)
      return folder
    }
    const inMain = <Result>(
      look: (electron: typeof import('electron'), argument: null) => Result | Promise<Result>,
    ) => lector.app.evaluate(look, null)
    const bounds = () => inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].getBounds())
    const isFullScreen = () => inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].isFullScreen())
    let texts = 0
    /** Reads a text that no other test has: one that is known is read from where it was left. */
    const read = async (text = threeSentences) => {
      await lector.paste(`${text}\n\nText ${++texts} ends here.`)
      await button('Play').first().click()
      return lector.litWord()
    }

    describe('in one window', () => {
      const shared = shareLector()
      beforeEach(() => {
        lector = shared.window()
      })
      const { picture, theme, resize } = openCamera(() => lector)

      test('in pictures: the mini player holds the lit word, follows it, is run by keys, and gives the window back as it was', async () => {
        await resize(usualSize)
        await theme('Light')
        await read()
        const before = await bounds()
        await lector.page.keyboard.press('Control+m')
        await expect.poll(bounds).toMatchObject({ width: 360, height: 96 })
        await expect
          .poll(() => inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].isAlwaysOnTop()))
          .toBe(true)
        const mark = lector.page.locator('[data-testid="mini-sentence"] mark')
        await mark.waitFor()
        await lector.page.keyboard.press('ArrowRight')
        await expect
          .poll(() => lector.page.getByTestId('mini-sentence').textContent())
          .toContain('good deal longer')

        // Every word that the page lights is the one lit here, and is seen.
        const seen = await lector.page.evaluate(watchMini, wantedWords)
        expect(seen.differing).toEqual([])
        expect(seen.hidden).toEqual([])
        expect(seen.words).toBe(wantedWords)

        await lector.page.keyboard.press('Space')
        await button('Play').waitFor()
        await picture('mini-light')
        await lector.page.evaluate(() => (document.documentElement.dataset.theme = 'dark'))
        await picture('mini-dark')
        await lector.page.keyboard.press('ArrowLeft')
        await expect
          .poll(() => lector.page.getByTestId('mini-sentence').textContent())
          .toContain('The first sentence')
        await lector.page.getByRole('button', { name: /^Speed/ }).click()
        await expect
          .poll(() => lector.page.getByRole('button', { name: /^Speed/ }).textContent())
          .toBe('1.2×')
        await lector.page.keyboard.press('Escape')
        await expect.poll(bounds).toEqual(before)
        await expect.poll(() => lector.page.getByLabel('Mini player').count()).toBe(0)
        await button('Sidebar').waitFor()
      })

      test('the pointer leads into the mini player and out of it, and the focus comes back', async () => {
        await resize(usualSize)
        const before = await bounds()
        await button('More').click()
        await lector.page.getByRole('button', { name: 'Mini player Ctrl+M' }).click()
        await expect.poll(bounds).toMatchObject({ width: 360, height: 96 })
        await button('Back to the window').click()
        await expect.poll(bounds).toEqual(before)
        await expect.poll(() => button('More').getAttribute('aria-expanded')).toBe('false')
        await expect.poll(() => lector.page.evaluate(() => document.activeElement?.ariaLabel)).toBe('More')
      })

      test('a page that was scrolled by hand is found at the same line after the mini player, in columns too', async () => {
        const columns = join(await makeFolder(), 'columns.html')
        const paragraphs = Array.from(
          { length: 60 },
          (_, index) => `<p>Lantern ${index}. It is lit at dusk.</p>`,
        )
        await writeFile(
          columns,
          `<!doctype html><html lang="en"><style>body { writing-mode: vertical-rl }</style><body>${paragraphs.join('')}</body></html>`,
        )
        const page = lector.page.getByTestId('page')
        const place = () => page.evaluate(({ scrollTop, scrollLeft }) => scrollTop - scrollLeft)
        const inAndOut = async () => {
          await page.hover()
          await lector.page.mouse.wheel(0, 400)
          await expect.poll(place).toBe(400)
          await lector.page.keyboard.press('Control+m')
          await expect.poll(bounds).toMatchObject({ width: 360, height: 96 })
          await expect.poll(() => lector.page.evaluate(() => innerWidth)).toBe(360)
          const kept = await page.evaluate(({ scrollWidth }) => scrollWidth)
          await lector.page.keyboard.press('Control+m')
          await expect.poll(bounds).toMatchObject({ width: 1_100, height: 780 })
          // Until the page is as high again as it was, its columns are others, and stand elsewhere.
          await expect.poll(() => page.evaluate(({ scrollWidth }) => scrollWidth)).toBe(kept)
          await expect.poll(place).toBe(400)
        }
        await lector.drop(resolve('resources/sample.md'))
        await page.waitFor()
        await inAndOut()
        await lector.drop(columns)
        await lector.page.getByRole('article').getByText('Lantern 0.').waitFor()
        await expect.poll(() => page.getAttribute('data-writing')).toBe('vertical-rl')
        await inAndOut()
      })

      test('while something is read the page is not throttled and the system does not sleep', async () => {
        const isThrottled = () =>
          inMain(({ BrowserWindow }) =>
            BrowserWindow.getAllWindows()[0].webContents.getBackgroundThrottling(),
          )
        // Its blockers are numbered from the first on.
        const isKeptAwake = () =>
          inMain(({ powerSaveBlocker }) =>
            Array.from({ length: 50 }, (_, id) => id).some((id) => powerSaveBlocker.isStarted(id)),
          )
        await expect.poll(isThrottled).toBe(true)
        await expect.poll(isKeptAwake).toBe(false)
        await read()
        await expect.poll(isThrottled).toBe(false)
        await expect.poll(isKeptAwake).toBe(true)
        await lector.page.keyboard.press('Space')
        await expect.poll(isKeptAwake).toBe(false)
        expect(await isThrottled()).toBe(false)
        await lector.page.keyboard.press('Escape')
        await expect.poll(isThrottled).toBe(true)
      })

      test('media keys are Lector’s while something is read, and nobody’s afterwards', async () => {
        await lector.page.addInitScript(listenToMediaKeys)
        await lector.page.reload()
        await lector.page.getByLabel('Player', { exact: true }).waitFor()
        const held = () => lector.page.evaluate(() => window.mediaKeys.actions())
        expect(await held()).toEqual([])
        await read()
        await expect.poll(held).toEqual(['nexttrack', 'pause', 'play', 'previoustrack', 'stop'])
        const shown = () =>
          lector.page.evaluate(() => ({
            title: navigator.mediaSession.metadata?.title,
            state: navigator.mediaSession.playbackState,
            isSilencePlaying: window.mediaKeys.silence.some((silence) => !silence.paused),
          }))
        await expect.poll(shown).toEqual({
          title: expect.stringContaining('The first sentence'),
          state: 'playing',
          isSilencePlaying: true,
        })
        await lector.page.evaluate(() => window.mediaKeys.press('pause'))
        await button('Play').waitFor()
        await expect.poll(shown).toMatchObject({ state: 'paused', isSilencePlaying: false })
        await lector.page.evaluate(() => window.mediaKeys.press('play'))
        await button('Pause').waitFor()
        await lector.page.evaluate(() => window.mediaKeys.press('nexttrack'))
        await expect.poll(() => lector.lit('sentence')).toContain('good deal longer')
        await lector.page.evaluate(() => window.mediaKeys.press('stop'))
        await expect.poll(held).toEqual([])
        await expect.poll(shown).toEqual({ title: undefined, state: 'none', isSilencePlaying: false })
      })

      test('what was copied is read aloud when the global key says so, and a link’s text is only shown', async () => {
        await lector.tell(systemWish, { wish: 'open-text', text: 'Linked text stands still.', isRead: false })
        await expect.poll(() => lector.page.getByTestId('page').innerText()).toBe('Linked text stands still.')
        expect(await button('Play').count()).toBe(1)
        const text =
          'Copied text is heard, and heard for long enough that it can be told to stop before it has come to its end by itself.'
        await lector.tell(systemWish, { wish: 'open-text', text, isRead: true })
        await lector.litWord()
        expect(await lector.page.getByTestId('page').innerText()).toBe(text)
        await lector.tell(systemWish, { wish: 'toggle-play' })
        await expect
          .poll(() => lector.page.evaluate(() => navigator.mediaSession.playbackState))
          .toBe('paused')
      })

      test('a second start shows the first of its files and lists the others; a link’s file is asked about', async () => {
        const folder = await makeFolder()
        const paths = ['one.txt', 'two.txt', 'three.txt'].map((name) => join(folder, name))
        for (const path of paths) await writeFile(path, `This is ${path.slice(folder.length + 1)}.`)
        const start = (...rest: string[]) =>
          lector.app.evaluate(({ app, dialog }, given) => {
            dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false })
            app.emit('second-instance', {}, ['/lector', '/lector-app', ...given], '/', {
              workingDirectory: '/',
            })
          }, rest)
        await start(...paths)
        const shown = () => lector.page.getByTestId('page').innerText()
        await expect.poll(shown).toBe('This is one.txt.')
        await lector.page.getByRole('tab', { name: 'Recent' }).click()
        const listed = () => lector.page.getByRole('tabpanel').innerText()
        await expect.poll(listed).toMatch(/one[^]*two[^]*three/)
        await start(`lector://open?path=${encodeURIComponent(paths[2])}`)
        await expect.poll(shown).toBe('This is three.txt.')
      })

      test('in pictures: a global key is taken when it is chosen, and given back when it is turned off', async () => {
        const isTaken = () =>
          inMain(({ globalShortcut }) => globalShortcut.isRegistered('Control+Alt+Shift+F11'))
        await button('Settings').click()
        await button('System').click()
        await button('Read what I copied: Off. Choose keys.').click()
        await lector.page.keyboard.press('x')
        await lector.page.getByText('Hold Ctrl, Alt or Command with a key.').waitFor()
        await lector.page.keyboard.press('Control+Alt+Shift+F11')
        await expect.poll(isTaken).toBe(true)
        await picture('settings-system')
        await button('Read what I copied: turn off').click()
        await expect.poll(isTaken).toBe(false)
      })
    })

    describe('in windows of their own', () => {
      afterEach(() => lector?.close())

      test('size and place come back with the next start, and full screen with the one after', async () => {
        const userData = await makeFolder()
        lector = await openLector({ userData })
        await inMain(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0].setBounds({ x: 60, y: 40, width: 820, height: 560 }),
        )
        await expect.poll(bounds).toMatchObject({ width: 820, height: 560 })
        await lector.close()
        lector = await openLector({ userData })
        await expect.poll(bounds).toEqual({ x: 60, y: 40, width: 820, height: 560 })
        await lector.page.keyboard.press('F11')
        await expect.poll(isFullScreen).toBe(true)
        await lector.close()
        lector = await openLector({ userData })
        await expect.poll(isFullScreen).toBe(true)
        await lector.page.keyboard.press('F11')
        await expect.poll(isFullScreen).toBe(false)
      })

      test('without a tray the window says so before it closes, and stays when that is not wanted', async () => {
        lector = await openLector({ environment: { PATH: await desktop(await makeFolder(), '(false,)') } })
        await read()
        await button('Close').click()
        const dialog = lector.page.getByTestId('closing-dialog')
        await expect.poll(() => dialog.textContent()).toContain('This desktop has no tray')
        expect(await dialog.getByRole('button', { name: 'Keep reading' }).count()).toBe(0)
        await dialog.getByRole('button', { name: 'Cancel' }).click()
        await expect.poll(() => dialog.count()).toBe(0)
        await lector.litWord()
      })

      test('in pictures: where there is a tray the voice goes on in it, once asked and then unasked', async () => {
        lector = await openLector({ environment: { PATH: await desktop(await makeFolder(), '(true,)') } })
        const isShown = () => inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].isVisible())
        await read(`${threeSentences} `.repeat(4))
        await button('Close').click()
        const dialog = lector.page.getByTestId('closing-dialog')
        await dialog.waitFor()
        for (const theme of takesEveryPicture ? ['light', 'dark'] : ['light']) {
          await lector.page.evaluate((name) => (document.documentElement.dataset.theme = name), theme)
          await openCamera(() => lector).picture(`closing-${theme}`)
        }
        await dialog.getByRole('button', { name: 'Keep reading' }).click()
        await expect.poll(isShown).toBe(false)
        const heard = await lector.litWord()
        await expect.poll(() => lector.litWord()).not.toBe(heard)
        await inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].show())
        await expect.poll(isShown).toBe(true)
        await inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].close())
        await expect.poll(isShown).toBe(false)
        const heardNow = await lector.litWord()
        await expect.poll(() => lector.litWord()).not.toBe(heardNow)
        await inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].show())
        expect(await dialog.count()).toBe(0)
      })
    })
  },
)

/** Looks at every frame of the mini player until so many words were lit; self-contained by need. */
async function watchMini(wanted: number): Promise<{ words: number; differing: string[]; hidden: string[] }> {
  const words = new Set<string>()
  const differing: string[] = []
  const hidden: string[] = []
  const end = performance.now() + 60_000
  while (words.size < wanted && performance.now() < end) {
    await new Promise((drawn) => requestAnimationFrame(drawn))
    const mark = document.querySelector('[data-testid="mini-sentence"] mark')
    const box = document.querySelector('[data-testid="mini-sentence"]')?.getBoundingClientRect()
    const page = [...(CSS.highlights.get('word')?.values() ?? [])].map(String).join('')
    const mini = mark?.textContent ?? ''
    if (mini !== page) differing.push(`${page} is heard, ${mini} is lit`)
    if (!mark || !box || mini === '') continue
    words.add(mini)
    const { top, bottom } = mark.getBoundingClientRect()
    if (top < box.top - 4 || bottom > box.bottom + 4) hidden.push(mini)
  }
  return { words: words.size, differing, hidden }
}

/** A folder of programs whose `gdbus` answers as a desktop would, before those of this machine. */
async function desktop(folder: string, answer: string): Promise<string> {
  await writeFile(join(folder, 'gdbus'), `#!/bin/sh\necho '${answer}'\n`)
  await chmod(join(folder, 'gdbus'), 0o755)
  return `${folder}:${process.env.PATH ?? ''}`
}
