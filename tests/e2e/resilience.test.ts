import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { copyVoice, makeDesk } from '../helpers/command-line'
import { hasVoice } from '../helpers/installed-voice'
import { killEngine } from './killed-engine'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const text = 'One sentence comes first. Then another one follows it, a little longer. '.repeat(30)

/** What two engines told of sentences, in order: the one that died, and the one that took over from it. */
const sentencesTold = ({ page }: LectorWindow) =>
  page.evaluate(() => {
    const { events } = window.lectorProbe
    const cut = events.findIndex(({ kind }) => kind === 'cut')
    const sentencesIn = (told: typeof events) =>
      told.flatMap((event) => (event.kind === 'sentence' ? [event] : []))
    return cut < 0
      ? { before: sentencesIn(events), after: [] }
      : { before: sentencesIn(events.slice(0, cut)), after: sentencesIn(events.slice(cut)) }
  })

describe.skipIf(!hasElectron || !hasVoice)('Lector under faults (needs Electron and the voice)', () => {
  test('the page is sandboxed, isolated and free of warnings from its content policy', async () => {
    const lector = await openLector()
    try {
      const preferences = await lector.app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows()
        // Electron's types leave out what its own security documentation tells to look at.
        const contents = window.webContents as unknown as {
          getLastWebPreferences(): Record<string, unknown>
        }
        const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
          contents.getLastWebPreferences()
        return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }
      })
      expect(preferences).toEqual({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
      })
      const page = await lector.page.evaluate(() => ({
        isIsolated: crossOriginIsolated,
        origin: location.origin,
        hasRequire: 'require' in window || 'process' in window,
        api: Object.keys((window as Window & { lector?: object }).lector ?? {}).sort(),
      }))
      expect(page).toEqual({
        isIsolated: true,
        origin: 'lector://app',
        hasRequire: false,
        api: ['call', 'on', 'pathOfFile'],
      })
    } finally {
      await lector.close()
    }
  })

  test('a dead engine comes back and reading goes on at the same word', async () => {
    const lector = await openLector()
    try {
      await lector.paste(text)
      const { word } = await lector.play()
      await expect.poll(async () => ['', word].includes(await lector.lit('word'))).toBe(false)
      const { streamId } = await lector.clock()
      await expect.poll(async () => (await sentencesTold(lector)).before.length).toBeGreaterThan(2)
      await killEngine(lector)
      await expect.poll(async () => (await sentencesTold(lector)).after.length).toBeGreaterThan(0)
      const { before, after } = await sentencesTold(lector)
      // It goes on inside what had been rendered, not from the beginning and not past it: the stream is the same.
      expect(after[0].streamId).toBe(streamId)
      expect(after[0].startChar).toBeGreaterThan(0)
      expect(after[0].startChar).toBeLessThan(before.at(-1)!.endChar)
      const heard = await lector.litWord()
      await expect.poll(async () => ['', heard].includes(await lector.lit('word'))).toBe(false)
      expect(await lector.litWord()).not.toBe('')
    } finally {
      await lector.close()
    }
  })

  test('in place of a voice whose files are damaged, and cannot be fetched, another one is chosen and heard', async () => {
    const desk = await makeDesk()
    onTestFinished(() => desk.remove())
    const userData = join(desk.path, 'user-data')
    const voices = await copyVoice(desk.path)
    await cp(join('models', 'joe', 'manifest.json'), join(voices, 'joe', 'manifest.json'))
    await mkdir(join(voices, 'joe', 'files'))
    await writeFile(join(voices, 'joe', 'files', 'en_US-joe-medium.onnx'), 'weights')
    await mkdir(userData)
    await writeFile(
      join(userData, 'settings.json'),
      JSON.stringify({ version: 1, speech: { voice: 'joe', device: 'cpu' } }),
    )
    const environment = { LECTOR_VOICES: voices, LECTOR_CACHE: join(desk.path, 'cache'), PATH: desk.path }
    const lector = await openLector({ userData, environment })
    onTestFinished(() => lector.close())
    const { page, button } = lector
    await page.getByTestId('banner').getByText('The voice could not be fetched').waitFor()
    await page.keyboard.press('Control+,')
    await button('Keyboard').click()
    await button('Fetch the voice again').click()
    await button('Choose another voice').click()
    await page.getByRole('heading', { name: 'Voice', exact: true }).waitFor()
    await page.getByTestId('banner').waitFor({ state: 'detached' })
    await page.getByRole('radio', { name: /^Heart/ }).check({ force: true })
    await page.keyboard.press('Escape')
    await lector.paste(text)
    expect((await lector.play()).word).not.toBe('')
  })

  test('settings are kept, and an unreadable file is set aside and told', async () => {
    const userData = await mkdtemp(join(tmpdir(), 'lector-kept-'))
    onTestFinished(() => rm(userData, { recursive: true, force: true }))
    await writeFile(join(userData, 'settings.json'), '{ "version": 1, "speech": ')
    const broken = await openLector({ userData })
    try {
      await broken.page.getByTestId('banner').waitFor()
      await broken.page.keyboard.press('Shift+Period')
      await expect.poll(() => broken.page.getByTestId('speed').innerText()).toBe('1.05×')
    } finally {
      await broken.close()
    }
    const again = await openLector({ userData })
    try {
      await expect.poll(() => again.page.getByTestId('speed').innerText()).toBe('1.05×')
    } finally {
      await again.close()
    }
  })
})
