import { z } from 'zod'
import { AppError } from '@contract/errors'
import {
  cut,
  dimensionsOf,
  elementType,
  foldNeutral,
  readModel,
  rename,
  streamify,
  wire,
  writeModel,
  type Model,
  type StreamedModel,
  type Wiring,
} from '../../onnx/graph'
import { findCuts } from './cut-points'

/** What pushing a streamed network takes to know; all tensors float32 unless said otherwise. */
export const streamedNetworkSchema = z.strictObject({
  /** Input [1, channels, n]. */
  input: z.string(),
  channels: z.int().positive(),
  /** Input int64 [1]: 1 in the last push. */
  lastInput: z.string(),
  /** Output [1, c, m]: after n frames in all, n · rate − lag frames were made; at the end n · rate. */
  output: z.string(),
  rate: z.int().positive(),
  lagFrames: z.int().nonnegative(),
  /** Inputs and outputs [1, channels, frames]: zeros of startFrames at first, later steadyFrames long. */
  states: z.array(
    z.strictObject({
      input: z.string(),
      output: z.string(),
      channels: z.int().positive(),
      startFrames: z.int().nonnegative(),
      steadyFrames: z.int().positive(),
    }),
  ),
})
export type StreamedNetworkContract = z.infer<typeof streamedNetworkSchema>

/** What must be known of a prepared voice besides its files. */
export const vitsContractSchema = z.strictObject({
  /** Channels of prior and latent. */
  channels: z.int().positive(),
  /** Prior [1, channels, n] to latent [1, channels, n]. */
  flow: streamedNetworkSchema,
  /** Latent [1, channels, n] to samples [1, 1, n · rate]. */
  decoder: streamedNetworkSchema,
})
export type VitsContract = z.infer<typeof vitsContractSchema>

/**
 * Names of the encoder's tensors. In: ids int64 [1, P], lengths int64 [1], scales float32 [3] (of which the length
 * scale and the durations' noise scale are read), durationNoise float32 [1, 2, P], standard normal. Out: means and
 * logScales of the prior, float32 [1, channels, P], and durations float32 [1, 1, P], whole frames.
 */
export const encoderTensors = {
  ids: 'input',
  lengths: 'input_lengths',
  scales: 'scales',
  durationNoise: 'duration_noise',
  means: 'means',
  logScales: 'log_scales',
  durations: 'durations',
} as const

/** What the prepared files call the tensors at which they were cut. */
const prior = 'prior'
const latent = 'latent'
const samples = 'samples'

/** The files of a prepared voice, as bytes. */
export interface SplitVitsVoice {
  encoder: Uint8Array
  flow: Uint8Array
  decoder: Uint8Array
  contract: VitsContract
}

/**
 * Cuts a VITS voice as Piper publishes them in three: the encoder, which needs the whole sentence, and flow and
 * decoder, which are local in time and are streamed. What lies between encoder and flow (every symbol's mean repeated
 * as long as it lasts, plus noise) is left to the caller, so that a seed decides the noise and not the chunks.
 * @throws AppError 'voice/incompatible' when the model is not built like this family's voices
 */
export function splitVitsVoice(source: Uint8Array): SplitVitsVoice {
  const model = readModel(source)
  const wiring = wire(model.graph)
  const cuts = findCuts(model, wiring)
  const { ids, lengths, scales, durationNoise, means, logScales, durations } = encoderTensors
  const encoder = rename(
    cut(model, {
      inputs: [ids, lengths, scales, cuts.durationNoise],
      outputs: [cuts.means, cuts.logScales, cuts.durations],
    }),
    {
      [cuts.durationNoise]: durationNoise,
      [cuts.means]: means,
      [cuts.logScales]: logScales,
      [cuts.durations]: durations,
    },
  )
  const channels = channelsRead(cuts.latent, wiring)
  const masked = cut(model, { inputs: [cuts.prior, cuts.mask], outputs: [cuts.latent] })
  const flow = streamify(
    withChannels(
      rename(foldNeutral(masked, cuts.mask), { [cuts.prior]: prior, [cuts.latent]: latent }),
      channels,
    ),
    { statePrefix: 'context_' },
  )
  const decoder = streamify(
    withChannels(
      rename(cut(model, { inputs: [cuts.latent], outputs: [cuts.samples] }), {
        [cuts.latent]: latent,
        [cuts.samples]: samples,
      }),
      channels,
    ),
    { statePrefix: 'context_' },
  )
  return {
    encoder: writeModel(encoder),
    flow: writeModel(flow.model),
    decoder: writeModel(decoder.model),
    contract: { channels, flow: describe(flow, channels), decoder: describe(decoder, channels) },
  }
}

function describe(streamed: StreamedModel, channels: number): StreamedNetworkContract {
  const [output] = streamed.outputs
  return {
    input: streamed.input,
    channels,
    lastInput: streamed.lastInput,
    output: output.name,
    rate: output.rate,
    lagFrames: output.lagFrames,
    states: streamed.states.map((state) => ({ ...state })),
  }
}

/** Channels of a tensor, from the weights of the convolution that reads it. */
function channelsRead(tensor: string, wiring: Wiring): number {
  const reader = wiring.consumers(tensor).find(({ opType }) => opType === 'Conv')
  const weights = wiring.constant(reader?.input[1] ?? '')
  const channels = weights ? dimensionsOf(weights)[1] : undefined
  if (channels === undefined)
    throw new AppError('voice/incompatible', `The channels of ${tensor} are not known`)
  return channels
}

/** The model with its only input described as float32 [1, channels, frames]. */
function withChannels(model: Model, channels: number): Model {
  const dim = [{ dimValue: 1 }, { dimValue: channels }, { dimParam: 'frames' }]
  const type = { tensorType: { elemType: elementType.float32, shape: { dim } } }
  const input = model.graph.input.map(({ name }) => ({ name, type }))
  return { ...model, graph: { ...model.graph, input } }
}
