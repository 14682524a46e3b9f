import { assert } from '@contract/assert'
import { AppError } from '@contract/errors'
import { maxSentenceSeconds } from '@contract/limits'
import { float32, floatsOf, int64, type ModelSession } from '../../onnx/session'
import { trueRateOf } from '../speed'
import type { FrontEnd, SpokenSentence } from '../../text/spoken-text'
import { analyseParts, type AnalysedPart } from '../analyse-parts'
import type { KokoroManifest } from '../store/manifest'
import { toPaddedIds } from '../symbol-ids'
import { clausePauses } from '../clause-pauses'
import type { Tempo } from '../tempo'
import type { AcousticModel } from '../voice'
import type { Vocabulary } from '../vocabulary'
import { quietSampleOf, timeWords } from '../word-times'
import { kokoroTensors } from './preparation-split'
import { styleFloats, type Style } from './styles'

/** Symbols between the pads: the network has no positions for more. */
const maxTokens = 510

/**
 * Text to everything the decoder needs: the front end, then the half of the network that needs the whole sentence. It
 * is given sentences whole, because its melody runs through them and it costs a thirtieth of the decoder.
 */
export function createKokoroAcousticModel(parts: {
  frontEnd: FrontEnd
  network: ModelSession
  vocabulary: Vocabulary
  style: Style
  manifest: KokoroManifest
}): AcousticModel {
  const { frontEnd, network, vocabulary, style, manifest } = parts
  const { hopSamples, sampleRateHz } = manifest

  const analyseSentence = async (
    sentence: SpokenSentence,
    { lengthScale, clausePauseSeconds }: Tempo,
  ): Promise<AnalysedPart> => {
    const symbols = toPaddedIds(sentence.phonemes, vocabulary)
    const { ids, idOfPhoneme, skipped } = symbols
    const tokens = ids.length - 2
    assert(tokens <= maxTokens, 'the front end hands over no more phonemes than the network takes')
    const vector = style.vectorFor(tokens)
    const pauseFrames = Math.round((clausePauseSeconds * sampleRateHz) / hopSamples)
    const outputs = await network.run({
      [kokoroTensors.tokens]: int64(ids, [1, ids.length]),
      [kokoroTensors.style]: float32(vector, [1, styleFloats]),
      [kokoroTensors.speed]: float32(Float32Array.of(lengthScale), [1]),
      [kokoroTensors.addedDurations]: float32(clausePauses(sentence, symbols, pauseFrames), [ids.length]),
    })
    const valuesOf = (name: string) => floatsOf(outputs[name])
    const frames = outputs[kokoroTensors.aligned].dims[2]
    const source = valuesOf(kokoroTensors.source)
    if (source.length !== frames * hopSamples)
      throw new AppError(
        'voice/incompatible',
        `${manifest.id} makes ${source.length / frames} samples a frame, not ${hopSamples}`,
      )
    const durations = valuesOf(kokoroTensors.durations)
    return {
      startChar: sentence.startChar,
      endChar: sentence.endChar,
      features: {
        frames,
        arrays: {
          [kokoroTensors.aligned]: valuesOf(kokoroTensors.aligned),
          [kokoroTensors.pitch]: valuesOf(kokoroTensors.pitch),
          [kokoroTensors.energy]: valuesOf(kokoroTensors.energy),
          [kokoroTensors.source]: source,
          [kokoroTensors.style]: vector,
        },
      },
      samples: frames * hopSamples,
      quietSample: quietSampleOf(sentence, durations, idOfPhoneme, {
        samplesPerUnit: hopSamples,
        soundSamples: (manifest.lastSoundSeconds * sampleRateHz) / trueRateOf(lengthScale, manifest.pace),
      }),
      skipped,
      words: timeWords(sentence, durations, idOfPhoneme, {
        samplesPerUnit: hopSamples,
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
    async dispose() {
      await frontEnd.dispose()
      await network.dispose()
    },
  }
}
