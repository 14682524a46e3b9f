import { maxSentenceSeconds } from '@contract/limits'
import type { Runnable } from '../../onnx/chained-sessions'
import { float32, floatsOf, int64 } from '../../onnx/session'
import { trueRateOf } from '../speed'
import type { FrontEnd, SpokenSentence } from '../../text/spoken-text'
import { analyseParts, type AnalysedPart } from '../analyse-parts'
import { clausePauses } from '../clause-pauses'
import type { Tempo } from '../tempo'
import type { AcousticModel, Pace } from '../voice'
import { timeWords } from '../word-times'
import { fillNormal } from './normal-noise'
import { encoderTensors, type VitsContract } from './preparation-split'
import { priorFeatures } from './prior'
import { toIds, type VitsVoiceConfig } from './voice-config'

/** A text always takes the same time, whatever the seed of its sound: word times do not change with it. */
const durationSeed = 1

/** Text to the prior of its sound: the front end, then the half of the network that needs the whole sentence. */
export function createVitsAcousticModel(parts: {
  frontEnd: FrontEnd
  encoder: Runnable
  config: VitsVoiceConfig
  contract: VitsContract
  /** Which of the voice's speakers, from 0. */
  speaker: number
  hopSamples: number
  /** How much later than heard the model's word boundaries lie. */
  wordLagSeconds: number
  pace: Pace
}): AcousticModel {
  const { frontEnd, encoder, config, contract, hopSamples } = parts
  const { sampleRateHz } = config
  const conditions = [...new Set([...contract.flow.conditions, ...contract.decoder.conditions])]

  const analyseSentence = async (
    sentence: SpokenSentence,
    { lengthScale, clausePauseSeconds }: Tempo,
  ): Promise<AnalysedPart> => {
    const symbols = toIds(sentence.phonemes, config.symbols)
    const { ids, idOfPhoneme, skipped } = symbols
    const noise = fillNormal(new Float32Array(2 * ids.length), 2, 0, durationSeed)
    const scales = Float32Array.of(0, config.lengthScale / lengthScale, config.durationNoiseScale)
    const outputs = await encoder.run({
      [encoderTensors.ids]: int64(ids, [1, ids.length]),
      [encoderTensors.lengths]: int64([ids.length], [1]),
      [encoderTensors.scales]: float32(scales, [3]),
      [encoderTensors.durationNoise]: float32(noise, [1, 2, ids.length]),
      ...(contract.speakers > 1 ? { [encoderTensors.speaker]: int64([parts.speaker], [1]) } : {}),
    })
    const valuesOf = (name: string) => floatsOf(outputs[name])
    const pauseFrames = Math.round((clausePauseSeconds * sampleRateHz) / hopSamples)
    const added = clausePauses(sentence, symbols, pauseFrames)
    const durations = Float32Array.from(
      valuesOf(encoderTensors.durations),
      (frames, id) => frames + added[id],
    )
    const frames = durations.reduce((sum, duration) => sum + duration, 0)
    const words = timeWords(sentence, durations, idOfPhoneme, {
      samplesPerUnit: hopSamples,
      lagSamples: (parts.wordLagSeconds * sampleRateHz) / trueRateOf(lengthScale, parts.pace),
    })
    return {
      startChar: sentence.startChar,
      endChar: sentence.endChar,
      features: {
        frames,
        arrays: {
          [priorFeatures.means]: valuesOf(encoderTensors.means),
          [priorFeatures.deviations]: valuesOf(encoderTensors.logScales).map(
            (log) => Math.exp(log) * config.noiseScale,
          ),
          [priorFeatures.durations]: durations,
          ...Object.fromEntries(conditions.map((name) => [name, valuesOf(name)])),
        },
      },
      samples: frames * hopSamples,
      // The last word's time ends with its sound (measured: 28 ms late, 39 of deviation).
      quietSample: words.at(-1)?.endSample ?? frames * hopSamples,
      skipped,
      words,
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
    async dispose() {
      await frontEnd.dispose()
      await encoder.dispose()
    },
  }
}
