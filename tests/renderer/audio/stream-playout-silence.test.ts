import { describe, expect, test } from 'vitest'
import { StreamPlayout } from '../../../src-renderer/audio/worklet/stream-playout'
import { blockFrames, constant, fadeSamples, feed, largestStep, render, sampleRateHz } from './playout-blocks'

describe('StreamPlayout around its sound', () => {
  describe('the lead-in', () => {
    const leadIn = 10 * blockFrames
    const begun = (leadInSeconds: number) => {
      const playout = new StreamPlayout(sampleRateHz)
      playout.begin(1, leadInSeconds)
      feed(playout, constant(60 * sampleRateHz))
      return playout
    }
    const silentBlocks = (playout: StreamPlayout): number => {
      let blocks = 0
      while (render(playout, 1).taken === 0) blocks++
      return blocks
    }

    test('is silence before the first sound, and takes no sample', () => {
      const playout = begun(leadIn / sampleRateHz)
      const { heard, taken } = render(playout, 10)
      expect(taken).toBe(0)
      expect(heard.every((sample) => sample === 0)).toBe(true)
      expect(playout).toMatchObject({ firstFrame: -1, heardSamples: 0, underruns: 0 })
      expect(render(playout, 2).taken).toBe(2 * blockFrames)
    })

    test('is none where none was set', () => {
      expect(silentBlocks(begun(0))).toBe(0)
    })

    test('comes again after a long pause, and not after a short one', () => {
      const playout = begun(leadIn / sampleRateHz)
      render(playout, 20)
      const rest = (seconds: number) => {
        playout.pause()
        render(playout, Math.ceil((seconds * sampleRateHz) / blockFrames))
        playout.resume()
        return silentBlocks(playout)
      }
      expect(rest(1)).toBe(0)
      expect(rest(3)).toBe(10)
      expect(rest(1)).toBe(0)
      expect(playout.underruns).toBe(0)
    })

    test('comes before another stream that begins after a while, and not before one that follows at once', () => {
      const playout = begun(leadIn / sampleRateHz)
      render(playout, 20)
      playout.begin(2, leadIn / sampleRateHz)
      feed(playout, constant(sampleRateHz), 2)
      expect(silentBlocks(playout)).toBe(0)
      playout.stop()
      render(playout, 500)
      playout.begin(3, leadIn / sampleRateHz)
      feed(playout, constant(sampleRateHz), 3)
      expect(silentBlocks(playout)).toBe(10)
    })
  })

  describe('falling silent', () => {
    const fall = { fromSample: 1_000, untilSample: 9_000, fromLevel: 1 }
    const fallBy = (blocks: number): { playout: StreamPlayout; heard: Float32Array } => {
      const playout = new StreamPlayout(sampleRateHz)
      playout.begin(1)
      feed(playout, constant(20_000))
      playout.setFade(1, fall)
      return { playout, heard: render(playout, blocks).heard }
    }

    test('is sample-exact: equal steps in decibels, silence at the end and nothing behind it', () => {
      const { playout, heard } = fallBy(90)
      expect(heard.subarray(0, 1_000)).toEqual(constant(1_000))
      const bend = fall.untilSample - fadeSamples
      for (let at = fall.fromSample + 1; at < bend; at += 1)
        expect(20 * Math.log10((heard[at - 1] ?? 0) / (heard[at] ?? 0))).toBeCloseTo(40 / 8_000, 3)
      for (let at = bend; at < fall.untilSample; at += 1) expect(heard[at]).toBeLessThan(heard[at - 1] ?? 0)
      expect(heard[fall.untilSample - 1]).toBeLessThan(1e-4)
      expect(heard.subarray(fall.untilSample).every((sample) => sample === 0)).toBe(true)
      expect(playout).toMatchObject({ halted: true, heardSamples: fall.untilSample, underruns: 0 })
    })

    test('is the same, however the blocks are cut', () => {
      const whole = new StreamPlayout(sampleRateHz)
      whole.begin(1)
      feed(whole, constant(20_000))
      whole.setFade(1, fall)
      const heard = new Float32Array(10_000)
      whole.render(heard, 0)
      expect(heard.subarray(0, 9_984)).toEqual(fallBy(78).heard)
    })

    test('ends without a click when it is ended, and goes on where it was resumed', () => {
      const { playout } = fallBy(40)
      playout.setFade(1, null)
      const back = render(playout, 10).heard
      expect(largestStep(back)).toBeLessThan(0.002)
      expect(back.at(-1)).toBe(0.5)
      expect(playout.halted).toBe(false)
    })

    test('one that is ordered late falls from where the voice is', () => {
      const playout = new StreamPlayout(sampleRateHz)
      playout.begin(1)
      feed(playout, constant(20_000))
      render(playout, 20)
      playout.setFade(1, fall)
      const { heard } = render(playout, 60)
      expect(heard[0]).toBeGreaterThan(0.499)
      expect(largestStep(heard)).toBeLessThan(0.001)
      expect(playout).toMatchObject({ halted: true, heardSamples: fall.untilSample })
    })

    test('is of its stream alone', () => {
      const { playout } = fallBy(40)
      playout.setFade(2, null)
      playout.begin(2)
      feed(playout, constant(2_000), 2)
      expect(render(playout, 10).heard.at(-1)).toBe(0.5)
    })
  })
})
