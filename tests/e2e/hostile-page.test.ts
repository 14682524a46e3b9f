import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callChannels } from '@contract/channels'
import { errorCodes } from '@contract/errors'
import { callInputs } from '../fuzz/call-inputs'
import { sendHostileCalls, type HostileOutcome, type HostilePlan } from '../fuzz/hostile-calls'
import { createValueMutator } from '../fuzz/mutate-value'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const isWhole = process.env.LECTOR_SOAK === '1'
/** Over all channels; a quarter of them through the bridge. */
const messages = isWhole ? 20_000 : 1_200
/** Made by hand, beside the seeded ones. */
const hugeChars = 10_000_000
const trace = '/tmp/PWNED'

/** What main did meanwhile that only a person may ask for, and what it failed with. */
interface Watched {
  readonly deeds: string[]
  readonly errors: string[]
}
declare global {
  var lectorWatched: Watched
}

describe.skipIf(!hasElectron || !hasVoice)(
  'a page that was taken over (needs Electron and the voice; LECTOR_SOAK=1: all 20,000 messages)',
  () => {
    let lector: LectorWindow
    let home: string
    beforeAll(async () => {
      await rm(trace, { force: true })
      lector = await openLector()
      home = join(lector.directory, 'home')
      await mkdir(home)
      await lector.app.evaluate(watchMain, home)
    })
    afterAll(() => lector.close())

    /** A window of Lector's own address in which nothing is kept from the script: what is sent reaches main as it is. */
    async function openRaw(address: string): Promise<Page> {
      const opened = lector.app.waitForEvent('window')
      await lector.app.evaluate(async ({ BrowserWindow }, url) => {
        const webPreferences = { sandbox: false, contextIsolation: false, nodeIntegration: true }
        const window = new BrowserWindow({ show: false, webPreferences })
        await window.loadURL(url)
      }, address)
      return opened
    }
    const invoke = (page: Page, channel: string, input: unknown): Promise<unknown> =>
      page.evaluate(
        ([name, value]) =>
          (window as unknown as { require(name: string): typeof import('electron') })
            .require('electron')
            .ipcRenderer.invoke(name as string, value),
        [channel, input],
      )
    const fuzz = (page: Page, plan: Omit<HostilePlan, 'codes' | 'inputs'>): Promise<HostileOutcome> =>
      // As text: the page's policy lets nobody evaluate, and the tools of the browser do not ask it.
      page.evaluate(
        `(${String(sendHostileCalls)})(${String(createValueMutator)}, ${JSON.stringify({ ...plan, codes: errorCodes, inputs: callInputs })})`,
      )
    const engine = () =>
      lector.app.evaluate(({ app }) => app.getAppMetrics().find(({ name }) => name === 'Lector engine')?.pid)
    const watched = () => lector.app.evaluate(() => globalThis.lectorWatched)

    async function files(folder: string): Promise<string[]> {
      const entries = await readdir(folder, { recursive: true })
      return entries
        .map(String)
        .filter((name) => !/^(user-data|speech)(\/|$)/.test(name))
        .sort()
    }

    test(
      `sends ${messages} malformed messages over all channels: each is answered with a value or a code, nothing is run, opened or written`,
      async () => {
        const before = { files: await files(lector.directory), engine: await engine() }
        const throughBridge = await fuzz(lector.page, {
          ...{ seed: 1, count: messages / 4, hugeChars: 1_000_000, isRaw: false },
        })
        const raw = await openRaw('lector://app/nothing')
        const straight = await fuzz(raw, { seed: 2, count: (messages * 3) / 4, hugeChars, isRaw: true })
        await raw.close()
        if (isWhole) console.log(JSON.stringify({ throughBridge, straight }))
        for (const { failures, refused, accepted } of [throughBridge, straight]) {
          expect(failures).toEqual([])
          expect(refused['contract/invalid']).toBeGreaterThan(messages / 10)
          // Some are well-formed by chance, or are told nothing new: what is sent gets as far as it can.
          expect(Object.keys(accepted).length).toBeGreaterThan(5)
        }
        expect(throughBridge.sent + straight.sent).toBeGreaterThanOrEqual(messages)
        expect(await watched()).toEqual({ deeds: [], errors: [] })
        expect(await files(lector.directory)).toEqual(before.files)
        expect(existsSync(trace)).toBe(false)
        expect(await engine()).toBe(before.engine)
        const traces = () => ['__PWNED' in globalThis, 'polluted' in {}, 'polluted' in []]
        expect(await lector.app.evaluate(traces)).toEqual([false, false, false])
        expect(await lector.page.evaluate(traces)).toEqual([false, false, false])
      },
      isWhole ? 600_000 : 120_000,
    )

    test('sends 10 MB to every channel, and is refused', async () => {
      const raw = await openRaw('lector://app/nothing')
      const answers = await raw.evaluate(
        async ({ channels, chars }) => {
          const { ipcRenderer } = (
            window as unknown as { require(name: string): typeof import('electron') }
          ).require('electron')
          const huge = 'x'.repeat(chars)
          const codes: unknown[] = []
          for (const channel of channels)
            for (const input of [huge, [huge]]) {
              const reply = (await ipcRenderer.invoke(channel, input)) as { error?: { code: string } }
              codes.push(reply.error?.code)
            }
          return [...new Set(codes)]
        },
        { channels: [...callChannels], chars: hugeChars },
      )
      expect(answers).toEqual(['contract/invalid'])
      await raw.close()
    })

    test('from another page no channel answers, and a frame inside the page has no way to main', async () => {
      const blank = await openRaw('about:blank')
      for (const channel of callChannels)
        expect(await invoke(blank, channel, callInputs[channel]), channel).toMatchObject({
          ok: false,
          error: { code: 'contract/invalid' },
        })
      await blank.close()
      // The same question is answered where it comes from Lector's own address.
      const own = await openRaw('lector://app/nothing')
      expect(await invoke(own, 'diagnostics:read', null)).toMatchObject({ ok: true })
      await own.close()
      const ways = await lector.page.evaluate(() => {
        const frame = document.body.appendChild(document.createElement('iframe'))
        const inside = frame.contentWindow as unknown as object
        const found = ['lector', 'require', 'process', 'electron'].filter((name) => name in inside)
        frame.remove()
        return found
      })
      expect(ways).toEqual([])
    })

    test('is given no byte of a file that nobody chose, however it is named', async () => {
      const secret = join(lector.directory, 'secret.txt')
      await writeFile(secret, 'The combination is nineteen.\n'.repeat(20))
      const raw = await openRaw('lector://app/nothing')
      const paths = [
        secret,
        '/etc/passwd',
        `${home}/../secret.txt`,
        'file:///etc/passwd',
        '.',
        '/proc/self/environ',
      ]
      for (const path of paths)
        for (const [channel, input] of [
          ['document:open-files', { paths: [path] }],
          ['export:save-file', { ...(callInputs['export:save-file'] as object), path }],
          ['export:play', { path }],
          ['shell:show-in-folder', { path }],
        ] as const) {
          const reply = await invoke(raw, channel, input)
          expect(reply, `${channel} ${path}`).toMatchObject({
            ok: false,
            error: { code: 'contract/invalid' },
          })
          expect(JSON.stringify(reply)).not.toMatch(/combination|root:/)
        }
      // Nor through the bridge, by what only looks like a dropped file.
      const forged = await lector.page.evaluate(async (path) => {
        const api = (
          window as unknown as {
            lector: {
              pathOfFile(file: unknown): string
              call(channel: string, input: unknown): Promise<unknown>
            }
          }
        ).lector
        const made = Object.defineProperty(new File(['x'], 'book.txt'), 'path', { value: path })
        const paths = [made, { path }, { name: 'book.txt', path }].map((file) => {
          try {
            return api.pathOfFile(file)
          } catch {
            return ''
          }
        })
        return [paths, await api.call('document:open-files', { paths: [path] })]
      }, secret)
      expect(forged).toMatchObject([['', '', ''], { ok: false, error: { code: 'contract/invalid' } }])
      await raw.close()
    })

    test('afterwards main answers, the log is short and tells nothing, and the voice reads', async () => {
      await lector.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].show())
      await lector.renew()
      await lector.paste('After all of this the voice still reads a sentence, and then another one.')
      expect((await lector.play()).word).not.toBe('')
      const folder = join(lector.directory, 'user-data', 'logs')
      const logs = await Promise.all(
        (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
      )
      expect(logs.join('').length).toBeLessThan(10_000_000)
      expect(logs.join('')).not.toMatch(/passwd|__PWNED|secret\.txt|combination/)
      expect(await watched()).toEqual({ deeds: [], errors: [] })
    })
  },
)

/** Puts a watch in the place of what main could do to the computer, and answers every dialog with nothing. In main. */
function watchMain({ dialog, shell, app }: typeof import('electron'), home: string): void {
  const watch: Watched = { deeds: [], errors: [] }
  globalThis.lectorWatched = watch
  app.setPath('documents', home)
  dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] })
  dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' })
  for (const name of ['openPath', 'openExternal', 'showItemInFolder', 'trashItem'] as const)
    Object.assign(shell, { [name]: () => (watch.deeds.push(name), Promise.resolve('')) })
  process.on('uncaughtException', (error) => watch.errors.push(String(error)))
  process.on('unhandledRejection', (error) => watch.errors.push(String(error)))
}
