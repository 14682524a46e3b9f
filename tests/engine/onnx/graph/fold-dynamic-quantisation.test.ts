import { describe, expect, test } from 'vitest'
import {
  foldDynamicQuantisation,
  streamify,
  unsignedWeights,
  writeModel,
} from '../../../../src-main/engine/onnx/graph'
import { elementType, type Model } from '../../../../src-main/engine/onnx/graph/model'
import { makeNode } from '../../../../src-main/engine/onnx/graph/node'
import { float32Constant } from '../../../../src-main/engine/onnx/graph/tensor-data'
import { float32, openSession } from '../../../../src-main/engine/onnx/session'
import { floats, tensor } from '../push-through'
import { randomArray, randomNumbers, TinyGraph, value } from './tiny-graphs'

const rows = 20
const inner = 12
const columns = 5

/** One dynamically quantised product as the runtime's own quantiser writes it, scales per tensor or per column. */
function quantised(options: { perColumn?: boolean; elemType?: number; zeroPoint?: boolean } = {}) {
  const { perColumn = false, elemType = elementType.int8, zeroPoint = true } = options
  const next = randomNumbers(9)
  const isSigned = elemType === elementType.int8
  const weights = Array.from(
    { length: inner * columns },
    () => Math.round(next() * 100) + (isSigned ? 0 : 128),
  )
  const scales = Float32Array.from({ length: perColumn ? columns : 1 }, (_, index) => 0.01 + index / 500)
  const dims = perColumn ? [columns] : []
  const zero = isSigned ? 3 : 125
  const graph = new TinyGraph()
  graph.addNode(makeNode('DynamicQuantizeLinear', ['x'], ['xq', 'xs', 'xz']))
  graph.constant(float32Constant('ws', scales, dims))
  graph.constant({
    name: 'wq',
    dims: [inner, columns],
    dataType: elemType,
    rawData: Uint8Array.from(weights, (weight) => weight & 255),
  })
  graph.constant({ name: 'wz', dims: [], dataType: elemType, int32Data: [zero] })
  graph.add('Mul', ['xs', 'ws'], 'scales')
  graph.add('MatMulInteger', zeroPoint ? ['xq', 'wq', 'xz', 'wz'] : ['xq', 'wq', 'xz'], 'sum')
  graph.add('Cast', ['sum'], 'cast', { to: elementType.float32 })
  graph.add('Mul', ['cast', 'scales'], 'y')
  const model = graph.model([value('x', [1, rows, inner])], [value('y', [1, rows, columns])])
  const exact = (x: Float32Array) =>
    Array.from({ length: rows * columns }, (_, index) => {
      const column = index % columns
      const row = Math.floor(index / columns)
      let sum = 0
      for (let k = 0; k < inner; k++) {
        const weight = (weights[k * columns + column] ?? 0) - (zeroPoint ? zero : 0)
        sum += (x[row * inner + k] ?? 0) * weight * (scales[perColumn ? column : 0] ?? 0)
      }
      return sum
    })
  return { model, exact }
}

async function run(model: Model, x: Float32Array): Promise<Float32Array> {
  const session = await openSession(writeModel(model))
  try {
    return floats(tensor(await session.run({ x: float32(x, [1, rows, inner]) }), 'y'))
  } finally {
    await session.dispose()
  }
}

describe('foldDynamicQuantisation', () => {
  const x = randomArray(rows * inner, 4)

  test.each([
    ['signed weights', {}],
    ['unsigned weights', { elemType: elementType.uint8 }],
    ['a scale per column', { perColumn: true }],
    ['no zero point', { zeroPoint: false }],
  ])('gives the product of the stored weights in float32: %s', async (_, options) => {
    const { model, exact } = quantised(options)
    const folded = foldDynamicQuantisation(model)
    expect(folded.graph.node.map(({ opType }) => opType)).toEqual(['MatMul'])
    expect(folded.graph.initializer).toHaveLength(1)
    const expected = exact(x)
    const result = await run(folded, x)
    expected.forEach((number, index) => expect(result[index]).toBeCloseTo(number, 4))
  })

  test('stays near what the quantised graph computes', async () => {
    const { model } = quantised()
    // With weights whose sums no processor cuts off.
    const [int8, folded] = [
      await run(unsignedWeights(model), x),
      await run(foldDynamicQuantisation(model), x),
    ]
    const error = int8.reduce((sum, number, index) => sum + (number - (folded[index] ?? 0)) ** 2, 0)
    const energy = folded.reduce((sum, number) => sum + number ** 2, 0)
    expect(10 * Math.log10(energy / error)).toBeGreaterThan(30)
  })

  test('names a quantised product of another build', () => {
    const graph = new TinyGraph()
    graph.addNode(makeNode('DynamicQuantizeLinear', ['x'], ['xq', 'xs', 'xz']))
    graph.constant({
      name: 'wq',
      dims: [2, 2],
      dataType: elementType.uint8,
      rawData: Uint8Array.of(1, 2, 3, 4),
    })
    graph.add('MatMulInteger', ['xq', 'wq', 'xz'], 'y')
    const model = graph.model([value('x', [1, 2, 2])], [value('y', [1, 2, 2], elementType.int32)])
    expect(() => foldDynamicQuantisation(model)).toThrow(
      expect.objectContaining({
        code: 'voice/incompatible',
        message: expect.stringContaining('MatMulInteger y') as string,
      }),
    )
  })

  test('weights that do not fill their shape are refused by name', () => {
    const { model } = quantised()
    const initializer = model.graph.initializer.map((constant) =>
      constant.name === 'wq' ? { ...constant, rawData: Uint8Array.of(1, 2) } : constant,
    )
    expect(() => foldDynamicQuantisation({ ...model, graph: { ...model.graph, initializer } })).toThrow(
      /wq holds 2 values, its shape says 60/,
    )
  })

  test('a quantised product streams too', () => {
    const graph = new TinyGraph()
    graph.add('Transpose', ['x'], 'rows', { perm: [0, 2, 1] })
    graph.addNode(makeNode('DynamicQuantizeLinear', ['rows'], ['xq', 'xs', 'xz']))
    graph.constant({
      name: 'wq',
      dims: [2, 2],
      dataType: elementType.uint8,
      rawData: Uint8Array.of(1, 2, 3, 4),
    })
    graph.add('MatMulInteger', ['xq', 'wq', 'xz'], 'sum')
    graph.add('Cast', ['sum'], 'cast', { to: elementType.float32 })
    graph.add('Mul', ['cast', 'xs'], 'y')
    const model = graph.model([value('x', [1, 2, 'F'])], [value('y', [1, 'F', 2])])
    expect(streamify(model, { statePrefix: 's' })).toMatchObject({ lookAheadFrames: 0, states: [] })
  })
})
