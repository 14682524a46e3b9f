import { describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron } from './lector-window'
import { measureHighlight } from './measure-highlight'
import { ownText } from './reading-text'
import { shareLector } from './shared-lector'

describe.skipIf(!hasElectron || !hasVoice)('the highlight (needs Electron and the voice)', () => {
  const shared = shareLector()

  test.each([0.5, 1, 3])('at speed %f the lit word is the one heard', async (speed) => {
    const lector = shared.window()
    const text = ownText()
    await lector.paste(text)
    await lector.setSpeed(speed)
    await lector.play()
    const lit = () => lector.page.evaluate(() => window.lectorProbe.lit.map(({ word }) => word))
    const measured = await measureHighlight(lector.page, { blocks: text.split('\n\n') }, 4_000)
    const { errorsMilliseconds, medianMilliseconds, p95Milliseconds, words } = measured
    expect(words.length).toBeGreaterThan(3)
    expect(await lit()).toContain(speed === 3 ? 'night' : '29.83')
    expect(errorsMilliseconds.length).toBeGreaterThan(50)
    console.log(
      `highlight clock error at ${speed}x: median ${medianMilliseconds.toFixed(1)} ms, p95 ${p95Milliseconds.toFixed(1)} ms`,
    )
    // Late now and then, on a busy machine, but not as a rule.
    expect(medianMilliseconds).toBeLessThan(25)
    expect(p95Milliseconds).toBeLessThan(250)
  })
})
