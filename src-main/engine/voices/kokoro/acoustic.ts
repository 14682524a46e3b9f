import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { assert } from '@contract/assert'
import { AppError } from '@contract/errors'
import { maxSentenceSeconds } from '@contract/limits'
import { float32, int64, type ModelSession } from '../../onnx/session'
import { trueRateOf } from '../../streaming/speed'
import type { EnglishFrontEnd } from '../../text/en'
import type { SpokenSentence } from '../../text/spoken-text'
import { analyseParts, type AnalysedPart } from '../analyse-parts'
import type { KokoroManifest } from '../store/manifest'
import { toSymbolIds } from '../symbol-ids'
import type { AcousticModel } from '../voice'
import { timeWords } from '../word-times'
import { kokoroTensors } from './preparation-split'
import { styleFloats, type Style } from './styles'

/** The symbol at both ends of every text. */
const padId = 0
/** Symbols between the pads: the network has no positions for more. */
const maxTokens = 510

const vocabularySchema = z.record(z.string(), z.number().int().nonnegative())
/** Phoneme symbol -> the model's id. */
export type Vocabulary = ReadonlyMap<string, number>

/** @throws AppError 'voice/missing', 'voice/incompatible' when the file is not a table of symbols */
export async function readVocabulary(filesDirectory: string): Promise<Vocabulary> {
  const path = join(filesDirectory, 'vocab.json')
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new AppError('voice/missing', `Cannot read ${path}`, { cause, retry: 'after-user-action' })
  }
  const parsed = vocabularySchema.safeParse(parseJson(text))
  if (!parsed.success)
    throw new AppError('voice/incompatible', `${path} is not a table of symbols`, { cause: parsed.error })
  return new Map(Object.entries(parsed.data))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Text to everything the decoder needs: the front end, then the half of the network that needs the whole sentence. It
 * is given sentences whole, because its melody runs through them and it costs a thirtieth of the decoder.
 */
export function createKokoroAcousticModel(parts: {
  frontEnd: EnglishFrontEnd
  network: ModelSession
  vocabulary: Vocabulary
  style: Style
  manifest: KokoroManifest
}): AcousticModel {
  const { frontEnd, network, vocabulary, style, manifest } = parts
  const { hopSamples, sampleRateHz } = manifest

  const analyseSentence = async (sentence: SpokenSentence, lengthScale: number): Promise<AnalysedPart> => {
    const { ids, idOfPhoneme, skipped } = toSymbolIds(sentence.phonemes, (symbol) => idsOf(symbol), {
      start: [padId],
      after: [],
      end: [padId],
    })
    const tokens = ids.length - 2
    assert(tokens <= maxTokens, 'the front end hands over no more phonemes than the network takes')
    const vector = style.vectorFor(tokens)
    const outputs = await network.run({
      [kokoroTensors.tokens]: int64(ids, [1, ids.length]),
      [kokoroTensors.style]: float32(vector, [1, styleFloats]),
      [kokoroTensors.speed]: float32(Float32Array.of(lengthScale), [1]),
    })
    // Copies: the runtime keeps its own buffers, and these travel to another thread.
    const copyOf = (name: string) => Float32Array.from(outputs[name].data as Float32Array)
    const frames = outputs[kokoroTensors.aligned].dims[2]
    const source = copyOf(kokoroTensors.source)
    if (source.length !== frames * hopSamples)
      throw new AppError(
        'voice/incompatible',
        `${manifest.id} makes ${source.length / frames} samples a frame, not ${hopSamples}`,
      )
    return {
      startChar: sentence.startChar,
      endChar: sentence.endChar,
      features: {
        frames,
        arrays: {
          [kokoroTensors.aligned]: copyOf(kokoroTensors.aligned),
          [kokoroTensors.pitch]: copyOf(kokoroTensors.pitch),
          [kokoroTensors.energy]: copyOf(kokoroTensors.energy),
          [kokoroTensors.source]: source,
          [kokoroTensors.style]: vector,
        },
      },
      samples: frames * hopSamples,
      skipped,
      words: timeWords(sentence, copyOf(kokoroTensors.durations), idOfPhoneme, {
        samplesPerUnit: hopSamples,
        lagSamples: (manifest.wordLagSeconds * sampleRateHz) / trueRateOf(lengthScale, manifest.pace),
      }),
    }
  }

  const idsOf = (symbol: string): readonly number[] | undefined => {
    const id = vocabulary.get(symbol)
    return id === undefined ? undefined : [id]
  }

  return {
    analyse: (text, lengthScale) =>
      analyseParts({
        text,
        speak: (sentence) => frontEnd.speak(sentence),
        analysePart: (sentence) => analyseSentence(sentence, lengthScale),
        maxSamples: (maxSentenceSeconds * sampleRateHz) / Math.min(1, lengthScale),
      }),
    async dispose() {
      await frontEnd.dispose()
      await network.dispose()
    },
  }
}
