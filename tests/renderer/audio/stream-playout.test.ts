import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checksumSamples, emptyChecksum } from '../../../src-renderer/audio/worklet/sample-checksum'
import { StreamPlayout } from '../../../src-renderer/audio/worklet/stream-playout'
import {
  blockFrames,
  constant,
  fadeSamples,
  feed,
  largestStep,
  ramp,
  render,
  sampleRateHz,
} from './playout-blocks'

describe('StreamPlayout', () => {
  test('plays every sample as it came, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 30 }), (lengths) => {
        const playout = new StreamPlayout(sampleRateHz)
        playout.begin(1)
        const total = lengths.reduce((sum, length) => sum + length, 0)
        const whole = ramp(total)
        let at = 0
        for (const length of lengths) {
          feed(playout, whole.slice(at, at + length))
          at += length
        }
        playout.receive({ kind: 'end', streamId: 1, totalSamples: total })
        const { heard, taken } = render(playout, Math.ceil(total / blockFrames) + 2)
        expect(taken).toBe(total)
        expect(heard.slice(0, total)).toEqual(whole)
        expect(playout.receivedChecksum).toBe(checksumSamples(emptyChecksum, whole))
        expect(playout).toMatchObject({ ended: true, heardSamples: total, underruns: 0, refused: 0 })
      }),
      { seed: 7, numRuns: 60 },
    )
  })

  test('keeps its clock at the last sample played', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    render(playout, 3)
    expect(playout.firstFrame).toBe(-1)
    feed(playout, ramp(200))
    render(playout, 4, 3 * blockFrames)
    expect(playout).toMatchObject({ firstFrame: 384, heardSamples: 200, heardFrame: 584 })
  })

  test('is silent and counts once when it runs dry, and goes on only with some in hand', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    feed(playout, constant(300))
    const { heard } = render(playout, 10)
    expect(playout).toMatchObject({ starving: true, underruns: 1 })
    expect(heard.slice(300).every((sample) => sample === 0)).toBe(true)
    feed(playout, constant(1_000))
    expect(render(playout, 2).taken).toBe(0)
    feed(playout, constant(5_000))
    expect(render(playout, 2).taken).toBe(256)
    expect(playout).toMatchObject({ starving: false, underruns: 1 })
  })

  test('whoever cannot keep up is waited for behind a whole word, without losing a sample', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    feed(playout, ramp(20_000))
    playout.setWordEnd(1, 18_000)
    render(playout, 200)
    expect(playout).toMatchObject({ starving: true, underruns: 1, heardSamples: 18_000 })
    feed(playout, ramp(6_000, 20_000))
    const { heard } = render(playout, 20)
    expect(playout).toMatchObject({ starving: false, heardSamples: 18_000 + 20 * blockFrames })
    expect(heard.slice(200)).toEqual(ramp(20 * blockFrames - 200, 18_200))
  })

  test('what is kept back of the next word is nothing to go on with', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    feed(playout, ramp(30_000))
    playout.setWordEnd(1, 18_000)
    render(playout, 400)
    expect(playout).toMatchObject({ starving: true, underruns: 1, heardSamples: 18_000 })
    feed(playout, ramp(5_900, 30_000))
    expect(render(playout, 2).taken).toBe(0)
    feed(playout, ramp(100, 35_900))
    const { heard } = render(playout, 20)
    expect(playout).toMatchObject({ starving: false, underruns: 1 })
    expect(heard.slice(200)).toEqual(ramp(20 * blockFrames - 200, 18_200))
  })

  test('nothing is kept back while samples come, or of what is the end', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    for (let piece = 0; piece < 10; piece += 1) {
      feed(playout, constant(1_000))
      playout.setWordEnd(1, piece * 1_000 + 500)
      render(playout, 7)
    }
    expect(playout).toMatchObject({ underruns: 0, heardSamples: 70 * blockFrames })
    feed(playout, constant(20_000))
    playout.setWordEnd(1, 29_000)
    playout.receive({ kind: 'end', streamId: 1, totalSamples: 30_000 })
    render(playout, 300)
    expect(playout).toMatchObject({ underruns: 0, ended: true, heardSamples: 30_000 })
  })

  test('waits for more each time it runs dry soon again, up to a limit, and for as little as at first after a good while', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    feed(playout, constant(1_000))
    /** The samples that had to be there before it went on. */
    const waitedFor = (): number => {
      render(playout, Math.ceil(playout.receivedSamples / blockFrames) + 2)
      expect(playout.starving).toBe(true)
      let waited = 0
      for (; playout.starving; waited += 600) {
        feed(playout, constant(600))
        render(playout, 1)
      }
      return waited / sampleRateHz
    }
    const waits = Array.from({ length: 5 }, waitedFor)
    expect(waits.map((seconds) => Math.round(seconds * 100) / 100)).toEqual([0.25, 0.5, 1, 1.5, 1.5])
    feed(playout, constant(31 * sampleRateHz))
    expect(waitedFor()).toBeCloseTo(0.25, 1)
  })

  test('waiting for the first sample and being paused are no underruns', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    render(playout, 20)
    feed(playout, constant(500))
    render(playout, 1)
    playout.pause()
    render(playout, 20)
    expect(playout.underruns).toBe(0)
  })

  test('the end is no underrun, also after running dry', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    feed(playout, constant(300))
    render(playout, 4)
    feed(playout, constant(100))
    playout.receive({ kind: 'end', streamId: 1, totalSamples: 400 })
    render(playout, 2)
    expect(playout).toMatchObject({ ended: true, starving: false, underruns: 1 })
  })

  test.each(['pause', 'stop', 'another stream'])('%s fades instead of clicking', (how) => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    feed(playout, constant(10_000))
    const before = render(playout, 4).heard
    if (how === 'pause') playout.pause()
    else if (how === 'stop') playout.stop()
    else playout.begin(2)
    const after = render(playout, 4).heard
    const joined = Float32Array.from([...before, ...after])
    expect(largestStep(joined)).toBeLessThan(0.5 / (fadeSamples - 2))
    expect(after.slice(fadeSamples).every((sample) => sample === 0)).toBe(true)
  })

  test('goes on after a pause without losing or repeating a sample', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    feed(playout, constant(2_000))
    let taken = render(playout, 2).taken
    playout.pause()
    taken += render(playout, 5).taken
    expect(playout.heardSamples).toBe(taken)
    playout.resume()
    const { heard } = render(playout, 3)
    expect(largestStep(heard)).toBeLessThan(0.5 / (fadeSamples - 2))
    expect(heard.at(-1)).toBe(0.5)
  })

  test('volume moves in a ramp while playing and at once while silent', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.setVolume(0.5)
    playout.begin(1)
    feed(playout, constant(5_000))
    expect(render(playout, 1).heard[0]).toBe(0.25)
    playout.setVolume(1)
    const { heard } = render(playout, 8)
    expect(largestStep(heard)).toBeLessThan(0.002)
    expect(heard.at(-1)).toBe(0.5)
  })

  test('ignores streams that are over and adopts one that is announced by its samples', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(3)
    feed(playout, constant(100), 2)
    expect(playout.receivedSamples).toBe(0)
    playout.receive({ kind: 'pcm', streamId: 4, startSample: 0, samples: constant(100) })
    expect(playout).toMatchObject({ streamId: 4, receivedSamples: 100 })
    playout.begin(4)
    expect(playout.receivedSamples).toBe(100)
    playout.stop()
    feed(playout, constant(100), 4)
    expect(playout.receivedSamples).toBe(100)
  })

  test('refuses samples out of order, a false end, and more than the credit can be', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    playout.receive({ kind: 'pcm', streamId: 1, startSample: 5, samples: constant(10) })
    playout.receive({ kind: 'end', streamId: 1, totalSamples: 7 })
    expect(playout.refused).toBe(2)
    for (let piece = 0; piece < 9_000; piece += 1) feed(playout, constant(1))
    expect(playout.receivedSamples).toBe(8_192)
  })

  test('what is taken back gives way to what follows, however the pieces lie', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(lengths, fc.double({ min: 0, max: 1, noNaN: true }), lengths, (before, where, after) => {
        const playout = new StreamPlayout(sampleRateHz)
        playout.begin(1)
        for (const length of before) feed(playout, constant(length))
        const received = playout.receivedSamples
        const played = render(playout, 1)
        const startSample = played.taken + Math.floor(where * (received - played.taken))
        playout.receive({ kind: 'end', streamId: 1, totalSamples: received })
        playout.receive({ kind: 'cut', streamId: 1, startSample })
        for (const length of after) feed(playout, new Float32Array(length).fill(0.25))
        const total = playout.receivedSamples
        playout.receive({ kind: 'end', streamId: 1, totalSamples: total })
        const rest = render(playout, Math.ceil(total / blockFrames) + 20, blockFrames)
        fc.pre(playout.underruns === 0)
        const heard = [...played.heard.subarray(0, played.taken), ...rest.heard.subarray(0, rest.taken)]
        expect(heard).toEqual(Array.from({ length: total }, (_, i) => (i < startSample ? 0.5 : 0.25)))
        expect(playout).toMatchObject({ ended: true, heardSamples: total, refused: 0 })
      }),
      { seed: 11, numRuns: 200 },
    )
  })

  test('a place that is heard already is said again rather than left out', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    feed(playout, constant(1_000))
    render(playout, 4)
    playout.receive({ kind: 'cut', streamId: 1, startSample: 400 })
    expect(playout).toMatchObject({ heardSamples: 400, receivedSamples: 400, refused: 0 })
    playout.receive({ kind: 'cut', streamId: 1, startSample: 900 })
    expect(playout.refused).toBe(1)
  })

  test('a stream that stands still still does when it is cut', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    feed(playout, constant(1_000))
    playout.setHalt(1, 400)
    render(playout, 8)
    playout.receive({ kind: 'cut', streamId: 1, startSample: 600 })
    feed(playout, constant(400))
    expect(render(playout, 8).taken).toBe(0)
    expect(playout).toMatchObject({ halted: true, heardSamples: 400 })
    playout.resume()
    expect(render(playout, 2).taken).toBe(256)
  })

  test('what is cut at its end, heard already, waits for what follows or for its end', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    const end = (totalSamples: number) => playout.receive({ kind: 'end', streamId: 1, totalSamples })
    const cut = (startSample: number) => playout.receive({ kind: 'cut', streamId: 1, startSample })
    feed(playout, constant(300))
    end(300)
    render(playout, 4)
    expect(playout.ended).toBe(true)
    cut(300)
    render(playout, 4)
    expect(playout).toMatchObject({ ended: false, refused: 0, underruns: 0 })
    end(300)
    render(playout, 1)
    expect(playout.ended).toBe(true)
    cut(300)
    feed(playout, constant(200))
    end(500)
    render(playout, 4)
    expect(playout).toMatchObject({ ended: true, heardSamples: 500, refused: 0, underruns: 0 })
  })

  test('halts before a sample, wherever the blocks fall, and goes on with it as if nothing had been', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), (haltAt) => {
        const playout = new StreamPlayout(sampleRateHz)
        playout.begin(1)
        const whole = ramp(2_500, 1)
        feed(playout, whole)
        playout.receive({ kind: 'end', streamId: 1, totalSamples: 2_500 })
        playout.setHalt(1, haltAt)
        const before = render(playout, 24)
        expect(before.taken).toBe(haltAt)
        expect(before.heard.slice(0, haltAt)).toEqual(whole.slice(0, haltAt))
        expect(before.heard.slice(haltAt).every((sample) => sample === 0)).toBe(true)
        expect(playout).toMatchObject({ halted: true, starving: false, underruns: 0, heardSamples: haltAt })
        playout.resume()
        const after = render(playout, 24)
        expect(after.heard.slice(0, 2_500 - haltAt)).toEqual(whole.slice(haltAt))
        expect(playout).toMatchObject({ halted: false, ended: true, underruns: 0 })
      }),
      { seed: 3, numRuns: 60 },
    )
  })

  test('a halt at what was heard already, or of another stream, is none', () => {
    const playout = new StreamPlayout(sampleRateHz)
    playout.begin(1)
    feed(playout, constant(1_000))
    render(playout, 2)
    playout.setHalt(1, 200)
    playout.setHalt(2, 400)
    render(playout, 4)
    expect(playout).toMatchObject({ halted: false, heardSamples: 768 })
    playout.setHalt(1, 900)
    playout.setHalt(1, null)
    render(playout, 2)
    expect(playout.heardSamples).toBe(1_000)
  })
})
