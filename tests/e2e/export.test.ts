import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, smallestSize, takesEveryPicture, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

/** Minutes of work for any machine: what is ended meanwhile was not done. */
const text = Array.from(
  { length: 2_500 },
  (_, index) =>
    `Page ${index + 1} of the log says that the wind was from the west and the harbour was quiet.`,
).join(' ')

/** A hundredth of it is to be seen more than once, and takes its time on a busy machine. */
const timeout = 300_000

describe.skipIf(!hasElectron || !hasVoice)(
  'saving a WAV, in pictures (needs Electron and the voice)',
  { timeout },
  () => {
    let lector: LectorWindow
    let directory: string
    let path: string
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'lector-export-'))
      path = join(directory, 'harbour.wav')
      await launch()
    })
    afterAll(async () => {
      await lector.close().finally(() => rm(directory, { recursive: true, force: true }))
    })
    const { button, picture, resize, inLightAndDark, zoom } = openCamera(() => lector)

    async function launch(): Promise<void> {
      lector = await openLector({ userData: join(directory, 'user-data') })
      // The browser keeps what it was zoomed to, and a program that is killed may not have kept that it was put back.
      await lector.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0].webContents.setZoomFactor(1),
      )
      await resize(usualSize)
      await lector.answerSaveDialog(path)
    }
    /** Waits until the program has gone for whatever is done. @returns its exit code; null: it was killed */
    async function end(by: () => unknown): Promise<number | null> {
      const gone = new Promise<number | null>((resolve) => lector.app.process().once('exit', resolve))
      await by()
      const code = await gone
      await rm(lector.directory, { recursive: true, force: true })
      return code
    }
    /** As a power cut would: nothing of the program gets to do anything. */
    const kill = () => end(() => lector.app.process().kill('SIGKILL'))
    /** As the tray's menu or a key of the system does. */
    const quit = () => lector.app.evaluate(({ app }) => app.quit())
    const resume = async () => {
      const card = lector.page.getByTestId('unfinished')
      await card.getByRole('button', { name: /^Resume \(\d+ %\)$/ }).click()
      await expect.poll(percent, { timeout: 100_000 }).toBeGreaterThanOrEqual(1)
      await expect.poll(() => card.count()).toBe(0)
    }
    const panel = () => lector.page.getByTestId('export-panel')
    const percent = async () => Number(/^(\d+)\s*%/m.exec(await panel().innerText())?.[1] ?? 0)
    /** In the themes, and where every picture is wanted in the smallest window as well. */
    async function pictures(name: string): Promise<void> {
      await inLightAndDark((shade) => picture(`${name}-${shade}`))
      if (!takesEveryPicture) return
      await resize(smallestSize)
      await picture(`${name}-720`)
      await resize(usualSize)
    }

    test('shows how far it is, how fast, and the room there is on the disk', async () => {
      await lector.paste(text)
      await lector.recordHeard()
      await expect.poll(percent, { timeout: 100_000 }).toBeGreaterThanOrEqual(1)
      await expect.poll(() => panel().innerText(), { timeout: 60_000 }).toMatch(/to come, .* free/)
      await expect.poll(() => panel().innerText()).toMatch(/real time/)
    })

    test('rests while it is paused, and goes on', async () => {
      await panel().getByRole('button', { name: 'Pause' }).click()
      await panel().getByText('Paused', { exact: true }).waitFor()
      // The sentence under way is said to its end.
      const isStill = async () => {
        const before = await panel().innerText()
        await lector.page.waitForTimeout(2_000)
        return (await panel().innerText()) === before
      }
      await expect.poll(isStill, { timeout: 60_000 }).toBe(true)
      await pictures('export-paused')
      await button('Close panel').click()
      await zoom(2)
      await button(/^More: Saving paused/).click()
      await picture('export-folded')
      await lector.page
        .getByRole('group', { name: 'Status' })
        .getByRole('button', { name: /^Saving/ })
        .click()
      await panel().waitFor()
      await expect.poll(() => button(/^More/).getAttribute('aria-expanded')).toBe('false')
      await zoom(1)
      const share = await percent()
      await panel().getByRole('button', { name: 'Resume' }).click()
      await expect.poll(percent, { timeout: 100_000 }).toBeGreaterThan(share)
      // What follows must find it under way, on a fast machine too.
      await panel().getByRole('button', { name: 'Pause' }).click()
      await panel().getByText('Paused', { exact: true }).waitFor()
    })

    test('a window that is closed meanwhile says what becomes of it', async () => {
      const dialog = lector.page.getByTestId('closing-dialog')
      await inLightAndDark(async (shade) => {
        await lector.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].close())
        await dialog.getByText('can be resumed the next time').waitFor()
        await picture(`export-closing-${shade}`)
        await dialog.getByRole('button', { name: 'Cancel' }).click()
        await dialog.waitFor({ state: 'detached' })
      })
      expect(await panel().isVisible()).toBe(true)
    })

    test('one that ended with the program is offered again at the next start', async () => {
      await kill()
      expect(existsSync(`${path}.part`)).toBe(true)
      await launch()
      const card = lector.page.getByTestId('unfinished')
      const resume = card.getByRole('button', { name: /^Resume \(\d+ %\)$/ })
      await resume.waitFor()
      await pictures('export-interrupted')
      const share = Number(/\d+/.exec(await resume.innerText())?.[0])
      const { size } = await stat(`${path}.part`)
      await resume.click()
      await expect.poll(percent, { timeout: 60_000 }).toBeGreaterThanOrEqual(share)
      await expect
        .poll(async () => (await stat(`${path}.part`)).size, { timeout: 60_000 })
        .toBeGreaterThan(size)
      await expect.poll(() => card.count()).toBe(0)
    })

    test('one that is cancelled is kept, and offered where it stands', async () => {
      await panel().getByRole('button', { name: 'Cancel' }).click()
      await lector.page.getByText('What is saved is kept').first().waitFor()
      await resume()
    })

    test('quitting by any way says once what becomes of it, and it goes on at the next start', async () => {
      const dialog = lector.page.getByTestId('closing-dialog')
      await lector.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].hide())
      await quit()
      await dialog.getByText('Quit while something is being saved?').waitFor()
      await dialog.getByText('Quitting pauses the saving.').waitFor()
      await picture('export-quitting')
      await dialog.getByRole('button', { name: 'Cancel' }).click()
      await dialog.waitFor({ state: 'detached' })
      expect(await panel().isVisible()).toBe(true)
      await quit()
      expect(await end(() => dialog.getByRole('button', { name: 'Quit' }).click())).toBe(0)
      await launch()
      await resume()
    })

    test('where the system ends Lector it goes at once, and it goes on at the next start', async () => {
      expect(await end(() => lector.app.process().kill('SIGTERM'))).toBe(0)
      await launch()
      await resume()
    })

    test('one that is discarded leaves nothing behind', async () => {
      await kill()
      await launch()
      const card = lector.page.getByTestId('unfinished')
      await card.getByRole('button', { name: 'Discard' }).click()
      await expect.poll(() => readdir(directory)).toEqual(['user-data'])
      await expect.poll(() => card.count()).toBe(0)
      const stored = async (): Promise<unknown> =>
        JSON.parse(await readFile(join(directory, 'user-data', 'unfinished-exports.json'), 'utf8'))
      await expect.poll(stored).toEqual({ version: 2, exports: [] })
    })
  },
)
