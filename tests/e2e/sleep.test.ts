import { afterEach, describe, expect, test } from 'vitest'
import type { SpeechEvent } from '@contract/speech'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const fadeSeconds = 20
/** What the shortest choice of the timer is made in this window, for the sake of whoever runs it. */
const shortMinutes = 0.4
const longestPauseSeconds = 1.5
/** Where samples are quieter than this, their ratio says nothing. */
const clearSample = 0.02

const text = Array.from(
  { length: 8 },
  (_, index) =>
    `${index + 1} miles below the bridge the river slows and widens, and the boats lie still on it until the tide turns.`,
).join(' ')

describe.skipIf(!hasElectron || !hasVoice)('the sleep timer (needs Electron and the voice)', () => {
  let lector: LectorWindow
  afterEach(() => lector?.close())

  test('lets the voice fall evenly and without a click, and goes back to where that began', async () => {
    lector = await openLector({ probe: { recordAudio: true, recordOutput: true } })
    await shortenTimer(lector)
    await lector.paste(text)
    await expect.poll(() => lector.page.getByTestId('page').innerText()).toBe(text)
    await lector.page.getByRole('button', { name: /^Sleep timer/ }).click()
    await lector.page.getByRole('radio').nth(1).check({ force: true })
    await lector.page.keyboard.press('Escape')
    await lector.page.getByRole('button', { name: 'Play', exact: true }).click()
    await lector.litWord()
    const player = lector.page.getByTestId('player')
    // What is to be compared sample by sample must not run dry on a busy machine.
    await player.getByRole('button', { name: 'Pause', exact: true }).click()
    await expect.poll(() => receivedSeconds(lector), { timeout: 60_000 }).toBeGreaterThan(8)
    // What was heard before the pause has come by then, and is not wanted.
    await expect.poll(() => isSilentNow(lector)).toBe(true)
    await lector.page.evaluate(() => (window.lectorProbe.output.length = 0))
    await player.getByRole('button', { name: 'Play', exact: true }).click()
    await player.getByRole('button', { name: 'Pause', exact: true }).waitFor()
    await player.getByRole('button', { name: 'Play', exact: true }).waitFor({ timeout: 60_000 })

    await expect.poll(() => isSilentNow(lector)).toBe(true)
    const { given, heard, rateHz } = await recording(lector)
    const beginsAt = (shortMinutes * 60 - fadeSeconds) * rateHz
    const endsAt = beginsAt + fadeSeconds * rateHz
    const levels = levelsOf(given, heard)
    // The pause and the ramps around it lie in the first seconds.
    const before = levels.filter(({ at }) => at > 3 * rateHz && at < beginsAt - rateHz / 10)
    const falling = levels.filter(({ at }) => at >= beginsAt + rateHz / 10 && at < endsAt - rateHz / 100)
    expect(before.length).toBeGreaterThan(1_000)
    expect(falling.length).toBeGreaterThan(10_000)
    // The loudest click is a gap: what was given is heard, however softly, until the fall ends.
    const isLost = (sample: number, at: number) =>
      at > 3 * rateHz && at < endsAt - rateHz / 10 && Math.abs(sample) >= clearSample && heard[at] === 0
    expect(given.filter(isLost)).toHaveLength(0)
    expect(before.filter(({ level }) => Math.abs(level - 1) >= 1e-6).slice(0, 5)).toEqual([])
    // Never louder than before, and 2 dB quieter every second.
    const rises = falling.filter(({ level }, index) => level > (falling[index - 1]?.level ?? 1) * 1.000_01)
    expect(rises).toEqual([])
    for (const { at, level } of falling.filter((_, index) => index % 500 === 0))
      expect(Math.abs(20 * Math.log10(level) + (2 * (at - beginsAt)) / rateHz)).toBeLessThan(0.3)
    const lastHeard = heard.findLastIndex((sample) => sample !== 0)
    expect((lastHeard - endsAt) / rateHz).toBeGreaterThan(-0.1)
    expect((lastHeard - endsAt) / rateHz).toBeLessThan(0.1)

    const words = await wordsAround(lector, beginsAt, 0.25 * rateHz)
    expect(words).toContain(await lector.litWord())
    await expect.poll(() => lector.page.getByTestId('sleep-left').count()).toBe(0)

    // The next press is heard as loud as ever.
    await lector.page.evaluate(() => (window.lectorProbe.output.length = 0))
    await player.getByRole('button', { name: 'Play', exact: true }).click()
    await expect.poll(() => loudestNow(lector), { timeout: 30_000 }).toBeGreaterThan(0.15)
  })
})

/** The page's list of minutes is an array like any other: its first one is changed as it is first gone through. */
async function shortenTimer({ page }: LectorWindow): Promise<void> {
  await page.addInitScript((minutes) => {
    const map = Reflect.get(Array.prototype, 'map') as typeof Array.prototype.map
    Array.prototype.map = function (...given) {
      if (this[0] === 5 && this[4] === 60 && this.length === 5) this[0] = minutes
      return Reflect.apply(map, this, given)
    }
  }, shortMinutes)
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setBypassCSP', { enabled: true })
  await page.reload()
  await page.getByTestId('player').waitFor()
}

function loudestNow({ page }: LectorWindow): Promise<number> {
  return page.evaluate(() =>
    window.lectorProbe.output
      .flatMap((block) => [...block])
      .reduce((most, sample) => Math.max(most, sample), 0),
  )
}

/** Whether it has been silent for longer than between two sentences; false while less is recorded. */
function isSilentNow({ page }: LectorWindow): Promise<boolean> {
  return page.evaluate((seconds) => {
    const { output, context } = window.lectorProbe
    const blocks = Math.ceil((seconds * (context?.sampleRate ?? Infinity)) / (output[0]?.length ?? 1))
    return (
      output.length >= blocks && output.slice(-blocks).every((block) => block.every((sample) => sample === 0))
    )
  }, longestPauseSeconds)
}

function receivedSeconds({ page }: LectorWindow): Promise<number> {
  return page.evaluate(() => {
    const samples = [...window.lectorProbe.audio.values()].at(-1)?.length ?? 0
    return samples / (window.lectorProbe.context?.sampleRate ?? Infinity)
  })
}

/** What the worklet was given, and what came out of it: by the sample it was given, 0 for what was not recorded. */
async function recording({ page }: LectorWindow) {
  const { given, heard, rateHz } = await page.evaluate(() => ({
    given: [...window.lectorProbe.audio.values()].at(-1) ?? [],
    heard: window.lectorProbe.output.flatMap((block) => [...block]),
    rateHz: window.lectorProbe.context?.sampleRate ?? 0,
  }))
  // At first it is as loud as it was given: its place is where the same samples are, behind the ramp of the beginning.
  const sound = heard.findIndex((sample) => sample !== 0)
  const clear = heard.findIndex((sample, at) => at > sound + rateHz / 10 && Math.abs(sample) > clearSample)
  const found = given.findIndex((_, at) =>
    [0, 1, 2, 3, 4, 5, 6, 7].every((next) => given[at + next] === heard[clear + next]),
  )
  expect(found, 'what is heard is what was given').toBeGreaterThan(0)
  return { given, heard: given.map((_, at) => heard[at - found + clear] ?? 0), rateHz }
}

function levelsOf(given: readonly number[], heard: readonly number[]): { at: number; level: number }[] {
  return given.flatMap((sample, at) =>
    Math.abs(sample) >= clearSample && heard[at] !== 0 ? [{ at, level: heard[at] / sample }] : [],
  )
}

/** The words said around a sample of the first stream. */
async function wordsAround({ page }: LectorWindow, sample: number, marginSamples: number): Promise<string[]> {
  const events = await page.evaluate(() => window.lectorProbe.events)
  const sentences = events.filter(
    (event): event is Extract<SpeechEvent, { kind: 'sentence' }> => event.kind === 'sentence',
  )
  return sentences
    .filter(({ streamId }) => streamId === sentences[0]?.streamId)
    .flatMap(({ words }) => words)
    .filter((word) => word.startSample < sample + marginSamples && word.endSample > sample - marginSamples)
    .map(({ startChar, endChar }) => text.slice(startChar, endChar))
}
