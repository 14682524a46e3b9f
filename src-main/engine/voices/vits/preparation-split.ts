import { z } from 'zod'
import { AppError } from '@contract/errors'
import {
  cut,
  dimensionsOf,
  elementType,
  foldNeutral,
  readModel,
  rename,
  splitIntoChain,
  streamify,
  streamStateSchema,
  unfoldUpsampling,
  widenConvolutions,
  wire,
  writeModel,
  type Model,
  type StreamedModel,
  type Wiring,
} from '../../onnx/graph'
import { findCuts, publishedInputs, type VitsCuts } from './cut-points'

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
  states: z.array(streamStateSchema),
  /** Inputs [1, c, 1], the same in every push of a sentence, and the encoder's outputs of the same names. */
  conditions: z.array(z.string()),
})
export type StreamedNetworkContract = z.infer<typeof streamedNetworkSchema>

/** A published encoder has some 2,300 nodes: in four parts it opens in a third of the time. */
export const maxEncoderParts = 4

/** What must be known of a prepared voice besides its files. */
export const vitsContractSchema = z.strictObject({
  /** Channels of prior and latent. */
  channels: z.int().positive(),
  /** Prior [1, channels, n] to latent [1, channels, n]. */
  flow: streamedNetworkSchema,
  /** Latent [1, channels, n] to samples [1, 1, n · rate]. */
  decoder: streamedNetworkSchema,
  /** How many symbols have an id, and how many speakers a number. */
  symbols: z.int().positive(),
  speakers: z.int().positive(),
  /** In how many parts the encoder is. */
  encoderParts: z.int().min(1).max(maxEncoderParts),
})
export type VitsContract = z.infer<typeof vitsContractSchema>

/**
 * Names of the encoder's tensors. In: ids int64 [1, P], lengths int64 [1], scales float32 [3] (of which the length
 * scale and the durations' noise scale are read), durationNoise float32 [1, 2, P], standard normal; of a voice of several
 * speakers also speaker int64 [1]. Out: means and logScales of the prior, float32 [1, channels, P], durations float32
 * [1, 1, P], whole frames, and the conditions of flow and decoder, float32 [1, c, 1].
 */
export const encoderTensors = {
  ...publishedInputs,
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
  /** In parts that are run one after the other. */
  encoder: readonly Uint8Array[]
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
  const { ids, lengths, scales, speaker, durationNoise, means, logScales, durations } = encoderTensors
  const conditions = namesOfConditions(cuts)
  const encoder = rename(
    cut(model, {
      inputs: [ids, lengths, scales, ...(cuts.speakers > 1 ? [speaker] : []), cuts.durationNoise],
      outputs: [cuts.means, cuts.logScales, cuts.durations, ...conditions.keys()],
    }),
    {
      ...Object.fromEntries(conditions),
      [cuts.durationNoise]: durationNoise,
      [cuts.means]: means,
      [cuts.logScales]: logScales,
      [cuts.durations]: durations,
    },
  )
  const channels = channelsRead(cuts.latent, wiring)
  const named = (tensors: readonly string[]) => tensors.map((tensor) => conditions.get(tensor) ?? tensor)
  const flowPart = cut(model, {
    inputs: [cuts.prior, cuts.mask, ...cuts.flowConditions],
    outputs: [cuts.latent],
  })
  const flow = streamPart(
    rename(foldNeutral(flowPart, cuts.mask), {
      [cuts.prior]: prior,
      [cuts.latent]: latent,
      ...pick(conditions, cuts.flowConditions),
    }),
    channels,
    named(cuts.flowConditions),
  )
  const decoderPart = cut(model, {
    inputs: [cuts.latent, ...cuts.decoderConditions],
    outputs: [cuts.samples],
  })
  const decoder = streamPart(
    rename(decoderPart, {
      [cuts.latent]: latent,
      [cuts.samples]: samples,
      ...pick(conditions, cuts.decoderConditions),
    }),
    channels,
    named(cuts.decoderConditions),
  )
  const encoderChain = splitIntoChain(encoder, maxEncoderParts)
  return {
    encoder: encoderChain.map(writeModel),
    flow: writeModel(widenConvolutions(flow.streamed.model)),
    decoder: writeModel(widenConvolutions(unfoldUpsampling(decoder.streamed.model))),
    contract: {
      channels,
      flow: flow.contract,
      decoder: decoder.contract,
      symbols: cuts.symbols,
      speakers: cuts.speakers,
      encoderParts: encoderChain.length,
    },
  }
}

/** The tensors that condition flow and decoder on the speaker, and what the prepared files call them. */
function namesOfConditions({ flowConditions, decoderConditions }: VitsCuts): ReadonlyMap<string, string> {
  const tensors = new Set([...flowConditions, ...decoderConditions])
  return new Map([...tensors].map((tensor, index) => [tensor, `condition_${index}`]))
}

function pick(names: ReadonlyMap<string, string>, tensors: readonly string[]): Record<string, string> {
  return Object.fromEntries([...names].filter(([tensor]) => tensors.includes(tensor)))
}

function streamPart(
  part: Model,
  channels: number,
  conditions: readonly string[],
): { streamed: StreamedModel; contract: StreamedNetworkContract } {
  const streamed = streamify(withChannels(part, channels, conditions), {
    statePrefix: 'context_',
    timeless: conditions,
  })
  const [output] = streamed.outputs
  return {
    streamed,
    contract: {
      input: streamed.input,
      channels,
      lastInput: streamed.lastInput,
      output: output.name,
      rate: output.rate,
      lagFrames: output.lagFrames,
      states: [...streamed.states],
      conditions: [...conditions],
    },
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

/** The model with its streamed input described as float32 [1, channels, frames]. */
function withChannels(model: Model, channels: number, conditions: readonly string[]): Model {
  const dim = [{ dimValue: 1 }, { dimValue: channels }, { dimParam: 'frames' }]
  const type = { tensorType: { elemType: elementType.float32, shape: { dim } } }
  const input = model.graph.input.map((value) =>
    conditions.includes(value.name) ? value : { name: value.name, type },
  )
  return { ...model, graph: { ...model.graph, input } }
}
