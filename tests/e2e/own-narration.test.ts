import { spawnSync } from 'node:child_process'
import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { wavHeader } from '../../src-main/engine/audio/wav'
import {
  hummedWav,
  hummedWords,
  narratedRateHz,
  narratedBook,
  narratedChapter,
  parsOfWords,
  type NarratedPar,
} from '../fixtures/epub/narrated-book'
import { hasElectron, openLector, type LectorWindow } from './lector-window'
import { openCamera, pictures } from './camera'
import { measureHighlightAgainst } from './measure-highlight'

const story =
  'The bell rang twice across the harbour. Nobody came to the window then. A boat went out with its lamp lit and the water closed behind it. In the morning the keeper wrote it down and went to sleep. That was all he ever said of it.'
const hasLame = spawnSync('lame', ['--version']).status === 0

describe.skipIf(!hasElectron)('a book’s own narration (needs Electron)', () => {
  let lector: LectorWindow
  const camera = openCamera(() => lector)
  beforeEach(async () => {
    lector = await openLector()
  })
  afterEach(async () => {
    const { complaints } = lector
    await lector.close()
    expect(complaints).toEqual([])
  })

  const play = () => lector.page.getByRole('button', { name: 'Play', exact: true }).click()
  const litSentence = () =>
    lector.page.evaluate(() => [...(CSS.highlights.get('sentence')?.values() ?? [])].map(String).join(''))

  async function open(bytes: Buffer): Promise<void> {
    const path = join(lector.directory, 'book.epub')
    await writeFile(path, bytes)
    await openPath(path)
  }

  async function openPath(path: string): Promise<void> {
    await choose(path)
    await lector.page.getByText('The bell').first().waitFor()
  }

  async function choose(path: string): Promise<void> {
    await lector.app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, path)
    await lector.page.keyboard.press('Control+o')
  }

  function wordBook(audio?: { name: string; data: Buffer }): { bytes: Buffer; pars: NarratedPar[] } {
    const pars = parsOfWords(story)
    const recording = audio ?? { name: 'one.wav', data: hummedWav(pars) }
    return {
      pars,
      bytes: narratedBook(narratedChapter({ name: 'one', title: 'One', pars, audio: recording })),
    }
  }

  async function setSpeed(speed: number): Promise<void> {
    if (speed === 1) return
    await lector.page.getByTestId('speed').click()
    const slider = lector.page.getByRole('slider', { name: 'Speed' })
    await slider.focus()
    const steps = Math.round((speed - 1) / 0.05)
    for (let i = 0; i < Math.abs(steps); i++) await slider.press(steps > 0 ? 'ArrowRight' : 'ArrowLeft')
    await lector.page.keyboard.press('Escape')
  }

  test.each([0.5, 1, 3])('at speed %f the word lit is the word recorded, to 25 ms', async (speed) => {
    const { bytes, pars } = wordBook()
    await open(bytes)
    await setSpeed(speed)
    await play()
    await lector.litWord()
    const { errorsMilliseconds, words } = await measureHighlightAgainst(lector.page, pars, speed, 3_500)
    const sorted = [...errorsMilliseconds].sort((a, b) => a - b)
    const p95 = sorted[Math.floor(sorted.length * 0.95)]
    console.log(`own narration at ${speed}x: median ${sorted[sorted.length >> 1]} ms, p95 ${p95} ms`)
    expect(words.length).toBeGreaterThan(5)
    expect(sorted.length).toBeGreaterThan(20)
    expect(sorted[sorted.length >> 1]).toBeLessThan(25)
    // What is drawn late on a machine that is shared is no fault of the clock.
    expect(p95).toBeLessThan(250)
  })

  test('is offered with who reads it, chosen by itself, and gives way to a voice that is chosen', async () => {
    await open(wordBook().bytes)
    const face = lector.page.getByTestId('voice')
    await expect.poll(() => face.textContent()).toBe('Own narration')
    await face.click()
    const own = lector.page.getByRole('radio', { name: /^The book’s own narration/ })
    expect(await own.isChecked()).toBe(true)
    await expect.poll(() => lector.page.getByText('In this book, read by Ann Reader').isVisible()).toBe(true)
    await mkdir(pictures, { recursive: true })
    await camera.picture('own-narration')
    await camera.theme('Dark')
    await face.click()
    await camera.picture('own-narration-dark')
    await lector.page.getByRole('radio', { name: /^Heart/ }).check({ force: true })
    expect(await own.isChecked()).toBe(false)
    await lector.page.keyboard.press('Escape')
    await expect.poll(() => face.textContent()).toBe('Heart')
  })

  test('sentences are made of its words, and a step goes to the next one', async () => {
    await open(wordBook().bytes)
    await play()
    await lector.litWord()
    expect(await litSentence()).toBe('The bell rang twice across the harbour.')
    await lector.page.keyboard.press('ArrowRight')
    await expect.poll(litSentence).toBe('Nobody came to the window then.')
  })

  test('one that cannot be played is told of once, and the voice reads on', async () => {
    await open(
      wordBook({ name: 'one.wav', data: Buffer.from('fLaC but nothing else that could be heard') }).bytes,
    )
    await expect.poll(() => lector.page.getByText(/recorded as FLAC/).count()).toBe(1)
    await expect.poll(() => lector.page.getByTestId('voice').textContent()).toBe('Heart')
  })

  test.skipIf(!hasLame)('plays MP3 with the same highlight (needs lame)', async () => {
    const pars = parsOfWords(story)
    const wav = join(lector.directory, 'one.source')
    const mp3 = join(lector.directory, 'one.mp3')
    await writeFile(wav, hummedWav(pars))
    expect(spawnSync('lame', ['--quiet', '-b', '48', wav, mp3]).status).toBe(0)
    await open(wordBook({ name: 'one.mp3', data: await readFile(mp3) }).bytes)
    await play()
    await lector.litWord()
    const { errorsMilliseconds, words } = await measureHighlightAgainst(lector.page, pars, 1, 3_000)
    const sorted = [...errorsMilliseconds].sort((a, b) => a - b)
    expect(words.length).toBeGreaterThan(5)
    expect(sorted[sorted.length >> 1]).toBeLessThan(25)
  })

  describe('and a recording of Lector’s own', () => {
    async function record(
      hours = 0,
      words: string | null = hummedWords(parsOfWords(story)),
    ): Promise<string> {
      const path = join(lector.directory, 'hum.wav')
      const wav = hummedWav(parsOfWords(story))
      if (hours > 0) wav.set(wavHeader(narratedRateHz, hours * 3_600 * narratedRateHz * 2))
      await writeFile(path, wav)
      // Silence takes no room on the disk.
      if (hours > 0) await truncate(path, 44 + hours * 3_600 * narratedRateHz * 2)
      if (words !== null) await writeFile(join(lector.directory, 'hum.words.json'), words)
      return path
    }

    test.each([0.5, 1, 3])('at speed %f the word lit is the word of its file, to 25 ms', async (speed) => {
      await openPath(await record())
      await setSpeed(speed)
      await play()
      await lector.litWord()
      const pars = parsOfWords(story)
      const { errorsMilliseconds, words } = await measureHighlightAgainst(lector.page, pars, speed, 3_500)
      const sorted = [...errorsMilliseconds].sort((a, b) => a - b)
      const p95 = sorted[Math.floor(sorted.length * 0.95)]
      console.log(`recording at ${speed}x: median ${sorted[sorted.length >> 1]} ms, p95 ${p95} ms`)
      expect(words.length).toBeGreaterThan(5)
      expect(sorted[sorted.length >> 1]).toBeLessThan(25)
      // What is drawn late on a machine that is shared is no fault of the clock.
      expect(p95).toBeLessThan(250)
    })

    test('one of three hours opens at once and plays, and its length is known', async () => {
      const startedAt = performance.now()
      await openPath(await record(3))
      console.log(`three hours were open after ${Math.round(performance.now() - startedAt)} ms`)
      await expect.poll(() => lector.page.getByText(/2 h 59 min|3 h|2:59:|3:00:/).count()).toBeGreaterThan(0)
      await play()
      expect(await lector.litWord()).toBe('The')
    })

    test('one without its words says what is missing', async () => {
      const path = await record(0, null)
      await choose(path)
      await lector.page.getByText('“hum.words.json” does not lie beside it').waitFor()
    })
  })
})
