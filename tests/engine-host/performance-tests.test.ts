import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EngineHostEvent } from '@contract/host-messages'
import { AppError } from '@contract/errors'
import { streamSettingsSchema, type StreamSettings } from '@contract/settings'
import { createPerformanceTests, type PerformanceTests } from '../../src-main/engine-host/performance-tests'
import type { Turn } from '../../src-main/engine/seam-test'
import type { Voice } from '../../src-main/engine/voices/voice'
import { loadSineVoice } from '../helpers/sine-voice'

type Tested = Extract<EngineHostEvent, { kind: 'tested' }>

let sine: Voice
let told: Tested[]
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
  told = []
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
    emit: (tested) => void told.push(tested),
  })
})
afterEach(() => tests.cancel())

const chunks: StreamSettings = streamSettingsSchema.parse({ chunkPolicy: 'fixed', chunkMilliseconds: 50 })
const start = (requestId: number, test: 'seams' | 'devices', stream = chunks) =>
  tests.start({ kind: 'test', requestId, test, stream })
const answered = (count: number) => vi.waitFor(() => expect(told).toHaveLength(count), { timeout: 10_000 })

/** What waits looks again and again: by then it would have gone on, had it not waited. */
const hasWaited = async () => {
  looks = 0
  await vi.waitFor(() => expect(looks).toBeGreaterThan(3))
}

describe('createPerformanceTests', () => {
  test('chunks that carry the state of the voice are the same bits as one piece', async () => {
    start(1, 'seams')
    await answered(1)
    const [{ requestId, result, error }] = told
    expect({ requestId, error }).toEqual({ requestId: 1, error: null })
    expect(result).toMatchObject({ test: 'seams', peakDifference: 0 })
    expect(result?.test === 'seams' && result.joins).toBeGreaterThan(20)
    expect(leases).toBe(0)
  })

  test('a test of the device tries devices again and measures what was chosen', async () => {
    start(1, 'devices')
    await answered(1)
    expect(tries).toBe(1)
    expect(told[0].result).toMatchObject({ test: 'devices', device: sine.device })
  })

  test('while somebody waits for sound nothing is tried, and afterwards it goes on', async () => {
    isWanted = true
    start(1, 'devices')
    await hasWaited()
    expect(tries).toBe(0)
    isWanted = false
    await answered(1)
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
    start(1, 'devices')
    await vi.waitFor(() => expect(tried).toEqual(['one']))
    await hasWaited()
    expect(tried).toEqual(['one'])
    isWanted = false
    await vi.waitFor(() => expect(tried).toEqual(['one', 'two']))
    await tests.cancel()
    expect(told).toEqual([{ kind: 'tested', requestId: 1, result: null, error: null }])
  })

  test('a test that is cancelled, or gives way to another, is answered once, with neither result nor error', async () => {
    isWanted = true
    start(1, 'seams')
    start(2, 'seams')
    await answered(1)
    expect(told[0]).toEqual({ kind: 'tested', requestId: 1, result: null, error: null })
    await tests.cancel()
    expect(told.map(({ requestId, result }) => [requestId, result])).toEqual([
      [1, null],
      [2, null],
    ])
    expect(leases).toBe(0)
  })

  test('what goes wrong is said, and the next test runs', async () => {
    tryDevices = () => Promise.reject(new AppError('voice/missing', 'It is gone'))
    start(1, 'devices')
    await answered(1)
    expect(told[0]).toMatchObject({ result: null, error: { code: 'voice/missing' } })
    start(2, 'seams')
    await answered(2)
    expect(told[1].result).toMatchObject({ peakDifference: 0 })
  })
})
