import { describe, expect, test } from 'vitest'
import { ReadingWatch } from '../../src-main/app/reading-watch'

function watched(): { watch: ReadingWatch; throttling: boolean[]; awake: () => number } {
  const throttling: boolean[] = []
  let holds = 0
  const watch = new ReadingWatch({
    allowThrottling: (isAllowed) => throttling.push(isAllowed),
    preventSleep() {
      holds += 1
      return () => (holds -= 1)
    },
  })
  return { watch, throttling, awake: () => holds }
}

describe('ReadingWatch', () => {
  test('no page is slowed down from the first sentence to the end of the session', () => {
    const { watch, throttling } = watched()
    for (const state of ['playing', 'paused', 'playing', 'none', 'none'] as const)
      watch.report({ state, title: 'A book' })
    expect(throttling).toEqual([false, true])
  })

  test('the system may sleep whenever nothing is heard', () => {
    const { watch, awake } = watched()
    const holds = (['playing', 'playing', 'paused', 'playing', 'none'] as const).map((state) => {
      watch.report({ state, title: '' })
      return awake()
    })
    expect(holds).toEqual([1, 1, 0, 1, 0])
  })

  test('a page that is gone reads nothing, and whoever listens is told', () => {
    const { watch, throttling, awake } = watched()
    const heard: string[] = []
    watch.onChange(() => heard.push(watch.reading.state))
    watch.report({ state: 'playing', title: 'A book' })
    watch.forget()
    expect(heard).toEqual(['playing', 'none'])
    expect(throttling).toEqual([false, true])
    expect(awake()).toBe(0)
  })
})
