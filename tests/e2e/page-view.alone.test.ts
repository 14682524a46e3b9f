import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { corpusFolder, hasCorpus } from '../helpers/corpus-folder'
import { openCamera, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'
import { watchLongTasks } from './long-tasks'

/** The goal is 100 ms on a quiet machine; a shared one is given time. */
const longestTaskMilliseconds = 1_000

describe.skipIf(!hasElectron || !hasCorpus)(
  'the pages of a PDF (needs Electron and ../shared/corpus)',
  () => {
    let lector: LectorWindow
    afterEach(() => lector.close())

    test('draw the few pages that are in sight, however many there are, and hold up nothing', async () => {
      lector = await openLector({ files: [join(corpusFolder, 'pdf-alice-gutenberg.pdf')] })
      const { page } = lector
      await openCamera(() => lector).resize(usualSize)
      await page.getByTestId('page').getByText('Alice').first().waitFor({ state: 'attached' })
      await page.keyboard.press('F4')
      const well = page.getByRole('region', { name: 'Original pages' })
      const painted = page.locator('[data-testid=originals] canvas[data-painted]')
      await painted.first().waitFor({ state: 'attached', timeout: 60_000 })
      const longestTask = await watchLongTasks(page)
      const most = () => page.locator('[data-testid=originals] canvas').count()
      for (const share of [0.2, 0.5, 0.9, 0.1, 0.7]) {
        await well.evaluate((element, part) => element.scrollTo({ top: element.scrollHeight * part }), share)
        await painted.first().waitFor({ state: 'attached', timeout: 60_000 })
        expect(await most()).toBeLessThan(7)
      }
      await well.focus()
      for (let step = 0; step < 20; step++) await page.keyboard.press('PageDown')
      await expect.poll(() => painted.count(), { timeout: 60_000 }).toBeGreaterThan(0)
      expect(await most()).toBeLessThan(7)
      const longest = await longestTask()
      console.info(`pages beside the text: the longest task took ${longest.toFixed(0)} ms`)
      expect(longest).toBeLessThan(longestTaskMilliseconds)
    })
  },
)
