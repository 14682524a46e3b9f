import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { joinedSamples } from '@contract/joined-samples'
import {
  createLoudnessMeter,
  integratedLoudnessLufs,
  loudnessStateSchema,
} from '../../../src-main/engine/audio/loudness'
import { narrate } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import { loadInlineVoice } from '../../../src-main/engine/voices/inline-voice'
import { cuts, noise } from '../../helpers/audio-stage'
import { ffmpegLoudness, hasFfmpeg } from '../../helpers/ffmpeg'
import { hasVoice, installedVoice } from '../../helpers/installed-voice'
import { paragraph } from '../../helpers/paragraphs'
import { speechLike } from '../../helpers/speech-like'

/** A loop: `Float32Array.from` takes ten times as long, and there are minutes of it. */
function tone(
  peakDecibels: number,
  seconds: number,
  rateHz = 48_000,
  frequencyHz = 997,
): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(seconds * rateHz)
  const peak = 10 ** (peakDecibels / 20)
  for (let i = 0; i < samples.length; i++)
    samples[i] = peak * Math.sin((2 * Math.PI * frequencyHz * i) / rateHz)
  return samples
}

describe('integratedLoudnessLufs', () => {
  // ITU-R BS.1770-4, annex 1: a full-scale tone of 997 Hz in one front channel.
  test.each([48_000, 44_100, 24_000, 22_050, 16_000])(
    'the standard’s tone is -3.01 LUFS at %i Hz',
    (rateHz) => {
      expect(integratedLoudnessLufs(tone(0, 5, rateHz), rateHz)).toBeCloseTo(-3.01, 1)
    },
  )

  test('20 dB less is 20 LU less', () => {
    expect(integratedLoudnessLufs(tone(-20, 5), 48_000)).toBeCloseTo(-23.01, 1)
  })

  // Response of the coefficients printed in the standard for 48 kHz (annex 1, tables 1 and 2), less that at 997 Hz.
  test.each([
    [60, -3.59],
    [300, -0.78],
    [2_000, 2.38],
    [4_000, 3.277],
  ])('a tone of %i Hz counts %f dB more than one of 997 Hz', (frequencyHz, decibels) => {
    for (const rateHz of [48_000, 24_000]) {
      const loudness = integratedLoudnessLufs(tone(0, 5, rateHz, frequencyHz), rateHz)
      expect(Math.abs(loudness - (-3.01 + decibels)), `at ${rateHz} Hz`).toBeLessThan(0.1)
    }
  })

  test('silence and less than a block have none', () => {
    expect(integratedLoudnessLufs(new Float32Array(48_000), 48_000)).toBe(-Infinity)
    expect(integratedLoudnessLufs(tone(0, 0.3), 48_000)).toBe(-Infinity)
    expect(integratedLoudnessLufs(new Float32Array(0), 48_000)).toBe(-Infinity)
  })

  /*
   * EBU Tech 3341, minimum requirements 1 to 6: tones of 1 kHz, each a level in dBFS for some seconds, in both channels of a
   * stereo signal. One channel alone has half the power: 3.01 LU less than what the document asks for. The sixth is of five
   * channels, at -28, -28, -24, -30 and -30 dBFS; the standard adds up their powers, those behind the head 1.41-fold. One
   * channel of that power is as loud as all of them.
   */
  const behind = 1.41
  const ofFive = 10 * Math.log10(2 * 10 ** -2.8 + 10 ** -2.4 + 2 * behind * 10 ** -3)
  test.each<[string, [number, number][], number]>([
    ['1', [[-23, 20]], -26.01],
    ['2', [[-33, 20]], -36.01],
    [
      '3',
      [
        [-36, 10],
        [-23, 60],
        [-36, 10],
      ],
      -26.01,
    ],
    [
      '4',
      [
        [-72, 10],
        [-36, 10],
        [-23, 60],
        [-36, 10],
        [-72, 10],
      ],
      -26.01,
    ],
    [
      '5',
      [
        [-26, 20],
        [-20, 20.1],
        [-26, 20],
      ],
      -26.01,
    ],
    ['6', [[ofFive, 20]], -23],
  ])('signal %s of EBU Tech 3341 is as loud as it is to be, within 0.1 LU', (_, parts, lufs) => {
    for (const rateHz of [48_000, 24_000]) {
      const signal = joinedSamples(...parts.map(([level, seconds]) => tone(level, seconds, rateHz, 1_000)))
      expect(Math.abs(integratedLoudnessLufs(signal, rateHz) - lufs), `at ${rateHz} Hz`).toBeLessThan(0.1)
    }
  })
})

describe('createLoudnessMeter', () => {
  /** Sound of all levels, with parts near the gates, and the lengths it is cut into. */
  const signals = fc
    .array(fc.tuple(fc.double({ min: -75, max: 20, noNaN: true }), fc.nat(9_000)), { maxLength: 12 })
    .map((parts) =>
      joinedSamples(...parts.map(([level, length], seed) => noise(length, seed, 10 ** (level / 20)))),
    )
  const rates = fc.constantFrom(8_000, 11_025, 22_050, 24_000)

  test('however the samples are cut, and taken up again from a file, the figures are the same', () => {
    fc.assert(
      fc.property(signals, cuts, fc.nat(11), rates, (samples, lengths, savedAfter, rateHz) => {
        const whole = createLoudnessMeter(rateHz)
        whole.add(samples)
        let meter = createLoudnessMeter(rateHz)
        let at = 0
        for (const [index, length] of [...lengths, samples.length].entries()) {
          meter.add(samples.subarray(at, at + length))
          at = Math.min(samples.length, at + length)
          if (index !== savedAfter) continue
          const saved: unknown = JSON.parse(JSON.stringify(meter.state()))
          meter = createLoudnessMeter(rateHz, loudnessStateSchema.parse(saved))
        }
        expect(meter.integratedLufs).toBe(whole.integratedLufs)
        expect(meter.truePeakDbtp).toBe(whole.truePeakDbtp)
        expect(JSON.stringify(meter.state())).toBe(JSON.stringify(whole.state()))
      }),
      { seed: 12, numRuns: 60 },
    )
  })

  test('its gates are where the standard has them, to a hundredth of a LU', () => {
    fc.assert(
      fc.property(signals, (samples) => {
        const measured = integratedLoudnessLufs(samples, 8_000)
        const [least, most] = [-0.0101, 0.0101].map((by) => gatedExactly(samples, 8_000, by))
        if (least === -Infinity) expect(measured).toBe(-Infinity)
        else {
          expect(measured).toBeGreaterThan(least - 0.0051)
          expect(measured).toBeLessThan(most + 0.0051)
        }
      }),
      { seed: 13, numRuns: 100 },
    )
  })

  test('its state grows with the levels that there are, not with length', () => {
    const meter = createLoudnessMeter(8_000)
    const part = speechLike(20, 8_000, 4)
    for (let i = 0; i < 30; i++) meter.add(part.map((sample) => sample * (1 + i / 20)))
    const size = JSON.stringify(meter.state()).length
    for (let i = 0; i < 30; i++) meter.add(part.map((sample) => sample * (1 + i / 20)))
    // What was counted once is counted twice: a digit more here and there.
    expect(JSON.stringify(meter.state()).length).toBeLessThan(size * 1.1)
    expect(size).toBeLessThan(80_000)
  })

  test('silence after sound costs no more than sound, and is no sound', () => {
    const meter = createLoudnessMeter(8_000)
    meter.add(tone(-20, 1, 8_000))
    meter.add(new Float32Array(8_000 * 20))
    expect(meter.state().filters).toEqual([0, 0, 0, 0, 0, 0])
  })

  test('it goes on at its own rate alone', () => {
    const state = createLoudnessMeter(24_000).state()
    expect(() => createLoudnessMeter(48_000, state)).toThrow('at its own rate')
    expect(loudnessStateSchema.safeParse({ ...state, more: 1 }).success).toBe(false)
  })
})

/** The measurement as the standard words it, with all blocks at hand. @param by so much higher is the relative gate */
function gatedExactly(samples: Float32Array, rateHz: number, by: number): number {
  const step = rateHz / 10
  const meter = createLoudnessMeter(rateHz)
  const energies: number[] = []
  for (let at = 0; at + step <= samples.length; at += step) {
    meter.add(samples.subarray(at, at + step))
    energies.push(meter.state().steps[2])
  }
  const blocks = energies.slice(3).map((energy, block) => {
    const power = (energy + energies[block] + energies[block + 1] + energies[block + 2]) / (4 * step)
    return -0.691 + 10 * Math.log10(power)
  })
  const audible = blocks.filter((level) => level > -70)
  if (audible.length === 0) return -Infinity
  const gate = meanLevel(audible) - 10 + by
  return meanLevel(audible.filter((level) => level > gate))
}

function meanLevel(levels: readonly number[]): number {
  return 10 * Math.log10(levels.reduce((sum, level) => sum + 10 ** (level / 10), 0) / levels.length)
}

describe('true peak', () => {
  /** A tone that swells and fades in 10 ms: one that begins at once would have an edge, and that a higher peak. */
  const swelling = (amplitude: number, partOfRate: number, phaseDegrees: number, rateHz: number) =>
    Float32Array.from({ length: rateHz }, (_, i) => {
      const edge = Math.min(1, i / (rateHz / 100), (rateHz - 1 - i) / (rateHz / 100))
      return edge * amplitude * Math.sin(2 * Math.PI * (i / partOfRate + phaseDegrees / 360))
    })

  // EBU Tech 3341, signals 15 to 19: a tone of a fourth, sixth or eighth of the rate, whose samples miss its peaks.
  test.each([
    [15, 0.5, 4, 0, -6],
    [16, 0.5, 4, 45, -6],
    [17, 0.5, 6, 60, -6],
    [18, 0.5, 8, 67.5, -6],
    [19, 1.41, 4, 45, 3],
  ])('signal %i of EBU Tech 3341', (_, amplitude, partOfRate, phase, decibels) => {
    for (const rateHz of [48_000, 44_100, 24_000]) {
      const meter = createLoudnessMeter(rateHz)
      meter.add(swelling(amplitude, partOfRate, phase, rateHz))
      expect(meter.truePeakDbtp).toBeGreaterThan(decibels - 0.4)
      expect(meter.truePeakDbtp).toBeLessThan(decibels + 0.2)
    }
  })

  test('silence has none, and the last sample counts as if silence followed', () => {
    const meter = createLoudnessMeter(24_000)
    expect(meter.truePeakDbtp).toBe(-Infinity)
    meter.add(new Float32Array(100))
    expect(meter.truePeakDbtp).toBe(-Infinity)
    meter.add(Float32Array.of(0.5, 0.5))
    // Two equal samples have their peak between them.
    expect(meter.truePeakDbtp).toBeGreaterThan(-6.02 + 1)
  })
})

describe.skipIf(!hasFfmpeg)('beside Debian’s ffmpeg (skipped where it is not installed)', () => {
  function expectSameFigures(samples: Float32Array, rateHz: number): void {
    const meter = createLoudnessMeter(rateHz)
    meter.add(samples)
    const theirs = ffmpegLoudness(samples, rateHz)
    expect(Math.abs(meter.integratedLufs - theirs.lufs), `${rateHz} Hz`).toBeLessThan(0.1)
    expect(Math.abs(meter.truePeakDbtp - theirs.peak), `${rateHz} Hz`).toBeLessThan(0.2)
  }

  test.each([48_000, 44_100, 24_000, 22_050, 16_000])('noise like speech at %i Hz', (rateHz) => {
    for (const seed of [1, 2, 3]) expectSameFigures(speechLike(20, rateHz, seed), rateHz)
  })

  test.skipIf(!hasVoice)('a rendering of the default voice (skipped without its files)', async () => {
    const { signal } = new AbortController()
    const voice = await loadInlineVoice(await installedVoice('int8'), signal)
    const text =
      'The harbour was quiet when the last of the fishing boats came home. She folded the letter twice and put it back between the pages of the atlas. Seven years had passed, and nobody in the valley spoke of the flood any more.'
    const settings = speechSettingsSchema.parse({})
    for (const sampleRateHz of [voice.sampleRateHz, 48_000]) {
      const parts: Float32Array[] = []
      const document = new SpokenDocument([paragraph(text)])
      const from = { block: 0, char: 0 }
      const options = { voice, document, from, settings: () => settings, sampleRateHz, signal }
      for await (const piece of narrate(options))
        if (piece.kind === 'audio') parts.push(piece.samples)
        else if (piece.kind === 'silence') parts.push(new Float32Array(piece.samples))
      expectSameFigures(joinedSamples(...parts), sampleRateHz)
    }
    await voice.dispose()
  })
})
