import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collect } from '../../helpers/collect'
import { mapInOrder } from '../../../src-main/engine/streaming/map-in-order'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await turn()
}
async function* counting(to: number, log: number[] = []): AsyncGenerator<number, void, void> {
  for (let i = 0; i < to; i++) {
    await turn()
    log.push(i)
    yield i
  }
}
const { signal } = new AbortController()

describe('mapInOrder', () => {
  test('gives the results in order, however long each takes, and holds no more than its width', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        async (lengths, width) => {
          let held = 0
          let most = 0
          const results: number[] = []
          const source = counting(lengths.length)
          for await (const result of mapInOrder(source, { width, signal }, async (item) => {
            most = Math.max(most, ++held)
            await turns(lengths[item])
            return item
          })) {
            results.push(result)
            held--
          }
          expect(results).toEqual(lengths.map((_, index) => index))
          expect(most).toBeLessThanOrEqual(width)
        },
      ),
      { seed: 7, numRuns: 100 },
    )
  })

  test('works on as many at once as it is wide', async () => {
    let running = 0
    let most = 0
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running)
      await turns(5)
      running--
    }
    await collect(mapInOrder(counting(12), { width: 4, signal }, work))
    expect(most).toBe(4)
  })

  test('what is not wanted any more is aborted and waited for', async () => {
    let running = 0
    const stopped: unknown[] = []
    for await (const result of mapInOrder(counting(100), { width: 3, signal }, async (item, stop) => {
      running++
      await turns(item === 0 ? 5 : 30)
      running--
      if (stop.aborted) stopped.push(item)
      return item
    })) {
      expect(result).toBe(0)
      break
    }
    expect(running).toBe(0)
    expect(stopped.length).toBeGreaterThan(0)
  })

  test('an error comes when its turn does, after the results before it, and ends the rest', async () => {
    const results: number[] = []
    const begun: number[] = []
    const reading = (async () => {
      for await (const result of mapInOrder(counting(50), { width: 4, signal }, async (item) => {
        begun.push(item)
        await turns(item === 2 ? 0 : 3)
        if (item === 2) throw new Error('the third')
        return item
      }))
        results.push(result)
    })()
    await expect(reading).rejects.toThrow('the third')
    expect(results).toEqual([0, 1])
    expect(begun.length).toBeLessThan(12)
  })

  test('a signal ends it with its reason, and so its work', async () => {
    const controller = new AbortController()
    const stops: AbortSignal[] = []
    const reading = (async () => {
      for await (const result of mapInOrder(
        counting(50),
        { width: 2, signal: controller.signal },
        async (item, stop) => {
          stops.push(stop)
          await turns(2)
          stop.throwIfAborted()
          return item
        },
      ))
        if (result === 3) controller.abort(new Error('enough'))
    })()
    await expect(reading).rejects.toThrow('enough')
    expect(stops.at(-1)?.aborted).toBe(true)
  })
})
