import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ExportPace } from '../../src-main/engine-host/export-pace'
import { narratedJob } from '../helpers/narrated-job'

const sampleRateHz = 1_000
const progressOf = (fraction: number, samples: number) => ({
  ...{ fraction, samples, newSamples: samples, chapter: 0, chapterFraction: fraction },
  ...{ chapterSamples: [samples], sentences: 1 },
})

let pace: ExportPace
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  pace = new ExportPace(narratedJob(), { sampleRateHz }, tmpdir())
})
afterEach(() => void vi.useRealTimers())
const pass = (seconds: number): unknown => vi.advanceTimersByTime(seconds * 1_000)

describe('ExportPace', () => {
  test('tells the time that is left by how fast it was written, rests and measuring left out', () => {
    pass(30)
    pace.measured()
    pass(2)
    pass(60)
    pace.rested(60_000)
    expect(pace.advance(progressOf(0.25, 10_000))).toMatchObject({
      ...{ audioSeconds: 10, realTimeFactor: 0.2, secondsLeft: 6, bytesNeeded: 60_000 },
    })
    expect(pace.wallSeconds).toBe(32)
  })

  test('tells nothing twice within a moment, and what is made of a recording with what came last', () => {
    expect(pace.making({ path: '/out/a.mp3', fraction: 0.1 })).toBeNull()
    pass(1)
    expect(pace.advance(progressOf(0.001, 1_000))).not.toHaveProperty('secondsLeft')
    pass(0.05)
    expect(pace.advance(progressOf(0.5, 2_000))).toBeNull()
    expect(pace.making({ path: '/out/a.mp3', fraction: 0.2 })).toBeNull()
    pass(0.05)
    expect(pace.making({ path: '/out/a.mp3', fraction: 0.3 })).toMatchObject({
      ...{ fraction: 0.5, audioSeconds: 2, making: { name: 'a.mp3', fraction: 0.3 } },
    })
  })
})
