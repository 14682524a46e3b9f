import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SpeechEvent } from '@contract/speech'
import { hasVoice, isFetched } from '../helpers/installed-voice'
import { openCamera, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

/** So long that a hand finds any switch before it has been said slowly, however busy the machine is. */
const first =
  'The first sentence goes on and on, so that there is time to look for a switch, to press it and to put it away again.'
const second = 'The second sentence is a little longer than a word.'
/** No word of it comes twice. */
const chapterTwo =
  'Two boats come home. Another chapter begins with these words, which are many more than anybody needs who only wants to hear how they sound. It goes for a while.'
const book = `# One

${first} ${second} The third ends it.

# ${chapterTwo.replace('. ', '\n\n')}

# Three

Nothing much happens here, and it takes its time to happen, as it does on most days of a long and quiet year.
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
    /** The samples that the sentences of a block begin with, in the stream being heard. */
    const sentenceStarts = async (block: number) => {
      const { streamId } = await clock()
      const events = (await lector.page.evaluate(() =>
        window.lectorProbe.events.filter((event) => event.kind === 'sentence'),
      )) as Extract<SpeechEvent, { kind: 'sentence' }>[]
      return events
        .filter((event) => event.streamId === streamId && event.block === block)
        .map(({ startSample }) => startSample)
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
      await lector.setSpeed(0.5)
      await readFrom('The first sentence')
      await toggle('Stop after each sentence')
      await expect.poll(isPaused, { timeout: 60_000 }).toBe(true)
      expect(await lit('sentence')).toBe(first)
      expect((await clock()).heardSamples).toBe((await sentenceStarts(1))[1])
      await control('Play').click()
      await expect.poll(() => lit('sentence')).toBe(second)
      await expect.poll(isPaused, { timeout: 30_000 }).toBe(true)
      expect((await clock()).heardSamples).toBe((await sentenceStarts(1))[2])
      await toggle('Stop after each sentence')
    })

    test('a sentence is repeated until that is switched off', async () => {
      const sentences = await lector.watchSentences()
      await readFrom('The first sentence')
      await toggle('Repeat sentence')
      // From here on it is waited for.
      await lector.setSpeed(2)
      const { streamId } = await clock()
      await expect
        .poll(async () => (await clock()).streamId, { timeout: 60_000 })
        .toBeGreaterThan(streamId + 2)
      expect(await lit('sentence')).toBe(first)
      expect(await sentences()).not.toContain('The third ends it.')
      await toggle('Repeat sentence')
      await expect.poll(async () => (await sentences()).at(-1), { timeout: 30_000 }).not.toBe(first)
      expect((await sentences()).filter((one) => one !== first)[0]).toBe(second)
    })

    test('the sleep timer ends reading with the chapter’s last sentence', async () => {
      await lector.setSpeed(0.5)
      await readFrom('The first sentence')
      await control('Sleep timer').click()
      await lector.page.getByRole('radio', { name: 'End of chapter' }).check({ force: true })
      await lector.page.keyboard.press('Escape')
      await expect.poll(() => lector.page.getByTestId('sleep-left').textContent()).toBe('Chapter')
      // What is waited for from here on comes to the same place at any speed.
      await lector.setSpeed(2)
      await expect.poll(isPaused, { timeout: 60_000 }).toBe(true)
      expect(await lit('sentence')).toBe('The third ends it.')
      expect((await clock()).heardSamples).toBe((await sentenceStarts(2))[0])
      await expect.poll(() => control('Sleep timer').isVisible()).toBe(true)
    })

    test('chapters and words are stepped through by key, and a word step stands still', async () => {
      await lector.setSpeed(0.5)
      await readFrom('The first sentence')
      for (const [keys, heading] of [
        ['Control+PageDown', 'Two boats come home'],
        ['Control+PageDown', 'Three'],
        ['Control+PageUp', 'Two boats come home'],
      ] as const) {
        // A heading is over soon.
        const sentences = await lector.watchSentences()
        await lector.page.keyboard.press(keys)
        await expect.poll(sentences, { message: keys }).toContain(heading)
      }
      const words: string[] = chapterTwo.match(/\w+/g) ?? []
      const at = words.indexOf(await lector.pauseAtWord())
      for (let press = 1; press <= 6; press++) {
        await lector.page.keyboard.press('.')
        await expect.poll(() => lit('word')).toBe(words[at + press])
      }
      await lector.page.keyboard.press(',')
      await expect.poll(() => lit('word')).toBe(words[at + 5])
      expect(await isPaused()).toBe(true)
      expect((await lector.firstLit(() => control('Play').click())).word).toBe(words[at + 5])
      await expect.poll(() => lit('word')).not.toBe(words[at + 5])
      // It stands still, too, when it was going on.
      await lector.page.keyboard.press('.')
      await expect.poll(isPaused).toBe(true)
    })

    test('a word that is held is said alone, and reading goes on where it was', async () => {
      await readFrom('Another chapter')
      const box = await lector.page.getByText('Nothing much').boundingBox()
      if (!box) throw new Error('The text is not in sight')
      await lector.page.mouse.move(box.x + 8, box.y + 10)
      await lector.page.mouse.down()
      await expect.poll(() => lit('held')).toBe('Nothing')
      await expect.poll(isPaused).toBe(true)
      const [sentence, word] = [await lit('sentence'), await lit('word')]
      await lector.page.mouse.up()
      await expect.poll(() => lit('held')).toBe('')
      await expect.poll(isPaused).toBe(false)
      expect(await lit('sentence')).toBe(sentence)
      await expect.poll(() => lit('word')).not.toBe(word)
      expect(await lit('sentence')).toBe(sentence)
    })

    test('in pictures: a voice is heard, starred and chosen from the player', async () => {
      await readFrom('The first sentence')
      await control(/^Voice, /).click()
      const row = lector.page.getByRole('radiogroup', { name: 'Voice' })
      await row.getByRole('radio', { name: /^Joe/ }).hover()
      // Waited for from before it begins: it is over soon.
      await Promise.all([control('Stop the preview of Joe').waitFor(), control('Preview Joe').click()])
      await control('Preview Joe').waitFor({ state: 'attached', timeout: 60_000 })
      expect(await lit('sentence')).toBe(first)
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
