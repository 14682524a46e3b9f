import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SpeechEvent } from '@contract/speech'
import { hasVoice, isFetched } from '../helpers/installed-voice'
import { openCamera, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const book = `# One

The first sentence is short. The second sentence is a little longer than that. The third ends it.

# Two

Another chapter begins with these words. It goes on for a while.

# Three

Nothing much happens here.
`

describe.skipIf(!hasElectron || !hasVoice || !isFetched('joe'))(
  'the player’s controls (needs Electron and the voices heart and joe)',
  () => {
    let lector: LectorWindow
    let directory: string
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'lector-controls-'))
      const path = join(directory, 'book.md')
      await writeFile(path, book)
      lector = await openLector()
      await lector.drop(path)
      await lector.page.getByTestId('page').waitFor()
    })
    afterAll(async () => {
      await lector.close()
      await rm(directory, { recursive: true, force: true })
    })
    const { button, picture, resize, theme } = openCamera(() => lector)

    const lit = (name: 'sentence' | 'word' | 'held') => lector.lit(name)
    const clock = () => lector.clock()
    // Words and previews are said on a line of their own, whose clock would take the place of this one: they come last.
    /** The sample that a sentence of the stream being heard begins with. */
    const sentenceStarts = async () => {
      const { streamId } = await clock()
      const events = (await lector.page.evaluate(() =>
        window.lectorProbe.events.filter((event) => event.kind === 'sentence'),
      )) as Extract<SpeechEvent, { kind: 'sentence' }>[]
      return events.filter((event) => event.streamId === streamId).map(({ startSample }) => startSample)
    }
    const control = (name: string | RegExp) => lector.button(name)
    const isPaused = () => control('Play').isVisible()

    /** Reads from a sentence on, from nothing. */
    async function readFrom(words: string) {
      await lector.page.keyboard.press('Escape')
      await lector.page.keyboard.press('Escape')
      await lector.page
        .getByTestId('page')
        .getByText(words)
        .dblclick({ position: { x: 6, y: 8 } })
      await lector.litWord()
    }
    async function toggle(name: string) {
      await control('More').click()
      await lector.page.getByRole('switch', { name }).click()
      await lector.page.keyboard.press('Escape')
    }

    beforeEach(() => resize(usualSize))

    test('reading stops after each sentence, to the sample, and Play goes on with the next', async () => {
      // What is waited for here comes to the same sample at any speed.
      await lector.setSpeed(2)
      await readFrom('The first sentence')
      await toggle('Stop after each sentence')
      await expect.poll(isPaused).toBe(true)
      expect(await lit('sentence')).toBe('The first sentence is short.')
      expect((await clock()).heardSamples).toBe((await sentenceStarts())[1])
      await control('Play').click()
      await expect.poll(() => lit('sentence')).toBe('The second sentence is a little longer than that.')
      await expect.poll(isPaused).toBe(true)
      expect((await clock()).heardSamples).toBe((await sentenceStarts())[2])
      await toggle('Stop after each sentence')
    })

    test('a sentence is repeated until that is switched off', async () => {
      await readFrom('The first sentence')
      const { streamId } = await clock()
      await toggle('Repeat sentence')
      await expect.poll(async () => (await clock()).streamId).toBeGreaterThan(streamId + 1)
      expect(await lit('sentence')).toBe('The first sentence is short.')
      await toggle('Repeat sentence')
      await expect.poll(() => lit('sentence')).toBe('The second sentence is a little longer than that.')
    })

    test('the sleep timer ends reading with the chapter’s last sentence', async () => {
      await readFrom('The first sentence')
      await control('Sleep timer').click()
      await lector.page.getByRole('radio', { name: 'End of chapter' }).check({ force: true })
      await lector.page.keyboard.press('Escape')
      expect(await lector.page.getByTestId('sleep-left').textContent()).toBe('Chapter')
      await expect.poll(isPaused).toBe(true)
      expect(await lit('sentence')).toBe('The third ends it.')
      expect((await clock()).heardSamples).toBe((await sentenceStarts())[3])
      expect(await control('Sleep timer').isVisible()).toBe(true)
    })

    test('chapters and words are stepped through by key, and a word step stands still', async () => {
      await lector.setSpeed(1)
      await readFrom('The first sentence')
      await lector.page.keyboard.press('Control+PageDown')
      await expect.poll(() => lit('sentence')).toContain('Two')
      await lector.page.keyboard.press('Control+PageDown')
      await expect.poll(() => lit('sentence')).toContain('Three')
      await lector.page.keyboard.press('Control+PageUp')
      await expect.poll(() => lit('sentence')).toContain('Two')
      await lector.page.keyboard.press('.')
      await expect.poll(() => lit('word')).toBe('Another')
      expect(await isPaused()).toBe(true)
      for (let press = 0; press < 5; press++) await lector.page.keyboard.press('.')
      await expect.poll(() => lit('word')).toBe('words')
      await lector.page.keyboard.press(',')
      await expect.poll(() => lit('word')).toBe('these')
      await control('Play').click()
      await expect.poll(() => lit('word')).toBe('words')
    })

    test('a word that is held is said alone, and reading goes on where it was', async () => {
      await readFrom('Another chapter')
      const box = await lector.page.getByText('Nothing much').boundingBox()
      if (!box) throw new Error('The text is not in sight')
      await lector.page.mouse.move(box.x + 8, box.y + 10)
      await lector.page.mouse.down()
      await expect.poll(() => lit('held')).toBe('Nothing')
      expect(await isPaused()).toBe(true)
      const [sentence, word] = [await lit('sentence'), await lit('word')]
      await lector.page.mouse.up()
      expect(await lit('held')).toBe('')
      await expect.poll(isPaused).toBe(false)
      expect(await lit('sentence')).toBe(sentence)
      await expect.poll(() => lit('word'), { timeout: 10_000 }).not.toBe(word)
      expect(await lit('sentence')).toBe(sentence)
    })

    test('in pictures: a voice is heard, starred and chosen from the player', async () => {
      await readFrom('The first sentence')
      await control(/^Voice, /).click()
      const row = lector.page.getByRole('radiogroup', { name: 'Voice' })
      await row.getByRole('radio', { name: /^Joe/ }).hover()
      await control('Preview Joe').click()
      await control('Stop the preview of Joe').waitFor()
      await control('Preview Joe').waitFor({ state: 'attached', timeout: 30_000 })
      expect(await lit('sentence')).toBe('The first sentence is short.')
      await control('Favourite: Joe').click()
      for (const name of ['Light', 'Dark'] as const) {
        await lector.page.keyboard.press('Escape')
        await theme(name)
        await control(/^Voice, /).click()
        await row.getByRole('radio', { name: /^Joe/ }).hover()
        await picture(`controls-voice-${name.toLowerCase()}`)
      }
      await row.getByRole('radio', { name: /^Joe/ }).check({ force: true })
      await lector.page.keyboard.press('Escape')
      await expect.poll(() => lector.page.getByTestId('voice').textContent()).toBe('Joe')
      await readFrom('Another chapter')
      await control('Pause').click()
    })

    test('pictures of the popovers', async () => {
      for (const name of ['Light', 'Dark'] as const) {
        await theme(name)
        await control('More').click()
        await lector.page.getByRole('switch', { name: 'Repeat sentence' }).click()
        await picture(`controls-more-${name.toLowerCase()}`)
        await lector.page.getByRole('switch', { name: 'Repeat sentence' }).click()
        await lector.page.keyboard.press('Escape')
        await lector.page.getByRole('button', { name: /^Sleep timer/ }).click()
        await lector.page.getByRole('radio', { name: '30 min' }).check({ force: true })
        await picture(`controls-sleep-${name.toLowerCase()}`)
        await lector.page.keyboard.press('Escape')
      }
      await theme('Light')
      await resize(smallestSize)
      for (const [file, opener] of [
        ['sleep', /^Sleep timer/],
        ['voice', /^Voice, /],
        ['more', 'More'],
      ] as const) {
        await button(opener).click()
        await picture(`controls-${file}-720`)
        await lector.page.keyboard.press('Escape')
      }
      await resize(usualSize)
    })
  },
)
