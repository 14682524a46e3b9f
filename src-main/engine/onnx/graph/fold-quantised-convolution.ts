import { AppError } from '@contract/errors'
import { dropUnused } from './cut'
import type { Model, Node, TensorData } from './model'
import { describeNode, makeNode } from './node'
import { dimensionsOf, float32Constant, valuesOf } from './tensor-data'
import { nameGiver, wire, type Wiring } from './wiring'

interface QuantisedConvolution {
  /** Whose output is the convolution in float32: the last of the group, replaced by the Conv. */
  last: Node
  activations: string
  weights: TensorData
  zeroPoint: TensorData | undefined
  scale: TensorData
  /** A constant, float32; '' when there is none. */
  bias: string
}

/** How the quantiser turns a bias into the integers that are added to the sum, last step first. */
const biasSteps = ['Reshape', 'Cast', 'Floor', 'Div'] as const

/**
 * Turns every dynamically quantised convolution (DynamicQuantizeLinear, ConvInteger, perhaps a bias in integers, Cast,
 * Mul by the product of both scales) into one float32 Conv with W = (Wq − zero point) × scale. The runtime's integer
 * convolution is slower than that on a CPU (measured: 2.4 times), besides being coarser.
 * @throws AppError 'voice/incompatible' naming a ConvInteger that is not part of such a group
 */
export function foldQuantisedConvolution(model: Model): Model {
  const { graph } = model
  const wiring = wire(graph)
  const freshName = nameGiver(wiring)
  const replacements = new Map<Node, Node>()
  const weights: TensorData[] = []
  for (const node of graph.node) {
    if (node.opType !== 'ConvInteger') continue
    const group = findGroup(node, wiring)
    const name = freshName(`${node.output[0]}_weights`)
    weights.push(dequantise(name, group))
    const inputs = [group.activations, name, ...(group.bias ? [group.bias] : [])]
    replacements.set(group.last, {
      ...makeNode('Conv', inputs, group.last.output),
      attribute: node.attribute,
    })
  }
  return dropUnused({
    ...model,
    graph: {
      ...graph,
      node: graph.node.map((node) => replacements.get(node) ?? node),
      initializer: [...graph.initializer, ...weights],
    },
  })
}

function findGroup(convolution: Node, wiring: Wiring): QuantisedConvolution {
  const [left, right, leftZero, rightZero] = convolution.input
  const quantise = wiring.producer(left ?? '')
  const weights = wiring.constant(right ?? '')
  const zeroPoint = rightZero ? wiring.constant(rightZero) : undefined
  const sum = onlyConsumer(convolution, 'Add', wiring)
  const bias = sum ? findBias(sum, convolution, wiring) : ''
  const cast = onlyConsumer(sum ?? convolution, 'Cast', wiring)
  const last = cast && onlyConsumer(cast, 'Mul', wiring)
  const scales = wiring.producer(last?.input.find((name) => name !== cast?.output[0]) ?? '')
  const scale = wiring.constant(scales?.input.find((name) => name !== quantise?.output[1]) ?? '')
  if (
    quantise?.opType !== 'DynamicQuantizeLinear' ||
    quantise.output[2] !== leftZero ||
    scales?.opType !== 'Mul' ||
    !scales.input.includes(quantise.output[1] ?? '') ||
    !weights ||
    (rightZero && !zeroPoint) ||
    !scale ||
    bias === undefined ||
    !last
  ) {
    throw new AppError(
      'voice/incompatible',
      `${describeNode(convolution)} is not part of a dynamically quantised convolution`,
      { details: { operator: convolution.opType, node: convolution.name ?? '' } },
    )
  }
  return { last, activations: quantise.input[0] ?? '', weights, zeroPoint, scale, bias }
}

/** The bias in float32, from which the integers were made that `sum` adds; undefined when they were made otherwise. */
function findBias(sum: Node, convolution: Node, wiring: Wiring): string | undefined {
  let tensor = sum.input.find((name) => name !== convolution.output[0]) ?? ''
  for (const step of biasSteps) {
    const node = wiring.producer(tensor)
    if (node?.opType !== step) return undefined
    tensor = node.input[0] ?? ''
  }
  return wiring.constant(tensor) ? tensor : undefined
}

function onlyConsumer(node: Node, opType: string, wiring: Wiring): Node | undefined {
  const [reader, ...others] = wiring.consumers(node.output[0] ?? '')
  return others.length === 0 && reader?.opType === opType ? reader : undefined
}

/** Scale and zero point are single values or one per output channel, the first axis. */
function dequantise(name: string, { weights, zeroPoint, scale }: QuantisedConvolution): TensorData {
  const dims = dimensionsOf(weights)
  const quantised = valuesOf(weights)
  const scales = valuesOf(scale)
  const zeros = zeroPoint ? valuesOf(zeroPoint) : [0]
  const channels = dims[0] ?? 1
  for (const values of [scales, zeros]) {
    if (values.length !== 1 && values.length !== channels) {
      throw new AppError(
        'voice/incompatible',
        `${weights.name ?? ''} has ${values.length} scales or zero points for ${channels} channels`,
      )
    }
  }
  const perChannel = quantised.length / channels
  const values = new Float32Array(quantised.length)
  for (let channel = 0; channel < channels; channel++) {
    const zero = zeros[zeros.length === 1 ? 0 : channel]
    const factor = scales[scales.length === 1 ? 0 : channel]
    for (let index = channel * perChannel; index < (channel + 1) * perChannel; index++)
      values[index] = (quantised[index] - zero) * factor
  }
  return float32Constant(name, values, dims)
}
