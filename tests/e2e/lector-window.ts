import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Locator, type Page } from 'playwright-core'
import type { z } from 'zod'
import type { Notice } from '@contract/define-call'
import { readClock, type ClockReading } from '../../src-renderer/audio/shared-clock'
import { installPageProbe, type PageProbe, type ProbeOptions } from './page-probe'

/** The Electron binary that `npm test` found, and what it must be started with here. */
const electronPath = process.env.LECTOR_ELECTRON
/** Whether there is a real window to test in: `npm test` sets this up. */
export const hasElectron = electronPath !== undefined

declare global {
  interface Window {
    lectorProbe: PageProbe
  }
}

export interface LectorWindow {
  readonly app: ElectronApplication
  readonly page: Page
  /** Everything the page and its processes complained about. */
  readonly complaints: string[]
  /** The window is to complain of this: `close` lets it pass, once for each time it is expected, and misses it. */
  expectComplaint(words: string): void
  /** A folder of this test's own, removed at the end. */
  readonly directory: string
  /** Pastes text as Ctrl+V does. */
  paste(text: string): Promise<void>
  /** Says something to the page in main's name. */
  tell<Payload extends z.ZodType>(notice: Notice<Payload>, payload: z.input<Payload>): Promise<void>
  button(name: string | RegExp): Locator
  /** Drops files on the window, as the system does it. */
  drop(...files: string[]): Promise<void>
  /** Waits until a word is lit, and returns it. */
  litWord(): Promise<string>
  /** What is lit just now in the way of that name ('word', 'sentence', …): its text, or ''. */
  lit(highlight: string): Promise<string>
  /** The clock that the sound is heard by. */
  clock(): Promise<ClockReading>
  setSpeed(speed: number): Promise<void>
  /** Closes the window and removes its folder. @throws when the window complained of what was not expected */
  close(): Promise<void>
}

/**
 * Opens Lector in a real Electron, with data of its own. The page is loaded a second time with a probe that listens to
 * what reaches it; the product knows nothing of it.
 */
export async function openLector(
  options: {
    files?: readonly string[]
    environment?: Record<string, string>
    userData?: string
    probe?: ProbeOptions
  } = {},
): Promise<LectorWindow> {
  if (!electronPath) throw new Error('LECTOR_ELECTRON names no Electron')
  const directory = await mkdtemp(join(tmpdir(), 'lector-e2e-'))
  const userData = options.userData ?? join(directory, 'user-data')
  const extra = (process.env.LECTOR_ELECTRON_ARGS ?? '').split(' ').filter((word) => word !== '')
  const { app, page } = await launch({
    executablePath: electronPath,
    args: [...extra, resolve('.'), `--user-data-dir=${userData}`, ...(options.files ?? [])],
    env: { ...inheritedEnvironment(), ...options.environment },
  }).catch(async (error: unknown) => {
    await rm(directory, { recursive: true, force: true })
    throw error
  })
  const complaints: string[] = []
  const expectedComplaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
  await page.addInitScript(installPageProbe, options.probe ?? {})
  if (!options.files) await page.reload()
  await page.waitForFunction(() => document.querySelector('[data-testid=player]') !== null)
  return {
    app,
    page,
    complaints,
    directory,
    async paste(text) {
      await page.evaluate((pasted) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', pasted)
        document.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
        )
      }, text)
    },
    async tell({ channel }, payload) {
      await app.evaluate(
        ({ BrowserWindow }, news) =>
          BrowserWindow.getAllWindows()[0].webContents.send(news.channel, news.payload),
        { channel, payload },
      )
    },
    expectComplaint: (words) => void expectedComplaints.push(words),
    button: (name) => page.getByRole('button', { name, exact: true }),
    async drop(...files) {
      const session = await page.context().newCDPSession(page)
      const data = { items: [], files, dragOperationsMask: 1 }
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
      await session.detach()
    },
    async litWord() {
      const word = await page.waitForFunction(() =>
        [...(CSS.highlights.get('word')?.values() ?? [])].map(String).join(''),
      )
      return String(await word.jsonValue())
    },
    lit: (highlight) =>
      page.evaluate(
        (name) => [...(CSS.highlights.get(name)?.values() ?? [])].map(String).join(''),
        highlight,
      ),
    async clock() {
      const bytes = await page.evaluate(() => [...new Uint8Array(window.lectorProbe.clock!)])
      const copy = new SharedArrayBuffer(bytes.length)
      new Uint8Array(copy).set(bytes)
      return readClock(copy)
    },
    async setSpeed(speed) {
      await page.getByTestId('speed').click()
      await page.getByRole('slider', { name: 'Reading speed' }).fill(String(speed))
      await page.keyboard.press('Escape')
    },
    async close() {
      await app.close()
      await rm(directory, { recursive: true, force: true })
      const unexpected = [...complaints]
      const missed = expectedComplaints.filter((words) => {
        const at = unexpected.findIndex((complaint) => complaint.includes(words))
        if (at >= 0) unexpected.splice(at, 1)
        return at < 0
      })
      if (unexpected.length > 0) throw new Error(`The window complained: ${unexpected.join('\n')}`)
      if (missed.length > 0) throw new Error(`The window did not complain: ${missed.join('\n')}`)
    },
  }
}

/** A launch takes about two seconds. */
const launchMilliseconds = 20_000
const launchTries = 3

/**
 * Under load the driver now and then waits for ever for an Electron that has long been running (it has to catch the
 * program's first moments); such a launch is given up and made again. What the product does wrong shows in every try.
 */
async function launch(
  options: Parameters<typeof _electron.launch>[0],
): Promise<{ app: ElectronApplication; page: Page }> {
  for (let attempt = 1; ; attempt++) {
    let app: ElectronApplication | null = null
    try {
      app = await _electron.launch({ ...options, timeout: launchMilliseconds })
      return { app, page: await app.firstWindow({ timeout: launchMilliseconds }) }
    } catch (error) {
      app?.process().kill('SIGKILL')
      if (attempt === launchTries) throw error
      console.log(`launch ${attempt} of ${launchTries} was given up: ${String(error).split('\n')[0]}`)
    }
  }
}

/** The old runtime's banner stands where failures are looked for: only its own test has it. */
const notInherited = ['NODE_OPTIONS', 'LECTOR_OLD_RUNTIME']

function inheritedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return Object.fromEntries(
    entries.filter(([name]) => !name.startsWith('VITEST') && !notInherited.includes(name)),
  )
}
