import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SpeechEvent } from '@contract/speech'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, type LectorWindow } from './lector-window'
import { shareLector } from './shared-lector'

const read = 'The Eloi came down to the river. Nobody saw them. There were more Eloi on the other side.'
const spelling = 'wonderfully happy people'
type Sentence = Extract<SpeechEvent, { kind: 'sentence' }>

describe.skipIf(!hasElectron || !hasVoice)(
  'pronunciations in the window (needs Electron and the voice)',
  () => {
    let userData: string
    let lector: LectorWindow
    /** Read before by nobody: a text that is known is read from where it was left. */
    let text: string
    let texts = 0
    beforeAll(async () => {
      userData = await mkdtemp(join(tmpdir(), 'lector-e2e-data-'))
    })
    afterAll(() => rm(userData, { recursive: true, force: true }))
    const shared = shareLector(() => ({ userData }))
    beforeEach(() => {
      lector = shared.window()
      text = `${read}\n\nText ${++texts} ends here.`
    })

    const button = (name: string) => lector.page.getByRole('button', { name, exact: true })
    const box = () => lector.page.getByRole('dialog', { name: /^Say/ })
    const focused = () => lector.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

    /** Selects a word as a hand does, by pulling from one end of it to the other. */
    async function pullOver(word: string): Promise<void> {
      await lector.page.getByTestId('page').getByText(word).waitFor()
      const [left, right, y] = await lector.page.evaluate((wanted) => {
        const node = document
          .createTreeWalker(document.querySelector('[data-testid="page"] p')!, NodeFilter.SHOW_TEXT)
          .nextNode()!
        const range = document.createRange()
        const at = node.textContent!.indexOf(wanted)
        range.setStart(node, at)
        range.setEnd(node, at + wanted.length)
        const { left, right, top, bottom } = range.getBoundingClientRect()
        return [left + 1, right - 1, (top + bottom) / 2]
      }, word)
      await lector.select(word, { x: left, y }, { x: right, y })
    }

    /** How long the document's first "Eloi" takes to be said, read from the start. */
    async function readingOfEloi(): Promise<number> {
      const first = () =>
        lector.page.evaluate(
          () =>
            window.lectorProbe.events.findLast(
              (event) => event.kind === 'sentence' && event.startChar === 0 && event.endChar > 20,
            ) as Sentence | undefined,
        )
      await lector.page.evaluate(() => void window.lectorProbe.events.splice(0))
      await button('Play').click()
      await expect.poll(first).toBeDefined()
      await lector.litWord()
      const words = (await first())?.words ?? []
      await lector.page.getByRole('region', { name: 'Text' }).focus()
      await lector.page.keyboard.press('Escape')
      await lector.page.evaluate(() => getSelection()?.collapse(null))
      const eloi = words.find(({ startChar }) => text.slice(startChar).startsWith('Eloi'))
      if (!eloi) throw new Error('Eloi was not said')
      return eloi.endSample - eloi.startSample
    }

    const rows = () => lector.page.getByRole('row').allInnerTexts()
    async function openSettings(): Promise<void> {
      await lector.page.keyboard.press('Control+,')
      await button('Pronunciation').click()
    }

    test('a word is said as it was typed, at once, in the document, and after the next start', async () => {
      await lector.paste(text)
      const before = await readingOfEloi()

      await pullOver('Eloi')
      await button('Say it like…').click()
      await expect.poll(() => box().getByTestId('changes').innerText()).toBe('Changes 2 sentences')
      await lector.page.keyboard.type(spelling)
      // Waited for from before it begins: it is over soon.
      await Promise.all([
        box().getByRole('button', { name: 'Stop it as typed' }).waitFor(),
        box().getByRole('button', { name: 'Hear it as typed' }).click(),
      ])
      await box().getByRole('button', { name: 'Hear it as typed' }).waitFor()
      await box().getByRole('button', { name: 'Save' }).click()
      await box().waitFor({ state: 'detached' })
      await expect.poll(focused).toBe('Text')

      await openSettings()
      await expect
        .poll(rows)
        .toEqual([
          expect.anything(),
          expect.stringMatching(/Eloi[\s\S]*wonderfully happy people[\s\S]*This document/),
        ])
      await lector.page.keyboard.press('Escape')
      expect(await readingOfEloi()).toBeGreaterThan(before * 1.8)

      await shared.close()
      const stored = await readFile(join(userData, 'pronunciations.json'), 'utf8')
      expect(stored).toContain(spelling)
      lector = await shared.restart()
      await lector.paste(text)
      expect(await readingOfEloi()).toBeGreaterThan(before * 1.8)
      await openSettings()
      await expect.poll(async () => (await rows())[1]).toContain('Eloi')
      await lector.page.keyboard.press('Escape')

      // Another text has no such entry.
      await lector.paste(`${text} And so on.`)
      await lector.page.getByText('And so on').waitFor()
      await openSettings()
      await button('Add…').waitFor()
      expect(await rows()).toEqual([])
    })

    test('of two equal words only the one chosen is said otherwise', async () => {
      const stored = async () => {
        const { documents } = JSON.parse(await readFile(join(userData, 'pronunciations.json'), 'utf8')) as {
          documents: Record<string, { scope: string; place?: { char: number } }[]>
        }
        return Object.values(documents).flatMap((entries) => entries.filter(({ scope }) => scope === 'here'))
      }
      text = text.replace('down', 'up')
      await lector.paste(text)
      const before = await readingOfEloi()
      await pullOver('Eloi')
      await button('Say it like…').click()
      await box().getByRole('radio', { name: 'Here', exact: true }).check({ force: true })
      await box().getByRole('textbox').fill(spelling)
      await expect.poll(() => box().getByTestId('changes').innerText()).toBe('Changes 1 sentence')
      await box().getByRole('button', { name: 'Save' }).click()
      await box().waitFor({ state: 'detached' })
      await expect.poll(stored).toMatchObject([{ place: { block: 0, char: 4 } }])
      expect(await readingOfEloi()).toBeGreaterThan(before * 1.8)
      await openSettings()
      await expect
        .poll(async () => (await rows())[1])
        .toMatch(/Eloi[\s\S]*In “The Eloi came up to[\s\S]*wonderfully happy people[\s\S]*Here/)
      await lector.page.keyboard.press('Escape')
    })

    test('a selection is read by itself, then Play goes on with what follows; Esc lets a selection go', async () => {
      const sentence = () => lector.lit('sentence')
      const bar = lector.page.getByRole('toolbar', { name: 'Selected text' })
      await lector.paste(text)
      await pullOver('Nobody')
      await lector.page.keyboard.press('Escape')
      await bar.waitFor({ state: 'detached' })
      await pullOver('Nobody')
      await bar.getByRole('button', { name: 'Read this' }).click()
      await expect.poll(sentence).toBe('Nobody saw them.')
      await button('Play').waitFor()
      const sentences = await lector.watchSentences()
      await button('Play').click()
      await expect.poll(async () => (await sentences())[1]).toBe('There were more Eloi on the other side.')
    })

    test('trying a word out keeps the place: Space goes on with the reading', async () => {
      // Enough that there is something to go on with, however long the trying takes.
      text = `${text} ${'And so it went on until the evening came. '.repeat(20)}`
      await lector.paste(text)
      await button('Play').click()
      await lector.litWord()
      await pullOver('river')
      await lector.page.keyboard.press('Control+Shift+L')
      await box().getByRole('button', { name: 'Hear how it is said now' }).click()
      await button('Play').waitFor()
      const sentence = () => lector.lit('sentence')
      const reading = await sentence()
      await box().getByRole('button', { name: 'Hear how it is said now' }).waitFor()
      await lector.page.keyboard.press('Escape')
      await box().waitFor({ state: 'detached' })
      expect(await sentence()).toBe(reading)
      await lector.page.keyboard.press('Space')
      await button('Pause').waitFor()
      await lector.litWord()
    })

    test('an entry is added, changed, deleted and put back without a mouse', async () => {
      const { keyboard } = lector.page
      await openSettings()
      await button('Add…').focus()
      await keyboard.press('Enter')
      const form = lector.page.getByRole('form', { name: 'New pronunciation' })
      await form.getByRole('textbox', { name: 'Text' }).waitFor()
      await keyboard.type('(')
      await form.getByRole('radio', { name: 'Regular expression' }).check({ force: true })
      await form.getByRole('textbox', { name: 'Words' }).fill('something')
      await form.getByRole('alert').waitFor()
      await expect.poll(() => form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
      await form.getByRole('textbox', { name: 'Text' }).fill('Weena')
      await form.getByRole('radio', { name: 'Whole word' }).check({ force: true })
      await expect.poll(() => form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(false)
      await form.getByRole('textbox', { name: 'Words' }).focus()
      await keyboard.press('Enter')
      await form.waitFor({ state: 'detached' })
      await expect.poll(focused).toBeNull()

      await button('Change “Weena”').click()
      await lector.page.getByRole('textbox', { name: 'Words' }).fill('weener')
      await keyboard.press('Enter')
      await expect.poll(() => lector.page.getByRole('row').nth(1).innerText()).toContain('weener')
      await button('Delete “Weena”').click()
      await expect.poll(() => lector.page.getByRole('row').count()).toBe(0)
      await button('Undo').click()
      await expect.poll(() => lector.page.getByRole('row').nth(1).innerText()).toContain('weener')

      const path = join(lector.directory, 'words.json')
      await lector.answerSaveDialog(path)
      await lector.answerOpenDialog(path)
      await button('Export…').click()
      await lector.page.getByText('1 entry written to words.json.').waitFor()
      await button('Delete “Weena”').click()
      await expect.poll(() => lector.page.getByRole('row').count()).toBe(0)
      await button('Import…').click()
      await lector.page.getByText('1 entry added.').waitFor()
      await expect.poll(() => lector.page.getByRole('row').nth(1).innerText()).toContain('weener')
      await writeFile(path, '\0\0')
      await button('Import…').click()
      await lector.page
        .getByText('There are no pronunciations in “words.json” that Lector can read.')
        .waitFor()
    })
  },
)
