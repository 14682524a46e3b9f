import { AppError } from '@contract/errors'
import { dropUnused } from './cut'
import type { Model, Node, TensorData } from './model'
import { describeNode, makeNode } from './node'
import { dimensionsOf, float32Constant, valuesOf } from './tensor-data'
import { nameGiver, wire, type Wiring } from './wiring'

interface QuantisedMatMul {
  /** The node whose output is the product in float32: the last of the group, replaced by the MatMul. */
  last: Node
  activations: string
  weights: TensorData
  zeroPoint: TensorData | undefined
  scale: TensorData
}

/**
 * Turns every dynamically quantised product (DynamicQuantizeLinear, MatMulInteger, Cast, Mul by the product of both
 * scales) into one float32 MatMul with W = (Wq − zero point) × scale. The result no longer depends on how the
 * activations of a chunk happen to spread, which makes it exact in chunks, and it is what a GPU wants.
 * @throws AppError 'voice/incompatible' naming a MatMulInteger that is not part of such a group
 */
export function foldDynamicQuantisation(model: Model): Model {
  const wiring = wire(model.graph)
  const freshName = nameGiver(wiring)
  const replacements = new Map<Node, Node>()
  const weights: TensorData[] = []
  for (const node of model.graph.node) {
    if (node.opType !== 'MatMulInteger') continue
    const group = findGroup(node, wiring)
    const name = freshName(`${node.output[0]}_weights`)
    weights.push(dequantise(name, group))
    replacements.set(group.last, makeNode('MatMul', [group.activations, name], group.last.output))
  }
  const { graph } = model
  return dropUnused({
    ...model,
    graph: {
      ...graph,
      node: graph.node.map((node) => replacements.get(node) ?? node),
      initializer: [...graph.initializer, ...weights],
    },
  })
}

function findGroup(product: Node, wiring: Wiring): QuantisedMatMul {
  const [left, right, leftZero, rightZero] = product.input
  const quantise = wiring.producer(left ?? '')
  const weights = wiring.constant(right ?? '')
  const zeroPoint = rightZero ? wiring.constant(rightZero) : undefined
  const cast = onlyConsumer(product, 'Cast', wiring)
  const last = cast && onlyConsumer(cast, 'Mul', wiring)
  const scales = wiring.producer(last?.input.find((name) => name !== cast?.output[0]) ?? '')
  const scaleName = scales?.input.find((name) => name !== quantise?.output[1])
  const scale = wiring.constant(scaleName ?? '')
  if (
    quantise?.opType !== 'DynamicQuantizeLinear' ||
    quantise.output[2] !== leftZero ||
    scales?.opType !== 'Mul' ||
    !scales.input.includes(quantise.output[1] ?? '') ||
    !weights ||
    (rightZero && !zeroPoint) ||
    !scale ||
    !last
  ) {
    throw new AppError(
      'voice/incompatible',
      `${describeNode(product)} is not part of a dynamically quantised product`,
      { details: { operator: product.opType, node: product.name ?? '' } },
    )
  }
  return { last, activations: quantise.input[0] ?? '', weights, zeroPoint, scale }
}

function onlyConsumer(node: Node, opType: string, wiring: Wiring): Node | undefined {
  const [reader, ...others] = wiring.consumers(node.output[0] ?? '')
  return others.length === 0 && reader?.opType === opType ? reader : undefined
}

/** Scale and zero point are single values or one per column. */
function dequantise(name: string, { weights, zeroPoint, scale }: QuantisedMatMul): TensorData {
  const dims = dimensionsOf(weights)
  const columns = dims.at(-1) ?? 1
  const quantised = valuesOf(weights)
  const scales = valuesOf(scale)
  const zeros = zeroPoint ? valuesOf(zeroPoint) : [0]
  for (const [what, count] of [
    ['scales', scales.length],
    ['zero points', zeros.length],
  ] as const) {
    if (count !== 1 && count !== columns) {
      throw new AppError(
        'voice/incompatible',
        `${weights.name ?? ''} has ${count} ${what} for ${columns} columns`,
      )
    }
  }
  const values = new Float32Array(quantised.length)
  for (let index = 0; index < values.length; index++) {
    const column = index % columns
    const zero = zeros[zeros.length === 1 ? 0 : column] ?? 0
    values[index] = ((quantised[index] ?? 0) - zero) * (scales[scales.length === 1 ? 0 : column] ?? 0)
  }
  return float32Constant(name, values, dims)
}
