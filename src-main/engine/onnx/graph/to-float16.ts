import { largestHalf, toHalf } from './half'
import { attributeType, elementType, type Graph, type Model, type Node, type TensorData } from './model'
import { makeNode, readsOf } from './node'
import { dimensionsOf, valuesOf } from './tensor-data'
import { nameGiver, wire } from './wiring'

/**
 * Operators that lose nothing to speak of in half precision: what they sum is summed in single precision by the
 * devices, or is one number at a time. Sums over many frames or channels, powers, roots and exponentials stay single.
 */
const halved: ReadonlySet<string> = new Set(
  `Abs Add Clip Concat Conv ConvTranspose Div Elu Expand Gather Gelu Gemm HardSigmoid Identity LeakyRelu MatMul Max Min
   Mul Neg PRelu Pad Relu Reshape Sigmoid Slice Split Squeeze Sub Tanh Transpose Unsqueeze Where`.split(
    /\s+/,
  ),
)

/** Operators that give whole numbers or truth values whatever they read. */
const notFloat: ReadonlySet<string> = new Set(
  `And ArgMax ArgMin Equal Greater GreaterOrEqual IsInf IsNaN Less LessOrEqual NonZero Not Or Shape Size`.split(
    /\s+/,
  ),
)

/**
 * The same graph computed in half precision: weights and activations half, inputs and outputs single as before. Where
 * a tensor is wanted in the other precision than it was made in, it is cast once.
 * @param model float32; quantised groups are to be folded first (their operators stay as they are)
 */
export function toFloat16(model: Model): Model {
  const conversion = new Conversion(model.graph)
  for (const node of model.graph.node) conversion.add(node)
  return { ...model, graph: conversion.finish() }
}

type Precision = 'single' | 'half'

class Conversion {
  readonly #nodes: Node[] = []
  readonly #weights: TensorData[] = []
  /** Tensors of floating point, and the precisions they are there in. */
  readonly #made = new Map<string, Set<Precision>>()
  readonly #halfNames = new Map<string, string>()
  readonly #constants = new Map<string, TensorData>()
  readonly #name: (wish: string) => string

  constructor(private readonly graph: Graph) {
    this.#name = nameGiver(wire(graph))
    for (const tensor of graph.initializer) {
      const name = tensor.name ?? ''
      this.#constants.set(name, tensor)
      if (tensor.dataType === elementType.float32) this.#made.set(name, new Set(['single']))
    }
    for (const { name, type } of graph.input) {
      if (type?.tensorType?.elemType === elementType.float32) this.#made.set(name, new Set(['single']))
    }
  }

  add(node: Node): void {
    const constant =
      node.opType === 'Constant' ? node.attribute.find(({ name }) => name === 'value')?.t : null
    if (constant) this.#constants.set(node.output[0] ?? '', constant)
    const filling = node.opType === 'ConstantOfShape' ? fillingOf(node) : undefined
    if (filling && filling[0] === 0) this.#addZeros(node)
    else if (this.#canBeHalf(node)) this.#addHalf(node)
    else this.#addSingle(node, constant?.dataType ?? (filling ? elementType.float32 : undefined))
  }

  finish(): Graph {
    for (const { name } of this.graph.output) this.#provide(name, 'single')
    const read = new Set([...this.#nodes.flatMap(readsOf), ...this.graph.output.map(({ name }) => name)])
    const initializer = [...this.graph.initializer, ...this.#weights].filter(({ name }) =>
      read.has(name ?? ''),
    )
    // The annotations of tensors that are half now would be wrong, and the runtime infers them all.
    return { ...this.graph, node: this.#nodes, initializer, valueInfo: [] }
  }

  #canBeHalf(node: Node): boolean {
    return (
      halved.has(node.opType) &&
      node.input.some((name) => this.#made.has(name)) &&
      node.input.every((name) => !this.#overflows(name))
    )
  }

  #addHalf(node: Node): void {
    const input = node.input.map((name) => this.#provide(name, 'half'))
    const output = node.output.map((name) => (name === '' ? '' : this.#halfName(name)))
    for (const name of node.output) if (name !== '') this.#made.set(name, new Set(['half']))
    this.#nodes.push({ ...node, input, output })
  }

  #addSingle(node: Node, dataType: number | undefined): void {
    for (const name of readsOf(node)) this.#provide(name, 'single')
    this.#nodes.push(node)
    const isFloat = dataType === undefined ? this.#givesFloat(node) : dataType === elementType.float32
    if (isFloat) for (const name of node.output) this.#made.set(name, new Set(['single']))
  }

  /** The zeros at the ends of a sentence. */
  #addZeros(node: Node): void {
    const [output = ''] = node.output
    const value: TensorData = { dims: [1], dataType: elementType.float16, rawData: new Uint8Array(2) }
    const attribute = [{ name: 'value', t: value, type: attributeType.tensor }]
    this.#nodes.push({ ...node, output: [this.#halfName(output)], attribute })
    this.#made.set(output, new Set(['half']))
  }

  #givesFloat(node: Node): boolean {
    if (notFloat.has(node.opType)) return false
    if (node.opType === 'Cast') {
      return node.attribute.find(({ name }) => name === 'to')?.i === elementType.float32
    }
    return node.opType.includes('Dequantize') || node.input.some((name) => this.#made.has(name))
  }

  /** @returns the tensor's name in that precision, made now if it was not there; whole numbers are left alone */
  #provide(name: string, precision: Precision): string {
    const there = this.#made.get(name)
    if (!there) return name
    const wanted = precision === 'half' ? this.#halfName(name) : name
    if (there.has(precision)) return wanted
    there.add(precision)
    const constant = this.#constants.get(name)
    if (constant && precision === 'half') {
      this.#weights.push(halfConstant(wanted, constant))
      return wanted
    }
    const from = precision === 'half' ? name : this.#halfName(name)
    const to = precision === 'half' ? elementType.float16 : elementType.float32
    this.#nodes.push({ ...makeNode('Cast', [from], [wanted], { to }), name: `${wanted}_cast` })
    return wanted
  }

  #halfName(name: string): string {
    const known = this.#halfNames.get(name)
    if (known !== undefined) return known
    const given = this.#name(`${name}_half`)
    this.#halfNames.set(name, given)
    return given
  }

  #overflows(name: string): boolean {
    const constant = this.#constants.get(name)
    if (constant?.dataType !== elementType.float32) return false
    const values = valuesOf(constant)
    for (let i = 0; i < values.length; i++) if (Math.abs(values[i]) > largestHalf) return true
    return false
  }
}

/** What a ConstantOfShape fills with, when that is float32 (without a value it is a zero). */
function fillingOf(node: Node): ArrayLike<number> | undefined {
  const value = node.attribute.find(({ name }) => name === 'value')?.t
  if (!value) return [0]
  return value.dataType === elementType.float32 ? valuesOf(value) : undefined
}

function halfConstant(name: string, tensor: TensorData): TensorData {
  const bits = toHalf(valuesOf(tensor))
  const rawData = new Uint8Array(bits.buffer)
  return { name, dims: dimensionsOf(tensor), dataType: elementType.float16, rawData }
}
