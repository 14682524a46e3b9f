import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { largeEpub } from '../fixtures/large-documents'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

/** About 600,000 words. */
const size = { chapters: 60, paragraphsPerChapter: 100 }
const scrollFrames = 240
/** A task is to take 100 ms at most; machines that do other things besides are given ten times as much. */
const longestTaskMilliseconds = 1_000

/** Scrolls the page a little every frame. Runs inside the page. */
async function scrollSteadily(frames: number): Promise<{ frameMilliseconds: number[]; tasks: number[] }> {
  const scroller = document.querySelector('[data-testid=page]')
  const tasks: number[] = []
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration)
  })
  observer.observe({ entryTypes: ['longtask'] })
  const frameMilliseconds: number[] = []
  let before = await new Promise<number>(requestAnimationFrame)
  for (let frame = 0; frame < frames; frame++) {
    scroller?.scrollBy(0, 40)
    const now = await new Promise<number>(requestAnimationFrame)
    frameMilliseconds.push(now - before)
    before = now
  }
  observer.disconnect()
  return { frameMilliseconds, tasks }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe.skipIf(!hasElectron || !hasVoice)('a book of 600,000 words (needs Electron and the voice)', () => {
  let folder: string
  let lector: LectorWindow
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lector-long-book-'))
    await writeFile(join(folder, 'long.epub'), await largeEpub(size))
    lector = await openLector({ files: [join(folder, 'long.epub')] })
  })
  afterAll(async () => {
    await lector.close()
    await rm(folder, { recursive: true })
  })

  test('scrolls as smoothly while it is read as while it is not, and in bounded memory', async () => {
    const { page } = lector
    await page.getByTestId('page').getByText('Chapter 1', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Cancel opening' }).waitFor({ state: 'detached', timeout: 60_000 })
    await page.waitForFunction(() => document.querySelector('.section.waiting') === null, null, {
      timeout: 60_000,
    })
    const words = await page.evaluate(() => document.querySelector('article')?.textContent?.split(' ').length)
    const silent = await page.evaluate(scrollSteadily, scrollFrames)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await lector.litWord()
    await page.mouse.move(600, 300)
    await page.mouse.wheel(0, 600)
    await page.getByRole('button', { name: 'Back to voice' }).waitFor()
    const spoken = await page.evaluate(scrollSteadily, scrollFrames)
    const longest = Math.max(0, ...silent.tasks, ...spoken.tasks)
    const kibibytes = await lector.app.evaluate(({ app }) =>
      app
        .getAppMetrics()
        .reduce((sum, { type, memory }) => (type === 'Tab' ? sum + memory.workingSetSize : sum), 0),
    )
    console.log(
      `${words} words: frames of ${mean(silent.frameMilliseconds).toFixed(1)} ms silent, ${mean(spoken.frameMilliseconds).toFixed(1)} ms while read; longest task ${longest} ms (0: none over 50); the page takes ${(kibibytes / 1024).toFixed(0)} MiB`,
    )
    expect(mean(spoken.frameMilliseconds)).toBeLessThan(mean(silent.frameMilliseconds) * 1.3)
    expect(longest).toBeLessThan(longestTaskMilliseconds)
    expect(kibibytes / 1024).toBeLessThan(1_000)
  })
})
