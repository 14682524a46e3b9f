import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { AppError } from '@contract/errors'
import type { AudioSink } from '../../src-main/engine-host/audio-sink'
import { createSystemSink, type SystemClock } from '../../src-main/engine-host/system-sink'
import { createFakePortAudio, type FakePortAudio } from './fake-port-audio'

const rateHz = 1_000
/** 20 ms at this rate. */
const blockSamples = 20
const queuedBlocks = 5
const never = new AbortController().signal

let device: FakePortAudio
let clocks: SystemClock[]
let failures: AppError[]
let sink: AudioSink
let sent: number

beforeEach(() => {
  device = createFakePortAudio()
  clocks = []
  failures = []
  sent = 0
  sink = createSystemSink({
    audio: device.audio,
    sampleRateHz: rateHz,
    capacitySamples: 400,
    onClock: (clock) => void clocks.push(clock),
    onFailure: (error) => void failures.push(error),
  })
})
/** Samples that count up, so that order shows. */
function write(length: number): void {
  const samples = Float32Array.from({ length }, (_, i) => sent + i + 1)
  sink.write({ sentence: 0, startSample: sent, samples, frames: 1, renderMilliseconds: 1 })
  sent += length
}
const heard = (): number => clocks.at(-1)?.heardSample ?? 0
const sounding = (): number[] => device.played.filter((sample) => sample !== 0)

describe('createSystemSink', () => {
  test('plays everything in order, keeps the clock, and closes the device when all is heard', async () => {
    write(130)
    write(70)
    let isOver = false
    sink.end(200)
    const end = sink.heardOut(never).then(() => (isOver = true))
    await device.play(10)
    expect(isOver).toBe(false)
    await device.play(10)
    await end
    expect(sounding()).toHaveLength(200)
    // Only the ramp at the start is not the sample itself.
    expect(sounding().slice(5)).toEqual(Array.from({ length: 195 }, (_, i) => i + 6))
    const times = clocks.map(({ heardSample }) => heardSample)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(clocks.at(-1)).toEqual({ heardSample: 200, playing: false, underruns: 0 })
    expect(device.quits).toHaveLength(1)
    const told = clocks.length
    await device.play(3)
    expect(clocks).toHaveLength(told)
    await sink.dispose()
    expect(device.quits).toHaveLength(1)
  })

  test('the clock is what the device has played, not what it was given', async () => {
    write(400)
    for (let round = 0; round < 15; round++) {
      await device.play(1)
      expect(heard()).toBeLessThanOrEqual(sounding().length)
      expect(heard()).toBeGreaterThanOrEqual(sounding().length - blockSamples)
    }
    expect(heard()).toBeGreaterThan(0)
    expect(clocks.at(-1)?.playing).toBe(true)
    await sink.dispose()
  })

  test('an end that comes after the last sample was heard is an end at once', async () => {
    write(40)
    await device.play(20)
    expect(heard()).toBe(40)
    sink.end(40)
    await sink.heardOut(never)
    expect(clocks.at(-1)?.playing).toBe(false)
    expect(device.quits).toHaveLength(1)
  })

  test('starving is silence, counted once, and the clock stands', async () => {
    write(100)
    await device.play(30)
    expect(heard()).toBe(100)
    expect(clocks.at(-1)).toMatchObject({ playing: false, underruns: 1 })
    write(100)
    await device.play(30)
    expect(heard()).toBe(200)
    expect(clocks.at(-1)?.underruns).toBe(2)
    await sink.dispose()
  })

  test('a pause stands still, a resume goes on, nothing is lost', async () => {
    write(300)
    await device.play(3)
    sink.pause?.()
    await device.play(20)
    const standing = heard()
    expect(clocks.at(-1)).toMatchObject({ playing: false, underruns: 0 })
    await device.play(10)
    expect(heard()).toBe(standing)
    sink.resume?.()
    sink.end(300)
    const end = sink.heardOut(never)
    await device.play(40)
    await end
    expect(clocks.at(-1)?.heardSample).toBe(300)
    expect(sounding()).toHaveLength(300)
  })

  test('has room as the device takes samples, no sooner', async () => {
    write(400)
    await device.play(1)
    let isReady = false
    const ready = sink.ready(never).then(() => (isReady = true))
    write(400)
    expect(sink.bufferedSamples).toBeGreaterThan(400)
    await device.play(3)
    await ready
    expect(isReady).toBe(true)
    let isReadyAgain = false
    const again = sink.ready(never).then(() => (isReadyAgain = true))
    await device.play(2)
    expect(isReadyAgain).toBe(false)
    await device.play(25)
    await again
    sink.setCapacity(10_000)
    await sink.ready(never)
    await sink.dispose()
  })

  test('volume applies', async () => {
    sink.setVolume?.(0)
    write(100)
    await device.play(20)
    expect(heard()).toBe(100)
    expect(sounding()).toEqual([])
    await sink.dispose()
  })

  test('disposing stops the feeding at once, also while a buffer waits, and may be done twice', async () => {
    write(400)
    await device.play(2)
    const told = clocks.length
    await Promise.all([sink.dispose(), sink.dispose()])
    await device.play(30)
    expect(device.played.length).toBeLessThanOrEqual((2 + queuedBlocks + 1) * blockSamples)
    expect(clocks).toHaveLength(told)
    expect(device.quits).toEqual(['ABORT'])
    expect(failures).toEqual([])
  })

  test('takes back what the device does not hold; what follows is played in its place', async () => {
    write(200)
    await device.play(2)
    expect(sink.cut(30)).toBe(false)
    expect(sink.cut(200)).toBe(false)
    sink.end(200)
    expect(sink.cut(150)).toBe(true)
    const samples = new Float32Array(30).fill(7)
    expect(sink.write({ sentence: 1, startSample: 200, samples, frames: 1, renderMilliseconds: 1 })).toBe(
      false,
    )
    expect(sink.write({ sentence: 1, startSample: 150, samples, frames: 1, renderMilliseconds: 1 })).toBe(
      true,
    )
    sink.end(180)
    const end = sink.heardOut(never)
    await device.play(40)
    await end
    expect(sounding().slice(100)).toEqual([...Array.from({ length: 50 }, (_, i) => i + 101), ...samples])
    expect(clocks.at(-1)).toEqual({ heardSample: 180, playing: false, underruns: 0 })
  })

  test('waiting for the end stops with the signal’s reason', async () => {
    write(100)
    const controller = new AbortController()
    sink.end(100)
    const end = sink.heardOut(controller.signal)
    controller.abort(new Error('enough'))
    await expect(end).rejects.toThrow('enough')
    await sink.dispose()
  })

  test('a device that reports an error fails once', async () => {
    write(400)
    await device.play(2)
    device.breakDown()
    await vi.waitFor(() => expect(failures).toHaveLength(1))
    expect(failures[0]).toMatchObject({ code: 'audio/unavailable', retry: 'now' })
    await sink.dispose()
    expect(failures).toHaveLength(1)
  })

  test('a device that takes nothing any more fails after a while', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      write(400)
      await device.play(1)
      await vi.advanceTimersByTimeAsync(2_900)
      expect(failures).toEqual([])
      await vi.advanceTimersByTimeAsync(200)
      expect(failures).toMatchObject([{ code: 'audio/unavailable' }])
      await sink.dispose()
    } finally {
      vi.useRealTimers()
    }
  })

  test.each([
    [{ open: null, unavailable: { code: 'audio-not-built', values: { detail: 'no binding' } } } as const],
    [
      {
        open: () => {
          throw new Error('no such device')
        },
        unavailable: null,
      } as const,
    ],
  ])('an output that cannot be opened is unavailable', (audio) => {
    const open = () =>
      createSystemSink({
        audio,
        sampleRateHz: rateHz,
        capacitySamples: 1,
        onClock: () => undefined,
        onFailure: () => undefined,
      })
    expect(open).toThrowError(expect.objectContaining({ code: 'audio/unavailable' }))
  })
})
