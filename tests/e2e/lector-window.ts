import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Locator, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import type { z } from 'zod'
import type { Notice } from '@contract/define-call'
import { readClock, type ClockReading } from '../../src-renderer/audio/shared-clock'
import { installPageProbe, type LitText, type PageProbe, type ProbeOptions } from './page-probe'

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
  /** A folder of this test's own, removed at the end. */
  readonly directory: string
  /** Pastes text as Ctrl+V does. */
  paste(text: string): Promise<void>
  /** Says something to the page in main's name. */
  tell<Payload extends z.ZodType>(notice: Notice<Payload>, payload: z.input<Payload>): Promise<void>
  button(name: string | RegExp): Locator
  /** Drops files on the window, as the system does it: on the page. */
  drop(...files: string[]): Promise<void>
  /** The same on a place of the window, in px. */
  dropAt(place: { x: number; y: number }, ...files: string[]): Promise<void>
  /** Presses at one place of the window and draws to another, in px; the button stays down. */
  drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void>
  /** Draws with the mouse from one place of the window to another, in px, until what is selected has those words in it. */
  select(words: string, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void>
  /** Waits until a word is lit, and returns it. */
  litWord(): Promise<string>
  /**
   * Starts the voice.
   * @returns the first word lit, however soon it is over, with its sentence; what is lit already, if anything is. Where
   * the machine is busy, a short word may be over before a frame shows it
   */
  firstLit(start: () => Promise<void>): Promise<LitText>
  /** Presses Play. @returns as `firstLit` */
  play(): Promise<LitText>
  /**
   * Begins to watch what is lit, so that no sentence is missed for being over soon.
   * @returns asks for the sentences lit from now on, in order, with the one that is lit already
   */
  watchSentences(): Promise<() => Promise<string[]>>
  /** Pauses where a word is lit: between two none is, and it goes on to the next. @returns the word */
  pauseAtWord(): Promise<string>
  /** What is lit just now in the way of that name ('word', 'sentence', …): its text, or ''. */
  lit(highlight: string): Promise<string>
  /** The clock that the sound is heard by. */
  clock(): Promise<ClockReading>
  setSpeed(speed: number): Promise<void>
  /** From now on a file is saved there, whoever asks a person where. */
  answerSaveDialog(path: string): Promise<void>
  /** Opens the dialog of saving and has the document saved exactly as it is heard. */
  recordHeard(): Promise<void>
  /** From now on that file or folder is opened, whoever asks a person which. */
  answerOpenDialog(path: string): Promise<void>
  /** Loads the page anew: nothing is open or read, the probe has heard nothing. Settings, library and voice stay. */
  renew(): Promise<void>
  /** Closes the window and removes its folder; again does nothing. @throws when the window complained */
  close(): Promise<void>
}

export interface LectorOptions {
  files?: readonly string[]
  environment?: Record<string, string>
  userData?: string
  probe?: ProbeOptions
  /** Runs in the page before its own code, whenever that is loaded. */
  initScript?: () => void
}

/**
 * Opens Lector in a real Electron, with data of its own. The page is loaded a second time with a probe that listens to
 * what reaches it; the product knows nothing of it. Whoever opens it closes it after the test rather than in it: what is
 * wrong with the window is then told beside what the test missed.
 */
export async function openLector(options: LectorOptions = {}): Promise<LectorWindow> {
  const directory = await mkdtemp(join(tmpdir(), 'lector-e2e-'))
  const removeDirectory = () => rm(directory, { recursive: true, force: true })
  try {
    return await openIn(directory, removeDirectory, options)
  } catch (error) {
    await removeDirectory()
    throw error
  }
}

async function openIn(
  directory: string,
  removeDirectory: () => Promise<void>,
  options: LectorOptions,
): Promise<LectorWindow> {
  if (!electronPath) throw new Error('LECTOR_ELECTRON names no Electron')
  const userData = options.userData ?? join(directory, 'user-data')
  const extra = (process.env.LECTOR_ELECTRON_ARGS ?? '').split(' ').filter((word) => word !== '')
  const { app, page } = await launch({
    executablePath: electronPath,
    args: [...extra, resolve('.'), `--user-data-dir=${userData}`, ...(options.files ?? [])],
    env: {
      ...inheritedEnvironment(),
      ...ownDisplay(),
      LECTOR_SPEECH_CACHE: join(directory, 'speech'),
      ...options.environment,
    },
  })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  async function dropAt(place: { x: number; y: number }, ...files: string[]): Promise<void> {
    const session = await page.context().newCDPSession(page)
    const data = { items: [], files, dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, ...place, data })
    await session.detach()
  }
  async function litWord(): Promise<string> {
    const word = await page.waitForFunction(() =>
      [...(CSS.highlights.get('word')?.values() ?? [])].map(String).join(''),
    )
    return String(await word.jsonValue())
  }
  async function firstLit(start: () => Promise<void>): Promise<LitText> {
    // The probe looks once a frame: what is lit by now it has seen two frames later.
    const seen = await page.evaluate(
      () =>
        new Promise<number>((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(window.lectorProbe.lit.length))),
        ),
    )
    await start()
    // The last of those seen is lit still, where it is a word.
    const first = await page.waitForFunction(
      (from) => window.lectorProbe.lit.slice(from).find(({ word }) => word !== ''),
      Math.max(0, seen - 1),
    )
    return (await first.jsonValue()) as LitText
  }
  async function drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
    await page.mouse.move(from.x, from.y)
    // A press that rests becomes a hold: the movement is on its way with it, however busy the machine is.
    await Promise.all([page.mouse.down(), page.mouse.move(to.x, to.y, { steps: 4 })])
  }
  async function watchSentences(): Promise<() => Promise<string[]>> {
    const seen = await page.evaluate(() => window.lectorProbe.lit.length)
    return () =>
      page.evaluate(
        (from) =>
          window.lectorProbe.lit
            .slice(from)
            .map(({ sentence }) => sentence)
            .filter((sentence, index, all) => sentence !== '' && sentence !== all[index - 1]),
        Math.max(0, seen - 1),
      )
  }
  const lit = (highlight: string) =>
    page.evaluate((name) => [...(CSS.highlights.get(name)?.values() ?? [])].map(String).join(''), highlight)
  async function pauseAtWord(): Promise<string> {
    await button('Pause').click()
    await button('Play').first().waitFor()
    const word = await lit('word')
    if (word !== '') return word
    await button('Play').click()
    await litWord()
    return pauseAtWord()
  }
  const isThere = () => page.getByTestId('player').waitFor({ state: 'attached' })
  try {
    await page.addInitScript(installPageProbe, options.probe ?? {})
    if (options.initScript) await page.addInitScript(options.initScript)
    if (!options.files) await page.reload()
    await isThere()
  } catch (error) {
    app.process().kill('SIGKILL')
    throw error
  }
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
    button,
    drop: (...files) => dropAt({ x: 400, y: 300 }, ...files),
    dropAt,
    drag,
    async select(words, from, to) {
      await expect
        .poll(async () => {
          await drag(from, to)
          await page.mouse.up()
          return page.evaluate(() => String(getSelection()))
        })
        .toContain(words)
    },
    litWord,
    firstLit,
    play: () => firstLit(() => button('Play').click()),
    watchSentences,
    lit,
    pauseAtWord,
    async clock() {
      const bytes = await page.evaluate(() => [...new Uint8Array(window.lectorProbe.clock!)])
      const copy = new SharedArrayBuffer(bytes.length)
      new Uint8Array(copy).set(bytes)
      return readClock(copy)
    },
    async setSpeed(speed) {
      const slider = page.getByRole('slider', { name: 'Reading speed' })
      await page.getByTestId('speed').click()
      await slider.fill(String(speed))
      await page.keyboard.press('Escape')
    },
    async answerSaveDialog(path) {
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      }, path)
    },
    async recordHeard() {
      await button(/^Save as audio/).click()
      await page.getByTestId('export-dialog').getByRole('button', { name: 'Record what I hear…' }).click()
    },
    async answerOpenDialog(path) {
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
      }, path)
    },
    async renew() {
      await page.reload()
      await isThere()
    },
    async close() {
      try {
        // As the system ends a program: what is still being saved is asked nothing about. One that was killed hears nothing.
        await app.evaluate(() => void process.emit('SIGTERM')).catch(() => undefined)
        await app.close()
      } finally {
        await removeDirectory()
      }
      const unsaid = complaints.splice(0)
      if (unsaid.length > 0) throw new Error(`The window complained: ${unsaid.join('\n')}`)
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
export async function launch(
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

/** The virtual display of this worker, where it has one. */
export function ownDisplay(): { DISPLAY?: string } {
  const display = inject('displays').at(Number(process.env.VITEST_POOL_ID) - 1)
  return display === undefined ? {} : { DISPLAY: display }
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
