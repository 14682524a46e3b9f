import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bookBytes, chapterXml } from '../fixtures/epub/books'
import { canSpeak, runCommandLine, speakingNeeds } from '../helpers/command-line'
import { hasElectron } from './lector-window'
import { shareLector } from './shared-lector'

const story = 'The bell rang twice across the harbour. Nobody came to the window then.'

describe.skipIf(!hasElectron || !canSpeak)(
  `a book that narrate has written (needs Electron) ${speakingNeeds}`,
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
      const words = ['narrate', source, '--format', 'epub', '--out', join(home, 'out')]
      expect(await runCommandLine(words, { directory: home })).toMatchObject({ exitCode: 0 })
      await lector.answerOpenDialog(join(home, 'out', 'A Book.epub'))
      await lector.page.keyboard.press('Control+o')
      await lector.page.getByText('The bell rang twice').first().waitFor()
      await expect.poll(() => lector.page.getByTestId('voice').textContent()).toBe('Own narration')
      // As slow as it goes, so that no word is lit for less time than it takes to look.
      await lector.setSpeed(0.5)
      await lector.play()
      const lit: string[] = []
      await expect
        .poll(
          async () => {
            const word = await lector.lit('word')
            if (word !== '' && lit.at(-1) !== word) lit.push(word)
            return lit.at(-1)
          },
          { timeout: 60_000, interval: 10 },
        )
        .toMatch(/^then/)
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
