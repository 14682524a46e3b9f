import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { auditPage } from './audit-page'
import { inspectPage } from './inspect-page'
import type { LectorWindow } from './lector-window'

/** Where the pictures go, for people to look at; not kept. */
export const pictures = resolve('test-results/pictures')
export const usualSize = { width: 1_100, height: 780 }
export const smallestSize = { width: 720, height: 480 }
export const themes = ['Light', 'Sepia', 'Dark', 'Contrast'] as const
/** Whether every picture is wanted: `npm run pictures`. Else those that show by themselves what no other shows. */
export const takesEveryPicture = process.env.LECTOR_PICTURES === '1'

/** Takes pictures of a window, and brings it into the states that are worth one. */
export interface Camera {
  button(name: string | RegExp): Locator
  /** Takes the picture and holds the window to what can be measured. */
  picture(name: string, take?: () => Promise<Buffer>): Promise<void>
  /** What the window shows while a word is lit: between two words none is. */
  captureLit(): Promise<Buffer>
  resize(size: { width: number; height: number }): Promise<void>
  zoom(factor: number): Promise<void>
  theme(name: (typeof themes)[number]): Promise<void>
  /**
   * Does something in the light theme and, where every picture is wanted, in the dark one: `npm test` proves the colours
   * of a theme by numbers and by other pictures.
   * @param take given the name of the theme as file names have it
   */
  inLightAndDark(take: (shade: 'light' | 'dark') => Promise<void>): Promise<void>
  /** Opens a page of the settings, does something there, and comes back to the text. */
  inSettings(name: string, change: () => Promise<void>): Promise<void>
  /** A file held over the window, and let go when `end` is called. */
  holdFile(path: string): Promise<{ end(): Promise<void> }>
}

/** @param lector the window as it is at each picture */
export function openCamera(lector: () => LectorWindow): Camera {
  const button = (name: string | RegExp) => lector().button(name)

  /** Two frames later everything is drawn, and whoever watches a size has been told of it. */
  const drawn = () =>
    lector().page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )

  /** What the window shows, at any zoom. */
  async function capture(): Promise<Buffer> {
    await drawn()
    const png = await lector().app.evaluate(async ({ BrowserWindow }) => {
      const image = await BrowserWindow.getAllWindows()[0].webContents.capturePage()
      return image.toPNG().toString('base64')
    })
    return Buffer.from(png, 'base64')
  }

  async function captureLit(): Promise<Buffer> {
    const before = await lector().litWord()
    const png = await capture()
    return (await lector().lit('word')) === before ? png : captureLit()
  }

  async function picture(name: string, take = capture): Promise<void> {
    // Panels fade in; what is measured and shown is where they come to rest.
    await lector().page.evaluate(() =>
      Promise.all(
        document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().iterations === 1)
          .map(({ finished }) => finished.catch(() => null)),
      ),
    )
    await mkdir(pictures, { recursive: true })
    await writeFile(join(pictures, `${name}.png`), await take())
    expect(await lector().page.evaluate(inspectPage), name).toEqual([])
    expect(await auditPage(lector().page), name).toEqual([])
  }

  async function resize(size: { width: number; height: number }): Promise<void> {
    await lector().app.evaluate(
      ({ BrowserWindow }, { width, height }) =>
        BrowserWindow.getAllWindows()[0].setContentSize(width, height),
      size,
    )
    await lector().page.waitForFunction(({ width }) => innerWidth === width, size)
    await drawn()
  }

  async function zoom(factor: number): Promise<void> {
    await lector().app.evaluate(
      ({ BrowserWindow }, times) => BrowserWindow.getAllWindows()[0].webContents.setZoomFactor(times),
      factor,
    )
    await lector().page.waitForFunction(
      (width) => Math.abs(innerWidth - width) <= 1,
      usualSize.width / factor,
    )
    await drawn()
  }

  async function theme(name: (typeof themes)[number]): Promise<void> {
    await button('Text').click()
    await lector().page.getByRole('radio', { name }).check({ force: true })
    // A click beside the panel closes it; a key would leave the focus ring on its button.
    await lector().page.getByRole('contentinfo').click()
  }

  async function inLightAndDark(take: (shade: 'light' | 'dark') => Promise<void>): Promise<void> {
    for (const shade of takesEveryPicture ? (['dark', 'light'] as const) : (['light'] as const)) {
      await theme(shade === 'dark' ? 'Dark' : 'Light')
      await take(shade)
    }
  }

  async function inSettings(name: string, change: () => Promise<void>): Promise<void> {
    await button('Settings').click()
    await lector()
      .page.getByRole('dialog', { name: 'Settings' })
      .getByRole('button', { name, exact: true })
      .click()
    await change()
    await button('Close settings').click()
  }

  async function holdFile(path: string): Promise<{ end(): Promise<void> }> {
    const session = await lector().page.context().newCDPSession(lector().page)
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

  return { button, picture, captureLit, resize, zoom, theme, inLightAndDark, inSettings, holdFile }
}
