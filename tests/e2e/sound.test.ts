import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

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
  test('the page receives the engine’s own samples, also when the chunk size changes while playing', async () => {
    const lector = await openLector({ probe: { recordAudio: true } })
    try {
      for (const chunk of [null, 'smaller']) {
        // The same text once more would be read from where it was left.
        const said = chunk ? `${text} Then it was day.` : text
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
    } finally {
      await lector.close()
    }
  })

  test('Save as WAV writes what is played, shows its end, and leaves no other file', async () => {
    const lector = await openLector()
    try {
      const path = join(lector.directory, 'saved.wav')
      await lector.app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      }, path)
      await lector.paste(text)
      await lector.page.getByRole('button', { name: /^Save as WAV/ }).click()
      await expect
        .poll(() => lector.page.getByTestId('export-panel').innerText(), { timeout: 20_000 })
        .toMatch(/0 (sentences )?missing/)
      const saved = pcmOf(await readFile(path))
      const expected = await engineSamples(lector.directory, text)
      expect(saved).toHaveLength(expected.length)
      expect(saved.every((sample, i) => sample === expected[i])).toBe(true)
    } finally {
      await lector.close()
    }
  })

  test('a file that cannot be written gives one sentence', async () => {
    const lector = await openLector()
    try {
      await lector.app.evaluate(({ dialog }) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: '/proc/lector.wav' })
      })
      await lector.paste(text)
      await lector.page.getByRole('button', { name: /^Save as WAV/ }).click()
      await expect.poll(() => lector.page.locator('body').innerText()).toMatch(/cannot be written/)
    } finally {
      await lector.close()
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
