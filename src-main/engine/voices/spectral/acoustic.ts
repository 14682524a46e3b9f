import { assert } from '@contract/assert'
import { maxSentenceSeconds } from '@contract/limits'
import { float32, floatsOf, int64, type ModelSession } from '../../onnx/session'
import { warmUpEnglish } from '../../text/en'
import { trueRateOf } from '../speed'
import type { FrontEnd, SpokenSentence } from '../../text/spoken-text'
import { analyseParts, type AnalysedPart } from '../analyse-parts'
import type { AcousticModel } from '../voice'
import { clausePauses } from '../clause-pauses'
import { toPaddedIds } from '../symbol-ids'
import type { Tempo } from '../tempo'
import type { Vocabulary } from '../vocabulary'
import { quietSampleOf, timeWords } from '../word-times'
import type { SpectralManifest } from '../store/manifest'
import type { DecoderContract } from './preparation'

/** Names of the features handed to the vocoder: float32 [channels, frames] and float32 [frames] in Hz. */
export const latentFeature = 'latent'
export const pitchFeature = 'f0'

/** The model counts durations in units of this many frames. */
const framesPerUnit = 2

/** Text to frames: the front end, then the half of the network that needs the whole sentence. */
export function createSpectralAcousticModel(parts: {
  frontEnd: FrontEnd
  front: ModelSession
  vocabulary: Vocabulary
  contract: DecoderContract
  manifest: SpectralManifest
}): AcousticModel {
  const { frontEnd, front, vocabulary, contract, manifest } = parts
  const { hopSamples, sampleRateHz } = manifest

  const analyseSentence = async (
    sentence: SpokenSentence,
    { lengthScale, clausePauseSeconds }: Tempo,
  ): Promise<AnalysedPart> => {
    const symbols = toPaddedIds(sentence.phonemes, vocabulary)
    const { ids, idOfPhoneme, skipped } = symbols
    const pauseUnits = Math.round((clausePauseSeconds * sampleRateHz) / (framesPerUnit * hopSamples))
    const outputs = await front.run({
      ids: int64(ids, [1, ids.length]),
      speed: float32(Float32Array.of(lengthScale), [1]),
      [contract.addedDurationsInput]: float32(clausePauses(sentence, symbols, pauseUnits), [ids.length]),
    })
    const latent = outputs[contract.latentOutputOfFront]
    const frames = latent.dims[2]
    assert(latent.dims[1] === contract.latentChannels, 'the front gives the channels the decoder takes')
    const durations = Array.from(outputs[contract.durationsOutput].data as ArrayLike<number>, Number)
    return {
      startChar: sentence.startChar,
      endChar: sentence.endChar,
      features: {
        frames,
        arrays: {
          [latentFeature]: floatsOf(latent),
          [pitchFeature]: floatsOf(outputs[contract.f0Output]),
        },
      },
      samples: frames * hopSamples,
      quietSample: quietSampleOf(sentence, durations, idOfPhoneme, {
        samplesPerUnit: framesPerUnit * hopSamples,
        soundSamples: (manifest.lastSoundSeconds * sampleRateHz) / trueRateOf(lengthScale, manifest.pace),
      }),
      skipped,
      words: timeWords(sentence, durations, idOfPhoneme, {
        samplesPerUnit: framesPerUnit * hopSamples,
        // The lag shrinks with the speaking rate: measured against a forced aligner at seven speeds.
        lagSamples: (manifest.wordLagSeconds * sampleRateHz) / trueRateOf(lengthScale, manifest.pace),
      }),
    }
  }

  return {
    analyse: (text, tempo) =>
      analyseParts({
        text,
        frontEnd,
        analysePart: (sentence) => analyseSentence(sentence, tempo),
        maxSamples: (maxSentenceSeconds * sampleRateHz) / Math.min(1, tempo.lengthScale),
      }),
    warmUp: () => warmUpEnglish(frontEnd),
    async dispose() {
      await frontEnd.dispose()
      await front.dispose()
    },
  }
}
