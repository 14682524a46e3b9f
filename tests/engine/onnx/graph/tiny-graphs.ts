import {
  elementType,
  type Model,
  type Node,
  type TensorData,
  type ValueInfo,
} from '../../../../src-main/engine/onnx/graph/model'
import { makeNode, type AttributeValue } from '../../../../src-main/engine/onnx/graph/node'
import { float32Constant, int64Constant } from '../../../../src-main/engine/onnx/graph/tensor-data'

/** Seeded numbers in −1 … 1 (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1
  }
}

export function randomArray(length: number, seed: number, scale = 1): Float32Array {
  const next = randomNumbers(seed)
  return Float32Array.from({ length }, () => next() * scale)
}

export function value(
  name: string,
  dims: readonly (number | string)[],
  elemType: number = elementType.float32,
): ValueInfo {
  const dim = dims.map((length) => (typeof length === 'number' ? { dimValue: length } : { dimParam: length }))
  return { name, type: { tensorType: { elemType, shape: { dim } } } }
}

/** Builds small models node by node; weights are seeded by their order. */
export class TinyGraph {
  readonly #nodes: Node[] = []
  readonly #weights: TensorData[] = []

  weights(dims: readonly number[], scale = 0.4): string {
    const name = `w${this.#weights.length}`
    const count = dims.reduce((product, length) => product * length, 1)
    return this.constant(float32Constant(name, randomArray(count, 77 + this.#weights.length, scale), dims))
  }

  integers(values: readonly number[]): string {
    return this.constant(int64Constant(`n${this.#weights.length}`, values))
  }

  constant(tensor: TensorData): string {
    this.#weights.push(tensor)
    return tensor.name ?? ''
  }

  add(
    opType: string,
    input: readonly string[],
    output: string,
    attributes?: Record<string, AttributeValue>,
  ): string {
    this.#nodes.push(makeNode(opType, input, [output], attributes))
    return output
  }

  addNode(node: Node): void {
    this.#nodes.push(node)
  }

  conv(
    x: string,
    output: string,
    shape: {
      from: number
      to: number
      kernel: number
      dilation?: number
      group?: number
      pads?: [number, number]
      scale?: number
    },
  ): string {
    const { from, to, kernel, dilation = 1, group = 1, scale } = shape
    const reach = (kernel - 1) * dilation
    const pads = shape.pads ?? [Math.floor(reach / 2), Math.ceil(reach / 2)]
    return this.add(
      'Conv',
      [x, this.weights([to, from / group, kernel], scale), this.weights([to], scale)],
      output,
      {
        kernel_shape: [kernel],
        dilations: [dilation],
        group,
        pads,
      },
    )
  }

  convTranspose(
    x: string,
    output: string,
    shape: {
      from: number
      to: number
      kernel: number
      stride: number
      group?: number
      pads?: [number, number]
      scale?: number
    },
  ): string {
    const { from, to, kernel, stride, group = 1, scale } = shape
    const spare = kernel - stride
    const pads = shape.pads ?? [Math.floor(spare / 2), Math.ceil(spare / 2)]
    return this.add(
      'ConvTranspose',
      [x, this.weights([from, to / group, kernel], scale), this.weights([to], scale)],
      output,
      { kernel_shape: [kernel], strides: [stride], group, pads },
    )
  }

  model(input: readonly ValueInfo[], output: readonly ValueInfo[]): Model {
    return {
      irVersion: 8,
      opsetImport: [{ domain: '', version: 17 }],
      graph: {
        name: 'tiny',
        node: this.#nodes,
        initializer: this.#weights,
        input,
        output,
        valueInfo: [],
      },
    }
  }
}

/**
 * A small network of the kind that is streamed: convolutions (depthwise, dilated, lopsided, pointwise), a ConvNeXt
 * block with layer normalisation over channels, and skip connections with and without a layer looking ahead.
 */
export function tinyDecoder(channels = 6, hidden = 8): Model {
  const graph = new TinyGraph()
  graph.conv('x', 'stem', { from: channels, to: hidden, kernel: 7 })
  graph.conv('stem', 'depthwise', { from: hidden, to: hidden, kernel: 5, group: hidden })
  graph.add('Transpose', ['depthwise'], 'rows', { perm: [0, 2, 1] })
  graph.add('LayerNormalization', ['rows', graph.weights([hidden]), graph.weights([hidden])], 'normal', {
    axis: -1,
  })
  graph.add('MatMul', ['normal', graph.weights([hidden, hidden])], 'mixed')
  graph.add('Erf', ['mixed'], 'bent')
  graph.add('Mul', ['bent', graph.weights([hidden])], 'scaled')
  graph.add('Transpose', ['scaled'], 'columns', { perm: [0, 2, 1] })
  graph.add('Add', ['stem', 'columns'], 'block')
  graph.conv('block', 'dilated', { from: hidden, to: hidden, kernel: 3, dilation: 3, pads: [4, 2] })
  graph.add('Tanh', ['dilated'], 'curved')
  graph.conv('curved', 'causal', { from: hidden, to: hidden, kernel: 4, pads: [3, 0] })
  graph.conv('causal', 'pointwise', { from: hidden, to: hidden, kernel: 1 })
  // The skip spans two layers: no single context holds what it needs.
  graph.add('Sub', ['pointwise', 'stem'], 'skipped')
  graph.add('Transpose', ['skipped'], 'y', { perm: [0, 2, 1] })
  return graph.model([value('x', [1, channels, 'F'])], [value('y', [1, 'F', hidden])])
}

/** One upsampling of a HiFi-GAN: its transposed convolution, and how its residual blocks are built. */
export interface TinyStage {
  kernel: number
  stride: number
  /** Kernel and dilations of each block; their outputs are averaged. */
  blocks: readonly { kernel: number; dilations: readonly number[] }[]
  /** Whether every residual layer is followed by one without dilation, as in the larger HiFi-GAN. */
  isDouble?: boolean
}

/** A small HiFi-GAN: `channels` rows in, one row out, `output` as long as the product of the strides. */
export function tinyHifigan(stages: readonly TinyStage[], channels = 6, hidden = 8): Model {
  const graph = new TinyGraph()
  addHifigan(graph, stages, { x: 'x', channels, hidden })
  return graph.model([value('x', [1, channels, 'F'])], [value('y', [1, 1, 'S'])])
}

/**
 * Adds a small HiFi-GAN, whose output is called y.
 * @param of.bias added to what its first convolution makes: [1, hidden, 1]
 */
export function addHifigan(
  graph: TinyGraph,
  stages: readonly TinyStage[],
  of: { x: string; channels: number; hidden: number; bias?: string },
): void {
  const { hidden } = of
  // Weights that amplify as little as the residual sums allow: a saturated output would hide what is wrong.
  const even = (kernel: number) => ({
    from: hidden,
    to: hidden,
    kernel,
    scale: Math.sqrt(2 / (hidden * kernel)),
  })
  let x = graph.conv(of.x, 'pre', { ...even(7), from: of.channels })
  if (of.bias !== undefined) x = graph.add('Add', [x, of.bias], 'pre_biased')
  stages.forEach(({ kernel, stride, blocks, isDouble }, stage) => {
    graph.add('LeakyRelu', [x], `bent${stage}`)
    const up = graph.convTranspose(`bent${stage}`, `up${stage}`, {
      ...even(kernel),
      stride,
      scale: Math.sqrt((3 * stride) / (hidden * kernel)),
    })
    const sums = blocks.map((block, index) =>
      block.dilations.reduce((r, dilation, layer) => {
        const name = `stage${stage}_block${index}_layer${layer}`
        graph.add('LeakyRelu', [r], `${name}_bent`)
        graph.conv(`${name}_bent`, `${name}_conv`, { ...even(block.kernel), dilation })
        let added = `${name}_conv`
        if (isDouble) {
          graph.add('LeakyRelu', [added], `${name}_bent_again`)
          added = graph.conv(`${name}_bent_again`, `${name}_second`, even(block.kernel))
        }
        return graph.add('Add', [added, r], `${name}_sum`)
      }, up),
    )
    const sum = sums.reduce((a, b, index) => graph.add('Add', [a, b], `stage${stage}_sum${index}`))
    const count = graph.constant(float32Constant(`count${stage}`, Float32Array.of(blocks.length), []))
    x = graph.add('Div', [sum, count], `stage${stage}`)
  })
  graph.add('LeakyRelu', [x], 'bent')
  graph.conv('bent', 'post', { ...even(7), to: 1 })
  graph.add('Tanh', ['post'], 'y')
}
