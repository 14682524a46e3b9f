import { afterEach, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

describe.skipIf(!hasElectron || !hasVoice)('an output that may rest (needs Electron and the voice)', () => {
  let lector: LectorWindow
  afterEach(() => lector?.close())

  const state = () => lector.page.evaluate(() => window.lectorProbe.context?.state)
  const play = () => lector.page.getByTestId('player').getByRole('button', { name: 'Play', exact: true })
  /** From its first sound to its last: what was given to the worklet, and what came out of it. */
  const recorded = () =>
    lector.page.evaluate(() => {
      const { audio, output } = window.lectorProbe
      const within = (samples: number[]): number[] => {
        const isSound = (sample: number): boolean => sample !== 0
        return samples.slice(samples.findIndex(isSound), samples.findLastIndex(isSound) + 1)
      }
      const given = [...audio.values()].at(-1) ?? []
      return { given: within(given), heard: within(output.flatMap((block) => [...block])) }
    })

  test('is suspended in silence, and what is read after that is heard whole', async () => {
    lector = await openLector({ probe: { recordAudio: true, recordOutput: true } })
    const { page } = lector
    const session = await page.context().newCDPSession(page)
    await session.send('Page.setBypassCSP', { enabled: true })
    await page.reload()
    await page.getByTestId('player').waitFor()
    await lector.paste('The boats lie still until the tide turns.')
    await lector.play()
    await expect.poll(async () => (await lector.clock()).ended, { timeout: 60_000 }).toBe(true)

    await page.keyboard.press('Control+Comma')
    await page.getByRole('button', { name: 'Audio', exact: true }).click()
    await page.getByRole('switch', { name: 'Keep the output open' }).click()
    await page.keyboard.press('Escape')
    expect(await state()).toBe('running')
    await expect.poll(state, { timeout: 30_000 }).toBe('suspended')

    await page.evaluate(() => (window.lectorProbe.output.length = 0))
    const { streamId } = await lector.clock()
    await play().click()
    // Until it sounds, the clock says that what was read before has ended.
    await expect.poll(async () => (await lector.clock()).streamId).toBeGreaterThan(streamId)
    // The page is told of it after the audio thread has begun.
    await expect.poll(state).toBe('running')
    await expect.poll(async () => (await lector.clock()).ended, { timeout: 60_000 }).toBe(true)
    await expect
      .poll(() => page.evaluate(() => window.lectorProbe.output.at(-1)?.every((sample) => sample === 0)))
      .toBe(true)
    const { given, heard } = await recorded()
    expect(given.length).toBeGreaterThan(24_000)
    expect(heard).toEqual(given)
    expect((await lector.clock()).underruns).toBe(0)
  })
})
