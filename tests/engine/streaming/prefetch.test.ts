import { describe, expect, test } from 'vitest'
import { prefetch } from '../../../src-main/engine/streaming/prefetch'

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('prefetch', () => {
  test('keeps the order and never runs further ahead than its depth', async () => {
    let made = 0
    async function* source() {
      for (let i = 0; i < 10; i++) {
        made++
        await tick()
        yield i
      }
    }
    const seen: number[] = []
    for await (const item of prefetch(source(), 2)) {
      for (let i = 0; i < 5; i++) await tick()
      seen.push(item)
      expect(made - seen.length).toBeLessThanOrEqual(2)
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('throws the source’s error when its turn comes', async () => {
    async function* source() {
      yield 1
      await tick()
      throw new Error('broken')
    }
    const items = prefetch(source(), 2)
    expect(await items.next()).toEqual({ done: false, value: 1 })
    await expect(items.next()).rejects.toThrow('broken')
  })

  test('leaving early ends the source', async () => {
    let isClosed = false
    async function* source() {
      try {
        for (let i = 0; ; i++) yield i
      } finally {
        isClosed = true
      }
    }
    for await (const item of prefetch(source(), 3)) if (item === 1) break
    expect(isClosed).toBe(true)
  })
})
