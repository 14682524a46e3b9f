import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bookBytes, chapterXml } from '../fixtures/epub/books'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron } from './lector-window'
import { shareLector } from './shared-lector'

const story = 'The bell rang twice across the harbour. Nobody came to the window then.'

describe.skipIf(!hasElectron || !hasVoice)(
  'a book that is saved with its narration in it (needs Electron and the voice)',
  () => {
    let home = ''
    beforeAll(async () => {
      home = await mkdtemp(join(tmpdir(), 'lector-narrated-book-'))
    })
    afterAll(() => rm(home, { recursive: true, force: true }))
    const shared = shareLector(() => ({ userData: join(home, 'user-data') }))

    test('opens with that narration, which is heard, and lights up word after word', async () => {
      const lector = shared.window()
      const source = join(home, 'source.epub')
      const files = [{ href: 'c.xhtml', data: chapterXml(`<p>${story}</p>`) }]
      await writeFile(source, bookBytes({ files }))
      await lector.drop(source)
      await lector.page.getByText('The bell rang twice').first().waitFor()
      await lector.page.keyboard.press('Control+e')
      const dialog = lector.page.getByTestId('export-dialog')
      await dialog.getByRole('switch', { name: 'The book itself, read aloud' }).click()
      const out = join(home, 'out')
      await mkdir(out)
      await lector.answerOpenDialog(out)
      await dialog.getByRole('button', { name: 'Change…' }).click()
      await dialog.getByText(out).waitFor()
      await dialog.getByRole('button', { name: 'Save', exact: true }).click()
      const panel = lector.page.getByTestId('export-panel')
      await panel.getByRole('button', { name: 'Show in folder', exact: true }).waitFor({ timeout: 60_000 })
      expect(await panel.innerText()).toContain('A Book.epub')
      await panel.getByRole('button', { name: 'Close' }).click()
      await lector.answerOpenDialog(join(home, 'out', 'A Book.epub'))
      await lector.page.keyboard.press('Control+o')
      await lector.page.getByText('The bell rang twice').first().waitFor()
      await expect.poll(() => lector.page.getByTestId('voice').textContent()).toBe('Own narration')
      // As slow as it goes, so that no word is lit for less time than a frame takes.
      await lector.setSpeed(0.5)
      await lector.play()
      const words = () => lector.page.evaluate(() => window.lectorProbe.lit.map(({ word }) => word))
      await expect.poll(async () => (await words()).at(-1), { timeout: 60_000 }).toMatch(/^then/)
      const lit = await words()
      const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? []
      const all = wordsOf(story)
      const seen = lit.flatMap(wordsOf)
      expect(seen.length).toBeGreaterThan(all.length / 2)
      let at = 0
      for (const word of seen) {
        expect(all.slice(at), seen.join(' ')).toContain(word)
        at = all.indexOf(word, at) + 1
      }
      expect((await lector.clock()).heardSamples).toBeGreaterThan(0)
    })
  },
)
