import { beforeEach, describe, expect, test } from 'vitest'
import type { NarratedPar } from '../fixtures/epub/narrated-book'
import { hasElectron, type LectorWindow } from './lector-window'
import { measureHighlight } from './measure-highlight'
import { tellStories } from './recorded-stories'
import { shareLector } from './shared-lector'

const measuredMilliseconds = 3_500

describe.skipIf(!hasElectron)('the highlight of what is recorded (needs Electron)', () => {
  let lector: LectorWindow
  const shared = shareLector()
  beforeEach(() => {
    lector = shared.window()
  })
  const { open, openPath, wordBook, record } = tellStories(
    () => lector,
    () => lector.directory,
  )

  /** Plays what is open, from its beginning. */
  async function expectHeardWordsLit(words: readonly NarratedPar[], speed: number): Promise<void> {
    await lector.setSpeed(speed)
    await lector.play()
    const measured = await measureHighlight(lector.page, { words, speed }, measuredMilliseconds)
    const { errorsMilliseconds, medianMilliseconds, p95Milliseconds } = measured
    console.log(`at ${speed}x: median ${medianMilliseconds} ms, p95 ${p95Milliseconds} ms`)
    expect(measured.words.length).toBeGreaterThan(5)
    expect(errorsMilliseconds.length).toBeGreaterThan(20)
    expect(medianMilliseconds).toBeLessThan(25)
    // What is drawn late on a machine that is shared is no fault of the clock.
    expect(p95Milliseconds).toBeLessThan(250)
  }

  test.each([0.5, 1, 3])(
    'at speed %f the word lit is the word a book has recorded, to 25 ms',
    async (speed) => {
      const { bytes, pars } = wordBook()
      await open(bytes)
      await expectHeardWordsLit(pars, speed)
    },
  )

  test.each([0.5, 1, 3])('at speed %f the word lit is that of a recording of Lector’s own', async (speed) => {
    const { path, words } = await record()
    await openPath(path)
    await expectHeardWordsLit(words, speed)
  })
})
