import { AppError } from '@contract/errors'
import { dropUnused } from './cut'
import { elementType, type Model, type ValueInfo } from './model'
import { readsOf } from './node'
import { streamRules } from './rules'
import { StreamBuilder, unstreamable, type StreamedTensor } from './stream-builder'
import type { StreamState } from './stream-state'
import { toNumber } from './tensor-data'
import { nameGiver, wire } from './wiring'

/** A model rewritten to take its input in pushes of any length. */
export interface StreamedModel {
  model: Model
  /** The input that is pushed: float32 [1, channels, frames]. */
  input: string
  /** int64 [1]: 1 in the last push of a sequence, else 0. */
  lastInput: string
  states: readonly StreamState[]
  /**
   * After n pushed frames an output has n · rate − lag of its own frames, after the last push all n · rate.
   * `lag` is a multiple of the rate only where nothing in the network changes the number of frames.
   */
  outputs: readonly { name: string; timeAxis: number; rate: number; lagFrames: number }[]
  /**
   * Frames that must follow before all frames of an output that belong to a pushed one can be made: its lag, in
   * pushed frames, rounded up. A first push of more frames makes some of every output; a shorter first push that is
   * not the last is refused by the runtime.
   */
  lookAheadFrames: number
}

/**
 * Rewrites a local-in-time network so that pushing a sequence piece by piece gives exactly the frames of pushing it
 * whole, computing each of them once: every convolution takes its left context as an input and returns the next one;
 * a skip connection beside it reads the matching frames of that context, and sums of branches that look ahead by
 * different amounts wait for the slowest. Nothing is ever made of frames that do not exist, so nothing is masked.
 * @param model one float32 input [1, channels, frames] besides constants; standard operators of set 13 or later
 * @param options.statePrefix begins the states' names
 * @param options.timeless inputs of length 1 along time, the same in every push of a sequence; they stay as they are
 * @throws AppError 'voice/incompatible' naming the operator that cannot be streamed
 */
export function streamify(
  model: Model,
  options: { statePrefix: string; timeless?: readonly string[] },
): StreamedModel {
  const { graph } = model
  const version = toNumber(model.opsetImport.find(({ domain }) => !domain)?.version ?? 0)
  if (version < 13) {
    throw new AppError('voice/incompatible', `Operator set ${version} is too old to be streamed`)
  }
  const wiring = wire(graph)
  const freshName = nameGiver(wiring)
  const timeless = graph.input.filter(({ name }) => options.timeless?.includes(name))
  const input = onlyInput(model, timeless)
  const builder = new StreamBuilder(wiring, freshName, options.statePrefix, freshName('last'))
  builder.mark(input.name, {
    rank: 3,
    timeAxis: 2,
    channels: channelsOf(input),
    rate: 1,
    lagFrames: 0,
  })
  for (const node of graph.node) {
    if (!readsOf(node).some((name) => builder.streamed(name))) {
      builder.nodes.push(node)
      continue
    }
    const rule = node.domain ? undefined : streamRules.get(node.opType)
    if (!rule) throw unstreamable(node, 'there is no rule for it')
    rule(node, builder)
  }
  const outputs = graph.output.map((value) => ({ value, streamed: streamedOutput(value, builder) }))
  const rewritten = dropUnused({
    ...model,
    graph: {
      ...graph,
      node: builder.nodes,
      initializer: [...graph.initializer, ...builder.constants],
      input: [withOwnTime(input, { rank: 3, timeAxis: 2 }), ...timeless, ...builder.extraInputs()],
      output: [
        ...outputs.map(({ value, streamed }) => withOwnTime(value, streamed)),
        ...builder.extraOutputs(),
      ],
      // The exporter's annotations call different lengths by the same symbol once chunks and contexts differ.
      valueInfo: [],
    },
  })
  return {
    model: rewritten,
    input: input.name,
    lastInput: builder.lastInput,
    states: builder.states,
    outputs: outputs.map(({ value, streamed }) => ({
      name: value.name,
      timeAxis: streamed.timeAxis,
      rate: streamed.rate,
      lagFrames: streamed.lagFrames,
    })),
    lookAheadFrames: Math.max(
      ...outputs.map(({ streamed }) => Math.ceil(streamed.lagFrames / streamed.rate)),
    ),
  }
}

function onlyInput(model: Model, timeless: readonly ValueInfo[]): ValueInfo {
  const others = new Set([...model.graph.initializer, ...timeless].map(({ name }) => name))
  const inputs = model.graph.input.filter(({ name }) => !others.has(name))
  const [input] = inputs
  const type = input?.type?.tensorType
  const rank = type?.shape?.dim.length ?? 3
  if (!input || inputs.length > 1 || type?.elemType !== elementType.float32 || rank !== 3) {
    const names = inputs.map(({ name }) => name).join(', ')
    throw new AppError(
      'voice/incompatible',
      `Only one float32 input of three axes can be streamed, not: ${names}`,
    )
  }
  return input
}

function channelsOf(value: ValueInfo): number | undefined {
  const length = value.type?.tensorType?.shape?.dim[1]?.dimValue
  return length === undefined ? undefined : toNumber(length)
}

function streamedOutput(value: ValueInfo, builder: StreamBuilder): StreamedTensor {
  const streamed = builder.streamed(value.name)
  if (!streamed) {
    throw new AppError(
      'voice/incompatible',
      `The output ${value.name} does not depend on the streamed input`,
      {
        details: { tensor: value.name },
      },
    )
  }
  return streamed
}

/** The value with a symbol of its own for its length in time: input and output no longer have the same. */
function withOwnTime(
  value: ValueInfo,
  { rank, timeAxis }: Pick<StreamedTensor, 'rank' | 'timeAxis'>,
): ValueInfo {
  const tensorType = value.type?.tensorType
  if (!tensorType) return value
  const known = tensorType.shape?.dim ?? Array.from({ length: rank }, () => ({}))
  const dim = known.map((one, axis) => (axis === timeAxis ? { dimParam: `${value.name}_frames` } : one))
  return { ...value, type: { ...value.type, tensorType: { ...tensorType, shape: { dim } } } }
}
