import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PerformanceResult } from '@contract/calls/performance'
import { AppError } from '@contract/errors'
import { streamSettingsSchema, type StreamSettings } from '@contract/settings'
import { createPerformanceTests, type PerformanceTests } from '../../src-main/engine-host/performance-tests'
import type { Turn } from '../../src-main/engine/seam-test'
import type { Voice } from '../../src-main/engine/voices/voice'
import { loadSineVoice } from '../helpers/sine-voice'

let sine: Voice
let isWanted: boolean
/** How often it was asked whether the voice is wanted. */
let looks: number
let leases: number
let tries: number
let tests: PerformanceTests
let tryDevices: (turn: Turn, signal: AbortSignal) => Promise<void>

beforeAll(async () => {
  sine = await loadSineVoice()
})
beforeEach(() => {
  isWanted = false
  leases = tries = looks = 0
  tryDevices = async () => void tries++
  tests = createPerformanceTests({
    borrowVoice: async () => {
      leases++
      return { voice: sine, release: () => void leases-- }
    },
    tryDevices: (turn, signal) => tryDevices(turn, signal),
    isVoiceWanted: () => {
      looks++
      return isWanted
    },
  })
})
afterEach(() => tests.cancel())

const chunks: StreamSettings = streamSettingsSchema.parse({ chunkPolicy: 'fixed', chunkMilliseconds: 50 })
const run = (test: PerformanceResult['test']) => tests.run({ test, stream: chunks })

/** What waits looks again and again: by then it would have gone on, had it not waited. */
const hasWaited = async () => {
  looks = 0
  await vi.waitFor(() => expect(looks).toBeGreaterThan(3))
}

describe('createPerformanceTests', () => {
  test('chunks that carry the state of the voice are the same bits as one piece', async () => {
    const result = await run('seams')
    expect(result).toMatchObject({ test: 'seams', peakDifference: 0 })
    expect(result?.test === 'seams' && result.joins).toBeGreaterThan(20)
    expect(leases).toBe(0)
  })

  test('a test of the device tries devices again and measures what was chosen', async () => {
    expect(await run('devices')).toMatchObject({ test: 'devices', device: sine.device })
    expect(tries).toBe(1)
  })

  test('while somebody waits for sound nothing is tried, and afterwards it goes on', async () => {
    isWanted = true
    const result = run('devices')
    await hasWaited()
    expect(tries).toBe(0)
    isWanted = false
    expect(await result).not.toBeNull()
    expect(tries).toBe(1)
  })

  test('between two devices it waits again for who waits for sound, and not after it was cancelled', async () => {
    const tried: string[] = []
    tryDevices = async (turn, signal) => {
      for (const device of ['one', 'two']) {
        await turn(signal)
        tried.push(device)
        isWanted = true
      }
    }
    const result = run('devices')
    await vi.waitFor(() => expect(tried).toEqual(['one']))
    await hasWaited()
    expect(tried).toEqual(['one'])
    isWanted = false
    await vi.waitFor(() => expect(tried).toEqual(['one', 'two']))
    await tests.cancel()
    expect(await result).toBeNull()
  })

  test('a test that is cancelled, or gives way to another, has no result', async () => {
    isWanted = true
    const first = run('seams')
    const second = run('seams')
    expect(await first).toBeNull()
    await tests.cancel()
    expect(await second).toBeNull()
    expect(leases).toBe(0)
  })

  test('what goes wrong is said, and the next test runs', async () => {
    tryDevices = () => Promise.reject(new AppError('voice/missing', 'It is gone'))
    await expect(run('devices')).rejects.toMatchObject({ code: 'voice/missing' })
    expect(await run('seams')).toMatchObject({ peakDifference: 0 })
  })
})
