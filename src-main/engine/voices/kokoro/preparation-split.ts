import {
  addInputTo,
  cut,
  foldQuantisedConvolution,
  readModel,
  rename,
  widenConvolutions,
  wire,
  writeModel,
} from '../../onnx/graph'
import { findCuts } from './cut-points'

/**
 * Names of the tensors of the prepared files. In: tokens int64 [1, P], style float32 [1, 256], speed float32 [1], added
 * durations [P] in frames, which lengthen what the network itself makes of them.
 * Between the two halves, float32: aligned [1, C, T], pitch and energy [1, 1, 2T], source [1, samples, 1]; durations
 * [1, P] in whole frames. Out: audio [samples].
 */
export const kokoroTensors = {
  tokens: 'tokens',
  style: 'style',
  speed: 'speed',
  addedDurations: 'added_durations',
  durations: 'durations',
  aligned: 'aligned',
  pitch: 'pitch',
  energy: 'energy',
  source: 'source',
  audio: 'audio',
} as const

/** The files of a prepared voice, as bytes. */
export interface SplitKokoroVoice {
  acoustic: Uint8Array
  decoder: Uint8Array
}

/**
 * Cuts a Kokoro voice in two: what needs the whole sentence (durations, curves, the harmonic source, all of it a small
 * part of the work), and the decoder, which can be given any stretch of frames. Convolutions are computed in float32
 * from the stored weights: on a CPU that is faster than their int8 form, and 15 dB nearer to what was trained.
 * @throws AppError 'voice/incompatible' when the model is not built like this family's voices
 */
export function splitKokoroVoice(source: Uint8Array): SplitKokoroVoice {
  const model = foldQuantisedConvolution(readModel(source))
  const cuts = findCuts(model, wire(model.graph))
  const { tokens, style, speed, addedDurations, ...between } = kokoroTensors
  const { durations, aligned, pitch, energy, source: excitation, audio } = cuts
  const names = {
    [durations]: between.durations,
    [aligned]: between.aligned,
    [pitch]: between.pitch,
    [energy]: between.energy,
    [excitation]: between.source,
    [audio]: between.audio,
  }
  const acoustic = cut(model, {
    inputs: [tokens, style, speed],
    outputs: [durations, aligned, pitch, energy, excitation],
  })
  const decoder = widenConvolutions(
    cut(model, { inputs: [aligned, pitch, energy, excitation, style], outputs: [audio] }),
  )
  return {
    acoustic: writeModel(
      addInputTo(
        rename(acoustic, withinGraph(names, acoustic.graph.output)),
        between.durations,
        addedDurations,
      ),
    ),
    decoder: writeModel(
      rename(decoder, withinGraph(names, [...decoder.graph.input, ...decoder.graph.output])),
    ),
  }
}

/** The names that concern one half. */
function withinGraph(
  names: Readonly<Record<string, string>>,
  values: readonly { readonly name: string }[],
): Record<string, string> {
  return Object.fromEntries(
    values.flatMap(({ name }) => (names[name] === undefined ? [] : [[name, names[name]]])),
  )
}
