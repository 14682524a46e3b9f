import type { Page } from 'playwright-core'

declare global {
  interface Window {
    /** Tasks that took over 50 ms since they are watched, in ms. */
    longTasks: number[]
  }
}

/** Begins to watch what holds up the page. @returns the longest task since then, in ms; 0 when none took over 50 */
export async function watchLongTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    window.longTasks = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration)
    }).observe({ entryTypes: ['longtask'] })
  })
  return () => page.evaluate(() => Math.max(0, ...window.longTasks))
}
