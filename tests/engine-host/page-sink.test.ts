import { beforeEach, describe, expect, test } from 'vitest'
import { createPageSink } from '../../src-main/engine-host/page-sink'
import type { AudioSink } from '../../src-main/engine-host/audio-sink'

const signal = new AbortController().signal
const chunk = (samples: number, startSample = 0) => ({
  sentence: 0,
  startSample,
  samples: new Float32Array(samples).fill(0.5),
  frames: 1,
  renderMilliseconds: 1,
})
let posted: unknown[]
let sink: AudioSink

beforeEach(() => {
  posted = []
  const port = {
    postMessage: (message: unknown) => void posted.push(message),
    onMessage: () => undefined,
    onClose: () => undefined,
    close: () => undefined,
  }
  sink = createPageSink({ pcm: port, streamId: 7, sampleRateHz: 100, capacitySamples: 1_000 })
})
const isReady = async (): Promise<boolean> => {
  const order: string[] = []
  void sink.ready(signal).then(() => order.push('ready'))
  await new Promise((resolve) => setImmediate(resolve))
  return order.length === 1
}

describe('createPageSink', () => {
  test('sends samples and the end as they are', async () => {
    sink.write(chunk(10))
    sink.write(chunk(100, 10))
    sink.end(110)
    expect(posted).toEqual([
      { kind: 'pcm', streamId: 7, startSample: 0, samples: new Float32Array(10).fill(0.5) },
      { kind: 'pcm', streamId: 7, startSample: 10, samples: new Float32Array(100).fill(0.5) },
      { kind: 'end', streamId: 7, totalSamples: 110 },
    ])
  })

  test('has room until its capacity is spent, and again when the player grants', async () => {
    expect(await isReady()).toBe(true)
    sink.write(chunk(999))
    expect(await isReady()).toBe(true)
    sink.write(chunk(500, 999))
    expect(sink.bufferedSamples).toBe(1_499)
    expect(await isReady()).toBe(false)
    sink.grant?.(499)
    expect(await isReady()).toBe(false)
    sink.grant?.(1)
    expect(await isReady()).toBe(true)
    expect(sink.bufferedSamples).toBe(999)
  })

  test('takes back what was sent and is surely not heard, and has room for it again', () => {
    sink.write(chunk(500))
    sink.write(chunk(400, 500))
    sink.grant?.(300)
    expect(sink.heardSample).toBe(300)
    expect(sink.cut(310)).toBe(false)
    expect(sink.cut(900)).toBe(false)
    expect(sink.cut(600)).toBe(true)
    expect(posted.at(-1)).toEqual({ kind: 'cut', streamId: 7, startSample: 600 })
    expect(sink.bufferedSamples).toBe(300)
    // A chunk that waited meanwhile belongs to what was taken back.
    expect(sink.write(chunk(50, 900))).toBe(false)
    expect(sink.write(chunk(50, 600))).toBe(true)
    expect(posted).toHaveLength(4)
  })

  test('is heard out when all but what is under way was granted', async () => {
    sink.write(chunk(500))
    sink.end(500)
    let isOver = false
    void sink.heardOut(signal).then(() => (isOver = true))
    sink.grant?.(400)
    await isReady()
    expect(isOver).toBe(false)
    sink.grant?.(81)
    await isReady()
    expect(isOver).toBe(true)
  })

  test('a new capacity counts what is already on its way', async () => {
    sink.write(chunk(1_000))
    sink.setCapacity(2_000)
    expect(await isReady()).toBe(true)
    expect(sink.bufferedSamples).toBe(1_000)
    sink.setCapacity(500)
    expect(await isReady()).toBe(false)
    sink.grant?.(600)
    expect(await isReady()).toBe(true)
  })

  test('waiting for room ends with the signal’s reason', async () => {
    sink.write(chunk(2_000))
    const controller = new AbortController()
    const waiting = sink.ready(controller.signal)
    controller.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    sink.grant?.(5_000)
    expect(await isReady()).toBe(true)
  })
})
