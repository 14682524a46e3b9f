import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import { encodeSamples } from '../../src-main/engine/audio/sample-bytes'
import { hasVoice } from '../helpers/installed-voice'
import { wavParts } from '../helpers/wav-parts'
import { hasElectron, type LectorWindow } from './lector-window'
import { shareLector } from './shared-lector'

const text = 'The night came like the turning out of a lamp. And in another moment came tomorrow.'

/** What the engine makes of a text without any window. */
async function engineBytes(directory: string, said: string): Promise<Buffer> {
  const path = join(directory, 'engine.wav')
  await promisify(execFile)('node', [resolve('out/main/cli.js'), 'speak', said, '--out', path])
  return wavParts(await readFile(path)).data
}

const play = (lector: LectorWindow) => lector.page.getByRole('button', { name: 'Play', exact: true }).click()

describe.skipIf(!hasElectron || !hasVoice)('sound in the window (needs Electron and the voice)', () => {
  const shared = shareLector(() => ({ probe: { recordAudio: true } }))
  let lector: LectorWindow
  beforeEach(() => {
    lector = shared.window()
  })
  test('recording what is heard writes what is played, shows its end, and leaves no other file', async () => {
    const folder = await mkdtemp(join(lector.directory, 'saved-'))
    await lector.answerSaveDialog(join(folder, 'saved.wav'))
    await lector.paste(text)
    await lector.recordHeard()
    await expect
      .poll(() => lector.page.getByTestId('export-panel').innerText(), { timeout: 60_000 })
      .toMatch(/missing\s*0 of/)
    expect((await readdir(folder)).sort()).toEqual(['saved.wav', 'saved.words.json'])
    const saved = wavParts(await readFile(join(folder, 'saved.wav')))
    expect(saved.tags).toMatchObject({ ISFT: 'Lector', ICMT: 'Synthetic speech by the voice Heart' })
    expect(saved.data.equals(await engineBytes(lector.directory, text))).toBe(true)
  })

  test('a file that cannot be written gives one sentence', async () => {
    await lector.answerSaveDialog('/proc/lector.wav')
    await lector.paste(text)
    await lector.recordHeard()
    await expect.poll(() => lector.page.locator('body').innerText()).toMatch(/cannot be written/)
  })

  /** What came of the stream that came last, as a file has it. */
  async function received(): Promise<Buffer> {
    const samples = await lector.page.evaluate(() => [...window.lectorProbe.audio.values()].at(-1) ?? [])
    return Buffer.from(encodeSamples([Float32Array.from(samples)], 'int16', 0))
  }
  const chunksSince = (before: number) =>
    lector.page.evaluate(
      (from) =>
        window.lectorProbe.events
          .slice(from)
          .flatMap((event) => (event.kind === 'chunk' ? [event.samples] : [])),
      before,
    )

  test('the page receives the engine’s own samples', async () => {
    const expected = await engineBytes(lector.directory, text)
    await lector.paste(text)
    await play(lector)
    await lector.page.waitForFunction(() => window.lectorProbe.events.some(({ kind }) => kind === 'end'))
    // What is recorded takes a way of its own, and may come behind the end.
    await expect.poll(async () => (await received()).length).toBe(expected.length)
    expect((await received()).equals(expected)).toBe(true)
  })

  test('also when the chunk size changes while playing', async () => {
    // More than is rendered ahead.
    const said = `${text} Then it was day. `.repeat(12).trim()
    const expected = await engineBytes(lector.directory, said)
    await lector.paste(said)
    await play(lector)
    await lector.litWord()
    await setSmallChunks(lector)
    const before = await lector.page.evaluate(() => window.lectorProbe.events.length)
    const smallest = 0.03 * 24_000
    await expect
      .poll(async () => (await chunksSince(before)).filter((samples) => samples < smallest).length, {
        timeout: 60_000,
      })
      .toBeGreaterThan(20)
    const pcm = await received()
    expect(pcm.length).toBeLessThan(expected.length)
    expect(pcm.equals(expected.subarray(0, pcm.length))).toBe(true)
  })
})

async function setSmallChunks(lector: LectorWindow): Promise<void> {
  await lector.page.keyboard.press('Control+,')
  await lector.page.getByRole('button', { name: 'Performance' }).click()
  await lector.page.getByRole('switch', { name: 'Grow chunks' }).click()
  const slider = lector.page.getByRole('slider', { name: 'Chunk size' })
  await slider.focus()
  await slider.press('Home')
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('20 ms')
  await lector.page.keyboard.press('Escape')
}
