import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { PagePainter } from '../../../src-renderer/page-view/page-painter'
import type { PainterReply, PainterRequest } from '../../../src-renderer/page-view/painter-messages'

const size = { width: 595, height: 842 }

/** A painter's worker that answers what it is told to. */
class FakeWorker {
  readonly heard: PainterRequest[] = []
  onmessage: Worker['onmessage'] = null
  onerror: Worker['onerror'] = null
  isEnded = false
  closed = 0
  postMessage(request: PainterRequest): void {
    this.heard.push(request)
    if (request.kind === 'open' && opensAtOnce) this.open()
  }
  open(): void {
    this.say({ kind: 'opened', pages: 3, size })
  }
  terminate(): void {
    this.isEnded = true
  }
  say(reply: PainterReply): void {
    this.onmessage?.call(new Worker(''), new MessageEvent('message', { data: reply }))
  }
  painted(page: number): void {
    const bitmap = { width: 1, height: 1, close: () => void (this.closed += 1) }
    this.say({ kind: 'painted', page, size, bitmap })
  }
  pages(): number[] {
    return this.heard.flatMap((request) => (request.kind === 'paint' ? [request.page] : []))
  }
}

let workers: FakeWorker[]
let opensAtOnce: boolean
let inSight: number[]
let read: ReturnType<typeof vi.fn<(startByte: number, endByte: number) => Promise<Uint8Array>>>
let painter: PagePainter
const settled = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('Worker', class {})
  workers = []
  opensAtOnce = true
  inSight = []
  read = vi.fn((startByte: number, endByte: number) => Promise.resolve(new Uint8Array(endByte - startByte)))
  painter = new PagePainter(
    () => {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker
    },
    { open: () => Promise.resolve({ byteLength: 10, password: null }), read },
    (page) => inSight.includes(page),
  )
})
afterEach(() => {
  painter.dispose()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('PagePainter', () => {
  test('opens the file once and hands over the stretches that are wanted', async () => {
    expect(await painter.open()).toEqual({ pages: 3, size })
    await painter.open()
    expect(workers).toHaveLength(1)
    workers[0].say({ kind: 'wanted', startByte: 2, endByte: 6 })
    await settled()
    expect(read).toHaveBeenCalledWith(2, 6)
    expect(workers[0].heard.at(-1)).toEqual({ kind: 'bytes', startByte: 2, bytes: new Uint8Array(4) })
  })

  test('paints one page at a time, the one that was asked for last first', async () => {
    const { signal } = new AbortController()
    const first = painter.paint(0, 500, signal)
    await settled()
    const second = painter.paint(1, 500, signal)
    const third = painter.paint(2, 500, signal)
    expect(workers[0].pages()).toEqual([0])
    workers[0].painted(0)
    await first
    await settled()
    expect(workers[0].pages()).toEqual([0, 2])
    workers[0].painted(2)
    await third
    await settled()
    workers[0].painted(1)
    expect((await second).size).toEqual(size)
  })

  test('paints what is in sight before what is not, whichever was asked for last', async () => {
    const { signal } = new AbortController()
    void painter.paint(0, 500, signal)
    await settled()
    inSight = [1]
    for (const page of [1, 2]) void painter.paint(page, 500, signal)
    workers[0].painted(0)
    await settled()
    expect(workers[0].pages()).toEqual([0, 1])
    workers[0].painted(1)
    await settled()
    expect(workers[0].pages()).toEqual([0, 1, 2])
    workers[0].painted(2)
  })

  test('a page that is given up while the file is opened is not painted', async () => {
    opensAtOnce = false
    const control = new AbortController()
    const gone = expect(painter.paint(0, 500, control.signal)).rejects.toThrow('gone')
    void painter.paint(1, 500, new AbortController().signal)
    await settled()
    control.abort(new Error('gone'))
    await gone
    workers[0].open()
    await settled()
    expect(workers[0].pages()).toEqual([1])
    workers[0].painted(1)
  })

  test('a page that goes out of sight is given up, and its picture is let go', async () => {
    const control = new AbortController()
    const page = painter.paint(0, 500, control.signal)
    await settled()
    control.abort(new Error('gone'))
    await expect(page).rejects.toThrow('gone')
    expect(workers[0].heard.at(-1)).toEqual({ kind: 'give-up' })
    workers[0].painted(0)
    expect(workers[0].closed).toBe(1)
  })

  test('a broken page is said, and the next one is painted', async () => {
    const { signal } = new AbortController()
    const broken = painter.paint(0, 500, signal)
    await settled()
    workers[0].say({ kind: 'unpainted', page: 0, reason: 'damaged' })
    await expect(broken).rejects.toThrow('damaged')
    void painter.paint(1, 500, signal)
    await settled()
    expect(workers[0].pages()).toEqual([0, 1])
    workers[0].painted(1)
  })

  test('a page that never ends is ended with its painter; the next one has another', async () => {
    const { signal } = new AbortController()
    const endless = expect(painter.paint(0, 500, signal)).rejects.toThrow('too long')
    await vi.advanceTimersByTimeAsync(30_000)
    await endless
    expect(workers[0].isEnded).toBe(true)
    void painter.paint(1, 500, signal)
    await settled()
    expect(workers).toHaveLength(2)
    workers[1].painted(1)
  })

  test('a file that takes too long to open is given up, and opened anew for what is asked for next', async () => {
    opensAtOnce = false
    const opened = expect(painter.open()).rejects.toThrow('too long')
    await vi.advanceTimersByTimeAsync(30_000)
    await opened
    expect(workers[0].isEnded).toBe(true)
    opensAtOnce = true
    expect((await painter.open()).pages).toBe(3)
    expect(workers).toHaveLength(2)
  })

  test('a painter that ends while it is opened leaves the next page its time', async () => {
    opensAtOnce = false
    const { signal } = new AbortController()
    const first = expect(painter.paint(1, 500, signal)).rejects.toThrow('failed')
    const later = expect(painter.paint(0, 500, signal)).rejects.toThrow('too long')
    await settled()
    opensAtOnce = true
    workers[0].onerror?.call(new Worker(''), new ErrorEvent('error'))
    await first
    await settled()
    expect(workers[1].pages()).toEqual([0])
    await vi.advanceTimersByTimeAsync(30_000)
    await later
    expect(workers[1].isEnded).toBe(true)
  })

  test('a file that is refused is said, and its painter is ended', async () => {
    opensAtOnce = false
    const opened = expect(painter.open()).rejects.toThrow('damaged')
    await settled()
    workers[0].say({ kind: 'refused', reason: 'damaged' })
    await opened
    expect(workers[0].isEnded).toBe(true)
  })

  test('bytes that fail to come end the painter that asked for them, and no later one', async () => {
    const fail: ((error: Error) => void)[] = []
    read.mockImplementation(() => new Promise((_, reject) => fail.push(reject)))
    const { signal } = new AbortController()
    const broken = expect(painter.paint(0, 500, signal)).rejects.toThrow('gone')
    await settled()
    for (const startByte of [0, 4]) workers[0].say({ kind: 'wanted', startByte, endByte: startByte + 4 })
    fail[0](new Error('gone'))
    await broken
    const page = painter.paint(1, 500, signal)
    await settled()
    fail[1](new Error('gone as well'))
    await settled()
    expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false])
    workers[1].painted(1)
    await page
  })

  test('ends its worker when it is disposed, twice too', async () => {
    const page = expect(painter.paint(0, 500, new AbortController().signal)).rejects.toThrow()
    await settled()
    painter.dispose()
    painter.dispose()
    await page
    expect(workers[0].isEnded).toBe(true)
  })
})
