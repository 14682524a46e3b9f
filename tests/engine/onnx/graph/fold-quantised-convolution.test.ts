import { describe, expect, test } from 'vitest'
import { foldQuantisedConvolution, writeModel } from '../../../../src-main/engine/onnx/graph'
import { elementType, type Model } from '../../../../src-main/engine/onnx/graph/model'
import { makeNode } from '../../../../src-main/engine/onnx/graph/node'
import { float32Constant } from '../../../../src-main/engine/onnx/graph/tensor-data'
import { float32, openSession } from '../../../../src-main/engine/onnx/session'
import { floats, tensor } from '../push-through'
import { randomArray, TinyGraph, value } from './tiny-graphs'
import { addQuantisedConvolution } from './quantised-convolution'

const shape = { from: 3, to: 4, kernel: 5 }
const frames = 24

function quantised(options: Parameters<typeof addQuantisedConvolution>[4] = {}) {
  const graph = new TinyGraph()
  const { weights, bias } = addQuantisedConvolution(graph, 'x', 'y', shape, options)
  const model = graph.model([value('x', [1, shape.from, frames])], [value('y', [1, shape.to, frames])])
  return { model, weights, bias }
}

async function run(model: Model, x: Float32Array): Promise<Float32Array> {
  const session = await openSession(writeModel(model))
  try {
    return floats(tensor(await session.run({ x: float32(x, [1, shape.from, frames]) }), 'y'))
  } finally {
    await session.dispose()
  }
}

/** The same convolution written down directly. */
function plain(weights: Float32Array, bias: Float32Array | null): Model {
  const graph = new TinyGraph()
  const w = graph.constant(float32Constant('w', weights, [shape.to, shape.from, shape.kernel]))
  const b = bias ? [graph.constant(float32Constant('b', bias, [shape.to]))] : []
  graph.add('Conv', ['x', w, ...b], 'y', { kernel_shape: [5], pads: [2, 2] })
  return graph.model([value('x', [1, shape.from, frames])], [value('y', [1, shape.to, frames])])
}

describe('foldQuantisedConvolution', () => {
  const x = randomArray(shape.from * frames, 3)

  test.each([
    ['with a bias', {}],
    ['without a bias', { hasBias: false }],
    ['a scale per channel', { perChannel: true, hasBias: false }],
  ])('gives the convolution with the stored weights in float32: %s', async (_, options) => {
    const { model, weights, bias } = quantised(options)
    const folded = foldQuantisedConvolution(model)
    expect(folded.graph.node.map(({ opType }) => opType)).toEqual(['Conv'])
    const result = await run(folded, x)
    const expected = await run(plain(weights, bias), x)
    expected.forEach((number, index) => expect(result[index]).toBeCloseTo(number, 5))
  })

  test('stays near what the runtime makes of the integers', async () => {
    const { model } = quantised()
    const published = await run(model, x)
    const folded = await run(foldQuantisedConvolution(model), x)
    const noise = published.reduce((sum, number, index) => sum + (number - folded[index]) ** 2, 0)
    const power = folded.reduce((sum, number) => sum + number ** 2, 0)
    expect(10 * Math.log10(power / noise)).toBeGreaterThan(25)
  })

  test('leaves a model without integer convolutions as it is', () => {
    const model = plain(randomArray(60, 1), null)
    expect(foldQuantisedConvolution(model).graph.node).toEqual(model.graph.node)
  })

  test.each([
    ['read by something else', (graph: TinyGraph) => graph.add('Abs', ['y_sum'], 'z')],
    [
      'fed with other integers',
      (graph: TinyGraph) => {
        graph.addNode(makeNode('Cast', ['x'], ['xi'], { to: elementType.uint8 }))
        graph.constant({
          name: 'wi',
          dims: [1, 3, 1],
          dataType: elementType.uint8,
          rawData: new Uint8Array(3),
        })
        graph.add('ConvInteger', ['xi', 'wi'], 'zi')
        graph.add('Cast', ['zi'], 'z', { to: elementType.float32 })
      },
    ],
  ])('names a convolution that is %s', (_, spoil) => {
    const graph = new TinyGraph()
    addQuantisedConvolution(graph, 'x', 'y', shape)
    spoil(graph)
    const model = graph.model([value('x', [1, 3, frames])], [value('y', [1, 4, frames]), value('z', [])])
    expect(() => foldQuantisedConvolution(model)).toThrow(/ConvInteger .* is not part of a dynamically/)
  })
})
