import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PagePainter } from '../../../src-renderer/page-view/page-painter'
import PaintedPage from '../../../src-renderer/page-view/PaintedPage.svelte'
import { mountInApp } from '../app-fixture'

const size = { width: 595, height: 842 }
let closed = 0

function painterOf(answer: (signal: AbortSignal) => Promise<{ width: number; height: number }>) {
  const asked: number[] = []
  const paint: PagePainter['paint'] = async (page, _, signal) => {
    asked.push(page)
    const { width, height } = await answer(signal)
    return { size, bitmap: { width, height, close: () => void (closed += 1) } }
  }
  return { asked, painter: { paint } }
}

function show(painter: Pick<PagePainter, 'paint'>) {
  const mounted = mountInApp(PaintedPage, { page: 4, width: 300, ratio: 2, painter, onsize: vi.fn() }, null)
  const canvas = document.querySelector('canvas')
  if (!canvas) throw new Error('nothing to paint on')
  return { mounted, canvas }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  closed = 0
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('PaintedPage', () => {
  test('lets go of what was painted when it goes out of sight', async () => {
    const { painter } = painterOf(() => Promise.resolve({ width: 600, height: 849 }))
    const { mounted, canvas } = show(painter)
    await vi.advanceTimersByTimeAsync(500)
    flushSync()
    expect([canvas.width, canvas.height]).toEqual([600, 849])
    await mounted.close()
    expect([canvas.width, canvas.height]).toEqual([0, 0])
  })

  test('is not painted when it only passes by, and closes what comes too late', async () => {
    const late: (() => void)[] = []
    const { asked, painter } = painterOf(
      () => new Promise((resolve) => late.push(() => resolve({ width: 600, height: 849 }))),
    )
    const passing = show(painter)
    await vi.advanceTimersByTimeAsync(20)
    await passing.mounted.close()
    await vi.advanceTimersByTimeAsync(500)
    expect(asked).toEqual([])
    const leaving = show(painter)
    await vi.advanceTimersByTimeAsync(500)
    await leaving.mounted.close()
    late.forEach((paint) => paint())
    await vi.advanceTimersByTimeAsync(0)
    expect([asked, closed]).toEqual([[4], 1])
  })

  test('lets pages in sight go first when it is out of sight itself', async () => {
    const { asked, painter } = painterOf(() => Promise.resolve({ width: 600, height: 849 }))
    const { mounted } = show(painter)
    mounted.app.originals.inSight = { first: 5, last: 6 }
    await vi.advanceTimersByTimeAsync(100)
    expect(asked).toEqual([])
    await vi.advanceTimersByTimeAsync(100)
    expect(asked).toEqual([4])
    await mounted.close()
    const seen = show(painter)
    seen.mounted.app.originals.inSight = { first: 4, last: 4 }
    await vi.advanceTimersByTimeAsync(100)
    expect(asked).toEqual([4, 4])
    await seen.mounted.close()
  })

  test('says so when a page cannot be drawn', async () => {
    const { painter } = painterOf(() => Promise.reject(new Error('damaged')))
    const { mounted } = show(painter)
    await vi.advanceTimersByTimeAsync(500)
    flushSync()
    expect(document.body.textContent).toContain('This page cannot be shown.')
    await mounted.close()
  })
})
