import { dropUnused } from './cut'
import { elementType, type Model, type Node, type TensorData } from './model'
import { dimensionsOf, valuesOf } from './tensor-data'
import { nameGiver, wire } from './wiring'

/** Between a signed byte and the unsigned one that stands for it. */
const offset = 128
const integerProducts = new Set(['MatMulInteger', 'ConvInteger'])

/**
 * Stores the signed 8-bit weights of every integer product as unsigned ones, their zero points raised alike: the same
 * differences, hence the same products to the last bit.
 * @returns the model itself where it has no such weights
 */
export function unsignedWeights(model: Model): Model {
  const { graph } = model
  const wiring = wire(graph)
  const freshName = nameGiver(wiring)
  const made = new Map<string, TensorData>()
  const raised = (name: string, tensor: TensorData): string => {
    const known = made.get(name)
    const raisedTensor = known ?? raise(freshName(`${name}_unsigned`), tensor)
    made.set(name, raisedTensor)
    return raisedTensor.name ?? ''
  }
  const node = graph.node.map((product): Node => {
    const [activations, weights = '', activationZero = '', weightZero = ''] = product.input
    const values = wiring.constant(weights)
    if (!integerProducts.has(product.opType) || values?.dataType !== elementType.int8) return product
    const zero = wiring.constant(weightZero)
    // A zero point that is computed cannot be raised here; without one it is nought.
    if (weightZero !== '' && !zero) return product
    const noZero: TensorData = { dims: [], dataType: elementType.int8, rawData: Uint8Array.of(0) }
    return {
      ...product,
      input: [
        activations,
        raised(weights, values),
        activationZero,
        raised(weightZero === '' ? 'no_zero_point' : weightZero, zero ?? noZero),
      ],
    }
  })
  if (made.size === 0) return model
  return dropUnused({
    ...model,
    graph: { ...graph, node, initializer: [...graph.initializer, ...made.values()] },
  })
}

function raise(name: string, tensor: TensorData): TensorData {
  return {
    name,
    dims: dimensionsOf(tensor),
    dataType: elementType.uint8,
    rawData: Uint8Array.from(valuesOf(tensor), (value) => value + offset),
  }
}
