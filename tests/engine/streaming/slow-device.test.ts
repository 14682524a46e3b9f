import { describe, expect, test } from 'vitest'
import { streamSettingsSchema } from '@contract/settings'
import { createRandom } from '../../helpers/random'
import { listen, slowVoices, type Listening, type SlowVoice } from './slow-device'

const runs = 100
const adaptive = streamSettingsSchema.parse({})
const fixed = streamSettingsSchema.parse({ chunkPolicy: 'fixed', chunkMilliseconds: 80 })

/** Twenty-five sentences of 0.6 to 12 s, mostly short ones; pushes whose times vary, by seed. */
function read(
  voice: SlowVoice,
  realTimeFactor: number,
  options: { seed: number; jitter: number; stalls: number; stream?: typeof adaptive },
): Listening {
  const random = createRandom(options.seed)
  const sentenceSeconds = Array.from({ length: 25 }, () => 0.6 + random() * random() * 11.4)
  const { jitter, stalls, stream = adaptive } = options
  // One push in fifty takes `stalls` times as long again; the mean stays 1.
  const slowness = (): number => {
    const steady = 1 + jitter * (2 * random() - 1)
    return ((random() < 0.02 ? 1 + stalls : 1) * steady) / (1 + 0.02 * stalls)
  }
  return listen({ voice, sentenceSeconds, realTimeFactor, slowness, stream })
}
const readings = (
  voice: SlowVoice,
  realTimeFactor: number,
  options: { jitter: number; stalls: number; stream?: typeof adaptive },
): Listening[] =>
  Array.from({ length: runs }, (_, i) => read(voice, realTimeFactor, { ...options, seed: i + 1 }))
const broken = (all: readonly Listening[]): number =>
  all.filter(({ underruns }) => underruns.length > 0).length
const meanFirstSound = (all: readonly Listening[]): number =>
  all.reduce((sum, { firstSoundSeconds }) => sum + firstSoundSeconds, 0) / all.length

describe.each(Object.entries(slowVoices))('reading with %s on a slow device', (_, voice) => {
  test.each([0.3, 0.6, 0.9, 0.95])('at %d times real time nothing is missed, at a steady speed', (factor) => {
    expect(broken(readings(voice, factor, { jitter: 0, stalls: 0 }))).toBe(0)
  })

  test.each([0.3, 0.6])('at %d times real time nothing is missed, with jitter and stalls', (factor) => {
    expect(broken(readings(voice, factor, { jitter: 0.25, stalls: 0.8 }))).toBe(0)
  })

  // So near to real time a run of slow pushes uses up any reserve: seldom, and not for long.
  test.each([0.9, 0.95])(
    'at %d times real time hardly anything is missed, with jitter and stalls',
    (factor) => {
      const all = readings(voice, factor, { jitter: 0.25, stalls: 0.8 })
      expect(broken(all)).toBeLessThanOrEqual(runs * 0.08)
      const missed = all.reduce((sum, { underruns }) => sum + underruns.reduce((a, b) => a + b, 0), 0)
      const heard = all.reduce((sum, { audioSeconds }) => sum + audioSeconds, 0)
      expect(missed / heard).toBeLessThan(0.001)
    },
  )

  test('the first sound waits no longer than the device needs', () => {
    const first = [0.01, 0.1, 0.3, 0.6, 0.95].map((factor) =>
      meanFirstSound(readings(voice, factor, { jitter: 0.1, stalls: 0 })),
    )
    // With the first push where the device is fast, and later the slower it is.
    const firstPush = (voice.grid.frames[0] + voice.lookAheadFrames) * voice.frameSeconds
    expect(first[0]).toBeLessThan(firstPush * 0.012)
    expect(first[1]).toBeLessThan(firstPush * 0.12)
    expect(first[4]).toBeLessThan(5)
    expect([...first].sort((a, b) => a - b)).toEqual(first)
  })
})

describe('the simulation', () => {
  test('can fail: chunks that start at once run dry on a slow device', () => {
    const all = readings(slowVoices.heart, 0.9, { jitter: 0.25, stalls: 0.8, stream: fixed })
    expect(broken(all)).toBeGreaterThan(runs * 0.8)
    expect(broken(readings(slowVoices.heart, 0.05, { jitter: 0.25, stalls: 0.8, stream: fixed }))).toBe(0)
  })

  test('cannot be saved by any policy beyond real time', () => {
    expect(broken(readings(slowVoices.joe, 1.3, { jitter: 0, stalls: 0 }))).toBeGreaterThan(runs * 0.9)
  })

  test('hands every sample over once and in order', () => {
    for (const factor of [0.05, 0.5, 0.95]) {
      const { chunks, audioSeconds } = read(slowVoices.heart, factor, { seed: 7, jitter: 0.25, stalls: 0.8 })
      let clock = 0
      for (const { startSample, samples } of chunks) {
        expect(startSample).toBe(clock)
        clock += samples.length
      }
      expect(clock / 1_000).toBeCloseTo(audioSeconds, 6)
    }
  })
})
