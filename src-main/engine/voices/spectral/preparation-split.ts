import { z } from 'zod'
import { AppError } from '@contract/errors'
import {
  addInputTo,
  cut,
  dimensionsOf,
  findBottleneck,
  foldDynamicQuantisation,
  gatherRows,
  readModel,
  rename,
  streamify,
  streamStateSchema,
  widenConvolutions,
  wire,
  writeModel,
  type Model,
  type Node,
  type StreamedModel,
  type Wiring,
} from '../../onnx/graph'

/** What the vocoder must know about the prepared decoder; all tensors float32 unless said otherwise. */
export const decoderContractSchema = z.strictObject({
  /** Input [1, latentChannels, n]. */
  latentInput: z.string(),
  latentChannels: z.int().positive(),
  /** Input int64 [1]: 1 in the last push. */
  lastInput: z.string(),
  /** Output [1, rows, rowFloats]: five spectra of 601 bins, one frame after the other. */
  spectrumOutput: z.string(),
  rowFloats: z.int().positive(),
  lookAheadFrames: z.int().nonnegative(),
  states: z.array(streamStateSchema),
  latentOutputOfFront: z.string(),
  f0Output: z.string(),
  durationsOutput: z.string(),
  /** Input float32 [L]: units added to the model's own durations before anything is made of them. */
  addedDurationsInput: z.string(),
})
export type DecoderContract = z.infer<typeof decoderContractSchema>

/** The published interface of the family: what its exporter names inputs and outputs. */
const published = { ids: 'ids', speed: 'speed', spectra: ['lh', 'theta', 'ln', 'lr', 'phi'], f0: 'f0' }
/** What the prepared files call the tensors at which they were cut. */
const prepared = {
  latent: 'latent',
  durations: 'durations',
  addedDurations: 'added_durations',
  spectrum: 'spec',
}

/** The files of a prepared voice, as bytes. */
export interface SplitSpectralVoice {
  front: Uint8Array
  decoderInt8: Uint8Array
  decoderFloat32: Uint8Array
  decoder: DecoderContract
}

/**
 * Cuts a spectral voice into the part that needs the whole sentence and the part that is local in time, and streams
 * the latter.
 * @param latentTensor the tensor at which to cut; when absent, the one tensor through which all five spectra pass
 * @throws AppError 'voice/incompatible' when the model is not built like this family's voices
 */
export function splitSpectralVoice(source: Uint8Array, latentTensor?: string): SplitSpectralVoice {
  const model = readModel(source)
  const wiring = wire(model.graph)
  const { rows, rowFloats } = findSpectrumRows(model, wiring)
  const latent = latentTensor ?? findBottleneck(model, [rows])
  if (latent === undefined) throw unlike('its spectra do not come from one tensor')
  const front = rename(
    cut(model, {
      inputs: [published.ids, published.speed],
      outputs: [latent, published.f0, findDurations(model, wiring)],
    }),
    { [latent]: prepared.latent, [findDurations(model, wiring)]: prepared.durations },
  )
  const decoder = rename(cut(model, { inputs: [latent], outputs: [rows] }), {
    [latent]: prepared.latent,
    [rows]: prepared.spectrum,
  })
  const int8 = streamify(decoder, { statePrefix: 'context_' })
  const float32 = streamify(foldDynamicQuantisation(decoder), { statePrefix: 'context_' })
  return {
    front: writeModel(gatherRows(addInputTo(front, prepared.durations, prepared.addedDurations))),
    decoderInt8: writeModel(widenConvolutions(int8.model)),
    decoderFloat32: writeModel(widenConvolutions(float32.model)),
    decoder: describe(int8, rowFloats, channelsOf(decoder)),
  }
}

function describe(streamed: StreamedModel, rowFloats: number, latentChannels: number): DecoderContract {
  return {
    latentInput: streamed.input,
    latentChannels,
    lastInput: streamed.lastInput,
    spectrumOutput: prepared.spectrum,
    rowFloats,
    lookAheadFrames: streamed.lookAheadFrames,
    states: [...streamed.states],
    latentOutputOfFront: prepared.latent,
    f0Output: published.f0,
    durationsOutput: prepared.durations,
    addedDurationsInput: prepared.addedDurations,
  }
}

/**
 * The tensor [1, F, 5 × 601] before the Transpose and Split that end the published graph: its rows are what a chunk's
 * reader wants, one frame after the other, and they cost no copying.
 */
function findSpectrumRows(model: Model, wiring: Wiring): { rows: string; rowFloats: number } {
  const split = wiring.producer(published.spectra[0] ?? '')
  if (split?.opType !== 'Split' || split.output.join() !== published.spectra.join()) {
    throw unlike(`its outputs are ${model.graph.output.map(({ name }) => name).join(', ')}`)
  }
  const transpose = wiring.producer(split.input[0] ?? '')
  const head = wiring.producer(transpose?.input[0] ?? '')
  if (transpose?.opType !== 'Transpose' || head?.opType !== 'Add') {
    throw unlike('its spectra do not end in an affine layer, a Transpose and a Split')
  }
  const bias = head.input.map((name) => wiring.constant(name)).find((tensor) => tensor !== undefined)
  const rowFloats = bias ? dimensionsOf(bias)[0] : undefined
  if (rowFloats === undefined || rowFloats % published.spectra.length !== 0) {
    throw unlike('its five spectra are not of one size')
  }
  return { rows: transpose.input[0] ?? '', rowFloats }
}

/** Durations are rounded once, to whole units, and then kept from falling below one. */
function findDurations(model: Model, wiring: Wiring): string {
  const rounds = model.graph.node.filter(({ opType }) => opType === 'Round')
  const rounded = rounds[0]?.output[0]
  if (rounds.length !== 1 || rounded === undefined) throw unlike(`it rounds ${rounds.length} times, not once`)
  const [reader, ...others]: readonly Node[] = wiring.consumers(rounded)
  return (reader?.opType === 'Clip' && others.length === 0 ? reader.output[0] : undefined) ?? rounded
}

/** Channels of the latent: the decoder's annotated input, or what the first convolution's weights take. */
function channelsOf(decoder: Model): number {
  const wiring = wire(decoder.graph)
  const first = wiring.consumers(prepared.latent).find(({ opType }) => opType === 'Conv')
  const weights = wiring.constant(first?.input[1] ?? '')
  const channels = weights ? dimensionsOf(weights)[1] : undefined
  if (channels === undefined) throw unlike('its decoder does not begin with a convolution')
  return channels
}

function unlike(why: string): AppError {
  return new AppError('voice/incompatible', `Not a voice of the spectral family: ${why}`)
}
