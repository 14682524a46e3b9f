import { describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { ceilingDecibels, createLimiter } from '../../../../src-main/engine/audio/post/limiter'
import { loadResampler } from '../../../../src-main/engine/audio/post/resample'
import { noise, through } from '../../../helpers/audio-stage'
import { ffmpeg, ffmpegLoudness, hasFfmpeg } from '../../../helpers/ffmpeg'
import { hasVoice, installedVoice } from '../../../helpers/installed-voice'
import { sincPeak } from '../../../helpers/sinc-peak'
import { loadInlineVoice } from '../../../../src-main/engine/voices/inline-voice'
import { narrate } from '../../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../../src-main/engine/streaming/spoken-document'
import { joinedSamples } from '@contract/joined-samples'
import { paragraph } from '../../../helpers/paragraphs'

/** The rates of voices, where a part of every s lies near half of them. */
const voiceRates = [22_050, 24_000]
const limited = (samples: Float32Array, rateHz: number) =>
  through(createLimiter(rateHz), samples, samples.length)
const louder = (samples: Float32Array, decibels: number) =>
  samples.map((sample) => sample * 10 ** (decibels / 20))

/** Every reading of what the limiter has let through, by who reads it. */
async function readings(samples: Float32Array, rateHz: number): Promise<Record<string, number>> {
  const createResampler = await loadResampler()
  const readings: Record<string, number> = { sinc: sincPeak(samples) }
  for (const toHz of [44_100, 48_000]) {
    const length = Math.floor((samples.length * toHz) / rateHz)
    readings[`speex to ${toHz}`] = sincPeak(through(createResampler(rateHz, toHz), samples, length))
    if (!hasFfmpeg) continue
    const rates = ['-f', 'f32le', '-ar', String(rateHz), '-ac', '1', '-i', 'pipe:0', '-ar', String(toHz)]
    const bytes = ffmpeg([...rates, '-f', 'f32le', 'pipe:1'], new Uint8Array(samples.buffer))
    readings[`ffmpeg to ${toHz}`] = sincPeak(new Float32Array(new Uint8Array(bytes).buffer))
  }
  if (hasFfmpeg) readings.ebur128 = ffmpegLoudness(samples, rateHz).peak
  return readings
}
async function expectBelowCeiling(samples: Float32Array, rateHz: number): Promise<void> {
  for (const [reader, decibels] of Object.entries(await readings(samples, rateHz)))
    expect(decibels, `${reader}, at ${rateHz} Hz`).toBeLessThan(ceilingDecibels)
}

describe(`what createLimiter lets through, as others read it${hasFfmpeg ? '' : ' (without ffmpeg, which is not installed)'}`, () => {
  test.each(voiceRates)('of noise up to half the rate of %i Hz, however loud it was', async (rateHz) => {
    for (const peak of [0.7, 8]) await expectBelowCeiling(limited(noise(rateHz, 7, peak), rateHz), rateHz)
  })

  test('of tones of full scale up to 0.48 of the rate, in all phases', async () => {
    const [rateHz] = voiceRates
    // One that began at once would have an edge, and that another peak.
    const tone = (frequency: number, phase: number, length: number) =>
      Float32Array.from({ length }, (_, i) => {
        const swell = Math.min(1, i / 300, (length - 1 - i) / 300)
        return swell * Math.sin(2 * Math.PI * (frequency * i + phase))
      })
    for (let frequency = 0.04; frequency < 0.481; frequency += 0.04)
      for (const phase of [0, 0.07, 0.125, 0.25]) {
        const where = `${frequency} of the rate, phase ${phase}`
        expect(sincPeak(limited(tone(frequency, phase, 2_400), rateHz)), where).toBeLessThan(ceilingDecibels)
      }
    // One that lies between the others, by every reader.
    await expectBelowCeiling(limited(tone(0.4737, 0, 12_000), rateHz), rateHz)
  })

  test.skipIf(!hasVoice)(
    'of speech, as loud as it may be asked for (skipped without its files)',
    async () => {
      const { signal } = new AbortController()
      const voice = await loadInlineVoice(await installedVoice('int8'), signal)
      const text = 'Sixty-six thieves rushed past the icy precipice. She sells sea-shells by the sea-shore.'
      const document = new SpokenDocument([paragraph(text)])
      const settings = speechSettingsSchema.parse({})
      const parts: Float32Array[] = []
      const from = { block: 0, char: 0 }
      for await (const piece of narrate({ voice, document, from, settings: () => settings, signal }))
        if (piece.kind === 'audio') parts.push(piece.samples)
      const speech = joinedSamples(...parts)
      // A voice is at about -23 LUFS: from what it is usually brought to, to more than the loudest that is allowed.
      for (const decibels of [5, 9, 11, 15])
        await expectBelowCeiling(limited(louder(speech, decibels), voice.sampleRateHz), voice.sampleRateHz)
      await voice.dispose()
    },
  )
})
