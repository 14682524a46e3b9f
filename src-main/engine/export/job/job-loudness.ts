import type { ExportJob } from '@contract/export-job'
import { joinedSamples } from '@contract/joined-samples'
import type { SoundSettings, SpeechSettings } from '@contract/settings'
import { createLoudnessMeter, type LoudnessMeter } from '../../audio/loudness'
import { ceilingDecibels, createLimiter } from '../../audio/post/limiter'
import { outputGainDecibels } from '../../audio/post/output-gain'
import type { Voice } from '../../voices/voice'
import { readSample } from './job-sample'
import { loudnessSample } from './loudness-sample'
import type { JobMeans } from './job-means'

/**
 * Voices that read one recording are first brought here, each by what is known of it: none of them is then louder than the
 * others, and what is missing to the target is the same for all.
 */
const commonLufs = -23
/** No voice is farther from a target than this; what is has been measured where there is next to no sound. */
const maxGainDecibels = 40
/** What is measured is rendered so much softer: nothing of it is limited before it is known how loud it is to be. */
const sampleDecibels = -20
/** The limiter takes away of what was asked for; what is missing is asked for again, until it is no more than this. */
const closeLufs = 0.02
const maxRounds = 8
/** Where less is left the limiter takes nearly all, and speech is noise before it is louder. */
const leastShare = 0.1

/** How a job's speech is made as loud as it is to be. @param gainDecibels null: the job has no target */
export function jobSpeech({ speech }: ExportJob, gainDecibels: number | null): SpeechSettings {
  return gainDecibels === null ? speech : { ...speech, sound: soundWith(gainDecibels) }
}

/** By how much a voice is made louder in that. @returns decibels */
export function voiceGain(gainDecibels: number, { loudnessLufs }: Pick<Voice, 'loudnessLufs'>): number {
  return rounded(outputGainDecibels(soundWith(gainDecibels), loudnessLufs))
}

function soundWith(gainDecibels: number): SoundSettings {
  return { loudnessLufs: commonLufs, gainDecibels }
}

/** To hundredths: nobody hears less, and people can read it. */
function rounded(decibels: number): number {
  return Math.round(decibels * 100) / 100
}

/** An utterance, or so many samples of silence. */
type Stretch = Float32Array | number

/**
 * Finds the gain that brings a job's recordings to its target, by what a part of its sentences comes to when it is rendered
 * and limited as all of them will be.
 * @param target in LUFS
 * @param sampleRateHz of the recordings
 * @returns decibels, for `jobSpeech`; the same whenever and however many are rendered side by side
 * @throws as `narrate`, but not 'text/nothing-to-say'
 */
export async function measureJobGain(
  job: ExportJob,
  means: JobMeans,
  { target, sampleRateHz }: { readonly target: number; readonly sampleRateHz: number },
): Promise<number> {
  // Above the voice's own rate there is nothing to be heard.
  const rateHz = Math.min(sampleRateHz, means.voice.sampleRateHz)
  const sample = await renderSample(job, means, rateHz)
  const plain = await measure(sample, rateHz, null)
  // Nothing is said of it that is long enough to be loud: what is known of the voices has to do.
  if (!Number.isFinite(plain.integratedLufs)) return rounded(target - commonLufs)
  let gain = target - plain.integratedLufs
  let missing = plain.truePeakDbtp + gain > ceilingDecibels ? Infinity : 0
  /** What of a decibel more is left of it behind the limiter. */
  let share = 1
  for (let round = 0; round < maxRounds && Math.abs(missing) > closeLufs; round++) {
    means.signal.throwIfAborted()
    const before = missing
    missing = target - (await measure(sample, rateHz, gain)).integratedLufs
    if (round > 0) share = Math.max(leastShare, Math.min(1, share * (1 - missing / before)))
    gain = Math.min(maxGainDecibels - sampleDecibels, gain + missing / share)
  }
  return Math.max(-maxGainDecibels, Math.min(maxGainDecibels, rounded(sampleDecibels + gain)))
}

async function renderSample(job: ExportJob, means: JobMeans, sampleRateHz: number): Promise<Stretch[]> {
  const sentences = loudnessSample(means.document, job.chapters)
  const sample: Stretch[] = []
  let samples: Float32Array[] = []
  const endUtterance = (): void => {
    if (samples.length > 0) sample.push(joinedSamples(...samples))
    samples = []
  }
  const speech = jobSpeech(job, sampleDecibels)
  let passage = 0
  if (sentences.length > 0) means.onMeasure?.(0)
  for await (const piece of readSample(sentences, means, { speech, sampleRateHz })) {
    if (piece.kind === 'audio') samples.push(piece.samples)
    else endUtterance()
    if (piece.kind === 'silence') sample.push(piece.samples)
    if (piece.kind === 'sentence') passage = piece.passage
    if (piece.kind === 'sentence-end') means.onMeasure?.((passage + 1) / sentences.length)
  }
  endUtterance()
  return sample
}

/** @param gainDecibels limited behind it; null: as they are */
async function measure(
  sample: readonly Stretch[],
  sampleRateHz: number,
  gainDecibels: number | null,
): Promise<LoudnessMeter> {
  const meter = createLoudnessMeter(sampleRateHz)
  for (const stretch of sample) {
    if (typeof stretch === 'number') meter.add(new Float32Array(stretch))
    else if (gainDecibels === null) meter.add(stretch)
    else meter.add(createLimiter(sampleRateHz, gainDecibels).finish(stretch, stretch.length))
    // What waits for this thread must not wait for all of it.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return meter
}
