import { describe, expect, test } from 'vitest'
import { unsignedWeights, writeModel } from '../../../../src-main/engine/onnx/graph'
import { elementType, type Model } from '../../../../src-main/engine/onnx/graph/model'
import { makeNode } from '../../../../src-main/engine/onnx/graph/node'
import { float32, openSession } from '../../../../src-main/engine/onnx/session'
import { floats, tensor } from '../push-through'
import { randomNumbers, TinyGraph, value } from './tiny-graphs'

const rows = 4
const inner = 64
const columns = 16

/** Sums of products of bytes, as float32; `weights` row by row. */
function products(weights: readonly number[], zeroPoint: readonly number[] | null): Model {
  const graph = new TinyGraph()
  graph.addNode(makeNode('DynamicQuantizeLinear', ['x'], ['bytes', 'scale', 'zero']))
  graph.constant({
    name: 'weights',
    dims: [inner, columns],
    dataType: elementType.int8,
    rawData: Uint8Array.from(weights, (weight) => weight & 255),
  })
  if (zeroPoint)
    graph.constant({
      name: 'weight_zero',
      dims: zeroPoint.length === 1 ? [] : [zeroPoint.length],
      dataType: elementType.int8,
      int32Data: zeroPoint,
    })
  graph.add('MatMulInteger', ['bytes', 'weights', 'zero', ...(zeroPoint ? ['weight_zero'] : [])], 'sums')
  graph.add('Cast', ['sums'], 'y', { to: elementType.float32 })
  return graph.model([value('x', [rows, inner])], [value('y', [rows, columns])])
}

async function run(model: Model, bytes: readonly number[]): Promise<number[]> {
  const session = await openSession(writeModel(model))
  try {
    // From 0 to 255 in steps of 1: as bytes they are themselves.
    const x = Float32Array.from(bytes)
    return [...floats(tensor(await session.run({ x: float32(x, [rows, inner]) }), 'y'))]
  } finally {
    await session.dispose()
  }
}

describe('unsignedWeights', () => {
  const next = randomNumbers(5)
  const bytes = Array.from({ length: rows * inner }, (_, index) =>
    index < 2 ? index * 255 : 200 + Math.round(27 * (1 + next())),
  )
  const weights = Array.from({ length: inner * columns }, () => Math.round(127 * next()))
  const zeros = Array.from({ length: columns }, (_, index) => index - 8)

  test.each([
    ['one zero point', [3]],
    ['one for each column', zeros],
    ['none', null],
  ])(
    'gives the sums of the stored weights to the last bit, whatever the processor: %s',
    async (_, zeroPoint) => {
      const expected = Array.from({ length: rows * columns }, (_, index) => {
        const column = index % columns
        const zero = zeroPoint?.at(zeroPoint.length === 1 ? 0 : column) ?? 0
        let sum = 0
        for (let k = 0; k < inner; k += 1)
          sum += bytes[Math.floor(index / columns) * inner + k] * (weights[k * columns + column] - zero)
        return sum
      })
      expect(await run(unsignedWeights(products(weights, zeroPoint)), bytes)).toEqual(expected)
    },
  )

  test('shares what several products read, and leaves a model alone that has no such weights', () => {
    const model = products(weights, [3])
    const product = model.graph.node.find(({ opType }) => opType === 'MatMulInteger')
    const twice = {
      ...model,
      graph: {
        ...model.graph,
        node: [...model.graph.node, makeNode('MatMulInteger', product?.input ?? [], ['z'])],
      },
    }
    const unsigned = unsignedWeights(twice)
    expect(unsigned.graph.initializer.map(({ dataType }) => dataType)).toEqual([
      elementType.uint8,
      elementType.uint8,
    ])
    expect(unsignedWeights(unsigned)).toBe(unsigned)
  })
})
