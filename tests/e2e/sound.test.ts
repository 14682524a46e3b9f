import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, type LectorWindow } from './lector-window'
import { shareLector } from './shared-lector'

const wavHeaderBytes = 44
const text = 'The night came like the turning out of a lamp. And in another moment came tomorrow.'

/** What the engine makes of a text without any window. */
async function engineSamples(directory: string, said: string): Promise<Int16Array> {
  const path = join(directory, 'engine.wav')
  await promisify(execFile)('node', [resolve('out/main/cli.js'), 'speak', said, '--out', path])
  return pcmOf(await readFile(path))
}

function pcmOf(wav: Buffer): Int16Array {
  const data = wav.subarray(wavHeaderBytes)
  return new Int16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.length))
}

const play = (lector: LectorWindow) => lector.page.getByRole('button', { name: 'Play', exact: true }).click()

describe.skipIf(!hasElectron || !hasVoice)('sound in the window (needs Electron and the voice)', () => {
  const shared = shareLector(() => ({ probe: { recordAudio: true } }))
  let lector: LectorWindow
  beforeEach(() => {
    lector = shared.window()
  })
  const saveAsWav = () => lector.page.getByRole('button', { name: /^Save as WAV/ }).click()

  test('Save as WAV writes what is played, shows its end, and leaves no other file', async () => {
    const folder = await mkdtemp(join(lector.directory, 'saved-'))
    await lector.answerSaveDialog(join(folder, 'saved.wav'))
    await lector.paste(text)
    await saveAsWav()
    await expect
      .poll(() => lector.page.getByTestId('export-panel').innerText(), { timeout: 20_000 })
      .toMatch(/0 (sentences )?missing/)
    expect((await readdir(folder)).sort()).toEqual(['saved.wav', 'saved.words.json'])
    const saved = pcmOf(await readFile(join(folder, 'saved.wav')))
    const expected = await engineSamples(lector.directory, text)
    expect(saved).toHaveLength(expected.length)
    expect(saved.every((sample, i) => sample === expected[i])).toBe(true)
  })

  test('a file that cannot be written gives one sentence', async () => {
    await lector.answerSaveDialog('/proc/lector.wav')
    await lector.paste(text)
    await saveAsWav()
    await expect.poll(() => lector.page.locator('body').innerText()).toMatch(/cannot be written/)
  })

  test('the page receives the engine’s own samples, also when the chunk size changes while playing', async () => {
    for (const chunk of [null, 'smaller']) {
      // A text that is known would be read from where it was left.
      const said = `${text} Then it was ${chunk ? 'day' : 'night'}.`
      const expected = await engineSamples(lector.directory, said)
      await lector.paste(said)
      await expect.poll(() => lector.page.getByTestId('page').innerText()).toBe(said)
      await lector.page.evaluate(() => {
        window.lectorProbe.audio.clear()
        window.lectorProbe.events.length = 0
      })
      await play(lector)
      await lector.litWord()
      if (chunk) await setSmallChunks(lector)
      await lector.page.waitForFunction(() => window.lectorProbe.events.some(({ kind }) => kind === 'end'))
      const received = await lector.page.evaluate(() => [...window.lectorProbe.audio.values()].at(-1) ?? [])
      const pcm = Int16Array.from(received, (sample) =>
        Math.round(Math.max(-1, Math.min(1, sample)) * 32_767),
      )
      expect(pcm).toHaveLength(expected.length)
      expect(pcm.every((sample, i) => sample === expected[i])).toBe(true)
      await lector.page.keyboard.press('Escape')
    }
  })
})

async function setSmallChunks(lector: LectorWindow): Promise<void> {
  await lector.page.keyboard.press('Control+,')
  await lector.page.getByRole('button', { name: 'Performance' }).click()
  await lector.page.getByRole('switch', { name: 'Grow chunks' }).click()
  const slider = lector.page.getByRole('slider', { name: 'Chunk size' })
  await slider.focus()
  await slider.press('Home')
  expect(await slider.getAttribute('aria-valuetext')).toBe('20 ms')
  await lector.page.keyboard.press('Escape')
}
