import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hummedAgain, narratedRateHz } from '../fixtures/epub/narrated-book'
import { hasVoice } from '../helpers/installed-voice'
import { listenToMediaKeys } from './media-key-probe'
import { openCamera } from './camera'
import { hasElectron, type LectorWindow } from './lector-window'
import { tellStories } from './recorded-stories'
import { shareLector } from './shared-lector'

/** Of seconds a letter: a sentence is not over before a hand has found a switch, however busy the machine is. */
const slowly = 0.2

describe.skipIf(!hasElectron)('a book’s own narration, pictured (needs Electron)', () => {
  let lector: LectorWindow
  let home = ''
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'lector-narration-'))
  })
  afterAll(() => rm(home, { recursive: true, force: true }))
  const shared = shareLector(() => ({
    userData: join(home, 'user-data'),
    initScript: listenToMediaKeys,
  }))
  beforeEach(() => {
    lector = shared.window()
  })
  const camera = openCamera(() => lector)
  const { open, openPath, choose, wordBook, record } = tellStories(
    () => lector,
    () => home,
  )

  const play = () => lector.button('Play').click()
  const litSentence = () => lector.lit('sentence')
  const skipped = () => lector.page.getByTestId('page').locator('.unrecorded.skipped')
  const treatLeftOut = (name: 'Read' | 'Skip') =>
    lector.page
      .getByRole('radiogroup', { name: 'Not in the recording' })
      .getByRole('radio', { name })
      .check({ force: true })
  const isPaused = () => lector.button('Play').isVisible()

  /** Of the outputs that are open and have been heard. */
  const clocks = () =>
    lector.page.evaluate(() =>
      window.lectorProbe.outputs.flatMap(({ clock, context }) => {
        const [streamId, heardSamples] = new Float64Array(clock, 8)
        return context.state !== 'closed' && heardSamples > 0 ? [{ streamId, heardSamples }] : []
      }),
    )
  async function toggle(name: string): Promise<void> {
    await lector.button('More').click()
    await lector.page.getByRole('switch', { name }).click()
    await lector.page.keyboard.press('Escape')
  }

  test('is offered with who reads it, chosen by itself, and gives way to a voice that is chosen', async () => {
    await open(wordBook().bytes)
    const face = lector.page.getByTestId('voice')
    await expect.poll(() => face.textContent()).toBe('Own narration')
    await face.click()
    const own = lector.page.getByRole('radio', { name: /^The book’s own narration/ })
    await expect.poll(() => own.isChecked()).toBe(true)
    await expect.poll(() => lector.page.getByText('In this book, read by Ann Reader').isVisible()).toBe(true)
    await camera.picture('own-narration')
    await camera.theme('Dark')
    await face.click()
    await camera.picture('own-narration-dark')
    await lector.page.keyboard.press('Escape')
    await camera.theme('Light')
    await face.click()
    await lector.page.getByRole('radio', { name: /^Heart/ }).check({ force: true })
    await expect.poll(() => own.isChecked()).toBe(false)
    await lector.page.keyboard.press('Escape')
    await expect.poll(() => face.textContent()).toBe('Heart')
  })

  test('sentences are made of its words, and a step goes to the next one', async () => {
    await open(wordBook(undefined, { secondsPerLetter: slowly }).bytes)
    await lector.setSpeed(1)
    expect((await lector.play()).sentence).toBe('The bell rang twice across the harbour.')
    const sentences = await lector.watchSentences()
    await lector.page.keyboard.press('ArrowRight')
    await expect.poll(async () => (await sentences())[1]).toBe('Nobody came to the window then.')
  })

  test('one that cannot be played is told of once, and the voice reads on', async () => {
    await open(
      wordBook({ name: 'one.wav', data: Buffer.from('fLaC but nothing else that could be heard') }).bytes,
    )
    await expect.poll(() => lector.page.getByText(/recorded as FLAC/).count()).toBe(1)
    await expect.poll(() => lector.page.getByTestId('voice').textContent()).toBe('Heart')
  })

  test('stops after each sentence at its last sample, repeats one, and is led by media keys', async () => {
    const { bytes, pars } = wordBook(undefined, { secondsPerLetter: slowly })
    await open(bytes)
    await lector.setSpeed(1)
    await lector.play()
    await toggle('Stop after each sentence')
    await expect.poll(isPaused).toBe(true)
    expect(await litSentence()).toBe('The bell rang twice across the harbour.')
    const end = Math.round(pars[6].endSeconds * narratedRateHz)
    expect((await clocks()).map(({ heardSamples }) => heardSamples)).toContain(end)
    await toggle('Stop after each sentence')
    await toggle('Repeat sentence')
    await play()
    const streams = async () => Math.max(...(await clocks()).map(({ streamId }) => streamId))
    const before = await streams()
    await expect.poll(streams, { timeout: 30_000 }).toBeGreaterThan(before + 1)
    const repeated = await litSentence()
    await expect.poll(streams, { timeout: 30_000 }).toBeGreaterThan(before + 2)
    expect(await litSentence()).toBe(repeated)

    const press = (key: MediaSessionAction) =>
      lector.page.evaluate((action) => window.mediaKeys.press(action), key)
    await press('pause')
    await expect.poll(isPaused).toBe(true)
    await toggle('Repeat sentence')
    await press('play')
    await expect.poll(isPaused).toBe(false)
    await press('nexttrack')
    await expect.poll(litSentence).not.toBe(repeated)
    await expect.poll(() => lector.page.evaluate(() => navigator.mediaSession.metadata?.title)).toContain(' ')
    await press('stop')
    await expect.poll(() => lector.page.evaluate(() => navigator.mediaSession.playbackState)).toBe('none')
  })

  test('its length is the recording’s own, to the second, at any speed', async () => {
    const { bytes, pars } = wordBook()
    await open(bytes)
    await lector.setSpeed(1)
    const seconds = Math.round(pars[pars.length - 1].endSeconds)
    const bar = lector.page.getByRole('slider', { name: 'Position' })
    await expect.poll(() => bar.getAttribute('aria-valuemax')).toBe(String(seconds))
    await lector.setSpeed(2)
    await expect.poll(() => bar.getAttribute('aria-valuemax')).toBe(String(Math.round(seconds / 2)))
    await lector.setSpeed(1)
  })

  test.skipIf(!hasVoice)(
    'in pictures: the voice reads what is not in it, in one stream, and says so; a choice skips that (needs the voice)',
    async () => {
      // So long that the end of it is not come to before Pause is pressed.
      const unread =
        'Nobody ever recorded these words, though there are enough of them to keep a voice busy for a good while, and some more.'
      await open(wordBook(undefined, { title: 'One', unread: [unread] }).bytes)
      await lector.setSpeed(1)
      const status = lector.page.getByTestId('status-message')
      await expect
        .poll(() => status.textContent())
        .toContain('2 passages are not in the recording: the voice reads them.')
      const sentences = await lector.watchSentences()
      await play()
      const streams = new Set<number>()
      await expect
        .poll(
          async () => {
            for (const { streamId } of await clocks()) streams.add(streamId)
            return litSentence()
          },
          { timeout: 60_000 },
        )
        .toBe(unread)
      expect((await sentences()).slice(0, 2)).toEqual(['One', 'The bell rang twice across the harbour.'])
      expect(streams.size).toBe(1)
      await lector.button('Pause').click()
      await camera.picture('not-recorded-said')

      await lector.page.keyboard.press('F8')
      const panel = lector.page.getByTestId('reading-panel')
      await expect.poll(() => panel.textContent()).toMatch(/Not in the recording\s*2, read/)
      await treatLeftOut('Skip')
      await expect.poll(() => skipped().allTextContents()).toEqual(['One', unread])
      await camera.picture('not-recorded-skipped')
      await camera.theme('Dark')
      await camera.picture('not-recorded-skipped-dark')
      await camera.theme('Light')
      await treatLeftOut('Read')
      await expect.poll(() => skipped().count()).toBe(0)
      await lector.page.keyboard.press('F8')
    },
  )

  test.skipIf(!hasVoice)(
    '“Read it” has the voice read a passage that a rule skips (needs the voice)',
    async () => {
      const passage = 'Nobody ever wrote these words down.'
      await open(wordBook(undefined, { unread: [passage] }).bytes)
      await lector.setSpeed(3)
      await lector.page.keyboard.press('F8')
      await treatLeftOut('Skip')
      await lector.page.keyboard.press('F8')
      // Text that moves from under a pointer that rests takes the offer along.
      await expect
        .poll(
          async () => {
            await skipped().hover({ position: { x: 20, y: 10 } })
            return lector.button('Read it').isVisible()
          },
          { interval: 600 },
        )
        .toBe(true)
      await lector.button('Read it').click()
      await expect.poll(() => skipped().count()).toBe(0)
      await play()
      await expect.poll(litSentence, { timeout: 60_000, interval: 30 }).toBe(passage)
      await lector.page.keyboard.press('Escape')
    },
  )

  test.skipIf(!hasVoice)(
    'a WAV of it is made by the voice, and the panel says so (needs the voice)',
    async () => {
      // Long enough that the saving is seen.
      const unread = Array.from({ length: 40 }, (_, line) => `Nobody recorded line ${line} of this list.`)
      await open(wordBook(undefined, { unread }).bytes)
      const path = join(home, 'saved.wav')
      await lector.answerSaveDialog(path)
      await lector.recordHeard()
      await expect
        .poll(() => lector.page.getByTestId('export-reader').textContent())
        .toBe('Heart reads it, not the book’s own narration.')
      const panel = lector.page.getByTestId('export-panel')
      await panel.getByRole('button', { name: 'Show in folder' }).waitFor({ timeout: 60_000 })
      expect((await readFile(path)).subarray(0, 4).toString()).toBe('RIFF')
      await panel.locator('.close button').click()
    },
  )

  describe('and a recording of Lector’s own', () => {
    test('one of three hours opens at once, plays and is left for its end, in bounded memory', async () => {
      const hours = 3
      const { path, words: recorded } = await record({ hours })
      const spanSeconds = recorded[recorded.length - 1].endSeconds
      const text = hummedAgain(recorded, Math.floor((hours * 3_600) / spanSeconds))
      await writeFile(path.replace(/wav$/, 'words.json'), text)
      const memory = () =>
        lector.app.evaluate(({ app }) =>
          Object.fromEntries(
            app
              .getAppMetrics()
              .filter(({ type }) => type === 'Tab' || type === 'Browser')
              .map(({ type, memory: { workingSetSize } }) => [type, Math.round(workingSetSize / 1_024)]),
          ),
        )
      const figures = [await memory()]
      const startedAt = performance.now()
      await openPath(path)
      const openMilliseconds = Math.round(performance.now() - startedAt)
      await lector.setSpeed(1)
      await expect.poll(() => lector.page.getByText(/2 h 59 min|3 h|2:59:|3:00:/).count()).toBeGreaterThan(0)
      figures.push(await memory())
      expect((await lector.play()).sentence).toMatch(/^The /)
      figures.push(await memory())
      await lector.page.getByTestId('page').evaluate((page) => (page.scrollTop = page.scrollHeight))
      await lector.page
        .getByTestId('page')
        .getByText('The bell')
        .last()
        .click({ position: { x: 6, y: 8 } })
      await expect
        .poll(async () => {
          const value = await lector.page
            .getByRole('slider', { name: 'Position' })
            .getAttribute('aria-valuenow')
          return Number(value)
        })
        .toBeGreaterThan(hours * 3_600 - 2 * spanSeconds - 60)
      figures.push(await memory())
      const megabytes = Math.round(text.length / 2 ** 20)
      console.log(`three hours, ${megabytes} MB of words: open after ${openMilliseconds} ms`, figures)
      // The WAV alone has 494 MB.
      for (const type of ['Tab', 'Browser'])
        expect(Math.max(...figures.map((figure) => figure[type])) - figures[0][type]).toBeLessThan(250)
      await lector.page.keyboard.press('Escape')
    }, 120_000)

    test('is left and found at its very word, also after a restart', async () => {
      const { path } = await record()
      await openPath(path)
      await lector.setSpeed(0.5)
      const { word: first } = await lector.play()
      await expect.poll(() => lector.lit('word')).not.toBe(first)
      const word = await lector.pauseAtWord()
      const library = join(home, 'user-data', 'library.json')
      const kept = async () =>
        JSON.stringify((JSON.parse(await readFile(library, 'utf8')) as { documents: unknown[] }).documents[0])
      await expect.poll(kept).toContain(`"after":"${word}`)
      lector = await shared.restart()
      await openPath(path)
      await expect.poll(() => lector.page.getByTestId('voice').textContent()).toBe('Recording')
      expect((await lector.play()).word).toBe(word)
    })

    test('one without its words says what is missing', async () => {
      const { path } = await record({ hasWords: false })
      await choose(path)
      await lector.page.getByText(/“hum-\d+.words.json” does not lie beside it/).waitFor()
    })
  })
})
