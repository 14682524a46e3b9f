import { mkdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, pictures, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const long =
  'The tide came in over the flats and went out again, and nobody on the pier took note of it. '.repeat(60)

describe.skipIf(!hasElectron || !hasVoice)('the states of a reading (needs Electron and the voice)', () => {
  let lector: LectorWindow
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true })
    lector = await openLector()
    await resize(usualSize)
  })
  afterAll(async () => {
    const { complaints } = lector
    await lector.close()
    expect(complaints).toEqual([])
  })
  const { button, picture, resize, theme } = openCamera(() => lector)
  const status = () => lector.page.getByTestId('status-message')
  const inLightAndDark = async (name: string) => {
    for (const shade of ['Light', 'Dark'] as const) {
      await theme(shade)
      await picture(`state-${name}-${shade.toLowerCase()}`)
    }
    await theme('Light')
  }
  /** Tells the engine's process something, as the system would. */
  const signalEngine = (signal: 'SIGKILL') =>
    lector.app.evaluate(({ app }, name) => {
      const engine = app.getAppMetrics().find(({ name: process }) => process === 'Lector engine')
      return engine ? process.kill(engine.pid, name) : false
    }, signal)

  test('over: the status says so, and the word heard last stays lit', async () => {
    await lector.paste('It was soon over.')
    await button('Play').click()
    await status().getByText('Finished').waitFor({ timeout: 30_000 })
    await inLightAndDark('finished')
  })

  test('paused: the highlight stays', async () => {
    await lector.paste(long)
    await button('Play').click()
    await lector.litWord()
    await button('Pause').click()
    await status().getByText('Paused').waitFor()
    expect(
      await lector.page.evaluate(() => [...(CSS.highlights.get('sentence')?.values() ?? [])].length),
    ).toBeGreaterThan(0)
    await inLightAndDark('paused')
  })

  test('not following: the way back to the voice is offered', async () => {
    await button('Play').click()
    await lector.litWord()
    await lector.page.mouse.move(700, 300)
    await lector.page.mouse.wheel(0, 1_500)
    await button('Back to voice').waitFor()
    await inLightAndDark('not-following')
    await button('Back to voice').click()
    await button('Back to voice').waitFor({ state: 'detached' })
  })

  test('preparing: what is pressed while the voice is being loaded is done when it is there', async () => {
    await lector.page.keyboard.press('Escape')
    expect(await signalEngine('SIGKILL')).toBe(true)
    await button('Play').click()
    await status()
      .getByText(/^Preparing voice/)
      .waitFor({ timeout: 20_000 })
    await picture('state-preparing-light')
    await button('Pause').waitFor({ timeout: 60_000 })
    await lector.litWord()
  })

  test('started again: the status notes it, and reading goes on', async () => {
    expect(await signalEngine('SIGKILL')).toBe(true)
    await status().getByText('The voice stopped and was started again').waitFor({ timeout: 30_000 })
    await inLightAndDark('restarted')
    await lector.litWord()
  })
})
