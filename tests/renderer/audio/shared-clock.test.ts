import { describe, expect, test } from 'vitest'
import { audibleSample } from '../../../src-renderer/audio/audio-output'
import { audibleContextSeconds } from '../../../src-renderer/audio/output-timestamp'
import {
  ClockWriter,
  createClockBuffer,
  readClock,
  type ClockReading,
} from '../../../src-renderer/audio/shared-clock'

const reading: ClockReading = {
  streamId: 12,
  heardSamples: 24_000 * 86_400 * 3,
  heardFrame: 2 ** 40,
  firstFrame: -1,
  receivedSamples: 5,
  receivedChecksum: 0xffff_ffff,
  underruns: 3,
  refused: 0,
  starving: true,
  ended: false,
  halted: true,
}

describe('ClockWriter and readClock', () => {
  test('carry every field, also after days', () => {
    const buffer = createClockBuffer()
    new ClockWriter(buffer).write(reading)
    expect(readClock(buffer)).toEqual(reading)
  })

  test('a reading is possible even if a writer died half-way', () => {
    const buffer = createClockBuffer()
    new ClockWriter(buffer).write(reading)
    Atomics.add(new Int32Array(buffer, 0, 1), 0, 1)
    expect(readClock(buffer)).toEqual(reading)
  })
})

describe('audibleSample', () => {
  test('stays behind by what is on its way, and arrives when nothing follows', () => {
    const clock = { ...reading, heardSamples: 1_000, heardFrame: 5_000 }
    expect(audibleSample(clock, 4_600)).toBe(600)
    expect(audibleSample(clock, 6_000)).toBe(1_000)
    expect(audibleSample(clock, 0)).toBe(0)
  })
})

describe('audibleContextSeconds', () => {
  const context = { currentTime: 10, baseLatency: 0.01, outputLatency: 0.04 }

  test("believes the device's timestamp, carried on to now", () => {
    const getOutputTimestamp = (): AudioTimestamp => ({ contextTime: 9.9, performanceTime: 1_000 })
    expect(audibleContextSeconds({ ...context, getOutputTimestamp }, 1_030)).toBeCloseTo(9.93)
  })

  test.each([
    { contextTime: 0, performanceTime: 0 },
    { contextTime: 4, performanceTime: 1_000 },
    { contextTime: 900, performanceTime: 1_000 },
    {},
  ])('does not believe %j and takes the latency', (stamp) => {
    expect(audibleContextSeconds({ ...context, getOutputTimestamp: () => stamp }, 1_030)).toBeCloseTo(9.96)
  })

  test('is never ahead of the context', () => {
    const getOutputTimestamp = (): AudioTimestamp => ({ contextTime: 9.99, performanceTime: 1_000 })
    expect(audibleContextSeconds({ ...context, getOutputTimestamp }, 1_200)).toBe(10)
  })
})
