import {
  elementType,
  type Model,
  type Node,
  type TensorData,
  type ValueInfo,
} from '../../../../src-main/engine/onnx/graph/model'
import { makeNode, type AttributeValue } from '../../../../src-main/engine/onnx/graph/node'
import { float32Constant } from '../../../../src-main/engine/onnx/graph/tensor-data'

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
    },
  ): string {
    const { from, to, kernel, dilation = 1, group = 1 } = shape
    const reach = (kernel - 1) * dilation
    const pads = shape.pads ?? [Math.floor(reach / 2), Math.ceil(reach / 2)]
    return this.add('Conv', [x, this.weights([to, from / group, kernel]), this.weights([to])], output, {
      kernel_shape: [kernel],
      dilations: [dilation],
      group,
      pads,
    })
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
